"""Which language the command speaks, and how click comes to speak it as well."""

from __future__ import annotations

import gettext
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from finder import language
from finder.language import _, marked, nmarked

#: What click says to people: it asks Python's gettext for these words, which finds them in our catalog.
CLICK_SAYS = (
    marked("Usage:"),
    marked("[OPTIONS]"),
    marked("COMMAND [ARGS]..."),
    marked("Options"),
    marked("Commands"),
    marked("Show this message and exit."),
    marked("Show the version and exit."),
    marked("default: {default}"),
    marked("Error: {message}"),
    marked("Try '{command} {option}' for help."),
    marked("No such option {name!r}."),
    marked("No such command {name!r}."),
    nmarked("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    marked("Missing argument"),
    marked("Missing command."),
    nmarked("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    marked("Option {name!r} does not take a value."),
    nmarked("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    marked("Invalid value for {param_hint}: {message}"),
    nmarked("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    marked("{value!r} is not a valid {number_type}."),
    marked("{value} is not in the range {range}."),
    # Translators: of a file that was named on the command line; {name} is “File”.
    marked("{name} {filename!r} does not exist."),
    # Translators: where a file was expected; {name} is “File”.
    marked("{name} {filename!r} is a directory."),
    marked("{name} {filename!r} is not readable."),
    marked("Aborted!"),
)
#: The kinds of values as click names them, in capitals where a value goes (`--limit INTEGER`).
CLICK_KINDS = (
    marked("text"),
    marked("integer"),
    marked("integer range"),
    marked("float"),
    marked("float range"),
    marked("file"),
    marked("path"),
)
#: The first of these that is set decides, as POSIX (XBD 8.2) says.
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def wanted(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the code of the language to speak: as the command line asks, else as the environment does.

    What names no language that we speak is passed over here; the option and the setting refuse it.
    """
    for asked in (_option(arguments), environment.get("FINDER_LANGUAGE", "")):
        if asked.strip() in language.languages():
            return asked.strip()
    posix = next((environment[name] for name in _LOCALE if environment.get(name)), "")
    code = posix.partition(".")[0].partition("@")[0].partition("_")[0].lower()
    return code if code in language.languages() else language.SOURCE


@contextmanager
def speaking(command: click.Command, code: str) -> Iterator[None]:
    """Speak a language until the block ends: we, the help of a command with all below it, and click."""
    with ExitStack() as stack:
        stack.enter_context(language.using_language(code))
        if code != language.SOURCE:
            stack.enter_context(_told(command))
            stack.enter_context(_lent(code))
        yield


def _option(arguments: Sequence[str]) -> str:
    """Return the value of --language where it stands before the command; after it, it means documents."""
    rest = iter(arguments)
    for each in rest:
        name, equals, value = each.partition("=")
        if name == "--language":
            return value if equals else next(rest, "")
        if not each.startswith("-"):
            break
    return ""


@contextmanager
def _told(command: click.Command) -> Iterator[None]:
    """Put the language that is spoken in place of the English of a command and all below it, for a while."""
    before = dict(_english(command, click.Context(command, **command.context_settings)))
    for (holder, name), text in before.items():
        setattr(holder, name, _(text))
    try:
        yield
    finally:
        for (holder, name), text in before.items():
            setattr(holder, name, text)


def _english(command: click.Command, context: click.Context) -> Iterator[tuple[tuple[object, str], str]]:
    """Yield every text that click shows of a command and of those below it: whose it is, its name, itself."""
    parameters = command.get_params(context)
    shown: list[tuple[object, tuple[str, ...]]] = [
        (command, ("help", "short_help", "epilog", "options_metavar", "subcommand_metavar")),
        *((each, ("help",)) for each in parameters),
        *((each.type, ("name",)) for each in parameters if each.type.name in CLICK_KINDS),
    ]
    for holder, names in shown:
        for name in names:
            if text := getattr(holder, name, None):
                yield (holder, name), text
    for name, below in command.commands.items() if isinstance(command, click.Group) else ():
        inside = click.Context(below, parent=context, info_name=name, **below.context_settings)
        yield from _english(below, inside)


@contextmanager
def _lent(code: str) -> Iterator[None]:
    """Hand our catalog to Python's gettext, and with it to click."""
    before = gettext.textdomain(), os.environ.get("LANGUAGE")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, code, "LC_MESSAGES", "finder.mo")
        file.parent.mkdir(parents=True)
        file.write_bytes(language.compiled(code, "messages"))
        gettext.bindtextdomain("finder", folder)
        gettext.textdomain("finder")
        os.environ["LANGUAGE"] = code  # gettext's own order has it before LC_ALL
        try:
            yield
        finally:
            gettext.textdomain(before[0])
            os.environ.pop("LANGUAGE")
            if before[1] is not None:
                os.environ["LANGUAGE"] = before[1]

"""The language of the command: which one was asked for, and its help in that language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy

import click

from finder.cli.lazy import Lazy
from finder.language import SOURCE, _, languages, marked

#: The first of these that is set decides, as POSIX (XBD 8.2) says.
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
#: The headings of click's help.
_HEADINGS = {"Options": marked("Options"), "Commands": marked("Commands")}


def requested_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the code of the language to use: as the command line asks, else as the environment does.

    A language without a translation is passed over here; the option and the setting refuse it.
    """
    for code in (_option(arguments), environment.get("FINDER_LANGUAGE", "")):
        if code.strip() in languages():
            return code.strip()
    posix = next((environment[name] for name in _LOCALE if environment.get(name)), "")
    code = posix.partition(".")[0].partition("@")[0].partition("_")[0].lower()
    return code if code in languages() else SOURCE


def _option(arguments: Sequence[str]) -> str:
    """Return the value of --language where it stands before the command; after it, it means documents."""
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if name == "--language":
            return value if equals else next(rest, "")
        if not argument.startswith("-"):
            break
    return ""


def translated(command: click.Command) -> click.Command:
    """Return a copy of a command, with all commands below it, whose help is in the current language."""
    command = copy(command)
    command.context_class = _Context
    command.help = _text(command.help)
    command.short_help = _text(command.short_help)
    command.options_metavar = _(marked("[OPTIONS]"))
    command.params = [_translated_parameter(each) for each in command.params]
    click.help_option("-h", "--help", help=_("Show this message and exit."))(command)
    if isinstance(command, click.Group):
        command.subcommand_metavar = _(marked("COMMAND [ARGS]..."))
        below = command.commands
        command.commands = Lazy(tuple(below), lambda name: translated(below[name]))  # type: ignore[assignment]
    return command


def _translated_parameter(parameter: click.Parameter) -> click.Parameter:
    if not isinstance(parameter, click.Option):
        return parameter
    option = copy(parameter)
    option.help = _text(option.help)
    return option


def _text(text: str | None) -> str:
    return _(text) if text else ""


class _Formatter(click.HelpFormatter):
    """Writes the few words of help that are click's own in the current language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or _("Usage:") + " ")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(_(_HEADINGS.get(name, name))):
            yield


class _Context(click.Context):
    formatter_class = _Formatter

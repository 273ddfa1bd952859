"""The `finder` command: its subcommands, and how it reports errors."""

from __future__ import annotations

import gc
import os
import sys

import click

from finder import __version__, utc
from finder.cli.language import requested_language, translated
from finder.cli.lazy import imported
from finder.disk_errors import explain
from finder.errors import (
    BadData,
    BadDirectory,
    BadFile,
    BadQuery,
    BadSetting,
    NotFound,
    NothingLoaded,
    SourceDown,
)
from finder.language import _, languages, marked, ngettext, number, using_language
from finder.plain_text import printable
from finder.settings import Settings

#: The module of each command, in the order of the help.
MODULES = {
    "search": "finder.cli.search",
    "guidelines": "finder.cli.search",
    "cancers": "finder.cli.search",
    "place": "finder.cli.search",
    "find": "finder.cli.names",
    "trials": "finder.cli.trials",
    "second-opinion": "finder.cli.guide",
    "emergencies": "finder.cli.guide",
    "shortlist": "finder.cli.shortlist",
    "pack": "finder.cli.pack",
    "help-lines": "finder.cli.helplines",
    "check": "finder.cli.check",
    "build": "finder.cli.build",
    "load": "finder.cli.loading.load",
    "geocode": "finder.cli.geocode",
    "links": "finder.cli.links",
    "refresh": "finder.cli.operating.refresh",
    "publish": "finder.cli.operating.publish",
    "follow": "finder.cli.operating.follow",
    "doctor": "finder.cli.operating.doctor",
    "serve": "finder.cli.serve",
    "mcp": "finder.cli.mcp",
    "export": "finder.cli.export",
}
#: Commands that say themselves what is wrong with the settings.
_DIAGNOSES = ("check", "doctor")
#: Exit statuses: 2 for a query that has to be changed, 1 for any other failure.
BAD_QUERY, FAILED = 2, 1


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=marked(
        "Find cancer care near a place, and the NCCN and NCI documents for a cancer.\n\n"
        "This is not medical advice. In an emergency call 911."
    ),
)
@click.option(
    "--language", type=click.Choice(languages()), expose_value=False,
    help=marked("Language of the output. By default that of your system, if we have it."),
)  # fmt: skip
@click.version_option(__version__, prog_name="finder", help=marked("Show the version and exit."))
@click.pass_context
def cli(context: click.Context) -> None:
    """Read the settings. main() has already set the language: `--language` is only checked here."""
    # What was imported stays: looking through it again takes half the time of reading the first words.
    gc.freeze()
    gc.enable()
    if utc.is_wrong():
        message = _("Set the clock of this computer. It says %(day)s, so ages and dates will be wrong.")
        click.echo(message % {"day": utc.today().isoformat()}, err=True)
    if context.invoked_subcommand not in _DIAGNOSES:
        context.obj = Settings.read(os.environ)


cli.commands = imported(MODULES)  # type: ignore[assignment]


def main() -> None:
    """Run the command in the user's language, and print errors for people instead of tracebacks."""
    with using_language(requested_language(sys.argv[1:], os.environ)):
        _run(translated(cli))


def _lines(message: str) -> str:
    """Return a message, which may quote a file or a server, without what steers a terminal."""
    return "\n".join(map(printable, message.split("\n")))


def _run(command: click.Command) -> None:
    try:
        command()
    except BadQuery as error:
        for fault in error.faults:
            click.echo(f"{fault.field}: {fault.reason} {fault.hint}".rstrip(), err=True)
            for choice in fault.choices:
                shown = choice.label if choice.value in choice.label else f"{choice.value}  ({choice.label})"
                click.echo(f"  {shown}", err=True)
        sys.exit(BAD_QUERY)
    except BadData as error:
        for data_fault in error.faults:
            click.echo(str(data_fault), err=True)
        count = len(error.faults)
        message = ngettext(
            "Fix %(count)s error in data/, then try again. Nothing was built.",
            "Fix %(count)s errors in data/, then try again. Nothing was built.",
            count,
        )
        click.echo(message % {"count": number(count)}, err=True)
        if error.more_checks:
            click.echo(
                _("There may be more errors. Other checks wait until every file can be read."), err=True
            )
        sys.exit(FAILED)
    except (BadDirectory, BadFile, BadSetting, NotFound, NothingLoaded, SourceDown) as error:
        click.echo(_lines(str(error)), err=True)
        sys.exit(FAILED)
    except OSError as error:
        click.echo(explain(error), err=True)
        sys.exit(FAILED)

"""Commands that search the directory: places of care, documents, cancer types, and where a place is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar

import click

from finder import utc
from finder.cli import show_results
from finder.cli.show_documents import print_to_read
from finder.domain.documents import Document
from finder.errors import Unsure
from finder.formats import csv, emergencies, link_status
from finder.formats.json import documents as documents_json
from finder.formats.json import matches as matches_json
from finder.formats.json import places as places_json
from finder.formats.json.encode import encode
from finder.formats.search_formats import SEARCH_FORMATS, Links
from finder.language import _, language_name, marked, ngettext, number, translate
from finder.library import Finder, open_with
from finder.search.documents.find import DocumentList
from finder.search.fields import CANCER, GUIDELINES, NEAR, SEARCH
from finder.search.filters import YES
from finder.search.parameters import Given, Parameter
from finder.settings import Settings

Command = TypeVar("Command", bound=Callable[..., None])

as_json = click.option("--json", "form", flag_value="json", help=marked("Print JSON."))
as_csv = click.option("--csv", "form", flag_value="csv", help=marked("Print CSV."))


def options_for(parameters: Iterable[Parameter]) -> Callable[[Command], Command]:
    """Return a decorator that adds an option for each parameter to a command."""

    def add(command: Command) -> Command:
        for each in reversed(list(parameters)):
            command = _option(each)(command)
        return command

    return add


class Format(Protocol):
    """A format that a list is printed in: its name, and the help of its option."""

    @property
    def name(self) -> str:
        """The name of the option."""

    @property
    def help(self) -> str:
        """What the option prints."""


def in_formats(formats: Iterable[Format]) -> Callable[[Command], Command]:
    """Return a decorator that adds an option for each format to a command."""

    def add(command: Command) -> Command:
        for each in reversed(list(formats)):
            command = click.option(f"--{each.name}", "form", flag_value=each.name, help=each.help)(command)
        return command

    return add


def print_file(content: bytes) -> None:
    """Print what a format wrote, which ends with a line."""
    click.echo(content, nl=not content.endswith(b"\n"))


def _option(each: Parameter) -> Callable[[Command], Command]:
    if each.values is YES:
        return click.option(f"--{each.name}", is_flag=True, help=each.help)
    choice = click.Choice(list(each.values)) if each.values else None
    return click.option(f"--{each.name}", type=choice, multiple=each.many, help=each.help)


@click.command(
    help=marked(
        "Find cancer centers, programs, specialists and hospitals near PLACE, nearest first.\n\n"
        'PLACE is a ZIP code (59715), a city and state ("Bozeman, MT") or coordinates ("45.68,-111.04").'
    )
)
@click.argument("place")
@options_for(each for each in SEARCH if each is not NEAR)
@in_formats(SEARCH_FORMATS.values())
@click.pass_obj
def search(settings: Settings, /, place: str, form: str | None, **options: Any) -> None:
    """Find cancer centers, programs, specialists and hospitals near PLACE, nearest first."""
    with open_with(settings) as finder:
        print_danger(finder, form, near=place, **options)
        answer = finder.search(place, **options)
        if form:
            print_file(SEARCH_FORMATS[form].write(answer, finder.catalog, Links(), answer.query.detail))
        else:
            show_results.print_answer(answer, finder.catalog)


@click.command(
    help=marked("List NCCN and NCI documents for the cancer in WORDS. Without WORDS, list all documents.")
)
@click.argument("words", required=False)
@options_for(each for each in GUIDELINES if each.name not in (CANCER.name, "status"))
@as_json
@as_csv
@click.pass_obj
def guidelines(settings: Settings, /, words: str | None, form: str | None, **options: Any) -> None:
    """List NCCN and NCI documents for the cancer in WORDS. Without WORDS, list all documents."""
    with open_with(settings) as finder:
        print_danger(finder, form, cancer=words)
        result = finder.guidelines(words, **options)
        if form == "json":
            signs = finder.danger(cancer=words)
            listed = documents_json.guidelines(result.all, result.counts, signs, finder.catalog)
            click.echo(encode(listed))
        elif form == "csv":
            click.echo(csv.guidelines([documents_json.document(each) for each in result.all]), nl=False)
        else:
            if result.cancer:
                click.echo(f"{result.note or translate(result.cancer.name)}\n")
                reader = {name: options[name] for name in ("audience", "language")}
                print_to_read(finder.what_to_read(result.cancer.slug, **reader))
                click.echo(_("All %(count)s documents:") % {"count": number(len(result.documents))} + "\n")
            _print_documents(result, settings.stale_days)


@click.command(help=marked("Find cancer types that match WORDS."))
@click.argument("words")
@as_json
@click.pass_obj
def cancers(settings: Settings, words: str, form: str | None) -> None:
    """Find cancer types that match WORDS."""
    with open_with(settings) as finder:
        matches = finder.cancers(words)
        if form == "json":
            signs = finder.danger(cancer=words)
            click.echo(encode(matches_json.cancer_matches(matches, signs, finder.catalog)))
            return
        print_danger(finder, form, cancer=words)
    if matches.note:
        click.echo(matches.note)
    for match in (*([matches.group] if matches.group else []), *matches.matches):
        click.echo(f"  {match.slug}  ({translate(match.name)})")


@click.command(help=marked("Your place: a ZIP code, a city and state, or coordinates."))
@click.argument("words")
@as_json
@click.pass_obj
def place(settings: Settings, words: str, form: str | None) -> None:
    """Your place: a ZIP code, a city and state, or coordinates."""
    with open_with(settings) as finder:
        print_danger(finder, form, near=words)
        signs, catalog = finder.danger(near=words), finder.catalog
        try:
            location = finder.place(words)
        except Unsure as error:
            if form != "json":
                raise
            fault = error.faults[0]
            note = f"{fault.reason} {fault.hint}"
            click.echo(encode(places_json.place_matches(None, fault.choices, note, signs, catalog)))
            return
    if form == "json":
        click.echo(encode(places_json.place_matches(location, (), "", signs, catalog)))
    else:
        point = f"{location.point.latitude:.4f}, {location.point.longitude:.4f}"
        click.echo(f"{location.name}: {point} ({_(_PRECISION[location.precision])}) {location.note}".rstrip())


#: How exactly a place is known.
_PRECISION = {
    # Translators: how exactly a place is known: to the middle of its ZIP code.
    "zip": marked("zip"),
    # Translators: how exactly a place is known: to the middle of its city.
    "city": marked("city"),
    # Translators: how exactly a place is known.
    "exact": marked("exact"),
}
_FOR = {"patient": marked("for patients"), "professional": marked("for professionals")}

COMMANDS = (search, guidelines, cancers, place)


def print_danger(finder: Finder, form: str | None, **typed: Given) -> None:
    """Print the danger signs in what was typed, before anything else; formats for programs have a field."""
    signs = () if form else finder.danger(**typed)
    if signs:
        click.echo("\n".join((*emergencies.lines(signs, finder.catalog), emergencies.not_a_call(), "")))


def _print_documents(result: DocumentList, stale_days: int) -> None:
    for document in result.all:
        _print_document(document)
    if warning := link_status.staleness(result.documents, utc.today(), stale_days):
        click.echo(warning)
    message = ngettext(
        "%(count)s document. The finder is not affiliated with NCCN or NCI.",
        "%(count)s documents. The finder is not affiliated with NCCN or NCI.",
        len(result.documents),
    )
    click.echo(message % {"count": number(len(result.documents))})


def _print_document(document: Document) -> None:
    seen = link_status.seen(document) if document.last_seen else _("last checked: date not known")
    details = [_(document.series_name), _(_FOR[document.audience]), language_name(document.language), seen]
    if document.needs_login:
        details.append(_("free login needed"))
    note = link_status.note(document) or (_("no longer there") if document.status == "gone" else "")
    click.echo(document.title)
    click.echo(f"    {' · '.join(details)}")
    if note:
        click.echo(f"    {note[0].upper()}{note[1:]}.")
    if document.status != "gone":
        click.echo(f"    {document.url}\n")
    else:
        instead = _("Instead: %(address)s") % {"address": document.instead}
        click.echo(f"    {instead}\n" if document.instead else "")

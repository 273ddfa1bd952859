"""Commands that ask the directory: places near, documents, cancer types, places on the map."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import click

from finder.cli import show_results
from finder.directory.build import open_directory
from finder.domain.documents import DOCUMENT_KINDS, LANGUAGES, Document
from finder.errors import Unsure
from finder.formats import csv, link_notes
from finder.formats.json import matches as matches_json
from finder.formats.json import places as places_json
from finder.language import _, marked, name_of, ngettext, number, translate
from finder.search.answer import nearest_anyway, nearest_designated, read_question
from finder.search.beside import beside, find_all, has_people
from finder.search.documents.find import find_guidelines
from finder.search.live import NOT_LOADED
from finder.search.questions import (
    AUDIENCES,
    KINDS,
    POPULATIONS,
    PUBLISHERS,
    SEXES,
    SHOW,
    TEAMS,
    GuidelineQuery,
)
from finder.settings import Settings
from finder.sources.registry.live import live_from
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog
from finder.words.cancer.find import find_cancers
from finder.words.place.find import find_place

as_json = click.option("--json", "form", flag_value="json", help=marked("Print JSON."))
as_csv = click.option("--csv", "form", flag_value="csv", help=marked("Print CSV."))


@click.command(
    help=marked(
        "Cancer centers, programs, specialists and hospitals near PLACE, nearest first.\n\n"
        'PLACE is a ZIP code (59715), a city and state ("Bozeman, MT") or coordinates ("45.68,-111.04").'
    )
)
@click.argument("place")
@click.option("--cancer", help=marked("Cancer type, by any of its names."))
@click.option(
    "--specialty", multiple=True,
    help=marked("Specialist group or subspecialty; may be repeated (any of them)."),
)  # fmt: skip
@click.option("--miles", help=marked("No further than this; any distance if left out."))
@click.option(
    "--kind", multiple=True, type=click.Choice(list(KINDS)), help=marked("Kind of place; may be repeated.")
)
@click.option("--show", type=click.Choice(list(SHOW)), help=marked("Only places of this sort."))
@click.option("--name", help=marked("Specialists by the beginnings of their names."))
@click.option("--sex", type=click.Choice(list(SEXES)), help=marked("Specialists who are women, or men."))
@click.option("--telehealth", is_flag=True, help=marked("Specialists who bill Medicare for visits by video."))
@click.option("--assignment", is_flag=True, help=marked("Specialists who accept what Medicare pays."))
@click.option("--hospital", help=marked("Who works there: a CMS number, or a center as in its address."))
@click.option(
    "--team", multiple=True, type=click.Choice(list(TEAMS)), help=marked("Hospitals whose team has it.")
)
@click.option("--limit", help=marked("How many to print (20)."))
@click.option("--page", help=marked("Which page of them (1)."))
@as_json
@as_csv
@click.pass_obj
def search(
    settings: Settings, /, place: str, form: str | None, **options: str | tuple[str, ...] | bool | None
) -> None:
    """Cancer centers, programs, specialists and hospitals near PLACE, nearest first."""
    asked = {"near": [place]} | {name: _texts(value) for name, value in options.items() if value}
    snapshot = _snapshot(settings)
    live = live_from(settings.registry_url, settings.live_seconds) if settings.live_registry else None
    query = read_question(snapshot, asked)
    answer = find_all(snapshot, query, live)
    known = catalog(snapshot)
    if form == "csv":
        click.echo(csv.search(answer, known), nl=False)
        return
    more = beside(snapshot, query, answer, live)
    if form == "json":
        click.echo(places_json.search(answer, known, None, more))
        return
    show_results.answer(answer, known, query.kinds)
    show_results.nearest(_("The nearest:"), nearest_anyway(snapshot, query, answer), known)
    designated = nearest_designated(snapshot, query, answer)
    show_results.nearest(_("The nearest center designated by NCI:"), designated, known)
    for name, list_ in more.items():
        show_results.beginning(name, list_, known)
    if not more and not has_people(snapshot) and query.kinds == ("center", "program"):
        click.echo(_(NOT_LOADED))
    click.echo(
        _("Not medical advice. Questions: NCI 1-800-422-6237, American Cancer Society 1-800-227-2345.")
    )


@click.command(
    help=marked("NCCN and NCI documents for the cancer that WORDS name; all documents without words.")
)
@click.argument("words", required=False)
@click.option("--audience", type=click.Choice(list(AUDIENCES)))
@click.option("--language", type=click.Choice(list(LANGUAGES)))
@click.option("--publisher", type=click.Choice(list(PUBLISHERS)))
@click.option("--kind", type=click.Choice(list(DOCUMENT_KINDS)))
@click.option("--population", type=click.Choice(list(POPULATIONS)))
@as_json
@as_csv
@click.pass_obj
def guidelines(settings: Settings, /, words: str | None, form: str | None, **options: str | None) -> None:
    """NCCN and NCI documents for the cancer that WORDS name; all documents without words."""
    asked = {"cancer": [words or ""]} | {name: _texts(value) for name, value in options.items() if value}
    found = find_guidelines(_snapshot(settings), GuidelineQuery.parse(asked))
    rows = [places_json.guideline(each) for each in found.all]
    if form == "json":
        click.echo(places_json.listing(rows))
    elif form == "csv":
        click.echo(csv.guidelines(rows), nl=False)
    else:
        if found.cancer:
            click.echo(f"{found.note or translate(found.cancer.name)}\n")
        for document in found.all:
            _print_document(document)
        today = datetime.datetime.now(datetime.UTC).date()
        if warning := link_notes.staleness(found.documents, today, settings.stale_days):
            click.echo(warning)
        said = ngettext(
            "%(count)s document. The finder is not affiliated with NCCN or NCI.",
            "%(count)s documents. The finder is not affiliated with NCCN or NCI.",
            len(found.documents),
        )
        click.echo(said % {"count": number(len(found.documents))})


@click.command(help=marked("The cancer types that WORDS may mean."))
@click.argument("words")
@as_json
@click.pass_obj
def cancers(settings: Settings, words: str, form: str | None) -> None:
    """The cancer types that WORDS may mean."""
    matches = find_cancers(_snapshot(settings), words)
    if form == "json":
        click.echo(matches_json.cancer_matches(matches))
        return
    if matches.note:
        click.echo(matches.note)
    for match in matches.matches:
        click.echo(f"  {match.slug}  ({translate(match.name)})")


@click.command(help=marked("Where WORDS are: a ZIP code, a city and state, or coordinates."))
@click.argument("words")
@as_json
@click.pass_obj
def place(settings: Settings, words: str, form: str | None) -> None:
    """Where WORDS are: a ZIP code, a city and state, or coordinates."""
    with _snapshot(settings).connect() as connection:
        try:
            found = find_place(connection, words)
        except Unsure as error:
            if form != "json":
                raise
            fault = error.faults[0]
            click.echo(matches_json.place_matches((), fault.choices, f"{fault.reason} {fault.hint}"))
            return
    if form == "json":
        click.echo(matches_json.place_matches([found], (), ""))
    else:
        point = f"{found.point.latitude:.4f}, {found.point.longitude:.4f}"
        click.echo(f"{found.name}: {point} ({_(_PRECISION[found.precision])}) {found.note}".rstrip())


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


def _snapshot(settings: Settings) -> Snapshot:
    return open_directory(settings.directory, settings.data).snapshot()


def _texts(value: str | Sequence[str] | bool) -> list[str]:
    if isinstance(value, bool):
        return ["yes"]
    return [value] if isinstance(value, str) else list(value)


def _print_document(document: Document) -> None:
    seen = link_notes.seen(document) if document.last_seen else _("last seen: date not known")
    said = [_(document.series_name), _(_FOR[document.audience]), name_of(document.language), seen]
    if document.needs_login:
        said.append(_("free login needed"))
    note = link_notes.note(document) or (_("no longer there") if document.status == "gone" else "")
    click.echo(document.title)
    click.echo(f"    {' · '.join(said)}")
    if note:
        click.echo(f"    {note[0].upper()}{note[1:]}.")
    if document.status != "gone":
        click.echo(f"    {document.url}\n")
    else:
        instead = _("Instead: %(address)s") % {"address": document.instead}
        click.echo(f"    {instead}\n" if document.instead else "")

"""Commands that ask the directory: places near, documents, cancer types, places on the map."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import click

from finder.cli import show
from finder.domain.documents import DOCUMENT_KINDS, LANGUAGES, Document
from finder.errors import Unsure
from finder.formats import links, plain, plain_words, table
from finder.ingest.directory import open_directory
from finder.ingest.live import live_from
from finder.search.documents import find_guidelines
from finder.search.find import nearest_anyway, nearest_designated, read_question
from finder.search.joined import beside, find_all, has_people
from finder.search.live import NOT_LOADED
from finder.search.place import find_place
from finder.search.query import AUDIENCES, KINDS, POPULATIONS, PUBLISHERS, SEXES, SHOW, TEAMS, GuidelineQuery
from finder.search.words import find_cancers
from finder.settings import Settings
from finder.store.catalog import catalog
from finder.store.connect import Snapshot

as_json = click.option("--json", "form", flag_value="json", help="Print JSON.")
as_csv = click.option("--csv", "form", flag_value="csv", help="Print CSV.")


@click.command()
@click.argument("place")
@click.option("--cancer", help="Cancer type, by any of its names.")
@click.option(
    "--specialty", multiple=True, help="Specialist group or subspecialty; may be repeated (any of them)."
)
@click.option("--miles", help="No further than this; any distance if left out.")
@click.option("--kind", multiple=True, type=click.Choice(list(KINDS)), help="Kind of place; may be repeated.")
@click.option("--show", type=click.Choice(list(SHOW)), help="Only places of this sort.")
@click.option("--name", help="Specialists by the beginnings of their names.")
@click.option("--sex", type=click.Choice(list(SEXES)), help="Specialists who are women, or men.")
@click.option("--telehealth", is_flag=True, help="Specialists who bill Medicare for visits by video.")
@click.option("--assignment", is_flag=True, help="Specialists who accept what Medicare pays.")
@click.option("--hospital", help="Who works there: a CMS number, or a center as in its address.")
@click.option("--team", multiple=True, type=click.Choice(list(TEAMS)), help="Hospitals whose team has it.")
@click.option("--limit", help="How many to print (20).")
@click.option("--page", help="Which page of them (1).")
@as_json
@as_csv
@click.pass_obj
def search(
    settings: Settings, /, place: str, form: str | None, **options: str | tuple[str, ...] | bool | None
) -> None:
    """Cancer centers, programs, specialists and hospitals near PLACE, nearest first.

    PLACE is a ZIP code (59715), a city and state ("Bozeman, MT") or coordinates ("45.68,-111.04").
    """
    asked = {"near": [place]} | {name: _texts(value) for name, value in options.items() if value}
    snapshot = _snapshot(settings)
    live = live_from(settings.registry_url, settings.live_seconds) if settings.live_registry else None
    query = read_question(snapshot, asked)
    answer = find_all(snapshot, query, live)
    known = catalog(snapshot)
    if form == "csv":
        click.echo(table.search(answer, known), nl=False)
        return
    more = beside(snapshot, query, answer, live)
    if form == "json":
        click.echo(plain.search(answer, known, None, more))
        return
    show.answer(answer, known, query.kinds)
    show.nearest("The nearest", nearest_anyway(snapshot, query, answer), known)
    show.nearest("The nearest center designated by NCI", nearest_designated(snapshot, query, answer), known)
    for name, list_ in more.items():
        show.beginning(name, list_, known)
    if not more and not has_people(snapshot) and query.kinds == ("center", "program"):
        click.echo(NOT_LOADED)
    click.echo("Not medical advice. Questions: NCI 1-800-422-6237, American Cancer Society 1-800-227-2345.")


@click.command()
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
    rows = [plain.guideline(each) for each in found.all]
    if form == "json":
        click.echo(plain.listing(rows))
    elif form == "csv":
        click.echo(table.guidelines(rows), nl=False)
    else:
        if found.cancer:
            click.echo(f"{found.note or found.cancer.name}\n")
        for document in found.all:
            _print_document(document)
        today = datetime.datetime.now(datetime.UTC).date()
        if warning := links.staleness(found.documents, today, settings.stale_days):
            click.echo(warning)
        click.echo(f"{len(found.documents)} documents. The finder is not affiliated with NCCN or NCI.")


@click.command()
@click.argument("words")
@as_json
@click.pass_obj
def cancers(settings: Settings, words: str, form: str | None) -> None:
    """The cancer types that WORDS may mean."""
    matches = find_cancers(_snapshot(settings), words)
    if form == "json":
        click.echo(plain_words.cancer_matches(matches))
        return
    if matches.note:
        click.echo(matches.note)
    for match in matches.matches:
        click.echo(f"  {match.slug}  ({match.name})")


@click.command()
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
            click.echo(plain_words.place_matches((), fault.choices, f"{fault.reason} {fault.hint}"))
            return
    if form == "json":
        click.echo(plain_words.place_matches([found], (), ""))
    else:
        point = f"{found.point.latitude:.4f}, {found.point.longitude:.4f}"
        click.echo(f"{found.name}: {point} ({found.precision}) {found.note}".rstrip())


COMMANDS = (search, guidelines, cancers, place)


def _snapshot(settings: Settings) -> Snapshot:
    return open_directory(settings.directory, settings.data).snapshot()


def _texts(value: str | Sequence[str] | bool) -> list[str]:
    if isinstance(value, bool):
        return ["yes"]
    return [value] if isinstance(value, str) else list(value)


def _print_document(document: Document) -> None:
    seen = links.seen(document) if document.last_seen else "last seen: date not known"
    login = " · free login needed" if document.needs_login else ""
    language = LANGUAGES[document.language]
    note = links.note(document) or ("no longer there" if document.status == "gone" else "")
    click.echo(document.title)
    click.echo(f"    {document.series_name} · for {document.audience}s · {language} · {seen}{login}")
    if note:
        click.echo(f"    {note[0].upper()}{note[1:]}.")
    if document.status != "gone":
        click.echo(f"    {document.url}\n")
    else:
        click.echo(f"    Instead: {document.instead}\n" if document.instead else "")

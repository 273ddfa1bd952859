"""Commands that ask the directory: places near, documents, cancer types, places on the map."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import click

from finder.domain.answers import Answer, Found
from finder.domain.care import CareSite
from finder.domain.documents import DOCUMENT_KINDS, LANGUAGES, Guideline
from finder.errors import Unsure
from finder.formats import plain, table, words
from finder.ingest.directory import open_directory
from finder.search.documents import find_guidelines
from finder.search.find import answer_to, nearest_anyway, nearest_designated
from finder.search.place import find_place
from finder.search.query import AUDIENCES, KINDS, POPULATIONS, PUBLISHERS, SHOW, GuidelineQuery
from finder.search.words import find_cancers
from finder.settings import Settings
from finder.store.catalog import Catalog, catalog
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
@click.option("--limit", help="How many to print (20).")
@click.option("--page", help="Which page of them (1).")
@as_json
@as_csv
@click.pass_obj
def search(
    settings: Settings, /, place: str, form: str | None, **options: str | tuple[str, ...] | None
) -> None:
    """Cancer centers and programs near PLACE, nearest first.

    PLACE is a ZIP code (59715), a city and state ("Bozeman, MT") or coordinates ("45.68,-111.04").
    """
    asked = {"near": [place]} | {name: _texts(value) for name, value in options.items() if value}
    snapshot = _snapshot(settings)
    query, answer = answer_to(snapshot, asked)
    known = catalog(snapshot)
    if form == "json":
        click.echo(plain.search(answer, known, None))
    elif form == "csv":
        click.echo(table.search(answer, known), nl=False)
    else:
        _print_answer(answer, known)
        _print_nearest("The nearest place", nearest_anyway(snapshot, query, answer), known)
        _print_nearest(
            "The nearest center designated by NCI", nearest_designated(snapshot, query, answer), known
        )
        click.echo(
            "Not medical advice. Questions: NCI 1-800-422-6237, American Cancer Society 1-800-227-2345."
        )


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
    rows = [plain.guideline(each) for each in found.documents]
    if form == "json":
        click.echo(plain.listing(rows))
    elif form == "csv":
        click.echo(table.guidelines(rows), nl=False)
    else:
        if found.cancer:
            click.echo(f"{found.note or found.cancer.name}\n")
        for document in found.documents:
            _print_document(document)
        click.echo(f"{len(rows)} documents. The finder is not affiliated with NCCN or NCI.")


@click.command()
@click.argument("words")
@as_json
@click.pass_obj
def cancers(settings: Settings, words: str, form: str | None) -> None:
    """The cancer types that WORDS may mean."""
    matches = find_cancers(_snapshot(settings), words)
    if form == "json":
        click.echo(plain.cancer_matches(matches))
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
            click.echo(plain.place_matches((), fault.choices, f"{fault.reason} {fault.hint}"))
            return
    if form == "json":
        click.echo(plain.place_matches([found], (), ""))
    else:
        point = f"{found.point.latitude:.4f}, {found.point.longitude:.4f}"
        click.echo(f"{found.name}: {point} ({found.precision}) {found.note}".rstrip())


COMMANDS = (search, guidelines, cancers, place)


def _snapshot(settings: Settings) -> Snapshot:
    return open_directory(settings.directory, settings.data).snapshot()


def _texts(value: str | Sequence[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _print_answer(answer: Answer, known: Catalog) -> None:
    read = answer.understood
    what = " or ".join(each.name for each in read.specialties) or "Any specialist"
    cancer = f" for {read.cancer.name}" if read.cancer else ""
    click.echo(f"{what}{cancer} near {answer.place.name}")
    for note in (answer.place.note, read.cancer_note):
        if note:
            click.echo(note)
    if read.patients:
        click.echo(f"Only places that treat {read.patients}; --show all lists the others too.")
    if read.proposed:
        click.echo(f"Specialists to ask for: {', '.join(each.specialty.one for each in read.proposed)}")
    rings = ", ".join(f"{count} within {radius}" for radius, count in answer.within.items())
    click.echo(f"{answer.total} places, nearest first; miles: {rings}\n")
    for found in answer.results:
        _print_found(found, known)
    for kind in dict.fromkeys(claim.kind for found in answer.results for claim in found.site.claims):
        meaning = f"{known.claim_kinds[kind].name}: {known.claim_kinds[kind].meaning}"
        click.echo(textwrap.fill(meaning, 92, subsequent_indent="    "))
    if answer.page < answer.pages:
        click.echo(f"Page {answer.page} of {answer.pages}; the next: --page {answer.page + 1}")


def _print_nearest(what: str, nearest: Found | None, known: Catalog) -> None:
    if nearest:
        click.echo(f"\n{what}:")
        _print_found(nearest, known)


def _print_found(found: Found, known: Catalog) -> None:
    where = found.site
    click.echo(f"{words.miles(found.miles, found.about)}  {where.name}")
    for line in _lines(where, known):
        click.echo(textwrap.indent(textwrap.fill(line, 92), "    "))
    click.echo()


def _lines(where: CareSite, known: Catalog) -> list[str]:
    address = where.address
    lines = [known.designation_kinds[each.scheme, each.level].name for each in where.designations]
    lines += [known.claim_kinds[each.kind].text(each.as_of) for each in where.claims]
    if where.care_note:
        lines.append(where.care_note.text)
    if where.veterans_only:
        lines.append("For enrolled veterans only.")
    lines.append(
        f"{address.street + ', ' if address.street else ''}{address.city}, {address.state} {address.zip}"
    )
    if where.groups:
        names = ", ".join(known.specialties[group].name.lower() for group in where.groups)
        lines.append(f"Offers {names}, with its hospital partners; call to confirm.")
    else:
        lines.append("Which specialists work here is not on record; call first.")
    phones = words.order_phones(where.phones)
    lines += [f"{words.phone_label(each, where)}: {words.phone(each.number)}" for each in phones]
    return lines


def _print_document(document: Guideline) -> None:
    seen = (
        f"last seen {words.date(document.last_seen)}" if document.last_seen else "last seen: date not known"
    )
    login = " · free login needed" if document.needs_login else ""
    language = LANGUAGES[document.language]
    click.echo(document.title)
    click.echo(f"    {document.series_name} · for {document.audience}s · {language} · {seen}{login}")
    click.echo(f"    {document.url}\n")

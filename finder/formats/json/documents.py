"""JSON of guideline documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from finder.domain import documents, to_read
from finder.domain.guide.emergencies import Emergency
from finder.formats.json.emergencies import ListWithDanger, danger
from finder.formats.json.encode import Answer
from finder.store.read_catalog import Catalog


class Guideline(Answer, frozen=True, kw_only=True):
    """A document: its title and link, never its text. One that is gone has no `url`.

    `sources` are keys. `link_state` is what the last check of the link found, on `link_checked`.
    """

    id: str
    title: str
    topic: str
    publisher: str
    series: str
    audience: documents.Audience
    language: str
    kind: str
    population: str
    format: str
    url: str | None
    former_url: str | None
    needs_login: bool
    version_year: str | None
    last_seen: str | None
    pmid: str | None
    cdr_id: str | None
    status: str
    link_state: str | None
    link_checked: str | None
    moved_to: str | None
    instead: str | None
    replaces: str | None
    sources: tuple[str, ...]
    note: str | None


class Guidelines(ListWithDanger, frozen=True, kw_only=True):
    """Documents that match a question. `counts`: by filter and value, how many documents it would list."""

    results: tuple[Guideline, ...]
    counts: Mapping[str, Mapping[str, int]]


class Reading(Answer, frozen=True, kw_only=True, omit_defaults=True):
    """A document to read first: what it is, and what to know before opening it (`marks`)."""

    id: str
    title: str
    language: str
    what: str
    marks: tuple[str, ...] = ()
    url: str


class WhatToRead(Answer, frozen=True, kw_only=True):
    """The few documents chosen about a cancer. `languages` are others that there is something in."""

    patient: tuple[Reading, ...] = ()
    professional: tuple[Reading, ...] = ()
    languages: tuple[str, ...]
    total: int


def document(each: documents.Document) -> Guideline:
    """Return a document: its title and link, never its text. One that is gone has no `url`."""
    link = each.link
    return Guideline(
        id=each.id,
        title=each.title,
        topic=each.topic,
        publisher=each.publisher,
        series=each.series,
        audience=each.audience,
        language=each.language,
        kind=each.kind,
        population=each.population,
        format=each.format,
        url=None if each.status == "gone" else each.url,
        former_url=each.url if each.status == "gone" else each.former_url,
        needs_login=each.needs_login,
        version_year=each.version_year,
        last_seen=each.last_seen,
        pmid=each.pmid,
        cdr_id=each.cdr_id,
        status=each.status,
        link_state=link.state if link else None,
        link_checked=link.checked if link else None,
        moved_to=link.moved_to if link else None,
        instead=each.instead,
        replaces=each.replaces,
        sources=each.source,
        note=each.note,
    )


def guidelines(
    found: Iterable[documents.Document],
    counts: Mapping[str, Mapping[str, int]],
    signs: Iterable[Emergency],
    catalog: Catalog,
) -> Guidelines:
    """Return the documents that match a question, after the danger signs in it."""
    rows = tuple(map(document, found))
    return Guidelines(danger=danger(signs, catalog), results=rows, total=len(rows), counts=counts)


def what_to_read(read: to_read.WhatToRead) -> WhatToRead:
    """Return the few documents chosen about a cancer, for each audience, and how many there are in all."""
    chosen = {shelf.audience: tuple(map(_reading, shelf.readings)) for shelf in read.shelves}
    return WhatToRead(
        patient=chosen.get("patient", ()),
        professional=chosen.get("professional", ()),
        languages=tuple(read.languages),
        total=read.total,
    )


def _reading(each: to_read.Reading) -> Reading:
    return Reading(
        id=each.document.id,
        title=each.title,
        language=each.document.language,
        what=each.what,
        marks=each.marks,
        url=each.document.url,
    )

"""JSON of the records with a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from finder.domain import names
from finder.domain.guide.emergencies import Emergency
from finder.formats.contacts import contact as contacts
from finder.formats.json import places
from finder.formats.json.emergencies import ListWithDanger, danger
from finder.formats.json.shortlist import Contact, contact
from finder.store.read_catalog import Catalog


class NamedRecord(Contact, frozen=True, kw_only=True):
    """A record with a name, as somebody to call."""

    id: str
    url: str


class NamedRecords(ListWithDanger, frozen=True, kw_only=True):
    """A page of the records with a name. `similar`: nothing has the name, and these have one like it."""

    name: str
    place: places.Place | None
    results: tuple[NamedRecord, ...]
    similar: bool
    page: int
    pages: int


def named_records(
    answer: names.NameAnswer,
    listed: Sequence[contacts.Contact],
    following: str | None,
    signs: Iterable[Emergency],
    catalog: Catalog,
) -> NamedRecords:
    """Return a page of the records with a name as contacts; `following` is the address of the next page."""
    rows = tuple(
        NamedRecord(
            **{**msgspec.structs.asdict(contact(one)), "kind": each.record.kind.value},
            id=each.id,
            url=f"/{one.page}",
        )
        for each, one in zip(answer.found, listed, strict=True)
    )
    return NamedRecords(
        danger=danger(signs, catalog),
        name=answer.name,
        place=places.place(answer.place) if answer.place else None,
        results=rows,
        total=answer.total,
        similar=answer.similar,
        page=answer.page,
        pages=answer.pages,
        next=following,
    )

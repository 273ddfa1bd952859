"""JSON of the records with a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from finder.domain.guide.emergencies import Emergency
from finder.domain.names import NameAnswer
from finder.formats.contacts.contact import Contact
from finder.formats.json.emergencies import danger
from finder.formats.json.encode import Json, encode
from finder.formats.json.search import place
from finder.formats.json.shortlist import contact_fields
from finder.store.read_catalog import Catalog


def names(
    answer: NameAnswer,
    contacts: Sequence[Contact],
    following: str | None,
    signs: Iterable[Emergency],
    catalog: Catalog,
) -> bytes:
    """Return a page of the records with a name as contacts; `following` is the address of the next page."""
    rows: list[Json] = [
        {**contact_fields(one), "kind": each.record.kind, "id": each.id, "url": f"/{one.page}"}
        for each, one in zip(answer.found, contacts, strict=True)
    ]
    fields: Json = {
        "name": answer.name,
        "place": place(answer.place) if answer.place else None,
        "results": rows,
        "total": answer.total,
        "similar": answer.similar,
        "page": answer.page,
        "pages": answer.pages,
        "next": following,
    }
    return encode({**danger(signs, catalog), **fields})

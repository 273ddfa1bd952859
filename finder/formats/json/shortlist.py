"""JSON of a shortlist."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from finder.domain.cancers.types import CancerType
from finder.domain.places import Place
from finder.formats.contacts import contact as contacts
from finder.formats.contacts import numbers
from finder.formats.json import places
from finder.formats.json.encode import Answer, Listing


class ContactNumber(Answer, frozen=True, kw_only=True):
    """A number to call, its label, and when to use it."""

    number: str
    purpose: str = msgspec.field(name="for")
    label: str
    note: str | None
    use: str


class Contact(Answer, frozen=True, kw_only=True):
    """A record as somebody to call. `path` is that of its page. `miles` is null without a place."""

    path: str
    name: str
    kind: str
    why: tuple[str, ...]
    cautions: tuple[str, ...]
    miles: float | None
    about: bool | None
    address: str
    phones: tuple[ContactNumber, ...]
    note: str | None
    second_opinions: str | None
    website: str | None
    time_zone: str | None
    sources: tuple[str, ...]


class Shortlist(Listing, frozen=True, kw_only=True):
    """A shortlist in its order. `missing` are the paths of records that do not exist."""

    results: tuple[Contact, ...]
    missing: tuple[str, ...]
    place: places.Place | None
    cancer: str | None


def shortlist(
    listed: Sequence[contacts.Contact],
    missing: Sequence[str],
    place: Place | None = None,
    cancer: CancerType | None = None,
) -> Shortlist:
    """Return a shortlist with its place and cancer; `missing` are the paths of records that do not exist."""
    rows = tuple(map(contact, listed))
    return Shortlist(
        results=rows,
        total=len(rows),
        missing=tuple(missing),
        place=places.place(place) if place else None,
        cancer=cancer.slug if cancer else None,
    )


def contact(each: contacts.Contact) -> Contact:
    """Return a record as somebody to call."""
    has_distance = each.miles is not None
    return Contact(
        path=each.path,
        name=each.name,
        kind=each.kind,
        why=each.why,
        cautions=tuple(each.cautions),
        miles=round(each.miles or 0, 3) if has_distance else None,
        about=each.about if has_distance else None,
        address=each.address,
        phones=tuple(map(number, each.numbers)),
        note=each.note or None,
        second_opinions=each.opinions,
        website=each.website,
        time_zone=each.zone.key if each.zone else None,
        sources=tuple(each.sources),
    )


def number(one: numbers.Number) -> ContactNumber:
    """Return a number to call."""
    return ContactNumber(
        number=one.number, purpose=one.purpose, label=one.label, note=one.note or None, use=one.use
    )

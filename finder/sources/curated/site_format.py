"""The rows of sites.csv, and how a place of care is made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from finder.domain.care import (
    Address,
    Answer,
    CareSite,
    Ccn,
    Link,
    Note,
    Phone,
    PhonePurpose,
    Position,
    Precision,
    Relation,
)
from finder.domain.kinds import Kind
from finder.domain.sources import Origin
from finder.geo.points import Point
from finder.language import _
from finder.sources.curated.program_format import treated


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A row of sites.csv."""

    slug: str
    name: str
    city: str
    state: str
    address_source: str
    adults: Answer
    children: Answer
    veterans_only: bool
    center: str | None = None
    relation: Relation | None = None
    street: str | None = None
    zip: str | None = None
    address_checked: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: Precision | None = None
    position_source: str | None = None
    position_checked: str | None = None
    ccn: str | None = None
    phone: str | None = None
    phone_for: Literal["main", "new patients", "NCI records", "Medicare records"] | None = None
    phone_source: str | None = None
    phone_checked: str | None = None
    office_phone: str | None = None
    office_phone_source: str | None = None
    office_phone_checked: str | None = None
    website: str | None = None
    website_source: str | None = None
    website_checked: str | None = None
    adults_source: str | None = None
    adults_checked: str | None = None
    children_source: str | None = None
    children_checked: str | None = None
    note: str | None = None


#: Columns that are given together or not at all.
_TOGETHER = (
    ("center", "relation"),
    ("latitude", "longitude", "precision", "position_source"),
    ("phone", "phone_for", "phone_source"),
    ("office_phone", "office_phone_source"),
    ("website", "website_source"),
)


def site_of(_file: str, row: SiteRow) -> CareSite:
    """Return the site of a row, without its claims.

    Raises ValueError for half a point, a center without its relation, or a fact without its source.
    """
    for names in _TOGETHER:
        given = [getattr(row, name) is not None for name in names]
        if any(given) and not all(given):
            raise ValueError(_("%(names)s: give all of these or none.") % {"names": ", ".join(names)})
    address = Origin(row.address_source, row.address_checked)
    return CareSite(
        kind=Kind.SITE,
        id=row.slug,
        name=row.name,
        origin=address,
        treats_patients=True,
        adults=treated("adults", row.adults, row.adults_source, row.adults_checked),
        children=treated("children", row.children, row.children_source, row.children_checked),
        address=Address(row.city, row.state, address, row.street, row.zip),
        position=_position(row),
        phones=tuple(_phones(row)),
        links=_links(row),
        notes=(Note(row.note, address),) if row.note else (),
        ccn=Ccn(row.ccn, address) if row.ccn else None,
        veterans_only=row.veterans_only,
        center=row.center,
        relation=row.relation,
    )


def _position(row: SiteRow) -> Position | None:
    if row.latitude is None or row.longitude is None or not row.precision or not row.position_source:
        return None
    origin = Origin(row.position_source, row.position_checked)
    return Position(Point(row.latitude, row.longitude), row.precision, origin)


def _phones(row: SiteRow) -> list[Phone]:
    phones: list[tuple[str | None, PhonePurpose | None, str | None, str | None]] = [
        (row.phone, row.phone_for, row.phone_source, row.phone_checked),
        (row.office_phone, "research office", row.office_phone_source, row.office_phone_checked),
    ]
    return [
        Phone(number, purpose, Origin(source, checked))
        for number, purpose, source, checked in phones
        if number and purpose and source
    ]


def _links(row: SiteRow) -> tuple[Link, ...]:
    if row.website is None or row.website_source is None:
        return ()
    return (Link("website", row.website, Origin(row.website_source, row.website_checked)),)

"""The rows of programs.csv, and how a place of care is made of them."""

from __future__ import annotations

from dataclasses import dataclass

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
    Relation,
    Treated,
)
from finder.domain.kinds import Kind
from finder.domain.sources import Origin
from finder.geo.points import Point
from finder.language import _

#: How the keys of Medicare's hospital files begin. Many of their numbers are somebody's office.
MEDICARE = "cms-hospitals"


@dataclass(frozen=True, slots=True)
class ProgramRow:
    """A row of programs.csv."""

    slug: str
    name: str
    city: str
    state: str
    zip: str
    address_source: str
    adults: Answer
    children: Answer
    veterans_only: bool
    center: str | None = None
    relation: Relation | None = None
    hospital: str | None = None
    ccn: str | None = None
    street: str | None = None
    address_checked: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    position_source: str | None = None
    position_checked: str | None = None
    phone: str | None = None
    phone_source: str | None = None
    phone_checked: str | None = None
    website: str | None = None
    website_source: str | None = None
    website_checked: str | None = None
    adults_source: str | None = None
    adults_checked: str | None = None
    children_source: str | None = None
    children_checked: str | None = None
    note: str | None = None


def program_of(_file: str, row: ProgramRow) -> CareSite:
    """Return the program of a row, without its claims.

    Raises ValueError for half a point, or for a phone, a website or whom it treats without its source.
    """
    point = (row.latitude, row.longitude, row.position_source)
    if None in point and any(part is not None for part in point):
        raise ValueError(_("latitude, longitude and position_source: give all three or none"))
    if (row.center is None) != (row.relation is None):
        raise ValueError(_("%(names)s: give all of these or none.") % {"names": "center, relation"})
    for name in ("phone", "website"):
        if getattr(row, name) and not getattr(row, f"{name}_source"):
            message = _("%(name)s_source: write where the %(name)s comes from. It must not be empty.")
            raise ValueError(message % {"name": name})
    address = Origin(row.address_source, row.address_checked)
    return CareSite(
        kind=Kind.PROGRAM,
        id=row.slug,
        name=row.name,
        host=row.hospital,
        origin=address,
        treats_patients=True,
        adults=treated("adults", row.adults, row.adults_source, row.adults_checked),
        children=treated("children", row.children, row.children_source, row.children_checked),
        address=Address(row.city, row.state, address, row.street, row.zip),
        position=_position(row),
        phones=_phones(row),
        links=_links(row),
        notes=(Note(row.note, address),) if row.note else (),
        ccn=Ccn(row.ccn, address) if row.ccn else None,
        veterans_only=row.veterans_only,
        center=row.center,
        relation=row.relation,
    )


def treated(name: str, answer: Answer, source: str | None, checked: str | None) -> Treated:
    """Return whether a place treats an age group.

    Raises ValueError for "yes" or "no" without a source, and for "unknown" with one.
    """
    if (answer == "unknown") != (source is None):
        message = _("%(name)s_source: write who says so. Leave it empty for `unknown` alone.")
        raise ValueError(message % {"name": name})
    return Treated(answer, Origin(source, checked) if source else None)


def _position(row: ProgramRow) -> Position | None:
    if row.latitude is None or row.longitude is None or row.position_source is None:
        return None
    origin = Origin(row.position_source, row.position_checked)
    return Position(Point(row.latitude, row.longitude), "address", origin)


def _phones(row: ProgramRow) -> tuple[Phone, ...]:
    if row.phone is None or row.phone_source is None:
        return ()
    purpose: PhonePurpose = "Medicare records" if row.phone_source.startswith(MEDICARE) else "main"
    return (Phone(row.phone, purpose, Origin(row.phone_source, row.phone_checked)),)


def _links(row: ProgramRow) -> tuple[Link, ...]:
    if row.website is None or row.website_source is None:
        return ()
    return (Link("website", row.website, Origin(row.website_source, row.website_checked)),)

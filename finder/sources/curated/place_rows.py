"""The rows of programs.csv and sites.csv, and how a place of care is made of them."""

from __future__ import annotations

from collections.abc import Sequence
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
    Treated,
)
from finder.domain.kinds import Kind
from finder.domain.sources import Origin
from finder.geo.points import Point
from finder.language import _

#: How the keys of Medicare's hospital files begin. Many of their numbers are somebody's office.
MEDICARE = "cms-hospitals"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """The columns that both tables have."""

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
    address_checked: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    position_source: str | None = None
    position_checked: str | None = None
    ccn: str | None = None
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramRow(PlaceRow):
    """A row of programs.csv."""

    zip: str
    hospital: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow(PlaceRow):
    """A row of sites.csv."""

    zip: str | None = None
    precision: Precision | None = None
    phone_for: Literal["main", "new patients", "NCI records", "Medicare records"] | None = None
    office_phone: str | None = None
    office_phone_source: str | None = None
    office_phone_checked: str | None = None


#: Columns that are given together or not at all.
_TOGETHER = (
    ("center", "relation"),
    ("latitude", "longitude", "position_source"),
    ("phone", "phone_source"),
    ("website", "website_source"),
)
_TOGETHER_IN_SITES = (
    ("latitude", "longitude", "precision", "position_source"),
    ("phone", "phone_for", "phone_source"),
    ("office_phone", "office_phone_source"),
)


def program_of(_file: str, row: ProgramRow) -> CareSite:
    """Return the program of a row, without its claims. Its point is that of its street address.

    Raises ValueError for half a point, a center without its relation, or a fact without its source.
    """
    _check_together(row, _TOGETHER)
    is_medicare = (row.phone_source or "").startswith(MEDICARE)
    phones = _phone(
        row.phone, "Medicare records" if is_medicare else "main", row.phone_source, row.phone_checked
    )
    return _place(Kind.PROGRAM, row, row.zip, "address", phones, host=row.hospital)


def site_of(_file: str, row: SiteRow) -> CareSite:
    """Return the site of a row, without its claims.

    Raises ValueError for half a point, a center without its relation, or a fact without its source.
    """
    _check_together(row, _TOGETHER + _TOGETHER_IN_SITES)
    office = (row.office_phone, row.office_phone_source, row.office_phone_checked)
    phones = (
        *_phone(row.phone, row.phone_for, row.phone_source, row.phone_checked),
        *_phone(office[0], "research office", *office[1:]),
    )
    return _place(Kind.SITE, row, row.zip, row.precision, phones)


def _check_together(row: PlaceRow, together: Sequence[tuple[str, ...]]) -> None:
    for names in together:
        given = [getattr(row, name) is not None for name in names]
        fact, source = names[0], names[-1]
        if source == f"{fact}_source" and given[0] and not given[-1]:
            message = _("%(name)s_source: write where the %(name)s comes from. It must not be empty.")
            raise ValueError(message % {"name": fact})
        if any(given) and not all(given):
            raise ValueError(_("%(names)s: fill in all of these or none.") % {"names": ", ".join(names)})


def _place(
    kind: Kind,
    row: PlaceRow,
    zip_code: str | None,
    precision: Precision | None,
    phones: tuple[Phone, ...],
    host: str | None = None,
) -> CareSite:
    address = Origin(row.address_source, row.address_checked)
    return CareSite(
        kind=kind,
        id=row.slug,
        name=row.name,
        host=host,
        origin=address,
        treats_patients=True,
        adults=_treated("adults", row.adults, row.adults_source, row.adults_checked),
        children=_treated("children", row.children, row.children_source, row.children_checked),
        address=Address(row.city, row.state, address, row.street, zip_code),
        position=_position(row, precision),
        phones=phones,
        links=_links(row),
        notes=(Note(row.note, address),) if row.note else (),
        ccn=Ccn(row.ccn, address) if row.ccn else None,
        veterans_only=row.veterans_only,
        center=row.center,
        relation=row.relation,
    )


def _treated(name: str, answer: Answer, source: str | None, checked: str | None) -> Treated:
    """Return whether a place treats an age group.

    Raises ValueError for "yes" or "no" without a source, and for "unknown" with one.
    """
    if (answer == "unknown") != (source is None):
        message = _("%(name)s_source: write who says so. Leave it empty only for `unknown`.")
        raise ValueError(message % {"name": name})
    return Treated(answer, Origin(source, checked) if source else None)


def _position(row: PlaceRow, precision: Precision | None) -> Position | None:
    if row.latitude is None or row.longitude is None or not row.position_source or not precision:
        return None
    origin = Origin(row.position_source, row.position_checked)
    return Position(Point(row.latitude, row.longitude), precision, origin)


def _phone(
    number: str | None, purpose: PhonePurpose | None, source: str | None, checked: str | None
) -> tuple[Phone, ...]:
    if not number or not purpose or not source:
        return ()
    return (Phone(number, purpose, Origin(source, checked)),)


def _links(row: PlaceRow) -> tuple[Link, ...]:
    if row.website is None or row.website_source is None:
        return ()
    return (Link("website", row.website, Origin(row.website_source, row.website_checked)),)

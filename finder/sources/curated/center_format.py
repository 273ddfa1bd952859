"""The format of data/centers/<slug>.toml, and how a center is made of it."""

from __future__ import annotations

from typing import Literal

import msgspec

from finder.domain.care import (
    Address,
    Answer,
    CareSite,
    Ccn,
    Conflict,
    Link,
    Note,
    Phone,
    PhonePurpose,
    Position,
    Precision,
    Treated,
)
from finder.domain.claims import Designation, Scheme
from finder.domain.kinds import Kind
from finder.domain.sources import Origin
from finder.geo.points import Point
from finder.language import _


class _Part(msgspec.Struct):
    pass


class _Sourced(_Part, kw_only=True):
    source: str
    checked: str | None = None

    def origin(self) -> Origin:
        return Origin(self.source, self.checked)


class _Treated(msgspec.Struct, kw_only=True, frozen=True):
    treated: Answer
    source: str | None = None
    checked: str | None = None

    def made(self) -> Treated:
        return Treated(self.treated, Origin(self.source, self.checked) if self.source else None)


class _Care(_Part, kw_only=True):
    treats_patients: bool
    adults: _Treated = _Treated(treated="unknown")
    children: _Treated = _Treated(treated="unknown")
    studies_only: bool = False
    source: str | None = None
    checked: str | None = None
    note: str | None = None
    partners: tuple[str, ...] = ()
    treated_at: str | None = None


class _Designation(_Sourced, kw_only=True):
    level: Literal["comprehensive", "clinical", "basic-laboratory"] | None = None
    note: str | None = None


class _Specialties(_Sourced, kw_only=True):
    groups: tuple[str, ...]


class _Position(_Sourced, kw_only=True):
    latitude: float
    longitude: float
    precision: Precision = "address"


class _Ccn(_Sourced, kw_only=True):
    number: str
    facility: str | None = None
    relation: str | None = None


class _Phone(_Sourced, kw_only=True):
    number: str
    purpose: PhonePurpose = msgspec.field(name="for")
    note: str | None = None


class _Site(_Sourced, kw_only=True):
    city: str
    state: str
    street: str | None = None
    zip: str | None = None
    position: _Position | None = None
    ccn: _Ccn | None = None
    phone: tuple[_Phone, ...] = ()


class _Link(_Sourced, kw_only=True):
    purpose: Literal["website", "second opinions", "Spanish"] = msgspec.field(name="for")
    url: str


class _Note(_Sourced, kw_only=True):
    about: str
    text: str
    states: tuple[str, ...] = ()


class _Conflict(_Part, kw_only=True):
    about: str
    shown: str
    other: str
    source: str
    note: str | None = None


class CenterFile(_Sourced, kw_only=True):
    """A file as it is written."""

    name: str
    host: str | None = None
    care: _Care
    designation: dict[Scheme, _Designation] = {}
    specialties: _Specialties | None = None
    site: tuple[_Site]
    link: tuple[_Link, ...] = ()
    note: tuple[_Note, ...] = ()
    conflict: tuple[_Conflict, ...] = ()


def center_of(slug: str, file: CenterFile) -> CareSite:
    """Return the center of `data/centers/<slug>.toml`. Raises ValueError for a note without its source."""
    site = file.site[0]
    care, ccn = file.care, site.ccn
    said = Origin(care.source, care.checked) if care.source else None
    if said is None and (care.note or care.studies_only or not care.treats_patients):
        raise ValueError(_("care.source: write where this comes from. It must not be empty."))
    return CareSite(
        kind=Kind.CENTER,
        id=slug,
        name=file.name,
        host=file.host,
        origin=file.origin(),
        treats_patients=care.treats_patients,
        adults=care.adults.made(),
        children=care.children.made(),
        studies_only=care.studies_only,
        care_origin=said,
        care_note=Note(care.note, said) if care.note and said else None,
        partners=care.partners,
        treated_at=care.treated_at,
        groups=file.specialties.groups if file.specialties else (),
        groups_origin=file.specialties.origin() if file.specialties else None,
        designations=tuple(
            Designation(scheme, each.origin(), each.level, each.note)
            for scheme, each in file.designation.items()
        ),
        address=Address(site.city, site.state, site.origin(), site.street, site.zip),
        position=_position(site.position),
        ccn=Ccn(ccn.number, ccn.origin(), ccn.facility, ccn.relation) if ccn else None,
        phones=tuple(Phone(each.number, each.purpose, each.origin(), each.note) for each in site.phone),
        links=tuple(Link(each.purpose, each.url, each.origin()) for each in file.link),
        notes=tuple(Note(each.text, each.origin(), each.about, each.states) for each in file.note),
        conflicts=tuple(
            Conflict(each.about, each.shown, each.other, each.source, each.note) for each in file.conflict
        ),
    )


def _position(position: _Position | None) -> Position | None:
    if position is None:
        return None
    return Position(Point(position.latitude, position.longitude), position.precision, position.origin())

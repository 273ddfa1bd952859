"""data/centers/<slug>.toml → CareSite. The classes below are the format of the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from finder.domain.care import (
    Address,
    CareSite,
    Ccn,
    Conflict,
    Designation,
    Link,
    Note,
    Phone,
    PhonePurpose,
    Position,
    Precision,
    Scheme,
    Treats,
)
from finder.domain.kinds import Kind
from finder.domain.sources import Origin
from finder.errors import DataFault
from finder.geo.points import Point
from finder.language import _
from finder.sources.curated.tables import readable
from finder.sources.curated.toml_lines import TomlFile, dates_as_text, path_in, read_toml


class _Part(msgspec.Struct, forbid_unknown_fields=True):
    pass


class _Sourced(_Part, kw_only=True):
    source: str
    checked: str | None = None

    def origin(self) -> Origin:
        return Origin(self.source, self.checked)


class _Care(_Sourced, kw_only=True):
    treats_patients: bool
    treats: tuple[Treats, ...] = ()
    note: str | None = None
    partners: tuple[str, ...] = ()


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


class _Conflict(_Part, kw_only=True):
    about: str
    shown: str
    other: str
    source: str
    note: str | None = None


class _Center(_Sourced, kw_only=True):
    name: str
    host: str | None = None
    care: _Care
    designation: dict[Scheme, _Designation] = {}
    specialties: _Specialties | None = None
    site: tuple[_Site]
    link: tuple[_Link, ...] = ()
    note: tuple[_Note, ...] = ()
    conflict: tuple[_Conflict, ...] = ()


def read_center(file: Path, label: str, faults: list[DataFault]) -> tuple[TomlFile, CareSite] | None:
    """Return the center of `file`, or None after adding what is wrong to `faults`."""
    read = read_toml(file, label, faults)
    if read is None:
        return None
    text, raw = read[0], {name: dates_as_text(value) for name, value in read[1].items()}
    origin = TomlFile(label, text)
    wrong = [message for name in raw for message in _faults_of(name, raw[name])]
    wrong += [f"Object missing required field `{name}`" for name in _REQUIRED if name not in raw]
    if wrong:
        faults.extend(origin.line(*path_in(message)).fault(readable(message)) for message in wrong)
        return None
    try:
        return origin, _care_site(file.stem, msgspec.convert(raw, _Center))
    except ValueError as error:  # a point off the globe
        faults.append(origin.line("site", 0, "position").fault(_("position: %(error)s") % {"error": error}))
        return None


_FIELDS = {field.encode_name: field for field in msgspec.structs.fields(_Center)}
_REQUIRED = [name for name, field in _FIELDS.items() if field.required]


def _faults_of(name: str, value: object) -> list[str]:
    """Check one part of the file by itself, so that a fault in one does not hide those in another."""
    if name not in _FIELDS:
        return [f"Object contains unknown field `{name}` - at `$.{name}`"]
    if name == "designation" and isinstance(value, dict):
        return [each for scheme in value for each in _designation_faults(scheme, value[scheme])]
    return _converted(f"$.{name}", value, _FIELDS[name].type)


def _designation_faults(scheme: str, value: object) -> list[str]:
    if scheme not in get_args(Scheme):
        known = ", ".join(get_args(Scheme))
        return [f"Expected one of {known}, got `{scheme}` - at `$.designation.{scheme}`"]
    return _converted(f"$.designation.{scheme}", value, _Designation)


def _converted(where: str, value: object, kind: Any) -> list[str]:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        reason, _, inner = str(error).partition(" - at `$")
        return [f"{reason} - at `{where}{inner or '`'}"]
    return []


def _care_site(slug: str, file: _Center) -> CareSite:
    site = file.site[0]
    care, ccn = file.care, site.ccn
    return CareSite(
        kind=Kind.CENTER,
        id=slug,
        name=file.name,
        host=file.host,
        origin=file.origin(),
        treats_patients=care.treats_patients,
        treats=care.treats,
        treats_origin=care.origin(),
        care_note=Note(care.note, care.origin()) if care.note else None,
        partners=care.partners,
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
        notes=tuple(Note(each.text, each.origin(), each.about) for each in file.note),
        conflicts=tuple(
            Conflict(each.about, each.shown, each.other, each.source, each.note) for each in file.conflict
        ),
    )


def _position(position: _Position | None) -> Position | None:
    if position is None:
        return None
    return Position(Point(position.latitude, position.longitude), position.precision, position.origin())

"""Convert answers of the NPI Registry (API version 2.1) to clinicians."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from finder.domain.cancers import Specialty
from finder.domain.clinicians import Clinician, Practice, PracticePhone, Reported, Sex, is_npi
from finder.domain.kinds import Kind
from finder.errors import SourceDown
from finder.language import _

SOURCE = "npi-registry"
#: Taxonomy codes of clinics start like this; they are right for organizations only.
CLINIC = "261Q"
_STUDENT = "390200000X"
_KINDS = {"NPI-1": Kind.CLINICIAN, "NPI-2": Kind.CLINIC}
_SEXES: dict[str, Sex] = {"F": "F", "M": "M"}
#: What the registry writes in an empty field.
_BLANKS = {"--", "<UNAVAIL>", "NONE", "N/A"}
_PHONE = re.compile(r"[2-9][0-9]{2}[2-9][0-9]{6}")
_ZIP = re.compile(r"([0-9]{5})(-?[0-9]{4})?")

#: Whether an address looks like a home: sole proprietor, two street lines, practice name ("" for a person).
IsHome = Callable[[bool, str, str, str], bool]


@dataclass(frozen=True, slots=True)
class Page:
    """One answer: the matching clinicians, the NPI of each row ("" if it cannot be read), and any refusal."""

    clinicians: tuple[Clinician, ...] = ()
    rows: tuple[str, ...] = ()
    refused: str = ""


class _Basic(msgspec.Struct):
    status: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    middle_name: str | None = None
    name_suffix: str | None = None
    credential: str | None = None
    organization_name: str | None = None
    sex: str | None = None
    gender: str | None = None
    sole_proprietor: str | None = None
    enumeration_date: str | int | None = None
    last_updated: str | int | None = None


class _Address(msgspec.Struct):
    address_purpose: str | None = None
    country_code: str | None = None
    address_1: str | None = None
    address_2: str | None = None
    city: str | None = None
    state: str | None = None
    postal_code: str | None = None
    telephone_number: str | None = None


class _Taxonomy(msgspec.Struct):
    code: str | None = None
    primary: bool | None = None


class _OtherName(msgspec.Struct):
    last_name: str | None = None


class _Row(msgspec.Struct, rename={"practice_locations": "practiceLocations"}):
    number: str | int
    basic: _Basic
    enumeration_type: str | None = None
    created_epoch: str | int | None = None
    last_updated_epoch: str | int | None = None
    addresses: list[_Address] | None = None
    practice_locations: list[_Address] | None = None
    taxonomies: list[_Taxonomy] | None = None
    other_names: list[_OtherName] | None = None


class _Error(msgspec.Struct):
    description: str | None = None
    number: str | int | None = None


class _Envelope(msgspec.Struct, rename={"errors": "Errors"}):
    results: list[msgspec.Raw] | None = None
    errors: list[_Error] | None = None


_ENVELOPE = msgspec.json.Decoder(_Envelope)
_ROW = msgspec.json.Decoder(_Row)


def never_home(_sole: bool, _street: str, _second: str, _name: str) -> bool:
    """Return False: no address is withheld."""
    return False


def parse_answer(body: bytes, specialties: Mapping[str, Specialty], is_home: IsHome = never_home) -> Page:
    """Return the active clinicians of an answer with one of `specialties`, which are by taxonomy code.

    The registry reports a wrong query as `Errors` with status 200: that page has no rows, and says what was
    refused. Rows in another format are left out. Raises SourceDown where nothing can be read.
    """
    envelope = _envelope(body)
    if envelope.results is None:
        return Page(refused=_refusal(envelope.errors))
    rows = [_row(raw) for raw in envelope.results]
    if rows and not any(rows):
        raise SourceDown(_("the NPI Registry answered rows of another shape"))
    clinicians = (_clinician(row, specialties, is_home) for row in rows if row)
    return Page(
        tuple(each for each in clinicians if each), tuple(str(row.number) if row else "" for row in rows)
    )


def _envelope(body: bytes) -> _Envelope:
    try:
        return _ENVELOPE.decode(body.decode(errors="replace"))
    except (msgspec.MsgspecError, RecursionError) as error:
        raise SourceDown(_("the NPI Registry answered something that is not its JSON")) from error


def _refusal(errors: list[_Error] | None) -> str:
    if not errors:
        raise SourceDown(_("the NPI Registry answered neither results nor errors"))
    return errors[0].description or f"error {errors[0].number}"


def _row(raw: msgspec.Raw) -> _Row | None:
    try:
        return _ROW.decode(raw)
    except msgspec.ValidationError:
        return None


def _clinician(row: _Row, searched: Mapping[str, Specialty], is_home: IsHome) -> Clinician | None:
    kind = _KINDS.get(row.enumeration_type or "")
    npi, basic = str(row.number), row.basic
    if kind is None or basic.status != "A" or not is_npi(npi):
        return None
    codes = tuple(dict.fromkeys(each.code for each in row.taxonomies or () if each.code))
    specialties = _reported(
        row, {code: searched[code] for code in codes if code in searched and _fits(code, kind)}
    )
    practices = _practices(row, is_home)
    if not specialties or not practices or set(codes) == {_STUDENT}:
        return None
    last = _text(basic.last_name)
    return Clinician(
        npi=npi,
        kind=kind,
        last=last,
        first=_text(basic.first_name),
        middle=_text(basic.middle_name),
        suffix=_text(basic.name_suffix),
        credentials=_text(basic.credential),
        organization=_text(basic.organization_name),
        other_last=_other_last(row, last),
        sex=_SEXES.get(basic.sex or basic.gender or ""),
        specialties=specialties,
        taxonomies=codes,
        practices=practices,
        enumerated=_day(basic.enumeration_date) or _day(row.created_epoch),
        updated=_day(basic.last_updated) or _day(row.last_updated_epoch),
        sources=(SOURCE,),
        live=True,
    )


def _fits(code: str, kind: str) -> bool:
    return code.startswith(CLINIC) == (kind is Kind.CLINIC)


def _reported(row: _Row, specialties: Mapping[str, Specialty]) -> tuple[Reported, ...]:
    """Return each specialty once, primary if any of its codes is; codes repeat, one row a state license."""
    primary: dict[str, bool] = {}
    for each in row.taxonomies or ():
        if specialty := specialties.get(each.code or ""):
            primary[specialty.slug] = primary.get(specialty.slug, False) or bool(each.primary)
    return tuple(Reported(slug, (SOURCE,), first) for slug, first in primary.items())


def _practices(row: _Row, is_home: IsHome) -> tuple[Practice, ...]:
    sole = (row.basic.sole_proprietor or "").upper() in {"YES", "Y"}
    name = _text(row.basic.organization_name)
    practices: dict[tuple[str, str, str], Practice] = {}
    for each in _locations(row):
        first, second = _text(each.address_1), _text(each.address_2)
        home = is_home(sole, first, second, name)
        practice = _practice(each, f"{first} {second}".strip(), home)
        if practice:
            practices.setdefault((first, second, practice.zip), practice)
    return tuple(practices.values())


def _locations(row: _Row) -> Iterator[_Address]:
    """Yield the practice locations, the main one first; never a mailing address."""
    for each in (*(row.addresses or ()), *(row.practice_locations or ())):
        if each.address_purpose == "LOCATION" and each.country_code == "US":
            yield each


def _practice(address: _Address, street: str, home: bool) -> Practice | None:
    five = _ZIP.fullmatch(_text(address.postal_code))
    if not five:
        return None
    number = _phone(address.telephone_number)
    return Practice(
        city=_text(address.city),
        state=_text(address.state).upper(),
        zip=five[1],
        street=None if home else street or None,
        phones=(PracticePhone(number, SOURCE),) if number else (),
        sources=(SOURCE,),
        withheld=home,
    )


def _phone(text: str | None) -> str:
    """Return +1-617-555-0100 for 617-555-0100; "" where it cannot be a US number."""
    digits = re.sub(r"[^0-9]", "", text or "").removeprefix("1")
    return f"+1-{digits[:3]}-{digits[3:6]}-{digits[6:]}" if _PHONE.fullmatch(digits) else ""


def _other_last(row: _Row, last: str) -> str:
    names = (_text(each.last_name) for each in row.other_names or ())
    return next((name for name in names if name and name != last), "")


def _day(value: str | int | None) -> str | None:
    """Return YYYY-MM-DD for an ISO date, or for milliseconds since 1970 (seconds in old records)."""
    text = str(value or "")
    try:
        if text.isdigit():
            return _moment(int(text)).date().isoformat()
        return datetime.date.fromisoformat(text[:10]).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def _moment(epoch: int) -> datetime.datetime:
    # NPIs started in 2005: a value below a hundred billion is in seconds, not milliseconds.
    seconds = epoch / 1000 if epoch > 10**11 else epoch
    # A date alone is midnight UTC; a time is by the registry's clock, five hours behind UTC.
    behind = datetime.timedelta(hours=5 if seconds % 86400 else 0)
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC) - behind


def _text(value: str | None) -> str:
    text = " ".join((value or "").split())
    return "" if text.upper() in _BLANKS else text

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
from finder.language import _
from finder.sources.files.clean import zip5
from finder.sources.retry import TryAgain

SOURCE = "npi-registry"
#: Taxonomy codes of clinics start like this; they are right for organizations only.
CLINIC = "261Q"
_STUDENT = "390200000X"
_KINDS = {"NPI-1": Kind.CLINICIAN, "NPI-2": Kind.CLINIC}
_SEXES: dict[str, Sex] = {"F": "F", "M": "M"}
#: What the registry writes in an empty field.
_BLANKS = {"--", "<UNAVAIL>", "NONE", "N/A"}
#: Letters of a field that are read: no name or address is longer.
_LONGEST = 200
_PHONE = re.compile(r"[2-9][0-9]{2}[2-9][0-9]{6}")

#: Whether an address looks like a home: sole proprietor, two street lines, practice name ("" for a person).
IsHome = Callable[[bool, str, str, str], bool]
#: A field: text as documented, but servers also send numbers.
_Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Page:
    """One answer: the matching clinicians, the NPI of each row ("" if it cannot be read), and any refusal."""

    clinicians: tuple[Clinician, ...] = ()
    rows: tuple[str, ...] = ()
    refused: str = ""

    @property
    def has_unreadable(self) -> bool:
        """Whether a row was in another format."""
        return "" in self.rows


class _Basic(msgspec.Struct):
    status: _Cell = None
    first_name: _Cell = None
    last_name: _Cell = None
    middle_name: _Cell = None
    name_suffix: _Cell = None
    credential: _Cell = None
    organization_name: _Cell = None
    sex: _Cell = None
    gender: _Cell = None
    sole_proprietor: _Cell = None
    enumeration_date: _Cell = None
    last_updated: _Cell = None
    deactivation_date: _Cell = None
    reactivation_date: _Cell = None


class _Address(msgspec.Struct):
    address_purpose: _Cell = None
    address_type: _Cell = None
    country_code: _Cell = None
    address_1: _Cell = None
    address_2: _Cell = None
    city: _Cell = None
    state: _Cell = None
    postal_code: _Cell = None
    telephone_number: _Cell = None


class _Taxonomy(msgspec.Struct):
    code: _Cell = None
    primary: _Cell = None


class _OtherName(msgspec.Struct):
    last_name: _Cell = None


class _Row(msgspec.Struct, rename={"practice_locations": "practiceLocations"}):
    number: str | int
    basic: _Basic
    enumeration_type: _Cell = None
    created_epoch: _Cell = None
    last_updated_epoch: _Cell = None
    addresses: list[_Address] | None = None
    practice_locations: list[_Address] | None = None
    taxonomies: list[_Taxonomy] | None = None
    other_names: list[_OtherName] | None = None


class _Error(msgspec.Struct):
    description: _Cell = None
    number: _Cell = None


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
    refused. Rows in another format are left out. Raises TryAgain where nothing can be read.
    """
    envelope = _envelope(body)
    if envelope.results is None:
        return Page(refused=_refusal(envelope.errors))
    rows = [_row(raw) for raw in envelope.results]
    if rows and not any(rows):
        raise TryAgain(_("the NPI Registry answered rows of another shape"))
    clinicians = (_clinician(row, specialties, is_home) for row in rows if row)
    return Page(
        tuple(each for each in clinicians if each), tuple(str(row.number) if row else "" for row in rows)
    )


def _envelope(body: bytes) -> _Envelope:
    try:
        return _ENVELOPE.decode(body.decode(errors="replace"))
    except (msgspec.MsgspecError, RecursionError) as error:
        raise TryAgain(_("the NPI Registry answered something that is not its JSON")) from error


def _refusal(errors: list[_Error] | None) -> str:
    if not errors:
        raise TryAgain(_("the NPI Registry answered neither results nor errors"))
    return _text(errors[0].description) or f"error {errors[0].number}"


def _row(raw: msgspec.Raw) -> _Row | None:
    try:
        return _ROW.decode(raw)
    except msgspec.ValidationError:
        return None


def _clinician(row: _Row, searched: Mapping[str, Specialty], is_home: IsHome) -> Clinician | None:
    kind = _KINDS.get(_text(row.enumeration_type).upper())
    npi, basic = str(row.number).strip(), row.basic
    if kind is None or not _is_active(basic) or not is_npi(npi):
        return None
    codes = tuple(dict.fromkeys(code for each in row.taxonomies or () if (code := _code(each))))
    specialties = _reported(
        row, {code: searched[code] for code in codes if code in searched and _fits(code, kind)}
    )
    practices = _practices(row, is_home)
    if not specialties or not practices or set(codes) == {_STUDENT}:
        return None
    last = _name(basic.last_name)
    return Clinician(
        npi=npi,
        kind=kind,
        last=last,
        first=_name(basic.first_name),
        middle=_name(basic.middle_name),
        suffix=_text(basic.name_suffix),
        credentials=_text(basic.credential),
        organization=_name(basic.organization_name),
        other_last=_other_last(row, last),
        sex=_SEXES.get((_text(basic.sex) or _text(basic.gender)).upper()),
        specialties=specialties,
        taxonomies=codes,
        practices=practices,
        enumerated=_day(basic.enumeration_date) or _day(row.created_epoch),
        updated=_day(basic.last_updated) or _day(row.last_updated_epoch),
        sources=(SOURCE,),
    )


def _is_active(basic: _Basic) -> bool:
    """Tell whether a record is in use. One without a status is, unless it was deactivated last."""
    status = _text(basic.status).upper()
    off, on = _day(basic.deactivation_date), _day(basic.reactivation_date)
    return status in ("", "A") and (off is None or (on is not None and on >= off))


def _code(each: _Taxonomy) -> str:
    return _text(each.code).upper()


def _fits(code: str, kind: str) -> bool:
    return code.startswith(CLINIC) == (kind is Kind.CLINIC)


def _reported(row: _Row, specialties: Mapping[str, Specialty]) -> tuple[Reported, ...]:
    """Return each specialty once, primary if any of its codes is; codes repeat, one row a state license."""
    primary: dict[str, bool] = {}
    for each in row.taxonomies or ():
        if specialty := specialties.get(_code(each)):
            primary[specialty.slug] = primary.get(specialty.slug, False) or _yes(each.primary)
    return tuple(Reported(slug, (SOURCE,), first) for slug, first in primary.items())


def _yes(value: _Cell) -> bool:
    return value is True or _text(value).upper() in {"Y", "YES", "TRUE", "1"}


def _practices(row: _Row, is_home: IsHome) -> tuple[Practice, ...]:
    sole = _yes(row.basic.sole_proprietor)
    name = _name(row.basic.organization_name)
    practices: dict[tuple[str, str, str], Practice] = {}
    for each in _locations(row):
        first, second = _name(each.address_1), _name(each.address_2)
        home = is_home(sole, first, second, name)
        practice = _practice(each, f"{first} {second}".strip(), home)
        if practice:
            practices.setdefault((first, second, practice.zip), practice)
    return tuple(practices.values())


def _locations(row: _Row) -> Iterator[_Address]:
    """Yield the practice locations, the main one first; never a mailing address."""
    for each in (*(row.addresses or ()), *(row.practice_locations or ())):
        purpose, country = _text(each.address_purpose).upper(), _text(each.country_code).upper()
        foreign = _text(each.address_type).upper() == "FGN"
        if purpose == "LOCATION" and country in ("", "US") and not foreign:
            yield each


def _practice(address: _Address, street: str, home: bool) -> Practice | None:
    state = _text(address.state).upper()
    five = zip5(_text(address.postal_code), state)
    if not five:
        return None
    number = _phone(_text(address.telephone_number))
    return Practice(
        city=_name(address.city),
        state=state,
        zip=five,
        street=None if home else street or None,
        phones=(PracticePhone(number, SOURCE),) if number else (),
        sources=(SOURCE,),
        withheld=home,
    )


def _phone(text: str) -> str:
    """Return +1-617-555-0100 for 617-555-0100; "" where it cannot be a US number."""
    digits = re.sub(r"[^0-9]", "", text).removeprefix("1")
    return f"+1-{digits[:3]}-{digits[3:6]}-{digits[6:]}" if _PHONE.fullmatch(digits) else ""


def _other_last(row: _Row, last: str) -> str:
    names = (_name(each.last_name) for each in row.other_names or ())
    return next((name for name in names if name and name != last), "")


def _day(value: _Cell) -> str | None:
    """Return YYYY-MM-DD for an ISO date, or for milliseconds since 1970 (seconds in old records)."""
    text = _text(value)
    try:
        if text.isascii() and text.isdigit():
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


def _text(value: _Cell) -> str:
    """Return a field in one line; "" for what stands for nothing."""
    text = _line(value)
    return "" if text.upper() in _BLANKS else text


def _name(value: _Cell) -> str:
    """Return a name, or a line of an address, in capitals if it has none: others write it as people do.

    There are people called None.
    """
    text = _line(value)
    if text in ("--", "<UNAVAIL>"):
        return ""
    return text.upper() if text.islower() else text


def _line(value: _Cell) -> str:
    """Return a field with single blanks and without control characters."""
    words = str("" if value is None else value)[:_LONGEST].split()
    return " ".join("".join(filter(str.isprintable, word)) for word in words).strip()

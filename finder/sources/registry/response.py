"""Convert answers of the NPI Registry (API version 2.1) to clinicians."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from finder.domain.cancers.specialists import Specialty
from finder.domain.clinicians import Clinician, Practice, PracticePhone, Reported, Sex, is_npi
from finder.domain.kinds import Kind
from finder.language import _
from finder.sources.files import clean
from finder.sources.json_documents import BadJson, reader
from finder.sources.registry.rows import Address, Basic, Cell, Row, Taxonomy, day_of, is_yes, name_of, text_of
from finder.sources.retry import TryAgain

SOURCE = "npi-registry"
#: Taxonomy codes of clinics start like this; they are right for organizations only.
CLINIC = "261Q"
_STUDENT = "390200000X"
_KINDS = {"NPI-1": Kind.CLINICIAN, "NPI-2": Kind.CLINIC}
_SEXES: dict[str, Sex] = {"F": "F", "M": "M"}

#: Whether an address looks like a home: sole proprietor, two street lines, practice name ("" for a person).
IsHome = Callable[[bool, str, str, str], bool]


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


class _Error(msgspec.Struct):
    description: Cell = None
    number: Cell = None


class _Envelope(msgspec.Struct, rename={"errors": "Errors"}):
    results: list[msgspec.Raw] | None = None
    errors: list[_Error] | None = None


_read_envelope = reader(_Envelope)
_read_row = reader(Row)


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
        raise TryAgain(_("the NPI Registry sent rows in a different format"))
    clinicians = (_clinician(row, specialties, is_home) for row in rows if row)
    return Page(
        tuple(each for each in clinicians if each), tuple(str(row.number) if row else "" for row in rows)
    )


def _envelope(body: bytes) -> _Envelope:
    try:
        return _read_envelope(body.decode("utf-8-sig", errors="replace"))
    except BadJson as error:
        raise TryAgain(_("the NPI Registry did not send its usual JSON")) from error


def _refusal(errors: list[_Error] | None) -> str:
    if not errors:
        raise TryAgain(_("the NPI Registry sent neither results nor errors"))
    return text_of(errors[0].description) or f"error {errors[0].number}"


def _row(raw: msgspec.Raw) -> Row | None:
    try:
        return _read_row(raw)
    except BadJson:
        return None


def _clinician(row: Row, searched: Mapping[str, Specialty], is_home: IsHome) -> Clinician | None:
    kind = _KINDS.get(text_of(row.enumeration_type).upper())
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
    last, organization = name_of(basic.last_name), name_of(basic.organization_name)
    if not (organization if kind is Kind.CLINIC else last):
        return None
    suffix, credential = clean.suffix(text_of(basic.name_suffix), text_of(basic.credential))
    return Clinician(
        npi=npi,
        kind=kind,
        last=last,
        first=name_of(basic.first_name),
        middle=name_of(basic.middle_name),
        suffix=suffix,
        credentials=credential,
        organization=organization,
        other_last=_other_last(row, last),
        sex=_SEXES.get((text_of(basic.sex) or text_of(basic.gender)).upper()),
        specialties=specialties,
        taxonomies=codes,
        practices=practices,
        enumerated=day_of(basic.enumeration_date) or day_of(row.created_epoch),
        updated=day_of(basic.last_updated) or day_of(row.last_updated_epoch),
        sources=(SOURCE,),
    )


def _is_active(basic: Basic) -> bool:
    """Tell whether a record is in use. One without a status is, unless it was deactivated last."""
    status = text_of(basic.status).upper()
    off, on = day_of(basic.deactivation_date), day_of(basic.reactivation_date)
    return status in ("", "A") and (off is None or (on is not None and on >= off))


def _code(each: Taxonomy) -> str:
    return text_of(each.code).upper()


def _fits(code: str, kind: str) -> bool:
    return code.startswith(CLINIC) == (kind is Kind.CLINIC)


def _reported(row: Row, specialties: Mapping[str, Specialty]) -> tuple[Reported, ...]:
    """Return each specialty once, primary if any of its codes is; codes repeat, one row a state license."""
    primary: dict[str, bool] = {}
    for each in row.taxonomies or ():
        if specialty := specialties.get(_code(each)):
            primary[specialty.slug] = primary.get(specialty.slug, False) or is_yes(each.primary)
    return tuple(Reported(slug, (SOURCE,), first) for slug, first in primary.items())


def _practices(row: Row, is_home: IsHome) -> tuple[Practice, ...]:
    sole = is_yes(row.basic.sole_proprietor)
    name = name_of(row.basic.organization_name)
    practices: dict[tuple[str, str, str], Practice] = {}
    for each in _locations(row):
        first, second = name_of(each.address_1), name_of(each.address_2)
        home = is_home(sole, first, second, name)
        practice = _practice(each, f"{first} {second}".strip(), home)
        if practice:
            practices.setdefault((first, second, practice.zip), practice)
    return tuple(practices.values())


def _locations(row: Row) -> Iterator[Address]:
    """Yield the practice locations, the main one first; never a mailing address."""
    for each in (*(row.addresses or ()), *(row.practice_locations or ())):
        purpose, country = text_of(each.address_purpose).upper(), text_of(each.country_code).upper()
        foreign = text_of(each.address_type).upper() == "FGN"
        if purpose == "LOCATION" and country in ("", "US") and not foreign:
            yield each


def _practice(address: Address, street: str, home: bool) -> Practice | None:
    state = text_of(address.state).upper()
    five = clean.zip5(text_of(address.postal_code), state)
    if not five:
        return None
    number = clean.phone(text_of(address.telephone_number))
    return Practice(
        city=name_of(address.city),
        state=state,
        zip=five,
        street=None if home else street or None,
        phones=(PracticePhone(number, SOURCE),) if number else (),
        sources=(SOURCE,),
        withheld=home,
    )


def _other_last(row: Row, last: str) -> str:
    names = (name_of(each.last_name) for each in row.other_names or ())
    return next((name for name in names if name and name != last), "")

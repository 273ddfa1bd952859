"""Read what an electronic health record sends when a patient is opened (CDS Hooks 2.0, `patient-view`).

Only what a card needs is read: codes and names of conditions, the year of birth, the ZIP code, the language.
The identity of the patient, whom the user is and how to reach the record are not looked at.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import msgspec

from finder.domain.cds_hooks import HOOK, PatientView
from finder.domain.documents import LANGUAGES
from finder.domain.infobutton import ICD_10, ICD_10_CM, Criterion, Stage
from finder.errors import BadQuery, Fault
from finder.language import _
from finder.search.infobutton.request import read_system
from finder.search.parameters import LONGEST

#: More conditions than this are not read.
MOST_CONDITIONS = 100
_ADULT_AGE = 18
#: What is no diagnosis of today: by the codes of FHIR's clinical and verification status.
_NOT_ACTIVE = {"inactive", "remission", "resolved", "refuted", "entered-in-error"}
_ZIP = re.compile(r"\s*([0-9]{5})(?:-?[0-9]{4})?\s*")


class _Coding(msgspec.Struct):
    system: str | None = None
    code: str | None = None
    display: str | None = None


class _Concept(msgspec.Struct):
    coding: list[_Coding] = []
    text: str | None = None


class _Condition(msgspec.Struct, rename="camel"):
    resource_type: str = ""
    code: _Concept | None = None
    clinical_status: _Concept | str | None = None
    verification_status: _Concept | str | None = None


class _Entry(msgspec.Struct):
    resource: _Condition | None = None


class _Bundle(msgspec.Struct):
    entry: list[_Entry] = []


class _Address(msgspec.Struct, rename="camel"):
    postal_code: str | None = None
    use: str | None = None


class _Communication(msgspec.Struct):
    language: _Concept | None = None
    preferred: bool = False


class _Patient(msgspec.Struct, rename="camel"):
    birth_date: str | None = None
    address: list[_Address] = []
    communication: list[_Communication] = []


class _Prefetch(msgspec.Struct):
    patient: _Patient | None = None
    conditions: _Bundle | None = None


class _Call(msgspec.Struct):
    hook: str = ""
    prefetch: _Prefetch | None = None


class NotFetched(Exception):
    """A call without the conditions of the patient, which we do not fetch ourselves."""


def read_call(body: bytes, today: datetime.date) -> PatientView:
    """Read a call. Raises BadQuery if it is none of this hook, and NotFetched."""
    try:
        call = msgspec.json.decode(body, type=_Call)
    except (msgspec.DecodeError, ValueError, RecursionError):
        reason = _("The call cannot be read.")
        raise BadQuery(Fault("", reason, _("Send a JSON object as CDS Hooks 2.0 has it."))) from None
    if call.hook != HOOK:
        raise BadQuery(Fault("hook", _("This service answers %(hook)s.") % {"hook": HOOK}))
    if call.prefetch is None or call.prefetch.conditions is None:
        raise NotFetched
    patient = call.prefetch.patient or _Patient()
    entries = [each.resource for each in call.prefetch.conditions.entry[:MOST_CONDITIONS]]
    criteria = (_criterion(each.code) for each in entries if each and each.code and _is_active(each))
    return PatientView(
        tuple(dict.fromkeys(each for each in criteria if each)),
        _stage(patient, today),
        next(_zips(patient), ""),
        next(_languages(patient), ""),
    )


def _is_active(condition: _Condition) -> bool:
    said = {*_codes(condition.clinical_status), *_codes(condition.verification_status)}
    return condition.resource_type == "Condition" and not said & _NOT_ACTIVE


def _codes(status: _Concept | str | None) -> Iterator[str]:
    """Yield the codes of a status: text in DSTU2, a concept since."""
    if isinstance(status, str):
        yield status
    elif status:
        yield from (each.code for each in status.coding if each.code)


def _criterion(concept: _Concept) -> Criterion | None:
    """Return a condition by its code of ICD-10 if it has one, or its first, with its name."""
    codings = [(read_system(each.system or ""), each) for each in concept.coding if each.code]
    codings.sort(key=lambda each: each[0] not in (ICD_10_CM, ICD_10))
    names = (concept.text, *(each.display for each in concept.coding))
    words = next((name for name in names if name), "")[:LONGEST]
    if codings:
        system, coding = codings[0]
        return Criterion((coding.code or "")[:LONGEST], system, (coding.display or words)[:LONGEST])
    return Criterion("", "", words) if words else None


def _stage(patient: _Patient, today: datetime.date) -> Stage | None:
    born = re.match(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$", patient.birth_date or "")
    if not born:
        return None
    years = today.year - int(born[1]) - ((today.month, today.day) < (int(born[2] or 1), int(born[3] or 1)))
    return "child" if years < _ADULT_AGE else "adult"


def _zips(patient: _Patient) -> Iterator[str]:
    for each in sorted(patient.address, key=lambda each: each.use == "old"):
        if found := _ZIP.fullmatch(each.postal_code or ""):
            yield found[1]


def _languages(patient: _Patient) -> Iterator[str]:
    for each in sorted(patient.communication, key=lambda each: not each.preferred):
        for coding in each.language.coding if each.language else ():
            code = (coding.code or "").partition("-")[0].lower()
            if code in LANGUAGES:
                yield code

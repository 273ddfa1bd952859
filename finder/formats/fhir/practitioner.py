"""Clinicians as Practitioner (Plan-Net)."""

from __future__ import annotations

from typing import Final

from finder.domain.clinicians import Clinician
from finder.formats import proper_names
from finder.formats.fhir.parts import codes, elements
from finder.formats.json.encode import Json
from finder.store.read_catalog import Catalog

_GENDER: Final = {"F": "female", "M": "male"}
#: Credentials as people write them → the code of HL7's table 0360.
_DEGREES: Final = {
    "MD": "MD", "DO": "DO", "PHD": "PHD", "PHARMD": "PharmD", "RN": "RN", "NP": "NP", "PA": "PA", "MS": "MS",
    "MSN": "MSN", "MBA": "MBA", "MA": "MA", "BSN": "BSN", "JD": "JD", "CNS": "CNS", "CNP": "CNP",
}  # fmt: skip


def practitioner(clinician: Clinician, catalog: Catalog) -> Json:
    """Return a clinician: names, degrees and sex. Where they work is in their roles."""
    degrees = [each for each in proper_names.credentials(clinician.credentials).split(", ") if each]
    return elements.resource(
        "Practitioner",
        clinician.npi,
        elements.meta("Practitioner", elements.origin_of(clinician), catalog),
        extension=_answers(clinician),
        identifier=[elements.npi(clinician.npi)],
        active=True,
        name=_names(clinician, degrees),
        gender=_GENDER.get(clinician.sex or ""),
        qualification=[{"code": _degree(each)} for each in degrees],
    )


def practitioner_name(clinician: Clinician) -> str:
    """Return the name of a clinician with degrees: "Mary Q. Madeup, MD"."""
    return proper_names.name_with_credentials(clinician)


def _names(clinician: Clinician, degrees: list[str]) -> list[Json]:
    given, middle, family, suffix = proper_names.name_parts(clinician)
    last = {"family": family} if family else {"_family": codes.absent()}
    name = elements.filled(
        {
            "text": practitioner_name(clinician),
            **last,
            "given": [each for each in (given, middle) if each],
            "suffix": [each for each in (suffix, *degrees) if each],
        }
    )
    return [name, *_other_names(clinician, given, family)]


def _other_names(clinician: Clinician, given: str, family: str) -> list[Json]:
    """Return the other name in NPPES, or the name in another file."""
    if not (clinician.other_last or clinician.other_first):
        return []
    first = proper_names.title(clinician.other_first) if clinician.other_first else given
    last = proper_names.title(clinician.other_last) if clinician.other_last else family
    return [
        elements.filled(
            {"text": f"{first} {last}".strip(), "family": last, "given": [first] if first else []}
        )
    ]


def _degree(text: str) -> Json:
    code = _DEGREES.get(text.upper())
    return codes.concept(*([codes.coding(codes.DEGREE, code)] if code else []), text=text)


def _answers(clinician: Clinician) -> list[Json]:
    """Return what Medicare's file says, where it says it."""
    answers = {"telehealth": clinician.telehealth, "accepts-medicare-assignment": clinician.assignment}
    return [
        {"url": codes.own(name), "valueBoolean": answer}
        for name, answer in answers.items()
        if answer is not None
    ]

"""Specialties as concepts of NUCC's taxonomy and of the finder."""

from __future__ import annotations

from finder.domain.cancers.specialists import Specialty
from finder.domain.clinicians import Clinician
from finder.formats.fhir import codes
from finder.formats.json.encode import Json
from finder.store.read_catalog import Catalog


def reported_specialties(clinician: Clinician, catalog: Catalog) -> list[Json]:
    """Return the specialties of a clinician or clinic, the primary one first.

    Each has the codes of NUCC that the record reports for it. Where only Medicare's file names a specialty,
    it has NUCC's code if there is but one.
    """
    found = []
    left = list(clinician.taxonomies)
    for each in clinician.specialties:
        specialty = catalog.specialties[each.specialty]
        reported = [code for code in clinician.taxonomies if code in specialty.nucc]
        left = [code for code in left if code not in reported]
        found.append(specialty_concept(specialty, reported or _only(specialty)))
    return found + [codes.concept(codes.coding(codes.NUCC, code)) for code in left]


def specialty_concept(specialty: Specialty, nucc: list[str] | None = None) -> Json:
    """Return a specialty: with some codes of NUCC, or with NUCC's code where there is only one."""
    chosen = _only(specialty) if nucc is None else nucc
    return codes.concept(
        *(codes.coding(codes.NUCC, code) for code in chosen),
        codes.coding(codes.own("specialty"), specialty.slug, specialty.name),
        text=specialty.name,
    )


def _only(specialty: Specialty) -> list[str]:
    return list(specialty.nucc) if len(specialty.nucc) == 1 else []

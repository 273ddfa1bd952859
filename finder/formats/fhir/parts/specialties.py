"""Specialties as concepts of NUCC's taxonomy and of the finder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from finder.domain.cancers.specialists import Specialty
from finder.domain.clinicians import Clinician
from finder.formats.fhir.parts import codes
from finder.formats.json.encode import Json
from finder.store.read_catalog import Catalog

#: NUCC has no code for these groups: the codes of a general surgeon, and of a general pathologist.
_OF_GROUP: Final = {"surgery": "208600000X", "pathology": "207ZP0102X"}


def reported_specialties(clinician: Clinician, catalog: Catalog) -> list[Json]:
    """Return the specialties of a clinician or clinic, the primary one first.

    Each has the codes of NUCC that the record reports for it. Where only Medicare's file names a specialty,
    it has the first code of data/specialties.csv.
    """
    found = []
    left = list(clinician.taxonomies)
    for each in clinician.specialties:
        specialty = catalog.specialties[each.specialty]
        reported = [code for code in clinician.taxonomies if code in specialty.nucc]
        left = [code for code in left if code not in reported]
        found.append(specialty_concept(specialty, reported))
    return found + [codes.concept(codes.coding(codes.NUCC, code)) for code in left]


def specialty_concept(specialty: Specialty, reported: Sequence[str] = ()) -> Json:
    """Return a specialty, with the codes of NUCC that are reported for it, or else with its first one."""
    general = specialty.nucc[0] if specialty.nucc else _OF_GROUP.get(specialty.slug)
    nucc = reported or ([general] if general else [])
    return codes.concept(
        *(codes.coding(codes.NUCC, code) for code in nucc),
        codes.coding(codes.own("specialty"), specialty.slug, specialty.name),
        text=specialty.name,
    )

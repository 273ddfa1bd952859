"""Every FHIR resource that stands for a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.kinds import Kind
from finder.formats.fhir.healthcare_service import healthcare_services
from finder.formats.fhir.location import location, location_of_number
from finder.formats.fhir.organization import organization
from finder.formats.fhir.organization_affiliation import organization_affiliation
from finder.formats.fhir.practitioner import practitioner
from finder.formats.fhir.practitioner_role import hospital_role, practitioner_role
from finder.formats.json.encode import Json
from finder.store.read_catalog import Catalog

#: The types of resources that there are, in the order of lists.
TYPES = (
    "Organization",
    "Location",
    "Practitioner",
    "PractitionerRole",
    "HealthcareService",
    "OrganizationAffiliation",
    "DocumentReference",
    "CodeSystem",
    "ValueSet",
)


def resources_of(
    record: CareSite | Hospital | Clinician, hospitals: Mapping[str, Hospital], catalog: Catalog
) -> Iterator[Json]:
    """Yield every resource of a record; `hospitals` are those of the directory by CCN."""
    if isinstance(record, Clinician) and record.kind is Kind.CLINICIAN:
        yield practitioner(record, catalog)
        yield from roles_of(record, hospitals, catalog)
    else:
        yield organization(record, catalog)
        yield from healthcare_services(record, catalog)
    if isinstance(record, Clinician):
        for number in range(1, len(record.practices) + 1):
            yield location_of_number(record, number, catalog)
    else:
        yield location(record, catalog)
    if isinstance(record, CareSite) and (affiliation := organization_affiliation(record, catalog)):
        yield affiliation


def roles_of(clinician: Clinician, hospitals: Mapping[str, Hospital], catalog: Catalog) -> Iterator[Json]:
    """Yield the roles of a clinician: at each practice, then at each hospital that the directory has."""
    for number in range(1, len(clinician.practices) + 1):
        yield practitioner_role(clinician, number, catalog)
    for ccn in clinician.hospitals:
        if ccn in hospitals:
            yield hospital_role(clinician, hospitals[ccn], catalog)

"""Every FHIR resource: those of a record, and those that belong to none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.documents import Document
from finder.domain.kinds import Kind
from finder.formats.fhir.code_system import code_systems
from finder.formats.fhir.document_reference import document_reference
from finder.formats.fhir.healthcare_service import healthcare_services
from finder.formats.fhir.location import location, location_of_number
from finder.formats.fhir.organization import organization
from finder.formats.fhir.organization_affiliation import organization_affiliation
from finder.formats.fhir.practitioner import practitioner
from finder.formats.fhir.practitioner_role import practitioner_roles
from finder.formats.fhir.value_set import value_sets
from finder.formats.json.encode import Json
from finder.store.read_catalog import Catalog
from finder.store.read_guidelines import EVERY_TYPE
from finder.store.read_records import Record

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
#: The hospitals that roles lead to, by CCN.
Hospitals = Mapping[str, Hospital]


def resources_of(record: Record, hospitals: Hospitals, catalog: Catalog) -> Iterator[Json]:
    """Yield every resource of a record, those of each type in their order."""
    for type_ in _MAKERS:
        yield from resources_of_type(type_, record, hospitals, catalog)


def resources_of_type(type_: str, record: Record, hospitals: Hospitals, catalog: Catalog) -> list[Json]:
    """Return the resources of one type that a record has."""
    return _MAKERS[type_](record, hospitals, catalog)


def resources_without_record(
    documents: Iterable[Document], served: Iterable[tuple[str, str]], catalog: Catalog
) -> Iterator[Json]:
    """Yield the resources that belong to no record: documents in their order, code systems, sets of codes.

    `served` are cancer types, or `*` for every type, with the ids of documents that serve them.
    """
    cancers: defaultdict[str, list[str]] = defaultdict(list)
    for cancer, document in served:
        if cancer != EVERY_TYPE:
            cancers[document].append(cancer)
    for each in documents:
        yield document_reference(each, cancers[each.id], catalog)
    yield from code_systems(catalog)
    yield from value_sets(catalog)


def is_person(record: Record) -> bool:
    """Tell whether a record is of a person, not of an organization."""
    return record.kind is Kind.CLINICIAN


def _organizations(record: Record, _hospitals: Hospitals, catalog: Catalog) -> list[Json]:
    return [] if is_person(record) else [organization(record, catalog)]


def _locations(record: Record, _hospitals: Hospitals, catalog: Catalog) -> list[Json]:
    if isinstance(record, Clinician):
        return [location_of_number(record, number, catalog) for number in _numbers(record)]
    return [location(record, catalog)]


def _practitioners(record: Record, _hospitals: Hospitals, catalog: Catalog) -> list[Json]:
    return [practitioner(record, catalog)] if isinstance(record, Clinician) and is_person(record) else []


def _roles(record: Record, hospitals: Hospitals, catalog: Catalog) -> list[Json]:
    if not isinstance(record, Clinician) or not is_person(record):
        return []
    return practitioner_roles(record, hospitals, catalog)


def _services(record: Record, _hospitals: Hospitals, catalog: Catalog) -> list[Json]:
    return [] if is_person(record) else healthcare_services(record, catalog)


def _affiliations(record: Record, _hospitals: Hospitals, catalog: Catalog) -> list[Json]:
    found = organization_affiliation(record, catalog) if isinstance(record, CareSite) else None
    return [found] if found else []


def _numbers(record: Clinician) -> range:
    return range(1, len(record.practices) + 1)


_MAKERS: Mapping[str, Callable[[Record, Hospitals, Catalog], list[Json]]] = {
    "Organization": _organizations,
    "Location": _locations,
    "Practitioner": _practitioners,
    "PractitionerRole": _roles,
    "HealthcareService": _services,
    "OrganizationAffiliation": _affiliations,
}

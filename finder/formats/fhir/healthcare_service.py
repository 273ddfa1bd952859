"""Specialist groups that work at a place, as HealthcareService (Plan-Net)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from finder.domain.cancers.specialists import Specialty
from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.sources import CMS_AFFILIATIONS, Origin
from finder.formats.fhir import ids
from finder.formats.fhir.organization import organization_name, organization_reference
from finder.formats.fhir.parts import codes, contacts, elements
from finder.formats.fhir.parts.specialties import specialty_concept
from finder.formats.json.encode import Json
from finder.store.read_catalog import Catalog

#: The service of a place of which no source says which specialist groups work there.
CANCER_CARE: Final = "cancer-care"
_TYPE: Final = codes.concept(codes.coding(codes.SERVICE_TYPE, "501", "Cancer Services"))
_PHYSICAL: Final = {
    "url": codes.extension("delivery-method"),
    "extension": [
        {
            "url": "type",
            "valueCodeableConcept": codes.concept(codes.coding(codes.DELIVERY, "physical", "Physical")),
        }
    ],
}
_CATEGORIES: Final = {
    code: codes.concept(codes.coding(codes.SERVICE_CATEGORY, code, display))
    for code, display in (
        ("hosp", "Hospital"), ("group", "Medical Group"), ("outpat", "Clinic or Outpatient Facility"),
    )
}  # fmt: skip
#: Whom a place treats, as codes.
PATIENTS: Final = {
    "adults": "Adults", "children": "Children", "study-participants": "Study participants",
    "veterans": "Veterans only",
}  # fmt: skip
_NEW_PATIENTS: Final = "new patients"


def service_names(record: CareSite | Hospital | Clinician) -> tuple[str, ...]:
    """Return the last parts of the ids of the services of a record, in their order."""
    match record:
        case CareSite(treats_patients=False):
            return ()
        case CareSite():
            return record.groups or (CANCER_CARE,)
        case Hospital():
            return tuple(record.team)
        case _:
            return tuple(each.specialty for each in record.specialties)


def healthcare_services(record: CareSite | Hospital | Clinician, catalog: Catalog) -> list[Json]:
    """Return every service of a place of care, a hospital or a clinic."""
    return [healthcare_service(record, name, catalog) for name in service_names(record)]


def healthcare_service(record: CareSite | Hospital | Clinician, name: str, catalog: Catalog) -> Json:
    """Return the service of a record with a name of `service_names`."""
    specialty = catalog.specialties.get(name)
    whose = organization_name(record)
    category, origin, locations = _of_record(record)
    team = record.team.get(name) if isinstance(record, Hospital) else None
    return elements.resource(
        "HealthcareService",
        ids.service_id(ids.organization_id(record), name),
        elements.meta("HealthcareService", origin, catalog),
        extension=[_PHYSICAL, *([{"url": codes.own("team"), "valueInteger": team}] if team else [])],
        active=True,
        providedBy=organization_reference(record),
        category=[_CATEGORIES[category]],
        type=[_TYPE],
        specialty=_specialties(record, specialty, catalog),
        location=[ids.reference("Location", each) for each in locations],
        name=f"{specialty.name if specialty else 'Cancer care'}, {whose}",
        telecom=_telecom(record),
        eligibility=_eligibility(record) if isinstance(record, CareSite) else [],
    )


def _of_record(record: CareSite | Hospital | Clinician) -> tuple[str, Origin, Sequence[str]]:
    """Return category, origin and ids of the locations."""
    match record:
        case CareSite():
            category = "hosp" if record.ccn else "outpat"
            origin = record.groups_origin or record.care_origin or record.origin
            return category, origin, (ids.organization_id(record),)
        case Hospital():
            return "hosp", Origin(CMS_AFFILIATIONS), (ids.organization_id(record),)
        case _:
            numbers = range(1, len(record.practices) + 1)
            places = [ids.practice_id(record.npi, number) for number in numbers]
            return "group", elements.origin_of(record), places


def _specialties(
    record: CareSite | Hospital | Clinician, service: Specialty | None, catalog: Catalog
) -> list[Json]:
    """Return the specialty of a service, and of a hospital those of the group that its team has."""
    if service is None:
        return []
    team = record.subspecialties if isinstance(record, Hospital) else ()
    there = [each for slug in team if service.slug in (each := catalog.specialties[slug]).groups]
    return [specialty_concept(each) for each in (service, *there)]


def _telecom(record: CareSite | Hospital | Clinician) -> list[Json]:
    """Return the numbers for new patients of a place of care; others are those of its organization."""
    if not isinstance(record, CareSite):
        return []
    return contacts.telecom_of_site(record, lambda purpose: purpose == _NEW_PATIENTS)


def _eligibility(site: CareSite) -> list[Json]:
    """Return whom a place is known to treat; nothing is said of others."""
    known = [*site.treats, *(["veterans"] if site.veterans_only else [])]
    return [
        {"code": codes.concept(codes.coding(codes.own("patients"), each, PATIENTS[each]))}
        for each in known
        if each in PATIENTS
    ]

"""Places of care, hospitals and practices as Location (Plan-Net): one for each address."""

from __future__ import annotations

from typing import Final

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital, Practice
from finder.domain.kinds import Kind
from finder.domain.sources import Origin
from finder.formats import proper_names
from finder.formats.fhir import ids
from finder.formats.fhir.organization import organization_name, organization_reference
from finder.formats.fhir.parts import codes, contacts, elements
from finder.formats.json.encode import Json
from finder.store.read_catalog import Catalog

_HOSPITAL: Final = codes.concept(codes.coding(codes.ROLE, "HOSP", "Hospital"))


def location(record: CareSite | Hospital, catalog: Catalog) -> Json:
    """Return where a place of care or a hospital is."""
    return _of_site(record, catalog) if isinstance(record, CareSite) else _of_hospital(record, catalog)


def location_of_number(clinician: Clinician, number: int, catalog: Catalog) -> Json:
    """Return the practice with a number; the first is 1. Raises IndexError for one that is not there."""
    practice = clinician.practices[number - 1]
    whose = organization_name(clinician)
    is_clinic = clinician.kind is Kind.CLINIC
    name = proper_names.title(practice.name) if practice.name else whose
    origin = _origin(clinician, practice)
    return elements.resource(
        "Location",
        ids.practice_id(clinician.npi, number),
        elements.meta("Location", origin, catalog),
        status="active",
        **elements.named(name),
        telecom=contacts.telecom_of_practice(practice, origin),
        address=contacts.address_of(practice),
        position=contacts.position(practice.point, practice.exactness),
        managingOrganization=organization_reference(clinician) if is_clinic else None,
        partOf=ids.reference("Location", ids.id_of_path(practice.site)) if practice.site else None,
    )


def _origin(clinician: Clinician, practice: Practice) -> Origin:
    origin = elements.origin_of(clinician)
    if not practice.sources or origin.source in practice.sources:
        return origin
    return Origin(practice.sources[0])


def _of_site(site: CareSite, catalog: Catalog) -> Json:
    return elements.resource(
        "Location",
        ids.organization_id(site),
        elements.meta("Location", site.origin, catalog),
        status="active",
        **elements.named(site.name),
        telecom=contacts.telecom_of_site(site),
        address=contacts.address_of_site(site),
        position=contacts.position_of_site(site),
        managingOrganization=organization_reference(site),
    )


def _of_hospital(hospital: Hospital, catalog: Catalog) -> Json:
    return elements.resource(
        "Location",
        ids.organization_id(hospital),
        elements.meta("Location", elements.origin_of(hospital), catalog),
        status="active",
        **elements.named(organization_name(hospital)),
        type=[_HOSPITAL],
        telecom=contacts.telecom_of_hospital(hospital),
        address=contacts.address_of(hospital),
        position=contacts.position(hospital.point, hospital.exactness),
        managingOrganization=organization_reference(hospital),
    )

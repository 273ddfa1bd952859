"""Places of care, hospitals and practices as Location (Plan-Net): one for each address."""

from __future__ import annotations

from typing import Final

import msgspec

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.formats.fhir import ids
from finder.formats.fhir.organization import organization_name, organization_reference
from finder.formats.fhir.parts import codes, contacts, elements
from finder.formats.fhir.practice_location import practice_location
from finder.formats.json.encode import Json
from finder.store.read_catalog import Catalog

_HOSPITAL: Final = codes.concept(codes.coding(codes.ROLE, "HOSP", "Hospital"))


def location(record: CareSite | Hospital, catalog: Catalog) -> Json:
    """Return where a place of care or a hospital is."""
    return _of_site(record, catalog) if isinstance(record, CareSite) else _of_hospital(record, catalog)


def location_of_number(clinician: Clinician, number: int, catalog: Catalog) -> Json:
    """Return the practice with a number; the first is 1. Raises IndexError for one that is not there."""
    found: Json = msgspec.json.decode(practice_location(clinician, number, catalog))
    return found


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

"""What clinicians do and where, as PractitionerRole (Plan-Net): one for each practice and hospital."""

from __future__ import annotations

from typing import Final

from finder.domain.clinicians import Clinician, Hospital
from finder.domain.sources import CMS_AFFILIATIONS, Origin
from finder.formats.fhir import ids
from finder.formats.fhir.organization import organization_name, organization_reference
from finder.formats.fhir.parts import codes, contacts, elements
from finder.formats.fhir.parts.specialties import reported_specialties
from finder.formats.fhir.practitioner import practitioner_name
from finder.formats.json.encode import Json
from finder.store.read_catalog import Catalog

#: The beginning of a taxonomy code of NUCC → the role of Plan-Net.
_ROLES: Final = (
    ("363A", codes.coding(codes.PROVIDER_ROLE, "pa", "Physician Assistant")),
    ("363L", codes.coding(codes.PROVIDER_ROLE, "crnp", "Certified Registered Nurse Practitioner")),
    ("364S", codes.coding(codes.PROVIDER_ROLE, "apn", "Advanced Practice Nursing Providers")),
    ("163W", codes.coding(codes.PROVIDER_ROLE, "rn", "Registered Nurse")),
    ("183", codes.coding(codes.PROVIDER_ROLE, "rx", "Pharmacy Service Providers")),
    ("133", codes.coding(codes.PROVIDER_ROLE, "dn", "Dietary and Nutritional Service Provider")),
    ("122", codes.coding(codes.PROVIDER_ROLE, "de", "Dentist")),
    ("20", codes.coding(codes.PROVIDER_ROLE, "ph", "Physician")),
)


def practitioner_role(clinician: Clinician, number: int, catalog: Catalog) -> Json:
    """Return the role of a clinician at the practice with a number; the first is 1.

    The organization is the curated place of care at that address, if there is one. Raises IndexError for a
    practice that is not there.
    """
    practice = clinician.practices[number - 1]
    site = practice.site
    organization = ids.reference("Organization", ids.id_of_path(site)) if site else None
    origin = elements.origin_of(clinician)
    telecom = contacts.telecom_of_practice(practice, origin)
    location = ids.reference("Location", ids.practice_id(clinician.npi, number))
    return _role(clinician, number, origin, catalog, organization, location, telecom)


def hospital_role(clinician: Clinician, hospital: Hospital, catalog: Catalog) -> Json:
    """Return the role of a clinician at a hospital that Medicare's file of affiliations names."""
    organization = organization_reference(hospital)
    location = ids.reference("Location", ids.organization_id(hospital), organization_name(hospital))
    origin = Origin(CMS_AFFILIATIONS)
    return _role(clinician, hospital.ccn, origin, catalog, organization, location, [])


def _role(
    clinician: Clinician,
    at: int | str,
    origin: Origin,
    catalog: Catalog,
    organization: Json | None,
    location: Json,
    telecom: list[Json],
) -> Json:
    """Return a role. One without a telephone number has an endpoint that is not known, as US Core asks."""
    name = practitioner_name(clinician)
    return elements.resource(
        "PractitionerRole",
        ids.role_id(clinician.npi, at),
        elements.meta("PractitionerRole", origin, catalog),
        active=True,
        practitioner=ids.reference("Practitioner", clinician.npi, name),
        organization=organization,
        code=_code(clinician),
        specialty=reported_specialties(clinician, catalog),
        location=[location],
        telecom=telecom,
        endpoint=[] if telecom else [codes.absent() | {"display": "Unknown"}],
    )


def _code(clinician: Clinician) -> list[Json]:
    """Return the roles that the reported taxonomy codes stand for; none where they are not known."""
    found = [role for start, role in _ROLES if any(each.startswith(start) for each in clinician.taxonomies)]
    return [codes.concept(each) for each in found]

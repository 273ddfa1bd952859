"""What clinicians do and where, as PractitionerRole (Plan-Net): one for each practice and hospital."""

from __future__ import annotations

from collections.abc import Mapping
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
_UNKNOWN: Final = codes.absent() | {"display": "Unknown"}


def practitioner_roles(
    clinician: Clinician, hospitals: Mapping[str, Hospital], catalog: Catalog
) -> list[Json]:
    """Return every role of a clinician: at each practice in their order, then at each hospital.

    `hospitals` are by CCN; the role at one that is not among them is left out.
    """
    same, practices = _same_in_all(clinician, catalog), len(clinician.practices)
    there = [ccn for ccn in clinician.hospitals if ccn in hospitals]
    at_practices = [_at_practice(clinician, number, same, catalog) for number in range(1, practices + 1)]
    return at_practices + [_at_hospital(clinician, hospitals[ccn], same, catalog) for ccn in there]


def role_of_number(
    clinician: Clinician, place: int, hospitals: Mapping[str, Hospital], catalog: Catalog
) -> Json:
    """Return the role at a place among `practitioner_roles`, from 0. Raises IndexError for one not there.

    `hospitals` may be empty for a role at a practice.
    """
    same, practices = _same_in_all(clinician, catalog), len(clinician.practices)
    if place < practices:
        return _at_practice(clinician, place + 1, same, catalog)
    there = [ccn for ccn in clinician.hospitals if ccn in hospitals]
    return _at_hospital(clinician, hospitals[there[place - practices]], same, catalog)


def _at_practice(clinician: Clinician, number: int, same: Json, catalog: Catalog) -> Json:
    """The organization is the curated place of care at that address, if there is one."""
    practice = clinician.practices[number - 1]
    origin = elements.origin_of(clinician)
    return _role(
        ids.role_id(clinician.npi, number),
        elements.meta("PractitionerRole", origin, catalog),
        same,
        organization=ids.reference("Organization", ids.id_of_path(practice.site)) if practice.site else None,
        location=[ids.reference("Location", ids.practice_id(clinician.npi, number))],
        telecom=contacts.telecom_of_practice(practice, origin),
    )


def _at_hospital(clinician: Clinician, hospital: Hospital, same: Json, catalog: Catalog) -> Json:
    name = organization_name(hospital)
    return _role(
        ids.role_id(clinician.npi, hospital.ccn),
        elements.meta("PractitionerRole", Origin(CMS_AFFILIATIONS), catalog),
        same,
        organization=organization_reference(hospital),
        location=[ids.reference("Location", ids.organization_id(hospital), name)],
    )


def _role(role_id: str, meta: Json, same: Json, **of_this_one: object) -> Json:
    """Return a role. One without a telephone number has an endpoint that is not known, as US Core asks."""
    found = elements.resource("PractitionerRole", role_id, meta, **of_this_one) | same
    return found if "telecom" in found else found | {"endpoint": [_UNKNOWN]}


def _same_in_all(clinician: Clinician, catalog: Catalog) -> Json:
    """Return what all roles of a clinician have in common."""
    return elements.filled(
        {
            "active": True,
            "practitioner": ids.reference("Practitioner", clinician.npi, practitioner_name(clinician)),
            "code": _code(clinician),
            "specialty": reported_specialties(clinician, catalog),
        }
    )


def _code(clinician: Clinician) -> list[Json]:
    """Return the roles that the reported taxonomy codes stand for; none where they are not known."""
    found = [role for start, role in _ROLES if any(each.startswith(start) for each in clinician.taxonomies)]
    return [codes.concept(each) for each in found]

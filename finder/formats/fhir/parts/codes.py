"""The systems of codes and identifiers that resources use, and the extensions.

Plan-Net: HL7 Da Vinci PDEX Plan-Net, STU 1.2 (FHIR R4). NPI and CCN: HL7 Terminology. Our own systems and
extensions are names under `urn:finder:`, the same on every site that runs the finder.
"""

from __future__ import annotations

from typing import Final

from finder.formats.json.encode import Json

PLAN_NET: Final = "http://hl7.org/fhir/us/davinci-pdex-plan-net"
NPI: Final = "http://hl7.org/fhir/sid/us-npi"
CCN: Final = "urn:oid:2.16.840.1.113883.4.336"
PUBMED: Final = "http://www.ncbi.nlm.nih.gov/pubmed"
NUCC: Final = "http://nucc.org/provider-taxonomy"
ICD_10_CM: Final = "http://hl7.org/fhir/sid/icd-10-cm"
IDENTIFIER_TYPE: Final = "http://terminology.hl7.org/CodeSystem/v2-0203"
DEGREE: Final = "http://terminology.hl7.org/CodeSystem/v2-0360"
ROLE: Final = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
SERVICE_TYPE: Final = "http://terminology.hl7.org/CodeSystem/service-type"

ORGANIZATION_TYPE: Final = f"{PLAN_NET}/CodeSystem/OrgTypeCS"
PROVIDER_ROLE: Final = f"{PLAN_NET}/CodeSystem/ProviderRoleCS"
AFFILIATION_ROLE: Final = f"{PLAN_NET}/CodeSystem/OrganizationAffiliationRoleCS"
SERVICE_CATEGORY: Final = f"{PLAN_NET}/CodeSystem/HealthcareServiceCategoryCS"
DELIVERY: Final = f"{PLAN_NET}/CodeSystem/DeliveryMethodCS"

ABSENT: Final = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
LAST_SYNC: Final = "http://hl7.org/fhir/StructureDefinition/lastSourceSync"


def profile(name: str) -> str:
    """Return the address of a profile of Plan-Net: "Location"."""
    return f"{PLAN_NET}/StructureDefinition/plannet-{name}"


def extension(name: str) -> str:
    """Return the address of an extension of Plan-Net: "qualification"."""
    return f"{PLAN_NET}/StructureDefinition/{name}"


def own(name: str) -> str:
    """Return the name of a system of codes, or of an extension, of the finder."""
    return f"urn:finder:{name}"


def coding(system: str, code: str, display: str | None = None) -> Json:
    """Return a code of a system."""
    found: Json = {"system": system, "code": code}
    return found | {"display": display} if display else found


def concept(*codings: Json, text: str | None = None) -> Json:
    """Return a concept in one or more systems; without any, in words alone."""
    found: Json = {"coding": list(codings)} if codings else {}
    return found | {"text": text} if text else found


def absent(why: str = "unknown") -> Json:
    """Return an element that a profile requires and whose value is not known."""
    return {"extension": [{"url": ABSENT, "valueCode": why}]}


def designation_code(scheme: str, level: str | None) -> str:
    """Return the code of a designation: "nci-comprehensive", "nccn"."""
    return f"{scheme}-{level}" if level else scheme

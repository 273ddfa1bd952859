"""The parts of a resource that a client asks for: `_summary` and `_elements`."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from finder.formats.json.encode import encode
from finder.search.fhir.query import FhirQuery

#: The tag of a resource that is not whole.
_SUBSETTED: Final = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
    "code": "SUBSETTED",
    "display": "subsetted",
}
_ALWAYS: Final = ("resourceType", "id", "meta", "implicitRules")
_CODES: Final = (
    "url", "identifier", "version", "name", "title", "status", "experimental", "date", "publisher", "contact",
    "jurisdiction",
)  # fmt: skip
#: The elements of a summary, as R4 marks them.
_SUMMARY: Final = {
    "Organization": ("identifier", "active", "type", "name"),
    "Location": (
        "identifier", "status", "operationalStatus", "name", "description", "mode", "type", "physicalType",
        "managingOrganization",
    ),
    "Practitioner": ("identifier", "active", "name", "telecom", "address", "gender", "birthDate"),
    "PractitionerRole": (
        "identifier", "active", "period", "practitioner", "organization", "code", "specialty", "location",
        "telecom",
    ),
    "HealthcareService": (
        "identifier", "active", "providedBy", "category", "type", "specialty", "location", "name", "comment",
        "photo",
    ),
    "OrganizationAffiliation": (
        "identifier", "active", "period", "organization", "participatingOrganization", "network", "code",
        "specialty", "location", "telecom",
    ),
    "DocumentReference": (
        "masterIdentifier", "identifier", "status", "docStatus", "type", "category", "subject", "date",
        "author", "relatesTo", "description", "securityLabel", "content",
    ),
    "CodeSystem": (
        *_CODES, "caseSensitive", "valueSet", "hierarchyMeaning", "compositional", "versionNeeded", "content",
        "supplements", "count", "filter", "property",
    ),
    "ValueSet": (*_CODES, "immutable"),
}  # fmt: skip
#: What a resource may not be without.
_REQUIRED: Final = {
    "DocumentReference": ("status", "content"), "CodeSystem": ("status", "content"), "ValueSet": ("status",),
}  # fmt: skip


def part_of(text: bytes, type_: str, query: FhirQuery) -> bytes:
    """Return the JSON of a resource with the elements that a query asks for; if it asks for none, all."""
    if query.summary == "false" and not query.elements:
        return text
    if query.summary == "data":
        resource = msgspec.json.decode(text)
        return _tagged({name: value for name, value in resource.items() if name != "text"})
    if query.elements:
        names = query.elements
    elif query.summary in ("true", "text"):
        names = _SUMMARY[type_] if query.summary == "true" else ("text",)
    else:
        return text
    wanted = {*_ALWAYS, *_REQUIRED.get(type_, ()), *names}
    resource = msgspec.json.decode(text)
    return _tagged({name: value for name, value in resource.items() if name.lstrip("_") in wanted})


def _tagged(resource: dict[str, Any]) -> bytes:
    meta = resource.get("meta", {})
    return encode({**resource, "meta": {**meta, "tag": [*meta.get("tag", ()), _SUBSETTED]}})

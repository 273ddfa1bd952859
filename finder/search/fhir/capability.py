"""The CapabilityStatement: what this server can do, from the records that its parameters are read by."""

from __future__ import annotations

import datetime
from typing import Final

from finder import __version__
from finder.formats.fhir.code_system import SYSTEMS
from finder.formats.fhir.parts import codes
from finder.formats.json.encode import Json
from finder.search.fhir.parameters import BY_TYPE, TYPES, SearchParameter, includes_of, revincludes_of

FHIR_VERSION: Final = "4.0.1"
_PLAN_NET: Final = codes.PLAN_NET
_BULK_DATA: Final = "http://hl7.org/fhir/uv/bulkdata"
#: The types of Plan-Net; each has a profile of its name.
_PROFILED: Final = TYPES[:6]
#: Where R4 defines a parameter, by the start of its definition.
_R4: Final = "http://hl7.org/fhir/SearchParameter"
#: Parameters that R4 defines once for several types, and types whose parameters are all defined so.
_SHARED: Final = {
    ("Practitioner", "gender"): "individual",
    ("DocumentReference", "identifier"): "clinical",
    ("DocumentReference", "type"): "clinical",
}
_GROUPS: Final = {"CodeSystem": "conformance", "ValueSet": "conformance"}


def capability(address: str, built: datetime.datetime, name: str) -> Json:
    """Return the statement of a server with an address and a name, whose directory was built then."""
    return {
        "resourceType": "CapabilityStatement",
        "id": "finder",
        "url": f"{address}/metadata",
        "version": __version__,
        "name": "Finder",
        "title": name,
        "status": "active",
        "experimental": False,
        "date": built.isoformat(timespec="seconds"),
        "description": (
            "Cancer centers, hospitals, clinics and specialists in the United States, and guidelines."
            " Read-only and without a login. The facts are public. This is not medical advice."
        ),
        "kind": "instance",
        "instantiates": [
            f"{_PLAN_NET}/CapabilityStatement/plan-net",
            f"{_BULK_DATA}/CapabilityStatement/bulk-data",
        ],
        "software": {"name": "finder", "version": __version__},
        "implementation": {"description": name, "url": address},
        "fhirVersion": FHIR_VERSION,
        "format": ["application/fhir+json", "json"],
        "implementationGuide": [f"{_PLAN_NET}/ImplementationGuide/hl7.fhir.us.davinci-pdex-plan-net"],
        "rest": [
            {
                "mode": "server",
                "documentation": "Prefer: handling=strict refuses parameters that are not listed here.",
                "security": {"cors": True, "description": "Everybody may read everything. Nobody may write."},
                "resource": [_resource(each) for each in TYPES],
                "operation": [{"name": "export", "definition": f"{_BULK_DATA}/OperationDefinition/export"}],
            }
        ],
    }


def _resource(type_: str) -> Json:
    found: Json = {
        "type": type_,
        "interaction": [{"code": "read"}, {"code": "search-type"}],
        "versioning": "no-version",
        "readHistory": False,
        "updateCreate": False,
        "conditionalRead": "full-support",
        "referencePolicy": ["literal", "local"],
        "searchInclude": list(includes_of(type_)),
        "searchRevInclude": list(revincludes_of(type_)),
        "searchParam": [_parameter(each, type_) for each in BY_TYPE[type_].values() if each.loaded],
    }
    if type_ in _PROFILED:
        found["supportedProfile"] = [codes.profile(type_)]
    return {name: value for name, value in found.items() if value != []}


def _parameter(each: SearchParameter, type_: str) -> Json:
    return {
        "name": each.code,
        "definition": definition_of(each, type_),
        "type": each.kind,
        "documentation": each.help,
    }


def definition_of(each: SearchParameter, type_: str) -> str:
    """Return the address of the definition of a parameter: that of Plan-Net, if it has one."""
    if each.code.startswith("_"):
        return f"{_R4}/Resource-{each.code.removeprefix('_')}"
    if type_ in each.required:
        return f"{_PLAN_NET}/SearchParameter/{type_.lower()}-{each.code}"
    return f"{_R4}/{_SHARED.get((type_, each.code)) or _GROUPS.get(type_, type_)}-{each.code}"


def terminology(address: str, built: datetime.datetime, name: str) -> Json:
    """Return what the server can do with codes: it only shows them."""
    return {
        "resourceType": "TerminologyCapabilities",
        "id": "finder",
        "url": f"{address}/metadata?mode=terminology",
        "version": __version__,
        "name": "FinderTerminology",
        "title": name,
        "status": "active",
        "date": built.isoformat(timespec="seconds"),
        "kind": "instance",
        "software": {"name": "finder", "version": __version__},
        "implementation": {"description": name, "url": address},
        "codeSystem": [{"uri": codes.own(each.name)} for each in SYSTEMS],
        "codeSearch": "all",
    }

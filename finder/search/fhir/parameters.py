"""The search parameters of FHIR clients as records: what can be asked, what it reads, what the docs say.

How a parameter is read, how it is looked up, the CapabilityStatement and the table in docs/fhir.md all come
from these. The list is that of R4 and Da Vinci PDEX Plan-Net 1.2.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["token", "string", "reference", "date", "special"]

#: The types of resources that can be read and searched, in the order of the CapabilityStatement.
TYPES = (
    "Organization", "Location", "Practitioner", "PractitionerRole", "HealthcareService",
    "OrganizationAffiliation", "DocumentReference", "CodeSystem", "ValueSet",
)  # fmt: skip
#: The modifiers that each kind of parameter knows.
MODIFIERS: Mapping[Kind, tuple[str, ...]] = {
    "token": ("not", "text", "missing"),
    "string": ("exact", "contains", "missing"),
    "reference": ("missing",),
    "date": ("missing",),
    "special": (),
}
#: What nothing is loaded of, and what the answer then says.
NOT_LOADED = {
    "endpoint": "no Endpoint is loaded",
    "network": "no network of an insurance plan is loaded",
    "coverage-area": "no coverage area is loaded",
}


@dataclass(frozen=True, slots=True)
class SearchParameter:
    """One search parameter.

    `on` holds for each type of resource the elements that it reads, with dots between nested ones. `targets`
    are the types that a reference leads to. `help` says what it finds.
    """

    code: str
    kind: Kind
    help: str
    on: Mapping[str, tuple[str, ...]]
    targets: tuple[str, ...] = ()
    #: The parameters of Plan-Net's capability statement, by the types of which it requires them.
    required: tuple[str, ...] = field(default=())

    @property
    def loaded(self) -> bool:
        """Whether anything is loaded that it could find."""
        return self.code not in NOT_LOADED


_EVERY = dict.fromkeys(TYPES, ())
_PLAN_NET = TYPES[:6]
_PLACES = ("Organization", "Location")
_ORG, _LOC, _PERSON, _ROLE, _SERVICE, _AFFILIATION, _DOCUMENT, _CODES, _VALUES = TYPES


def _same(path: str, *types: str) -> dict[str, tuple[str, ...]]:
    return dict.fromkeys(types, (path,))


#: Every parameter that finds resources.
PARAMETERS = (
    SearchParameter("_id", "token", "the id of the resource", _EVERY, required=_PLAN_NET),
    SearchParameter(
        "_lastUpdated", "date", "when the directory that holds the resource was built", _EVERY,
        required=_PLAN_NET,
    ),
    SearchParameter(
        "near", "special", "within a distance of a point, nearest first: latitude|longitude|distance|unit",
        {_LOC: ("position",)},
    ),
    SearchParameter(
        "name", "string", "a name of it, from its beginning",
        {
            _ORG: ("name", "alias"), _LOC: ("name", "alias"), _PERSON: ("name",), _SERVICE: ("name",),
            _CODES: ("name",), _VALUES: ("name",),
        },
        required=(_ORG, _PERSON, _SERVICE),
    ),
    SearchParameter(
        "family", "string", "the family name", _same("name.family", _PERSON), required=(_PERSON,)
    ),
    SearchParameter("given", "string", "a given name", _same("name.given", _PERSON), required=(_PERSON,)),
    SearchParameter(
        "address", "string", "any part of the address, from its beginning", _same("address", *_PLACES),
        required=_PLACES,
    ),
    SearchParameter(
        "address-city", "string", "the city", _same("address.city", *_PLACES), required=(_LOC,)
    ),
    SearchParameter(
        "address-state", "string", "the state, as two letters", _same("address.state", *_PLACES),
        required=(_LOC,),
    ),
    SearchParameter(
        "address-postalcode", "string", "the ZIP code", _same("address.postalCode", *_PLACES),
        required=(_LOC,),
    ),
    SearchParameter("address-country", "string", "the country", _same("address.country", *_PLACES)),
    SearchParameter(
        "identifier", "token", "NPI, CCN or another identifier",
        {
            **_same("identifier", _ORG, _LOC, _PERSON, _ROLE, _SERVICE, _AFFILIATION),
            _DOCUMENT: ("masterIdentifier", "identifier"),
        },
    ),
    SearchParameter(
        "active", "token", "whether it is in use",
        _same("active", _ORG, _PERSON, _ROLE, _SERVICE, _AFFILIATION),
    ),
    SearchParameter("gender", "token", "the gender that the registry has", _same("gender", _PERSON)),
    SearchParameter(
        "type", "token", "what kind it is",
        {_ORG: ("type",), _LOC: ("type",), _DOCUMENT: ("type",)}, required=_PLACES,
    ),
    SearchParameter(
        "status", "token", "whether it is in use", _same("status", _LOC, _DOCUMENT, _CODES, _VALUES)
    ),
    SearchParameter(
        "partof", "reference", "the organization that it is a part of", _same("partOf", _ORG),
        targets=(_ORG,), required=(_ORG,),
    ),
    SearchParameter(
        "partof", "reference", "the place that it is a part of", _same("partOf", _LOC),
        targets=(_LOC,), required=(_LOC,),
    ),
    SearchParameter(
        "organization", "reference", "the organization that runs it or that the person works for",
        {_LOC: ("managingOrganization",), _ROLE: ("organization",), _SERVICE: ("providedBy",)},
        targets=(_ORG,), required=(_LOC, _ROLE, _SERVICE),
    ),
    SearchParameter(
        "practitioner", "reference", "the person", _same("practitioner", _ROLE), targets=(_PERSON,),
        required=(_ROLE,),
    ),
    SearchParameter(
        "location", "reference", "where it is", _same("location", _ROLE, _SERVICE, _AFFILIATION),
        targets=(_LOC,), required=(_ROLE, _SERVICE, _AFFILIATION),
    ),
    SearchParameter(
        "service", "reference", "the service", _same("healthcareService", _ROLE, _AFFILIATION),
        targets=(_SERVICE,), required=(_ROLE, _AFFILIATION),
    ),
    SearchParameter(
        "primary-organization", "reference", "the organization that the other belongs to",
        _same("organization", _AFFILIATION), targets=(_ORG,), required=(_AFFILIATION,),
    ),
    SearchParameter(
        "participating-organization", "reference", "the organization that belongs to the other",
        _same("participatingOrganization", _AFFILIATION), targets=(_ORG,), required=(_AFFILIATION,),
    ),
    SearchParameter(
        "role", "token", "the role of the person or of the organization", _same("code", _ROLE, _AFFILIATION),
        required=(_ROLE, _AFFILIATION),
    ),
    SearchParameter(
        "specialty", "token", "a specialty, as NUCC's code or as one of our groups",
        _same("specialty", _ROLE, _SERVICE, _AFFILIATION), required=(_ROLE, _SERVICE, _AFFILIATION),
    ),
    SearchParameter(
        "service-category", "token", "the category of the service", _same("category", _SERVICE),
        required=(_SERVICE,),
    ),
    SearchParameter(
        "service-type", "token", "the type of the service", _same("type", _SERVICE), required=(_SERVICE,)
    ),
    SearchParameter(
        "coverage-area", "reference", "the area it serves", _same("coverageArea", _ORG, _SERVICE),
        targets=(_LOC,), required=(_ORG, _SERVICE),
    ),
    SearchParameter(
        "network", "reference", "the network of an insurance plan", _same("network", _ROLE, _AFFILIATION),
        targets=(_ORG,), required=(_ROLE, _AFFILIATION),
    ),
    SearchParameter(
        "endpoint", "reference", "an address of its computers",
        _same("endpoint", _ORG, _LOC, _ROLE, _SERVICE, _AFFILIATION), targets=("Endpoint",),
        required=(_ORG, _LOC, _ROLE, _SERVICE, _AFFILIATION),
    ),
    SearchParameter(
        "event", "token", "the cancer type that the document is about", _same("context.event", _DOCUMENT)
    ),
    SearchParameter(
        "category", "token", "what kind of document it is, and who it is for", _same("category", _DOCUMENT)
    ),
    SearchParameter(
        "description", "string", "the title of the document", _same("description", _DOCUMENT)
    ),
    SearchParameter(
        "contenttype", "token", "whether it is a page or a PDF",
        _same("content.attachment.contentType", _DOCUMENT),
    ),
    SearchParameter(
        "language", "token", "the language of the document",
        _same("content.attachment.language", _DOCUMENT),
    ),
    SearchParameter("url", "token", "its canonical address", _same("url", _CODES, _VALUES)),
    SearchParameter("title", "string", "its title", _same("title", _CODES, _VALUES)),
    SearchParameter("version", "token", "its version", _same("version", _CODES, _VALUES)),
)  # fmt: skip

#: What each type of resource can be asked: type → name → parameter.
BY_TYPE: Mapping[str, Mapping[str, SearchParameter]] = {
    each: {parameter.code: parameter for parameter in PARAMETERS if each in parameter.on} for each in TYPES
}


def references_of(type_: str) -> tuple[SearchParameter, ...]:
    """Return the parameters of a type that lead to resources we have."""
    return tuple(each for each in BY_TYPE[type_].values() if each.kind == "reference" and each.loaded)


def includes_of(type_: str) -> tuple[str, ...]:
    """Return what `_include` can add to resources of a type: `PractitionerRole:practitioner`."""
    return tuple(f"{type_}:{each.code}" for each in references_of(type_))


def revincludes_of(type_: str) -> tuple[str, ...]:
    """Return what `_revinclude` can add: resources of other types that lead to this one."""
    return tuple(
        f"{source}:{each.code}" for source in TYPES for each in references_of(source) if type_ in each.targets
    )

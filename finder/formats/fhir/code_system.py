"""Our own codes as CodeSystem: kinds, specialties, cancer types, designations, sources and others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from finder.domain.cancers.types import TRANSLATED_NAMES, CancerType
from finder.domain.claims import CLAIM_KINDS, DESIGNATION_KINDS
from finder.domain.documents import DOCUMENT_KINDS
from finder.formats.fhir.document_reference import AUDIENCES
from finder.formats.fhir.healthcare_service import PATIENTS
from finder.formats.fhir.ids import ORGANIZATIONS
from finder.formats.fhir.organization_affiliation import RELATIONS
from finder.formats.fhir.parts import codes, elements
from finder.formats.json.encode import Json
from finder.store.read_catalog import Catalog


@dataclass(frozen=True, slots=True)
class System:
    """A system of codes: `urn:finder:` and its name, a title, its concepts, and the properties of these."""

    name: str
    title: str
    concepts: Callable[[Catalog], Iterable[Json]]
    properties: tuple[str, ...] = ()


#: The properties of concepts: the FHIR type, and for a code of another system the address of that.
_PROPERTIES: Final[Mapping[str, tuple[str, str]]] = {
    "parent": ("code", ""),
    "child": ("code", ""),
    "nucc": ("Coding", codes.NUCC),
    "icd10cm": ("Coding", codes.ICD_10_CM),
    "oncotree": ("string", ""),
    "publisher": ("string", ""),
    "url": ("string", ""),
    "asOf": ("string", ""),
}
#: How HL7 names properties that lead to a wider or a narrower concept.
_OF_HL7: Final = {each: f"http://hl7.org/fhir/concept-properties#{each}" for each in ("parent", "child")}


def _specialties(catalog: Catalog) -> Iterable[Json]:
    for each in catalog.specialties.values():
        yield _concept(each.slug, each.name, each.what, parent=each.groups, nucc=each.nucc)


def _cancers(catalog: Catalog) -> Iterable[Json]:
    names = defaultdict[str, list[Json]](list)
    for each in catalog.rows(TRANSLATED_NAMES):
        names[each.cancer].append({"language": each.language, "value": each.name})
    for cancer in catalog.cancers.values():
        yield _cancer(cancer) | ({"designation": names[cancer.slug]} if names[cancer.slug] else {})
    for group in catalog.cancer_groups.values():
        yield _concept(group.slug, group.name, None, child=group.kinds)


def _cancer(each: CancerType) -> Json:
    parent = [each.broader] if each.broader else []
    codes_of_it = {"icd10cm": each.icd10cm, "oncotree": each.oncotree}
    return _concept(each.slug, each.name, each.plain_name, parent=parent, **codes_of_it)


def _designations(catalog: Catalog) -> Iterable[Json]:
    for each in catalog.rows(DESIGNATION_KINDS):
        yield _concept(codes.designation_code(each.scheme, each.level), each.name, each.meaning)


def _claims(catalog: Catalog) -> Iterable[Json]:
    for each in catalog.rows(CLAIM_KINDS):
        yield _concept(each.claim, each.name, each.meaning)


def _sources(catalog: Catalog) -> Iterable[Json]:
    for each in catalog.sources.values():
        facts = {"publisher": each.publisher, "url": each.url, "asOf": each.as_of}
        yield _concept(each.key, each.name, None, **{name: [value] for name, value in facts.items() if value})


def _table(words: Mapping[str, str]) -> Callable[[Catalog], Iterable[Json]]:
    return lambda _catalog: [_concept(code, text, None) for code, text in words.items()]


SYSTEMS: Final = (
    System("kind", "Kinds of organizations", _table({k: v.badge for k, v in ORGANIZATIONS.items()})),
    System("specialty", "Specialist groups and specialties", _specialties, ("parent", "nucc")),
    System("cancer", "Cancer types", _cancers, ("parent", "child", "icd10cm", "oncotree")),
    System("designation", "Designations of cancer centers", _designations),
    System("claim", "What sources said of a place in their time", _claims),
    System("relation", "How a place belongs to a center", _table(RELATIONS)),
    System("patients", "Who a place treats", _table(PATIENTS)),
    System("audience", "Who a document is for", _table(AUDIENCES)),
    System("document-kind", "Kinds of documents", _table(DOCUMENT_KINDS)),
    System("source", "Where facts come from", _sources, ("publisher", "url", "asOf")),
)


def code_systems(catalog: Catalog) -> list[Json]:
    """Return every CodeSystem: its id is the name of the system."""
    return [_code_system(each, catalog) for each in SYSTEMS]


def _code_system(system: System, catalog: Catalog) -> Json:
    concepts = list(system.concepts(catalog))
    return elements.resource(
        "CodeSystem",
        system.name,
        elements.meta_of_directory(catalog),
        url=codes.own(system.name),
        **published(system.name, system.title, catalog),
        caseSensitive=True,
        valueSet=set_address(system.name),
        content="complete",
        count=len(concepts),
        property=[
            elements.filled({"code": name, "uri": _OF_HL7.get(name), "type": _PROPERTIES[name][0]})
            for name in system.properties
        ],
        concept=concepts,
    )


def published(name: str, title: str, catalog: Catalog) -> Json:
    """Return what code systems and sets say of themselves."""
    computed = "".join(part.capitalize() for part in name.split("-"))
    return {
        "version": catalog.built_on,
        "name": computed,
        "title": title,
        "status": "active",
        "experimental": False,
        "date": catalog.built_on,
    }


def set_address(name: str) -> str:
    """Return the address of the ValueSet with an id."""
    return codes.own(f"set:{name}")


def _concept(code: str, display: str, definition: str | None, **properties: Iterable[str]) -> Json:
    values = [_property(name, value) for name, given in properties.items() for value in given]
    return elements.filled({"code": code, "display": display, "definition": definition, "property": values})


def _property(name: str, value: str) -> Json:
    kind, system = _PROPERTIES[name]
    if kind == "Coding":
        return {"code": name, "valueCoding": codes.coding(system, value)}
    return {"code": name, "valueCode" if kind == "code" else "valueString": value}

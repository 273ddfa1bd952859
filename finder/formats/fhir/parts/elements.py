"""Parts that several FHIR resources share: meta, identifiers, addresses, telephone numbers, sources."""

from __future__ import annotations

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.sources import CMS_HOSPITALS, NPI_REGISTRY, NPPES, Origin
from finder.formats.fhir.parts.codes import (
    CCN,
    IDENTIFIER_TYPE,
    LAST_SYNC,
    NPI,
    absent,
    coding,
    concept,
    own,
    profile,
)
from finder.formats.json.encode import Json
from finder.store.read_catalog import Catalog


def meta(name: str | None, origin: Origin, catalog: Catalog) -> Json:
    """Return the meta of a resource: its Plan-Net profile, when the directory was built, and its source.

    `lastUpdated` is that of the directory: every resource is made with it. The day on which the source
    was checked, or of its record, is an extension.
    """
    source = catalog.sources[origin.source]
    found: Json = {
        "lastUpdated": catalog.built_at,
        "source": source.url or own(f"source:{source.key}"),
    }
    if checked := origin.checked or source.as_of:
        found["extension"] = [{"url": LAST_SYNC, "valueDateTime": checked}]
    if name:
        found["profile"] = [profile(name)]
    return found


def meta_of_directory(catalog: Catalog) -> Json:
    """Return the meta of a resource that is about the directory itself."""
    return {"lastUpdated": catalog.built_at}


def resource(kind: str, resource_id: str, meta_of_it: Json, **elements: object) -> Json:
    """Return a resource. Elements without a value are left out: FHIR has no empty ones."""
    return {"resourceType": kind, "id": resource_id, "meta": meta_of_it, **filled(elements)}


def filled(elements: Json) -> Json:
    """Return elements without those that have no value; False is one."""
    return {name: value for name, value in elements.items() if value or value is False}


def named(name: str) -> Json:
    """Return the name that a profile requires; where the record has none, that it is not known."""
    return {"name": name} if name else {"_name": absent()}


def source_of(origin: Origin, main: Origin | None = None) -> list[Json]:
    """Return the extension that says where one fact comes from, and when it was checked.

    A fact has none if it comes from where its record comes from, `main`: the meta says that.
    """
    if origin == main:
        return []
    inner: list[Json] = [{"url": "source", "valueCoding": coding(own("source"), origin.source)}]
    if origin.checked:
        inner.append({"url": "checked", "valueDateTime": origin.checked})
    return [{"url": own("origin"), "extension": inner}]


def origin_of(record: CareSite | Hospital | Clinician) -> Origin:
    """Return where a record comes from, with the date of the record itself."""
    match record:
        case CareSite():
            return record.origin
        case Hospital():
            return Origin(CMS_HOSPITALS)
        case _:
            source = record.sources[0] if record.sources else NPPES
            return Origin(source, record.updated if source in (NPPES, NPI_REGISTRY) else None)


def npi(number: str) -> Json:
    """Return a National Provider Identifier."""
    return {"type": _type("NPI", "National provider identifier"), "system": NPI, "value": number}


def ccn(number: str, use: str = "official", assigned_to: str | None = None) -> Json:
    """Return a certification number of CMS; `assigned_to` is the hospital that has it, if it is another."""
    text = f"CMS certification number of {assigned_to}" if assigned_to else "CMS certification number"
    return {"use": use, "type": concept(text=text), "system": CCN, "value": number}


def _type(code: str, display: str) -> Json:
    return concept(coding(IDENTIFIER_TYPE, code, display))

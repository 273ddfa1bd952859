"""Places of care, hospitals and clinics as Organization (Plan-Net)."""

from __future__ import annotations

from typing import Final

from finder.domain.care import CareSite, Note
from finder.domain.claims import Claim, Designation
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.kinds import Kind
from finder.formats import proper_names
from finder.formats.claims import claim_in_english
from finder.formats.fhir import ids
from finder.formats.fhir.parts import codes, contacts, elements
from finder.formats.json.encode import Json
from finder.store.read_catalog import Catalog

#: What gives a designation, as the issuer of a qualification.
_ISSUERS: Final = {
    "nci": "National Cancer Institute",
    "nccn": "National Comprehensive Cancer Network",
    "pps-exempt": "Centers for Medicare & Medicaid Services",
}
_FACILITY: Final = codes.coding(codes.ORGANIZATION_TYPE, "fac", "Facility")
_GROUP: Final = codes.coding(codes.ORGANIZATION_TYPE, "prvgrp", "Provider Group")
_NO_CARE: Final = codes.coding(codes.ORGANIZATION_TYPE, "atyprv", "Atypical Provider")


def organization(record: CareSite | Hospital | Clinician, catalog: Catalog) -> Json:
    """Return a place of care, a hospital or a clinic; of a clinician there is no organization."""
    match record:
        case CareSite():
            return _of_site(record, catalog)
        case Hospital():
            return _of_hospital(record, catalog)
        case _:
            return _of_clinic(record, catalog)


def organization_name(record: CareSite | Hospital | Clinician) -> str:
    """Return the name of an organization, as people write it."""
    match record:
        case CareSite():
            return record.name
        case Hospital():
            return proper_names.title(record.name)
        case _:
            return proper_names.full_name(record)


def organization_reference(record: CareSite | Hospital | Clinician) -> Json:
    """Return a reference to an organization, with its name."""
    return ids.reference("Organization", ids.organization_id(record), organization_name(record))


def _of_site(site: CareSite, catalog: Catalog) -> Json:
    center = catalog.center_of(site) if site.relation == "own" else None
    extensions = [_qualification(each, site, catalog) for each in site.designations]
    if site.care_note:
        extensions.append({"url": codes.extension("org-description"), "valueString": site.care_note.text})
    extensions += [_claim(each, site, catalog) for each in site.claims]
    extensions += [_note(each, site) for each in site.notes]
    partners = [Kind.CENTER.record(each) for each in site.partners]
    there = [site.treated_at] if site.treated_at else partners
    extensions += [_place("treated-at", each) for each in there]
    return elements.resource(
        "Organization",
        ids.organization_id(site),
        elements.meta("Organization", site.origin, catalog),
        extension=extensions,
        identifier=_ccn_of(site),
        active=True,
        type=_types(_FACILITY if site.treats_patients else _NO_CARE, site.kind),
        **elements.named(site.name),
        alias=[site.host] if site.host and site.host != site.name else [],
        telecom=contacts.telecom_of_site(site),
        address=[contacts.address_of_site(site)],
        partOf=center and organization_reference(center),
    )


def _of_hospital(hospital: Hospital, catalog: Catalog) -> Json:
    origin = elements.origin_of(hospital)
    return elements.resource(
        "Organization",
        ids.organization_id(hospital),
        elements.meta("Organization", origin, catalog),
        extension=[_place("same-place", hospital.site)] if hospital.site else [],
        identifier=[elements.ccn(hospital.ccn)],
        active=True,
        type=_types(_FACILITY, Kind.HOSPITAL, hospital.type),
        **elements.named(organization_name(hospital)),
        telecom=contacts.telecom_of_hospital(hospital),
        address=[contacts.address_of(hospital)],
    )


def _of_clinic(clinic: Clinician, catalog: Catalog) -> Json:
    names = {proper_names.title(each.name) for each in clinic.practices if each.name}
    name, origin = organization_name(clinic), elements.origin_of(clinic)
    return elements.resource(
        "Organization",
        ids.organization_id(clinic),
        elements.meta("Organization", origin, catalog),
        identifier=[elements.npi(clinic.npi)],
        active=True,
        type=_types(_GROUP, Kind.CLINIC),
        **elements.named(name),
        alias=sorted(names - {name}),
        telecom=contacts.telecom_of_practice(clinic.practices[0], origin) if clinic.practices else [],
        address=[contacts.address_of(each) for each in clinic.practices] or [codes.absent()],
    )


def _types(plan_net: Json, kind: Kind, text: str | None = None) -> list[Json]:
    ours = codes.coding(codes.own("kind"), kind.value, kind.badge)
    return [codes.concept(plan_net), codes.concept(ours, text=text)]


def _ccn_of(site: CareSite) -> list[Json]:
    """Return the CCN; a place that only belongs to a hospital has its number as a secondary one."""
    if site.ccn is None:
        return []
    is_own = site.ccn.relation in (None, "own")
    whose = (site.ccn.facility or site.host) if not is_own else None
    found = elements.ccn(site.ccn.number, "official" if is_own else "secondary", whose)
    sources = elements.source_of(site.ccn.origin, site.origin)
    return [{"extension": sources} | found if sources else found]


def _qualification(each: Designation, site: CareSite, catalog: Catalog) -> Json:
    kind = catalog.designation_kinds[each.scheme, each.level]
    code = codes.designation_code(each.scheme, each.level)
    concept = codes.concept(codes.coding(codes.own("designation"), code, kind.name), text=kind.name)
    return {
        "url": codes.extension("qualification"),
        "extension": [
            {"url": "code", "valueCodeableConcept": concept},
            {"url": "issuer", "valueReference": {"display": _ISSUERS[each.scheme]}},
            {"url": "status", "valueCode": "active"},
            *elements.source_of(each.origin, site.origin),
        ],
    }


def _claim(each: Claim, site: CareSite, catalog: Catalog) -> Json:
    """Return what a source said of its time: no qualification, because it is not known to hold today."""
    kind = catalog.claim_kinds[each.kind]
    concept = codes.concept(
        codes.coding(codes.own("claim"), each.kind, kind.name), text=claim_in_english(each, kind)
    )
    parts: list[Json] = [{"url": "code", "valueCodeableConcept": concept}]
    if each.as_of:
        parts.append({"url": "asOf", "valueDateTime": each.as_of})
    return {"url": codes.own("claim"), "extension": [*parts, *elements.source_of(each.origin, site.origin)]}


def _note(each: Note, site: CareSite) -> Json:
    about: list[Json] = [{"url": "about", "valueString": each.about}] if each.about else []
    text: Json = {"url": "text", "valueString": each.text}
    sources = elements.source_of(each.origin, site.origin)
    return {"url": codes.own("note"), "extension": [*about, text, *sources]}


def _place(name: str, path: str) -> Json:
    """Return an extension that leads to the place of care with a path."""
    return {"url": codes.own(name), "valueReference": ids.reference("Organization", ids.id_of_path(path))}

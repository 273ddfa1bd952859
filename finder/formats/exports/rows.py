"""Records as flat rows, one value a field: what CSV and GeoJSON share."""

from __future__ import annotations

from finder.domain.answers import ClinicianResult, HospitalResult, Result, Understood, is_unknown
from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital, Practice
from finder.domain.kinds import Kind
from finder.domain.sources import CMS_AFFILIATIONS, CMS_HOSPITALS
from finder.domain.trials import TrialResult
from finder.formats import proper_names
from finder.formats.claims import claim_in_english
from finder.formats.contacts.contact import Contact, precision
from finder.formats.json.encode import Json
from finder.store.read_catalog import Catalog


def found_row(found: Result, understood: Understood, catalog: Catalog) -> Json:
    """Return one result of a search: the distance, the record, and what the question makes of it."""
    return _found(found, catalog) | {"patients_unknown": is_unknown(found, understood)}


def record_row(record: CareSite | Clinician | Hospital, catalog: Catalog) -> Json:
    """Return one record; of a clinician the first practice."""
    match record:
        case Clinician():
            return _clinician(record, next(iter(record.practices), Practice("", "", "")))
        case Hospital():
            return _hospital(record)
        case _:
            return site_row(record, catalog)


def _found(found: Result, catalog: Catalog) -> Json:
    distance: Json = {"miles": round(found.miles, 3), "about": found.about}
    match found:
        case ClinicianResult():
            return distance | _clinician(found.clinician, found.practice)
        case HospitalResult():
            return distance | _hospital(found.hospital)
        case _:
            counted = found.trials
            trials_there: Json = {
                "trials": counted.trials if counted else None,
                "trials_for_this_cancer": counted.for_cancer if counted else None,
            }
            return distance | site_row(found.site, catalog) | trials_there


def trial_row(found: TrialResult) -> Json:
    """Return a trial with its nearest site."""
    each, site = found.trial, found.site
    contact = site.contact or each.contact
    return {
        "miles": round(found.miles, 3),
        "about": True,
        "id": each.nct,
        "name": each.title,
        "scope": found.scope,
        "phases": each.phases,
        "purpose": each.purpose,
        "sex": each.sex,
        "minimum_age": each.minimum_age,
        "maximum_age": each.maximum_age,
        "facility": site.facility,
        "city": site.city,
        "state": site.state,
        "zip": site.zip,
        "recruiting": site.recruiting,
        "latitude": site.latitude,
        "longitude": site.longitude,
        "precision": site.exactness,
        "place": site.place,
        "more_sites_within_100_miles": found.more_sites,
        "contact": contact.name,
        "phone": contact.phone or None,
        "extension": contact.extension,
        "email": contact.email,
        "sponsor": each.sponsor,
        "updated": each.updated,
        "url": each.url,
    }


def _clinician(each: Clinician, practice: Practice) -> Json:
    return {
        "kind": each.kind,
        "id": each.npi,
        "name": proper_names.full_name(each),
        "treats_patients": True,
        "specialties": tuple(one.specialty for one in each.specialties),
        "phone_main": tuple(phone.number for phone in practice.phones),
        "credentials": proper_names.credentials(each.credentials),
        "practice": proper_names.title(practice.name or ""),
        "hospitals": each.hospitals,
        "updated": each.updated,
        "sources": each.sources,
        "asked": each.asked,
    } | _location(practice)


def _hospital(each: Hospital) -> Json:
    return {
        "kind": Kind.HOSPITAL,
        "id": each.ccn,
        "name": proper_names.title(each.name),
        "treats_patients": True,
        "specialties": tuple(f"{group}={count}" for group, count in each.team.items()),
        "phone_medicare_records": each.phone or None,
        "sources": (CMS_HOSPITALS, CMS_AFFILIATIONS),
    } | _location(each)


def _location(place: Practice | Hospital) -> Json:
    return {
        "street": proper_names.street(place),
        "city": proper_names.city(place.city),
        "state": place.state,
        "zip": place.zip,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision": precision(place.exactness),
    }


def site_row(site: CareSite, catalog: Catalog) -> Json:
    """Return a place of care."""
    phones = {each.purpose: each.number for each in reversed(site.phones)}
    website = site.link("website")
    return {
        "kind": site.kind,
        "id": site.id,
        "name": site.name,
        "part_of": site.center and Kind.CENTER.record(site.center),
        "relation": site.relation,
        "treats_patients": site.treats_patients,
        "specialties": site.groups,
        "treats": site.treats,
        "treats_adults": site.treated("adults"),
        "treats_children": site.treated("children"),
        "veterans_only": site.veterans_only,
        "street": site.address.street,
        "city": site.address.city,
        "state": site.address.state,
        "zip": site.address.zip,
        "latitude": site.position.point.latitude if site.position else None,
        "longitude": site.position.point.longitude if site.position else None,
        "precision": site.position.precision if site.position else None,
        "phone_new_patients": phones.get("new patients"),
        "phone_second_opinions": phones.get("second opinions"),
        "phone_main": phones.get("main"),
        "phone_center": phones.get("center"),
        "phone_medicare_records": phones.get("Medicare records"),
        "phone_nci_records": phones.get("NCI records"),
        "designations": tuple(
            catalog.designation_kinds[each.scheme, each.level].name for each in site.designations
        ),
        "claims": tuple(claim_in_english(each, catalog.claim_kinds[each.kind]) for each in site.claims),
        "website": website.url if website else None,
        "sources": site.source_keys(),
    }


def contact_row(each: Contact, root: str) -> Json:
    """Return somebody to call; `root` is the address of this website, or empty."""
    phones = {one.purpose: one.number for one in reversed(each.numbers)}
    has_distance = each.miles is not None
    return {
        "path": each.path,
        "name": each.name,
        "kind": each.kind,
        "why": each.why,
        "cautions": each.cautions,
        "miles": round(each.miles or 0, 3) if has_distance else None,
        "about": each.about if has_distance else None,
        "address": each.address,
        "phone_second_opinions": phones.get("second opinions"),
        "phone_new_patients": phones.get("new patients"),
        "phone_main": phones.get("main") or phones.get("practice"),
        "phone_center": phones.get("center"),
        "phone_medicare_records": phones.get("Medicare records"),
        "phone_nci_records": phones.get("NCI records"),
        "phones": [f"{one.number}: {one.called}" for one in each.numbers],
        "note": each.note,
        "second_opinions": each.opinions,
        "website": each.website,
        "time_zone": each.zone.key if each.zone else None,
        "precision": each.precision,
        "page": f"{root}/{each.page}" if root else None,
    }

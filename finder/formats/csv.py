"""CSV for spreadsheets: the same lists as the JSON, one row for each result."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from finder.domain.answers import ClinicianResult, HospitalResult, Result, Results, is_unknown
from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital, Practice
from finder.domain.kinds import Kind
from finder.domain.sources import CMS_AFFILIATIONS, CMS_HOSPITALS
from finder.domain.trials import TrialResult
from finder.formats import proper_names
from finder.formats.claims import claim_in_english
from finder.formats.contacts.contact import Contact
from finder.formats.json.encode import Answer, Json, fields
from finder.store.read_catalog import Catalog

#: Excel reads a CSV file as Windows-1252 unless it begins with this.
BYTE_ORDER_MARK = "\ufeff"
#: What a cell begins with that a spreadsheet would run as a formula, or would skip before one.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def search(results: Results, catalog: Catalog) -> str:
    """Return a page of results as CSV, in the order of the JSON."""
    found = [
        _found(each, catalog) | {"patients_unknown": is_unknown(each, results.understood)}
        for each in results.results
    ]
    return table(found, _FOUND)


def guidelines(rows: Sequence[Answer]) -> str:
    """Return documents as CSV, given as their JSON objects; the header is there even if none fits."""
    return table(rows, _GUIDELINE)


def sites(places: Iterable[CareSite], catalog: Catalog) -> str:
    """Return places of care as CSV."""
    return table([_site(each, catalog) for each in places], _SITE)


def shortlist(contacts: Iterable[Contact], root: str) -> str:
    """Return a shortlist as CSV; `root` is the address of this website, or empty."""
    return table([_contact(each, root) for each in contacts], _CONTACT)


def trials(found: Iterable[TrialResult]) -> str:
    """Return a page of trials as CSV, in the order of the JSON: each with its nearest site."""
    return table([_trial(each) for each in found], _TRIAL)


def table(given: Sequence[Json | Answer], columns: Sequence[str] = ()) -> str:
    """Return rows as CSV with a header: `columns`, or the fields of the first row.

    Lists become `a|b`, truth values yes and no, and None an empty cell.
    """
    rows = [fields(each) if isinstance(each, Answer) else each for each in given]
    names = list(columns or (rows[0] if rows else ()))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return out.getvalue()


_GUIDELINE = (
    "id", "title", "topic", "publisher", "series", "audience", "language", "kind", "population", "format",
    "url", "former_url", "needs_login", "version_year", "last_seen", "pmid", "cdr_id", "status", "link_state",
    "link_checked", "moved_to", "instead", "sources", "note",
)  # fmt: skip
_SITE = (
    "kind", "id", "name", "part_of", "relation", "treats_patients", "specialties", "treats", "treats_adults",
    "treats_children", "veterans_only", "street", "city", "state", "zip", "latitude", "longitude",
    "precision", "phone_new_patients", "phone_second_opinions", "phone_main", "phone_center",
    "phone_medicare_records", "phone_nci_records", "designations", "claims", "website",
    "credentials", "practice", "hospitals", "updated", "sources", "asked",
)  # fmt: skip
_FOUND = ("miles", "about", *_SITE, "patients_unknown", "trials", "trials_for_this_cancer")
_TRIAL = (
    "miles", "about", "id", "name", "scope", "phases", "purpose", "sex", "minimum_age", "maximum_age",
    "facility", "city", "state", "zip", "recruiting", "latitude", "longitude", "precision", "place",
    "more_sites_within_100_miles", "contact", "phone", "extension", "email", "sponsor", "updated", "url",
)  # fmt: skip
_CONTACT = (
    "path", "name", "kind", "why", "cautions", "miles", "about", "address", "phone_second_opinions",
    "phone_new_patients", "phone_main", "phone_center", "phone_medicare_records", "phone_nci_records",
    "phones", "note", "second_opinions", "website", "time_zone", "page",
)  # fmt: skip


def _found(found: Result, catalog: Catalog) -> Json:
    distance: Json = {"miles": f"{found.miles:.3f}", "about": found.about}
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
            return distance | _site(found.site, catalog) | trials_there


def _trial(found: TrialResult) -> Json:
    each, site = found.trial, found.site
    contact = site.contact or each.contact
    return {
        "miles": f"{found.miles:.3f}",
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
        "phone": _phone(contact.phone) if contact.phone else None,
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
        "phone_main": tuple(_phone(phone.number) for phone in practice.phones),
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
        "phone_medicare_records": _phone(each.phone) if each.phone else None,
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
        "precision": {"street": "address"}.get(place.exactness or "", place.exactness),
    }


def _site(site: CareSite, catalog: Catalog) -> Json:
    phones = {each.purpose: _phone(each.number) for each in reversed(site.phones)}
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


def _contact(each: Contact, root: str) -> Json:
    phones = {one.purpose: _phone(one.number) for one in reversed(each.numbers)}
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
        "phones": [f"{_phone(one.number)}: {one.called}" for one in each.numbers],
        "note": each.note,
        "second_opinions": each.opinions,
        "website": each.website,
        "time_zone": each.zone.key if each.zone else None,
        "page": f"{root}/{each.page}" if root else None,
    }


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple() | list():
            return "|".join(_cell(each) for each in value)
        case _:
            return _harmless(_phone(str(value)))


def _phone(number: str) -> str:
    """Return a phone number without the country code, so that no spreadsheet reads it as a formula."""
    return number.removeprefix("+1-")


def _harmless(text: str) -> str:
    """Return text with a quote in front if a spreadsheet would run it as a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True

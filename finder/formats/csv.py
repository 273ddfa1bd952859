"""CSV: the same lists as the JSON, one row a result, for people with a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from finder.domain.answers import AnyFound, FoundClinician, FoundHospital, Results
from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital, Practice
from finder.domain.sources import CMS_AFFILIATIONS, CMS_HOSPITALS
from finder.formats import display, proper_names
from finder.formats.json.people import Json
from finder.store.read_catalog import Catalog


def search(answer: Results, known: Catalog) -> str:
    """Return a page of places as CSV, in the order of the JSON."""
    return table([_found(each, known) for each in answer.results], _FOUND)


def guidelines(rows: Sequence[Json]) -> str:
    """Return documents as CSV; the header stands there too when no document fits."""
    return table(rows, _GUIDELINE)


def sites(places: Iterable[CareSite], known: Catalog) -> str:
    """Return places of care as CSV."""
    return table([_site(each, known) for each in places], _SITE)


def table(rows: Sequence[Json], columns: Sequence[str] = ()) -> str:
    """Return rows as CSV with a header. Lists become `a|b`, truths yes and no, what is not known empty."""
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
    "kind", "id", "name", "treats_patients", "specialties", "treats", "veterans_only", "street", "city",
    "state", "zip", "latitude", "longitude", "precision", "phone_new_patients", "phone_second_opinions",
    "phone_main", "designations", "claims", "website", "credentials", "practice", "hospitals", "updated",
    "sources",
)  # fmt: skip
_FOUND = ("miles", "about", *_SITE)


def _found(found: AnyFound, known: Catalog) -> Json:
    head: Json = {"miles": f"{found.miles:.3f}", "about": found.about}
    match found:
        case FoundClinician():
            return head | _clinician(found.clinician, found.practice)
        case FoundHospital():
            return head | _hospital(found.hospital)
        case _:
            return head | _site(found.site, known)


def _clinician(each: Clinician, practice: Practice) -> Json:
    phones = [display.phone(phone.number) for phone in practice.phones]
    return {
        "kind": each.kind,
        "id": each.npi,
        "name": proper_names.full_name(each),
        "treats_patients": True,
        "specialties": tuple(one.specialty for one in each.specialties),
        "phone_main": tuple(phones),
        "credentials": proper_names.credentials(each.credentials),
        "practice": proper_names.title(practice.name or ""),
        "hospitals": each.hospitals,
        "updated": each.updated,
        "sources": each.sources,
    } | _where(practice)


def _hospital(each: Hospital) -> Json:
    return {
        "kind": "hospital",
        "id": each.ccn,
        "name": proper_names.title(each.name),
        "treats_patients": True,
        "specialties": tuple(f"{group}={count}" for group, count in each.team.items()),
        "phone_main": display.phone(each.phone) if each.phone else None,
        "sources": (CMS_HOSPITALS, CMS_AFFILIATIONS),
    } | _where(each)


def _where(place: Practice | Hospital) -> Json:
    return {
        "street": proper_names.street(place),
        "city": proper_names.title(place.city),
        "state": place.state,
        "zip": place.zip,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision": {"street": "address", "zip": "zip"}.get(place.exactness or ""),
    }


def _site(where: CareSite, known: Catalog) -> Json:
    phones = {each.purpose: display.phone(each.number) for each in reversed(where.phones)}
    website = where.link("website")
    return {
        "kind": where.kind,
        "id": where.id,
        "name": where.name,
        "treats_patients": where.treats_patients,
        "specialties": where.groups,
        "treats": where.treats,
        "veterans_only": where.veterans_only,
        "street": where.address.street,
        "city": where.address.city,
        "state": where.address.state,
        "zip": where.address.zip,
        "latitude": where.position.point.latitude if where.position else None,
        "longitude": where.position.point.longitude if where.position else None,
        "precision": where.position.precision if where.position else None,
        "phone_new_patients": phones.get("new patients"),
        "phone_second_opinions": phones.get("second opinions"),
        "phone_main": phones.get("main"),
        "designations": tuple(
            known.designation_kinds[each.scheme, each.level].name for each in where.designations
        ),
        "claims": tuple(known.claim_kinds[each.kind].text(each.as_of) for each in where.claims),
        "website": website.url if website else None,
        "sources": where.source_keys(),
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
            return _harmless(display.phone(str(value)))


def _harmless(text: str) -> str:
    """Keep a spreadsheet from taking text for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True

"""JSON of places of care: centers, community programs, and other hospitals and clinics."""

from __future__ import annotations

from finder.domain.care import CareSite
from finder.domain.claims import Claim, Designation
from finder.domain.trials import TrialCount
from finder.formats.claims import claim_in_english
from finder.formats.json.encode import Json
from finder.formats.json.sources import origin, source
from finder.store.read_catalog import Catalog


def care_site(site: CareSite, catalog: Catalog) -> Json:
    """Return a place of care with the source and date of each fact."""
    return {
        "kind": site.kind,
        "id": site.id,
        "name": site.name,
        "url": f"/{site.path}",
        "host": site.host,
        "part_of": _part_of(site, catalog),
        "treats_patients": site.treats_patients,
        "treats": site.treats,
        "treats_adults": site.treated("adults"),
        "treats_children": site.treated("children"),
        "treats_origins": {
            group: origin(each.origin) if each.origin else None
            for group, each in (("adults", site.adults), ("children", site.children))
        },
        "studies_only": site.studies_only,
        "care_note": site.care_note.text if site.care_note else None,
        "specialties": site.groups,
        "specialties_known": bool(site.groups),
        "veterans_only": site.veterans_only,
        "address": _address(site),
        "position": _position(site),
        "phones": [
            {"number": each.number, "for": each.purpose, "note": each.note} | origin(each.origin)
            for each in site.phones
        ],
        "links": [{"url": each.url, "for": each.purpose} | origin(each.origin) for each in site.links],
        "designations": [_designation(each, catalog) for each in site.designations],
        "claims": [_claim(each, catalog) for each in site.claims],
        "notes": [{"about": each.about, "text": each.text} | origin(each.origin) for each in site.notes],
        "conflicts": site.conflicts,
        "ccn": site.ccn.number if site.ccn else None,
        "sources": [source(catalog.sources[key]) for key in site.source_keys()],
    }


def _part_of(site: CareSite, catalog: Catalog) -> Json | None:
    """Return the center that a site belongs to, with the center's designations; None for other places."""
    center = catalog.center_of(site)
    if center is None:
        return None
    return {
        "id": center.id,
        "name": center.name,
        "url": f"/{center.path}",
        "relation": site.relation,
        "designations": [_designation(each, catalog) for each in center.designations],
    }


def trial_count(each: TrialCount) -> Json:
    """Return how many trials recruit at a place of care."""
    return {"recruiting": each.trials, "for_this_cancer": each.for_cancer, "as_of": each.as_of or None}


def _address(site: CareSite) -> Json:
    address = site.address
    return {
        "street": address.street,
        "city": address.city,
        "state": address.state,
        "zip": address.zip,
    } | origin(address.origin)


def _position(site: CareSite) -> Json | None:
    position = site.position
    if position is None:
        return None
    return {
        "latitude": position.point.latitude,
        "longitude": position.point.longitude,
        "precision": position.precision,
    } | origin(position.origin)


def _designation(each: Designation, catalog: Catalog) -> Json:
    kind = catalog.designation_kinds[each.scheme, each.level]
    return {
        "scheme": each.scheme,
        "level": each.level,
        "name": kind.name,
        "meaning": kind.meaning,
        "note": each.note,
    } | origin(each.origin)


def _claim(each: Claim, catalog: Catalog) -> Json:
    kind = catalog.claim_kinds[each.kind]
    return {
        "claim": each.kind,
        "text": claim_in_english(each, kind),
        "meaning": kind.meaning,
        "as_of": each.as_of,
        "count": each.count,
        "seen_in": each.seen_in,
        "note": each.note,
        "link": kind.link,
    } | origin(each.origin)

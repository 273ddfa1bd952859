"""JSON of a search: the place, how the query was understood, whom to call first, and the results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import msgspec

from finder.domain.answers import (
    ClinicianResult,
    HospitalResult,
    Result,
    Results,
    StartHere,
    Understood,
    is_unknown,
)
from finder.domain.cancers.specialists import Specialty
from finder.domain.cancers.types import CancerType
from finder.domain.care import CareSite
from finder.domain.guide.emergencies import Emergency
from finder.domain.kinds import Kind
from finder.domain.places import Place
from finder.domain.to_read import WhatToRead
from finder.formats.display import phone_label
from finder.formats.json import people
from finder.formats.json.care_sites import care_site, trial_count
from finder.formats.json.documents import what_to_read
from finder.formats.json.emergencies import danger
from finder.formats.json.encode import Json, encode
from finder.formats.start_here import why, why_this_one
from finder.language import current_language
from finder.store.read_catalog import Catalog


def search_results(
    results: Results,
    catalog: Catalog,
    next_address: str | None,
    beside: Mapping[Kind, Results] | None = None,
    all_of: Mapping[Kind, str] = MappingProxyType({}),
    signs: Iterable[Emergency] = (),
    read: WhatToRead | None = None,
    order: str = "nearest",
    start: StartHere | None = None,
) -> bytes:
    """Return a page of results. Miles have three decimals, so that ratios are accurate nearby, too.

    `next_address` is the address of the next page. `beside` holds the first results of other kinds for the
    same query, and `all_of` the addresses of their whole lists. `signs` are the danger signs in its words,
    `read` the documents to read about its cancer, `start` the specialized center to call first.
    """
    return encode(
        {
            **danger(signs, catalog),
            "place": place(results.place),
            "understood": _understood(results.understood),
            "what_to_read": _to_read(read, catalog) if read else None,
            "start_here": _start(start, catalog, results) if start else None,
            "order": order,
            **_page(results, catalog, next_address),
            **{kind.path: _page(each, catalog, all_of.get(kind)) for kind, each in (beside or {}).items()},
        }
    )


def place(each: Place) -> Json:
    """Return the place that distances are measured from."""
    return {
        "name": each.name,
        "latitude": each.point.latitude,
        "longitude": each.point.longitude,
        "precision": each.precision,
        "note": each.note,
    }


def _understood(understood: Understood) -> Json:
    return {
        "cancer": _named(understood.cancer) if understood.cancer else None,
        "note": understood.cancer_note,
        "kinds": [_named(each) for each in understood.kinds],
        "specialties": [_named(each) for each in understood.specialties],
        "patients": understood.patients,
        "proposed": [
            (_named(each.specialty) if each.specialty else {"slug": None, "name": None})
            | {"role": each.role, "doctor": each.doctor, "when": each.when}
            for each in understood.proposed
        ],
        "looked_for": [_named(each) for each in understood.looked_for],
        "volume": _volume(understood),
    }


def _volume(understood: Understood) -> Json | None:
    study = understood.volume
    if study is None or understood.cancer is None:
        return None
    url = f"/cancers/{understood.cancer.slug}#volume"
    return {"advice": study.advice, "evidence": study.evidence, "url": url}


def _start(start: StartHere, catalog: Catalog, results: Results) -> Json:
    """Return the center to call first: why, the number, and the record as a result."""
    phone = start.phone
    return {
        "reason": start.reason,
        "why": why(start),
        "why_this_one": why_this_one(start),
        "serves": start.area.text if start.area else None,
        "phone": phone
        and {"number": phone.number, "for": phone.purpose, "label": phone_label(phone.purpose)},
        "near": start.near,
        "listed": start.listed,
        "result": _result(start.found, catalog, results),
    }


def _page(results: Results, catalog: Catalog, next_address: str | None) -> Json:
    """Return a page of results with the counts for all pages."""
    fields: Json = {
        "results": [_result(each, catalog, results) for each in results.results],
        "total": results.total,
        "rings": _rings(results.within),
        "unknown": {"total": results.unknown, "rings": _rings(results.unknown_within)},
        "page": results.page,
        "pages": results.pages,
        "next": next_address,
    }
    if results.by_specialty:
        fields["by_specialty"] = {slug: _rings(rings) for slug, rings in results.by_specialty.items()}
    if results.note or results.live:
        asked = results.asked.isoformat(timespec="seconds") if results.asked else None
        fields |= {"note": results.note, "live": results.live, "asked": asked}
    return fields


def _rings(counts: Mapping[int, int]) -> Json:
    return {str(radius): count for radius, count in counts.items()}


def _result(found: Result, catalog: Catalog, results: Results) -> msgspec.Raw:
    """Insert the values that depend on the query into the JSON of the record, which may be cached."""
    about, unknown = _boolean(found.about), _boolean(is_unknown(found, results.understood))
    head = f'{{"miles":{found.miles:.3f},"about":{about},"patients_unknown":{unknown},'
    match found:
        case ClinicianResult():
            body = encode(people.clinician(found.clinician, catalog, results.workplaces, found.practice))
        case HospitalResult():
            body = encode(people.hospital(found.hospital, catalog))
        case _:
            body = _cached(found.site, catalog)
            if found.trials:
                body = body[:-1] + b',"trials":' + encode(trial_count(found.trials)) + b"}"
            if found.hospital:
                body = body[:-1] + b',"team":' + encode(found.hospital.team) + b"}"
    return msgspec.Raw(head.encode() + body[1:])


def _boolean(value: bool) -> str:
    return "true" if value else "false"


def _cached(site: CareSite, catalog: Catalog) -> bytes:
    """Return the JSON of a place of care, which is made once: it is the same as long as the directory is."""
    key = (site.kind, site.id)
    if key not in catalog.texts:
        catalog.texts[key] = encode(care_site(site, catalog))
    return catalog.texts[key]


def _to_read(read: WhatToRead, catalog: Catalog) -> msgspec.Raw:
    """Return the documents to read, which are chosen once for a cancer and a language."""
    key = ("to read", read.cancer.slug, current_language())
    if key not in catalog.texts:
        catalog.texts[key] = encode(what_to_read(read))
    return msgspec.Raw(catalog.texts[key])


def _named(each: CancerType | Specialty) -> Json:
    return {"slug": each.slug, "name": each.name}

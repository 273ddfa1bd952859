"""A shortlist as JSON and CSV."""

from __future__ import annotations

from collections.abc import Sequence

from finder.domain.cancers import CancerType
from finder.domain.places import Place
from finder.formats import csv, display
from finder.formats.contacts.contact import Contact, Number
from finder.formats.json import places as places_json
from finder.formats.json.people import Json

_COLUMNS = (
    "path", "name", "kind", "why", "cautions", "miles", "about", "address", "phone_second_opinions",
    "phone_new_patients", "phone_main", "phones", "note", "second_opinions", "website", "time_zone", "page",
)  # fmt: skip


def as_json(
    contacts: Sequence[Contact],
    missing: Sequence[str],
    place: Place | None = None,
    cancer: CancerType | None = None,
) -> bytes:
    """Return a list with what it was asked for; `missing` are paths of records that are not here."""
    more: Json = {
        "missing": missing,
        "place": places_json.place(place) if place else None,
        "cancer": cancer.slug if cancer else None,
    }
    return places_json.listing(map(_contact, contacts), more)


def as_csv(contacts: Sequence[Contact], root: str) -> str:
    """Return a list as CSV; `root` is the address of this site, or empty."""
    return csv.table([_row(each, root) for each in contacts], _COLUMNS)


def _contact(each: Contact) -> Json:
    return {
        "path": each.path,
        "name": each.name,
        "kind": each.kind,
        "why": each.why,
        "cautions": each.cautions,
        **_away(each),
        "address": each.address,
        "phones": list(map(_number, each.numbers)),
        "note": each.note or None,
        "second_opinions": each.opinions,
        "website": each.website,
        "time_zone": each.zone.key if each.zone else None,
        "sources": each.sources,
    }


def _number(one: Number) -> Json:
    return {
        "number": one.number,
        "for": one.purpose,
        "label": one.label,
        "note": one.note or None,
        "use": one.use,
    }


def _row(each: Contact, root: str) -> Json:
    phones = {one.purpose: display.phone(one.number) for one in reversed(each.numbers)}
    return {
        "path": each.path,
        "name": each.name,
        "kind": each.kind,
        "why": each.why,
        "cautions": each.cautions,
        **_away(each),
        "address": each.address,
        "phone_second_opinions": phones.get("second opinions"),
        "phone_new_patients": phones.get("new patients"),
        "phone_main": phones.get("main") or phones.get("practice") or phones.get("switchboard"),
        "phones": [f"{display.phone(one.number)}: {one.called}" for one in each.numbers],
        "note": each.note,
        "second_opinions": each.opinions,
        "website": each.website,
        "time_zone": each.zone.key if each.zone else None,
        "page": f"{root}/{each.path}" if root else None,
    }


def _away(each: Contact) -> Json:
    known = each.miles is not None
    return {"miles": round(each.miles or 0, 3) if known else None, "about": each.about if known else None}

"""JSON of a shortlist."""

from __future__ import annotations

from collections.abc import Sequence

from finder.domain.cancers.types import CancerType
from finder.domain.places import Place
from finder.formats.contacts.contact import Contact
from finder.formats.contacts.numbers import Number
from finder.formats.json import search
from finder.formats.json.encode import Json, listing


def shortlist(
    contacts: Sequence[Contact],
    missing: Sequence[str],
    place: Place | None = None,
    cancer: CancerType | None = None,
) -> bytes:
    """Return a shortlist with its place and cancer; `missing` are the paths of records that do not exist."""
    more: Json = {
        "missing": missing,
        "place": search.place(place) if place else None,
        "cancer": cancer.slug if cancer else None,
    }
    return listing(map(contact_fields, contacts), more)


def contact_fields(each: Contact) -> Json:
    """Return the fields of a contact."""
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
        "phones": [_number(one) for one in each.numbers],
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

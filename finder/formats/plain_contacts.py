"""A shortlist as JSON and CSV."""

from __future__ import annotations

from finder.formats import words
from finder.formats.contacts import Contact
from finder.formats.plain_people import Json

#: The columns of the CSV.
COLUMNS = (
    "name", "kind", "why", "miles", "address", "phone_second_opinions", "phone_new_patients", "phone_main",
    "second_opinions", "website", "time_zone", "note", "page",
)  # fmt: skip


def contact(each: Contact) -> Json:
    """Return somebody to turn to."""
    return {
        "path": each.path,
        "name": each.name,
        "kind": each.kind,
        "why": each.why,
        "address": each.address,
        "miles": each.miles or None,
        "phones": [
            {"number": one.number, "for": one.purpose, "label": one.label, "use": one.use}
            for one in each.numbers
        ],
        "website": each.website,
        "second_opinions": each.opinions,
        "time_zone": each.zone.key if each.zone else None,
        "note": each.note or None,
        "sources": each.sources,
    }


def row(each: Contact, root: str) -> Json:
    """Return somebody to turn to as a row of the CSV; `root` is the address of this site without a slash."""
    phones = {one.purpose: words.phone(one.number) for one in reversed(each.numbers)}
    return {
        "name": each.name,
        "kind": each.kind,
        "why": each.why,
        "miles": each.miles,
        "address": each.address,
        "phone_second_opinions": phones.get("second opinions"),
        "phone_new_patients": phones.get("new patients"),
        "phone_main": phones.get("main") or phones.get("practice") or phones.get("switchboard"),
        "second_opinions": each.opinions,
        "website": each.website,
        "time_zone": each.zone.key if each.zone else None,
        "note": each.note,
        "page": f"{root}/{each.path}",
    }

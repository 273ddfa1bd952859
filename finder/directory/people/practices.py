"""The places where somebody works, each once, from the rows of NPPES and CMS, and where they lie."""

from __future__ import annotations

from typing import Any

from finder.directory.people.lookups import Known
from finder.domain.clinicians import Practice, PracticePhone
from finder.domain.sources import CMS_CLINICIANS as CMS
from finder.domain.sources import NPPES
from finder.geo.points import Point
from finder.sources.addresses import building, looks_like_home
from finder.sources.files import clean
from finder.sources.geocoding.points_file import postal_address

Row = dict[str, Any]


def practices_of(record: Row | None, rows: list[Row], known: Known) -> tuple[Practice, ...]:
    """Return the places of work, each once: those of CMS first, which saw a claim from there lately."""
    places: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        _add(places, row, CMS, row.get("facility") or "")
    if record:
        for row in (record, *(record["places"] or ())):
            _add(places, row, NPPES, record["org"] if record["entity"] == "2" else "")
    sole = bool(record and record["entity"] == "1" and record["sole"] == "Y")
    return tuple(_practice(key, place, sole, known) for key, place in places.items())


def _add(places: dict[tuple[str, str], dict[str, Any]], row: Row, source: str, name: str) -> None:
    zip5 = clean.zip5(row["zip"] or "", row["state"] or "")
    street = " ".join(part for part in (row["street"], row.get("street2")) if part)
    if not zip5 and not row["city"]:
        return
    place = places.setdefault(
        (building(street), zip5), {"street": street, "first": row, "phones": {}, "names": []}
    )
    place.setdefault("sources", dict[str, None]())[source] = None
    if name and name not in place["names"]:
        place["names"].append(name)
    if number := clean.phone(row.get("phone") or ""):
        place["phones"].setdefault(number, source)


def _practice(key: tuple[str, str], place: dict[str, Any], sole: bool, known: Known) -> Practice:
    row, street = place["first"], place["street"]
    name = place["names"][0] if place["names"] else ""
    shared = hash(f"{row['street']}|{key[1]}") in known.shared
    home = looks_like_home(sole=sole, street=street, practice=name, shared=shared)
    exact = None if home else geocoded(known, street, row, key[1])
    at = exact or middle_of(known, key[1])
    return Practice(
        city=row["city"] or "",
        state=row["state"] or "",
        zip=key[1],
        street=None if home or not street else street,
        name=name or None,
        phones=tuple(PracticePhone(number, source) for number, source in place["phones"].items()),
        sources=tuple(place["sources"]),
        latitude=at.latitude if at else None,
        longitude=at.longitude if at else None,
        exactness=("street" if exact else "zip") if at else None,
        withheld=home,
        site=known.site_at.get(key),
    )


def geocoded(known: Known, street: str, row: Row, zip5: str) -> Point | None:
    """Return the point that `finder geocode` found for a street in the town of a row."""
    if not known.points or not street:
        return None
    found = known.points.get(postal_address(street, row["city"] or "", row["state"] or "", zip5))
    return found.point if found else None


def middle_of(known: Known, zip5: str) -> Point | None:
    """Return the middle of a ZIP code, if that is known."""
    if zip5 not in known.middles:
        found = known.zips.get(zip5) if zip5 else None
        known.middles[zip5] = found.point if found else None
    return known.middles[zip5]

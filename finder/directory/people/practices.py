"""The places where somebody works, each once, from the rows of NPPES and CMS, and their points on the map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from finder.directory.people.lookups import Lookups
from finder.directory.people.sorted_rows import Row
from finder.domain.clinicians import Practice, PracticePhone
from finder.domain.sources import CMS_CLINICIANS, NPPES
from finder.geo.points import Point
from finder.sources.addresses import building, looks_like_home
from finder.sources.files import clean
from finder.sources.geocoding.points_file import postal_address


@dataclass(slots=True)
class _Place:
    """What the rows say about one address. The dicts keep the order of the rows."""

    street: str
    first: Row
    phones: dict[str, str] = field(default_factory=dict)  # number → the source that says it first
    names: dict[str, None] = field(default_factory=dict)
    sources: dict[str, None] = field(default_factory=dict)


def practices_of(record: Row | None, rows: list[Row], lookups: Lookups) -> tuple[Practice, ...]:
    """Return the places of work, each once: those of CMS first, as it had a claim from there lately."""
    places: dict[tuple[str, str], _Place] = {}
    for row, source, name in _rows(record, rows):
        zip5 = clean.zip5(row["zip"] or "", row["state"] or "")
        if not zip5 and not row["city"]:
            continue
        street = " ".join(part for part in (row["street"], row.get("street2")) if part)
        place = places.setdefault((building(street), zip5), _Place(street, row))
        place.sources[source] = None
        if name:
            place.names[name] = None
        if number := clean.phone(row.get("phone") or ""):
            place.phones.setdefault(number, source)
    sole = bool(record and record["entity"] == "1" and record["sole"] == "Y")
    return tuple(_practice(key, place, sole, lookups) for key, place in places.items())


def _rows(record: Row | None, rows: list[Row]) -> Iterator[tuple[Row, str, str]]:
    """Yield each row that has an address, with its source and the name of the practice there."""
    for row in rows:
        yield row, CMS_CLINICIANS, row.get("facility") or ""
    if record:
        name = record["org"] if record["entity"] == "2" else ""
        for row in (record, *(record["places"] or ())):
            yield row, NPPES, name


def _practice(key: tuple[str, str], place: _Place, sole: bool, lookups: Lookups) -> Practice:
    row, street, zip5 = place.first, place.street, key[1]
    name = next(iter(place.names), "")
    shared = hash(f"{row['street']}|{zip5}") in lookups.shared
    withheld = looks_like_home(sole=sole, street=street, practice=name, shared=shared)
    exact = None if withheld else geocoded(lookups, street, row, zip5)
    point = exact or middle_of(lookups, zip5)
    return Practice(
        city=row["city"] or "",
        state=row["state"] or "",
        zip=zip5,
        street=None if withheld or not street else street,
        name=name or None,
        phones=tuple(PracticePhone(number, source) for number, source in place.phones.items()),
        sources=tuple(place.sources),
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        exactness=("street" if exact else "zip") if point else None,
        withheld=withheld,
        site=lookups.site_at.get(key),
    )


def geocoded(lookups: Lookups, street: str, row: Row, zip5: str) -> Point | None:
    """Return the point that `finder geocode` found for a street in the city of a row."""
    if not lookups.points or not street:
        return None
    located = lookups.points.get(postal_address(street, row["city"] or "", row["state"] or "", zip5))
    return located.point if located else None


def middle_of(lookups: Lookups, zip5: str) -> Point | None:
    """Return the middle of a ZIP code, if it is known."""
    if zip5 not in lookups.middles:
        place = lookups.zips.get(zip5) if zip5 else None
        lookups.middles[zip5] = place.point if place else None
    return lookups.middles[zip5]

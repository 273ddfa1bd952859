"""The places where somebody works, each once, from the rows of NPPES and CMS, and their points on the map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from finder.directory.people.lookups import Lookups, address_key, building_keys
from finder.directory.people.sorted_rows import Row
from finder.domain.clinicians import Practice, PracticePhone
from finder.domain.sources import CMS_CLINICIANS, NPPES
from finder.geo.points import Point
from finder.sources.files import clean
from finder.sources.geocoding.points_file import postal_address
from finder.sources.street_addresses import building, is_post_box, looks_like_home


@dataclass(slots=True)
class _Place:
    """What the rows say about one address. The dicts keep the order of the rows."""

    street: str
    first: Row
    phones: dict[str, str] = field(default_factory=dict)  # number → the source that says it first
    names: dict[str, None] = field(default_factory=dict)
    sources: dict[str, None] = field(default_factory=dict)


class _Address(NamedTuple):
    """A row with an address: its source, the name of the practice, the ZIP code and telephone number."""

    row: Row
    source: str
    name: str
    zip5: str
    phone: str


def practices_of(record: Row | None, rows: list[Row], lookups: Lookups) -> tuple[Practice, ...]:
    """Return the places of work, each once: those of CMS first, as it had a claim from there lately."""
    places: dict[tuple[str, str], _Place] = {}
    for each in _addresses(record, rows):
        if not each.zip5 and not each.row["city"]:
            continue
        street = " ".join(part for part in (each.row["street"], each.row.get("street2")) if part)
        place = places.setdefault((building(street), each.zip5), _Place(street, each.row))
        place.sources[each.source] = None
        if each.name:
            place.names[each.name] = None
        if each.phone:
            place.phones.setdefault(each.phone, each.source)
    sole = bool(record and record["entity"] == "1" and record["sole"] == "Y")
    practices = [_practice(key, place, sole, lookups) for key, place in places.items()]
    # Nobody is seen at a post office box. It counts only where no other address is known of the person.
    if all(practice.mailing_only for practice in practices):
        return tuple(practices)
    return tuple(_without_point(each) if each.mailing_only else each for each in practices)


def _without_point(practice: Practice) -> Practice:
    return msgspec.structs.replace(practice, latitude=None, longitude=None, exactness=None)


def _addresses(record: Row | None, rows: list[Row]) -> Iterator[_Address]:
    """Yield the addresses of the rows. Those of NPPES are cleaned here, those of CMS when read."""
    for row in rows:
        yield _Address(row, CMS_CLINICIANS, row.get("facility") or "", row["zip"], row["phone"])
    if record:
        name = record["org"] if record["entity"] == "2" else ""
        for row in (record, *(record["places"] or ())):
            zip5 = clean.zip5(row["zip"] or "", row["state"] or "")
            yield _Address(row, NPPES, name, zip5, clean.phone(row["phone"] or ""))


def _practice(key: tuple[str, str], place: _Place, sole: bool, lookups: Lookups) -> Practice:
    row, street, zip5 = place.first, place.street, key[1]
    city, state = row["city"] or "", row["state"] or ""
    name = next(iter(place.names), "")
    keys = building_keys(street, zip5, city, state)
    hospital = next(filter(None, map(lookups.hospital_at.get, keys)), None)
    site = next(filter(None, map(lookups.site_at.get, keys)), None) or (hospital.site if hospital else None)
    mailing_only = is_post_box(street)
    shared = bool(site or hospital) or address_key(row["street"] or "", zip5, state) in lookups.shared
    withheld = looks_like_home(sole=sole, street=street, practice=name, shared=shared)
    exact = None
    if not withheld and not mailing_only:
        exact = lookups.point_of.get(site or "") or geocoded(lookups, street, row, zip5)
        if not exact and hospital and hospital.exactness == "street":
            exact = hospital.point
    middle = None if exact else lookups.middles.of(zip5, city, state)
    point = exact or (middle.point if middle else None)
    return Practice(
        city=city,
        state=state,
        zip=zip5,
        street=None if withheld or not street else street,
        name=name or None,
        phones=tuple(PracticePhone(number, source) for number, source in place.phones.items()),
        sources=tuple(place.sources),
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        exactness="street" if exact else middle.exactness if middle else None,
        withheld=withheld,
        site=site,
        mailing_only=mailing_only,
    )


def geocoded(lookups: Lookups, street: str, row: Row, zip5: str) -> Point | None:
    """Return the point that `finder geocode` found for a street in the city of a row."""
    if not lookups.points or not street:
        return None
    located = lookups.points.get(postal_address(street, row["city"] or "", row["state"] or "", zip5))
    return located.point if located else None

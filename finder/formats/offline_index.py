"""The index that a folder of pages searches in: towns, places and cancer names, as small scripts.

A page that was opened from a file may load scripts beside it, and nothing else: so each is a script that
sets one value. Points of ZIP state_codes and towns are whole thousandths of a degree.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from finder.domain.care import CareSite
from finder.domain.kinds import CARE_SITES
from finder.formats.contacts.contact import contact
from finder.formats.display import phone
from finder.geo.points import Point
from finder.geo.states import state_codes
from finder.language import translate, using_language
from finder.store.connect import Connection
from finder.store.flags import site_flags
from finder.store.read_catalog import Catalog
from finder.store.read_places import every_city, every_zip
from finder.store.read_records import care_sites_of


def places(connection: Connection) -> bytes:
    """Return states, ZIP state_codes with their points (numbers as steps from the one before), and towns."""
    zips = [(int(each.zip), *_thousandths(each.point)) for each in every_zip(connection) if each.point]
    towns: dict[str, list[object]] = defaultdict(list)
    for city in every_city(connection):
        towns[city.state] += [city.label.replace(f", {city.state}", "", 1), *_thousandths(city.point)]
    digits, north, east = (_steps(column) for column in zip(*zips, strict=True))
    return _script(
        "finderPlaces",
        {"states": state_codes(), "zips": digits, "north": north, "east": east, "towns": towns},
    )


def sites(connection: Connection, known: Catalog, code: str) -> bytes:
    """Return every place that treats patients, in a language.

    Each is path, name, town, latitude and longitude in degrees, flags as `store.flags` has them, why it is
    listed, what to know before one calls, and the first number to call: what it is called, and the number.
    """
    found = [each for kind in CARE_SITES for each in care_sites_of(connection, kind)]
    with using_language(code):
        rows = [
            _site(each, each.position.point, known)
            for each in found
            if each.treats_patients and each.position
        ]
    return _script("finderSites", rows)


def cancers(known: Catalog, code: str, names: Mapping[str, Collection[str]]) -> bytes:
    """Return every cancer type: slug, name in a language, whom it befalls, and all its `names`, by slug."""
    with using_language(code):
        rows = [
            [each.slug, translate(each.name), each.population, sorted(names[each.slug])]
            for each in known.cancers.values()
        ]
    return _script("finderCancers", rows)


def _site(site: CareSite, at: Point, known: Catalog) -> list[object]:
    each = contact(site, known)
    why = " · ".join((each.kind, *each.why))
    row = [
        each.path,
        each.name,
        f"{each.city}, {each.state}",
        at.latitude,
        at.longitude,
        site_flags(site),
        why,
    ]
    first = each.numbers[:1]
    return [
        *row,
        " ".join(each.cautions),
        *(text for one in first for text in (one.called, phone(one.number))),
    ]


def _thousandths(point: Point) -> tuple[int, int]:
    return round(point.latitude * 1000), round(point.longitude * 1000)


def _steps(numbers: Iterable[int]) -> list[int]:
    before, found = 0, []
    for number in numbers:
        found.append(number - before)
        before = number
    return found


def _script(name: str, value: object) -> bytes:
    return f"window.{name}={json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n".encode()

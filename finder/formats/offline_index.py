"""The search index of the offline pages: towns, places of care and names of cancers, as small scripts.

A page opened from a folder may load scripts from that folder but no data files, so each script assigns one
value. Points of ZIP codes and towns are in whole thousandths of a degree.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from finder.domain.care import CareSite
from finder.domain.guide.emergencies import RANK, Emergency
from finder.domain.places import CityPlace, County, ZipPlace
from finder.formats.contacts.contact import contact
from finder.formats.display import phone
from finder.formats.emergencies import number_to_call, what_to_do, whom_to_call
from finder.geo.points import Point
from finder.geo.states import MILITARY
from finder.language import translate, using_language
from finder.store.read_catalog import Catalog


def places(
    zips: Iterable[ZipPlace],
    cities: Iterable[CityPlace],
    counties: Iterable[County],
    reader: Mapping[str, object],
) -> bytes:
    """Return what reads a place: ZIP codes, towns by state, curated names, counties, and what `reader` has.

    ZIP codes, which come in order, and their latitudes and longitudes are stored as differences from the
    one before; `zipStates` has how many in a row are of a state. `countyOf` has the county of the towns that
    share a name with a neighborhood of their state. The towns of a county are numbers of towns of the state.
    """
    every, everything = list(zips), list(cities)
    located = [each for each in every if each.point]
    rows = [(int(each.zip), *_thousandths(each.point)) for each in located if each.point]
    digits, north, east = (_differences(column) for column in zip(*rows, strict=True))
    parts = {(each.key, each.state) for each in everything if each.kind in ("neighborhood", "borough")}
    towns: dict[str, list[CityPlace]] = defaultdict(list)
    for each in everything:
        if each.kind == "city":
            towns[each.state].append(each)
    numbers = {each.label: at for of_state in towns.values() for at, each in enumerate(of_state)}
    found = {
        "zips": digits,
        "north": north,
        "east": east,
        "zipStates": [[len(list(group)), state] for state, group in groupby(each.state for each in located)],
        "retired": [int(each.zip) for each in located if not each.active],
        "military": {each.zip[:3]: each.state for each in every if each.state in MILITARY},
        "towns": {state: _towns(of_state) for state, of_state in towns.items()},
        "countyOf": {
            each.label: each.county
            for each in everything
            if each.kind == "city" and (each.key, each.state) in parts
        },
        "names": [
            [each.name, each.state, each.kind, *_thousandths(each.point), each.people, each.near, each.label]
            for each in everything
            if each.kind != "city"
        ],
        "counties": [
            [
                each.key,
                each.state,
                each.name,
                each.people,
                " ".join(_base36(numbers[town]) for town in each.towns),
            ]
            for each in counties
        ],
    }
    return script("finderPlaces", found | dict(reader))


def _towns(towns: list[CityPlace]) -> list[object]:
    """Return the least latitude and longitude of the towns of a state, and the towns as one text.

    Each has its label without the state (and a * if it has no post office), then ; and, in base 36, three
    digits of latitude and four of longitude above the least ones, and its people. Where these are not known,
    a point and the number of its ZIP codes put it in order.
    """
    points = [_thousandths(each.point) for each in towns]
    south, west = min(north for north, _ in points), min(east for _, east in points)
    rows = [
        f"{each.label.replace(f', {each.state}', '', 1)}{'' if each.zips else '*'};"
        f"{_base36(north - south):0>3}{_base36(east - west):0>4}"
        f"{_base36(each.people) if each.people else f'.{_base36(each.zips)}'}"
        for each, (north, east) in zip(towns, points, strict=True)
    ]
    return [south, west, "|".join(rows)]


def _base36(number: int) -> str:
    """Return a number that is not negative in the digits that JavaScript's parseInt(text, 36) reads."""
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def sites(flags: Iterable[tuple[CareSite, int]], catalog: Catalog, code: str) -> bytes:
    """Return every place of care that treats patients and has a position, in a language.

    `flags` are the places with the flags by which they are filtered. Each row is: path, name, town, latitude
    and longitude in degrees, flags, why it is listed, cautions, then the label and number to call first.
    """
    with using_language(code):
        rows = [
            _site(site, site.position.point, bits, catalog)
            for site, bits in flags
            if site.treats_patients and site.position
        ]
    return script("finderSites", rows)


def cancers(catalog: Catalog, code: str, names: Mapping[str, Collection[str]]) -> bytes:
    """Return every cancer type: slug, name in a language, population, and all its names (`names` by slug)."""
    with using_language(code):
        rows = [
            [each.slug, translate(each.name), each.population, sorted(names[each.slug])]
            for each in catalog.cancers.values()
        ]
    return script("finderCancers", rows)


@dataclass(frozen=True, slots=True)
class IllnessNames:
    """Regular expressions of words in names of illnesses and in sentences, and the signs that names hold."""

    names: str
    people: str
    signs: Sequence[str]


def danger(
    means: Mapping[str, Sequence[str]],
    longest: Mapping[str, int],
    patterns: Iterable[tuple[str, int, bool]],
    corrections: Mapping[str, Sequence[str]],
    fillers: Collection[str],
    not_now: Collection[str],
    illness: IllnessNames,
) -> bytes:
    """Return what the search page needs to find danger signs in what is typed (finder/words/danger.py).

    A pattern is its words, the place of its sign in the list of signs, and whether it must be all there is.
    """
    return script(
        "finderDanger",
        {
            "means": means,
            "longest": longest,
            "patterns": list(patterns),
            "corrections": corrections,
            "fillers": sorted(fillers),
            "notNow": sorted(not_now),
            "illness": {"names": illness.names, "people": illness.people, "signs": illness.signs},
        },
    )


def signs(found: Iterable[Emergency], catalog: Catalog, code: str) -> bytes:
    """Return every danger sign in a language: what it is, what to do, why, and the number to call."""
    with using_language(code):
        rows = [
            {
                "key": each.key,
                "rank": RANK[each.urgency],
                "sign": translate(each.sign),
                "do": what_to_do(each, catalog),
                "why": translate(each.why),
                "call": whom_to_call(each, catalog),
                "number": number_to_call(each, catalog),
            }
            for each in found
        ]
    return script("finderSigns", rows)


def _site(site: CareSite, point: Point, flags: int, catalog: Catalog) -> list[object]:
    each = contact(site, catalog)
    row: list[object] = [
        each.path,
        each.name,
        f"{each.city}, {each.state}",
        point.latitude,
        point.longitude,
        flags,
        " · ".join((each.kind, *each.why)),
        " ".join(each.cautions),
    ]
    for number in each.numbers[:1]:
        row += [number.called, phone(number.number)]
    return row


def _thousandths(point: Point) -> tuple[int, int]:
    return round(point.latitude * 1000), round(point.longitude * 1000)


def _differences(numbers: Iterable[int]) -> list[int]:
    before, differences = 0, []
    for number in numbers:
        differences.append(number - before)
        before = number
    return differences


def script(name: str, value: object) -> bytes:
    """Return a script that gives a value a name."""
    return f"window.{name}={json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n".encode()

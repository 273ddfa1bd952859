"""Read ZIP codes and cities from the `zipcodes` package, and correct its known faults.

The package (coordinates: GeoNames, CC BY 4.0) writes 0/0 for places it cannot locate, gives coordinates as
strings, and lists cities in USPS spelling. It is read only to make the gazetteer file.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from statistics import median
from typing import TypedDict, cast

import zipcodes

from finder.domain.places import CityPlace, Gazetteer, ZipKind, ZipPlace
from finder.geo.city_names import city_key
from finder.geo.points import Point
from finder.geo.states import MILITARY, STATES

#: ZIP codes of one city name that are further apart than this are two places with the same name.
SAME_CITY_MILES = 40
#: A group of ZIP codes this many times smaller than the largest of its name is an error, not a second city.
STRAY_SHARE = 5

_KINDS = {"STANDARD": "standard", "PO BOX": "po box", "UNIQUE": "unique", "MILITARY": "military"}


class _Row(TypedDict):
    zip_code: str
    zip_code_type: str
    active: bool
    city: str
    acceptable_cities: list[str]
    state: str
    county: str
    lat: str
    long: str


#: A ZIP under one name of its city: its point, (street delivery, the name is the ZIP's own), name, county.
_Named = tuple[Point, tuple[bool, bool], str, str]


def read_gazetteer() -> Gazetteer:
    """Return every ZIP code and every city of the package, and its release."""
    rows = cast(list[_Row], zipcodes.list_all())  # type: ignore[no-untyped-call]
    located = _fill_from_city(rows)
    zips = tuple(sorted((_zip(row, point) for row, point in located), key=lambda each: each.zip))
    return Gazetteer(zips, tuple(_cities(located)), f"zipcodes {version('zipcodes')}")


def _zip(row: _Row, point: Point | None) -> ZipPlace:
    kind = cast(ZipKind, _KINDS[row["zip_code_type"]])
    return ZipPlace(row["zip_code"], row["city"], row["state"], kind, row["active"], point)


def _point(row: _Row) -> Point | None:
    if row["state"] in MILITARY:  # a few have a point, and it is wrong
        return None
    latitude, longitude = float(row["lat"] or 0), float(row["long"] or 0)
    return Point(latitude, longitude) if latitude or longitude else None


def _fill_from_city(rows: list[_Row]) -> list[tuple[_Row, Point | None]]:
    """Give a ZIP code without a point the middle of the active ZIP codes of its city, if there are any."""
    own = [_point(row) for row in rows]
    points: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for row, point in zip(rows, own, strict=True):
        if point and row["active"]:
            points[row["city"], row["state"]].append(point)
    return [
        (row, point or (_middle(near) if (near := points.get((row["city"], row["state"]))) else None))
        for row, point in zip(rows, own, strict=True)
    ]


def _middle(points: list[Point]) -> Point:
    if len(points) == 1:
        return points[0]
    return Point(median(p.latitude for p in points), median(p.longitude for p in points))


def _cities(located: list[tuple[_Row, Point | None]]) -> Iterator[CityPlace]:
    """Yield a city for each name and state, or several if its ZIP codes are too far apart to be one city."""
    named: dict[tuple[str, str], list[_Named]] = defaultdict(list)
    for row, point in located:
        if point is None or not row["active"] or row["state"] not in STATES:
            continue
        own = (row["zip_code_type"] == "STANDARD", True)
        named[_key(row["city"]), row["state"]].append((point, own, row["city"], row["county"]))
        for name in row["acceptable_cities"]:
            named[_key(name), row["state"]].append((point, (own[0], False), name, row["county"]))
    for (key, state), entries in named.items():
        if len(entries) == 1:  # most names: there is only one place
            point, _, name, _ = entries[0]
            yield CityPlace(key, state, name, f"{name}, {state}", point, 1)
            continue
        groups = _distinct(_near_each_other(entries))
        for group in groups:
            best = _best(group)
            _, _, name, county = best[0]
            label = f"{name}, {state}" + (f" ({county})" if len(groups) > 1 else "")
            yield CityPlace(key, state, name, label, _middle([each[0] for each in best]), len(group))


_key = lru_cache(maxsize=None)(city_key)


def _best(group: list[_Named]) -> list[_Named]:
    """Keep the ZIP codes that locate the city best: those named after it, with street delivery."""
    for quality in ((True, True), (False, True), (True, False)):
        if best := [each for each in group if each[1] == quality]:
            return best
    return group


def _near_each_other(entries: list[_Named]) -> list[list[_Named]]:
    """Group entries so that each is within SAME_CITY_MILES of the first of its group, largest group first."""
    if len(entries) == 1 or _extent(entries) <= SAME_CITY_MILES:
        return [entries]
    groups: list[list[_Named]] = []
    for entry in entries:
        for group in groups:
            if _extent([group[0], entry]) <= SAME_CITY_MILES:
                group.append(entry)
                break
        else:
            groups.append([entry])
    return sorted(groups, key=len, reverse=True)


def _distinct(groups: list[list[_Named]]) -> list[list[_Named]]:
    """Keep the groups a person could mean: not wrong ZIP codes of a large city, nor two in one county."""
    kept: dict[str, list[_Named]] = {}
    for group in groups:
        county = _best(group)[0][3]
        if len(group) * STRAY_SHARE > len(groups[0]) and county:
            kept.setdefault(county, group)
    return list(kept.values()) or groups[:1]


def _extent(entries: list[_Named]) -> float:
    """Return the approximate miles across the box around the points of the entries."""
    latitudes = [each[0].latitude for each in entries]
    longitudes = [each[0].longitude for each in entries]
    north_south = (max(latitudes) - min(latitudes)) * 69
    east_west = (max(longitudes) - min(longitudes)) * 69 * math.cos(math.radians(latitudes[0]))
    return math.hypot(north_south, east_west)

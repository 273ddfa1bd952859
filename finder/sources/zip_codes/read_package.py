"""Read ZIP codes and cities from the `zipcodes` package, and correct its known faults.

The package (coordinates: GeoNames, CC BY 4.0) writes 0/0 for places it cannot locate, gives coordinates as
strings, and lists cities in USPS spelling. It is read only to make the gazetteer file.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from statistics import median
from typing import cast

import zipcodes

from finder.domain.places import CityPlace, Gazetteer, ZipKind, ZipPlace
from finder.geo.city_names import city_key
from finder.geo.points import Point
from finder.geo.states import MILITARY, STATES
from finder.sources.zip_codes.at_town import Located, Row, at_towns
from finder.sources.zip_codes.merge import counties_of, county_points, merged
from finder.sources.zip_codes.read_places import NamedPlace, planning_regions, read_places, read_zip_points

#: ZIP codes of one city name that are further apart than this are two places with the same name.
SAME_CITY_MILES = 40
#: A group of ZIP codes this many times smaller than the largest of its name is an error, not a second city.
STRAY_SHARE = 5

#: Post offices of the armed forces and of diplomats, and their regions by the first digit of the ZIP code.
_MILITARY_MAIL = ("APO", "FPO", "DPO")
_MILITARY_REGIONS = {"0": "AE", "3": "AA", "9": "AP"}

_KINDS = {"STANDARD": "standard", "PO BOX": "po box", "UNIQUE": "unique", "MILITARY": "military"}


#: A ZIP under one name of its city: its point, (street delivery, the name is the ZIP's own), name, county.
_Named = tuple[Point, tuple[bool, bool], str, str]


def read_gazetteer(
    places: Sequence[NamedPlace] | None = None, better: Mapping[str, Point] | None = None
) -> Gazetteer:
    """Return every ZIP code of the package and its release, and every city and county.

    `places` are the towns that are joined with the cities of the package, `better` the points of ZIP codes
    that replace its own: by default, those of read_places.
    """
    rows = [_corrected(row) for row in cast(list[Row], zipcodes.list_all())]  # type: ignore[no-untyped-call]
    located = _fill_from_city(rows, read_zip_points() if better is None else better)
    points = ((row["state"], point, row["county"]) for row, point, _ in located if point)
    places = read_places() if places is None else places
    named = merged(_cities(located), places, county_points(points))
    at_town, cities = at_towns(located, named)
    zips = sorted((_zip(row, point) for row, point in at_town), key=lambda each: each.zip)
    counties = (*counties_of(cities), *planning_regions(cities))
    return Gazetteer(tuple(zips), tuple(cities), f"zipcodes {version('zipcodes')}", counties)


def _corrected(row: Row) -> Row:
    """Return a row with the region of a military post office: the package has some in New Jersey."""
    if row["city"].upper() not in _MILITARY_MAIL:
        return row
    return {**row, "state": _MILITARY_REGIONS[row["zip_code"][0]], "zip_code_type": "MILITARY"}


def _zip(row: Row, point: Point | None) -> ZipPlace:
    kind = cast(ZipKind, _KINDS[row["zip_code_type"]])
    return ZipPlace(row["zip_code"], row["city"], row["state"], kind, row["active"], point)


def _point(row: Row) -> Point | None:
    if row["state"] in MILITARY:  # a few have a point, and it is wrong
        return None
    latitude, longitude = float(row["lat"] or 0), float(row["long"] or 0)
    return Point(latitude, longitude) if latitude or longitude else None


def _fill_from_city(rows: list[Row], better: Mapping[str, Point]) -> list[Located]:
    """Give a ZIP code without a point the middle of the active ZIP codes of its city, if there are any."""
    own = [better.get(row["zip_code"]) or _point(row) for row in rows]
    points: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for row, point in zip(rows, own, strict=True):
        if point and row["active"]:
            points[row["city"], row["state"]].append(point)
    return [
        Located(
            row,
            point or (_middle(near) if (near := points.get((row["city"], row["state"]))) else None),
            row["zip_code"] in better,
        )
        for row, point in zip(rows, own, strict=True)
    ]


def _middle(points: list[Point]) -> Point:
    if len(points) == 1:
        return points[0]
    return Point(median(p.latitude for p in points), median(p.longitude for p in points))


def _cities(located: list[Located]) -> Iterator[CityPlace]:
    """Yield a city for each name and state, or several if its ZIP codes are too far apart to be one city."""
    named: dict[tuple[str, str], list[_Named]] = defaultdict(list)
    for row, point, _ in located:
        if point is None or not row["active"] or row["state"] not in STATES:
            continue
        own = (row["zip_code_type"] == "STANDARD", True)
        named[_key(row["city"]), row["state"]].append((point, own, row["city"], row["county"]))
        for name in row["acceptable_cities"]:
            named[_key(name), row["state"]].append((point, (own[0], False), name, row["county"]))
    for (key, state), entries in named.items():
        if len(entries) == 1:  # most names: there is only one place
            point, _, name, _ = entries[0]
            yield CityPlace(key, state, name, f"{name}, {state}", point, 1, county=entries[0][3])
            continue
        groups = _distinct(_near_each_other(entries))
        for group in groups:
            best = _best(group)
            _, _, name, county = best[0]
            label = f"{name}, {state}"
            middle = _middle([each[0] for each in best])
            yield CityPlace(key, state, name, label, middle, len(group), county=county)


_key = lru_cache(maxsize=None)(city_key)


#: How well a ZIP code locates a city, the best first: named after it, with street delivery.
_QUALITIES = ((True, True), (False, True), (True, False), (False, False))


def _quality(group: list[_Named]) -> int:
    return min(_QUALITIES.index(each[1]) for each in group)


def _best(group: list[_Named]) -> list[_Named]:
    """Keep the ZIP codes that locate the city best: those named after it, with street delivery."""
    quality = _quality(group)
    return [each for each in group if _QUALITIES.index(each[1]) == quality]


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
    # Some ZIP codes of boxes are in the middle of their county: one that is delivered knows the town better.
    return sorted(groups, key=lambda group: (-len(group), _quality(group)))


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

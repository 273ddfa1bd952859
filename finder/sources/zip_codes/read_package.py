"""Read ZIP codes and cities from the `zipcodes` package, and correct its known faults.

The package (coordinates: GeoNames, CC BY 4.0) writes 0/0 for places it cannot locate, gives coordinates as
strings, and lists cities in USPS spelling. It is read only to make the gazetteer file.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version
from statistics import median
from typing import TypedDict, cast

import zipcodes

from finder.domain.places import CityPlace, Gazetteer, ZipKind, ZipPlace
from finder.geo.city_names import city_key
from finder.geo.points import Point
from finder.geo.states import MILITARY, STATES
from finder.sources.zip_codes.merge import counties_of, county_points, merged, miles
from finder.sources.zip_codes.read_places import NamedPlace, read_places

#: ZIP codes of one city name that are further apart than this are two places with the same name.
SAME_CITY_MILES = 40
#: A group of ZIP codes this many times smaller than the largest of its name is an error, not a second city.
STRAY_SHARE = 5

#: ZIP codes whose point is missing, in another country or in the ocean: the middle of the main settlement.
_POINTS = {
    "96898": Point(19.28, 166.65),
    "96941": Point(6.964, 158.2062),
    "96960": Point(7.0897, 171.3803),
    "99660": Point(57.122, -170.275),
    "96970": Point(8.7803, 167.7379),
}
#: The middle of a town's one ZIP code that is farther from the town than this is open land.
OPEN_LAND_MILES = 5
#: Outside of Alaska, a middle farther away than this belongs to a ZIP code that serves more than the town.
WIDE_MILES = 15
#: A point this far from the town of its ZIP code is an error.
ERROR_MILES = 60

#: Post offices of the armed forces and of diplomats, and their regions by the first digit of the ZIP code.
_MILITARY_MAIL = ("APO", "FPO", "DPO")
_MILITARY_REGIONS = {"0": "AE", "3": "AA", "9": "AP"}

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


def read_gazetteer(places: Sequence[NamedPlace] | None = None) -> Gazetteer:
    """Return every ZIP code of the package and its release, and every city and county.

    `places` are the towns that are joined with the cities of the package: by default, those of read_places.
    """
    rows = [_corrected(row) for row in cast(list[_Row], zipcodes.list_all())]  # type: ignore[no-untyped-call]
    located = _fill_from_city(rows)
    points = ((row["state"], point, row["county"]) for row, point in located if point)
    places = read_places() if places is None else places
    cities = merged(_cities(located), places, county_points(points))
    zips = sorted((_zip(row, point) for row, point in at_town(located, cities)), key=lambda each: each.zip)
    return Gazetteer(
        tuple(zips), tuple(cities), f"zipcodes {version('zipcodes')}", tuple(counties_of(cities))
    )


def _corrected(row: _Row) -> _Row:
    """Return a row with the region of a military post office: the package has some in New Jersey."""
    if row["city"].upper() not in _MILITARY_MAIL:
        return row
    return {**row, "state": _MILITARY_REGIONS[row["zip_code"][0]], "zip_code_type": "MILITARY"}


def _zip(row: _Row, point: Point | None) -> ZipPlace:
    kind = cast(ZipKind, _KINDS[row["zip_code_type"]])
    return ZipPlace(row["zip_code"], row["city"], row["state"], kind, row["active"], point)


def _point(row: _Row) -> Point | None:
    if row["state"] in MILITARY:  # a few have a point, and it is wrong
        return None
    if row["zip_code"] in _POINTS:
        return _POINTS[row["zip_code"]]
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


def at_town(
    located: list[tuple[_Row, Point | None]], cities: Iterable[CityPlace]
) -> Iterator[tuple[_Row, Point | None]]:
    """Move the points of ZIP codes to their town where nobody lives around the middle of the ZIP code."""
    towns: dict[tuple[str, str], list[tuple[Point, str]]] = defaultdict(list)
    for city in cities:
        if city.people:
            towns[city.key, city.state].append((city.point, city.county))
    delivered = Counter(
        (row["city"], row["state"])
        for row, _ in located
        if row["active"] and row["zip_code_type"] != "UNIQUE"
    )
    for row, point in located:
        near = towns.get((_key(row["city"]), row["state"]), ())
        moved = point
        for town, county in near:
            apart = miles(point, town) if point else 0
            here = county == row["county"] or row["state"] == "AK"
            only = delivered[row["city"], row["state"]] == 1
            open_land = only and apart > OPEN_LAND_MILES and (apart <= WIDE_MILES or row["state"] == "AK")
            if here and (open_land or apart > ERROR_MILES):
                moved = town
        yield row, moved


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

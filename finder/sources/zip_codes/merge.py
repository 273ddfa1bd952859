"""Join the cities of the ZIP package with the towns of the Census and GeoNames, and gather them by county."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from finder.domain.places import CityPlace, County
from finder.geo.county_names import county_key
from finder.geo.points import Point
from finder.sources.zip_codes.read_places import NamedPlace

#: Places of one name and state within this distance are one place.
SAME_MILES = 15
#: Two towns of one name in one county are told apart by the nearest city with so many people.
LANDMARK_PEOPLE = 5_000
#: Towns of a county that are offered to somebody who types the county.
TOWNS = 6
_GRID = 0.25

CountyPoints = dict[tuple[str, int, int], list[tuple[Point, str]]]


def merged(
    cities: Iterable[CityPlace], places: Sequence[NamedPlace], counties: CountyPoints
) -> list[CityPlace]:
    """Return the cities with their people, on the point where these live, and the places not among them.

    Two of one name and state are one if they are near each other or in one county. Others have their county
    in the label.
    """
    found: dict[tuple[str, str], list[CityPlace]] = defaultdict(list)
    for city in cities:
        found[city.key, city.state].append(city)
    for place in places:
        group = found[place.key, place.state]
        apart = sorted((miles(each.point, place.point), at) for at, each in enumerate(group))
        county = place.county
        if not county and apart and apart[0][0] <= SAME_MILES:
            same: int | None = apart[0][1]
        else:
            county = county or county_near(counties, place.state, place.point)
            same = _same(group, place, county)
        if same is None:
            label = f"{place.name}, {place.state}"
            group.append(
                CityPlace(place.key, place.state, place.name, label, place.point, 0, place.people, county)
            )
        elif not group[same].people:
            group[same] = replace(group[same], point=place.point, people=place.people)
    large = [each for group in found.values() for each in group if each.people >= LANDMARK_PEOPLE]
    return [each for group in found.values() for each in _labeled(group, large, counties)]


def _same(group: list[CityPlace], place: NamedPlace, county: str) -> int | None:
    for at, each in enumerate(group):
        if county and each.county == county and (place.county or not each.people):
            return at
    return 0 if place.state == "AK" and len(group) == 1 and not group[0].people else None


def _labeled(group: list[CityPlace], large: list[CityPlace], points: CountyPoints) -> Iterator[CityPlace]:
    """Add the county where one name and state is two places, and a town near it where one county has both."""
    if len(group) > 1:
        group = [
            each if each.county else replace(each, county=county_near(points, each.state, each.point))
            for each in group
        ]
    counties = Counter(each.county for each in group)
    seen = set()
    for each in group:
        where = each.county
        if counties[each.county] > 1:
            town = min(
                (miles(each.point, other.point), other.name)
                for other in large
                if other.state == each.state and other.key != each.key
            )[1]
            where = ", ".join(filter(None, (each.county, f"near {town}")))
        if where not in seen:
            yield replace(each, label=f"{each.label} ({where})") if len(group) > 1 else each
        seen.add(where)


def county_points(rows: Iterable[tuple[str, Point, str]]) -> CountyPoints:
    """Return the counties of ZIP codes (state, point, county) by squares of the globe."""
    grid: CountyPoints = defaultdict(list)
    for state, point, county in rows:
        if county:
            grid[state, *_square(point)].append((point, county))
    return grid


def county_near(grid: CountyPoints, state: str, point: Point) -> str:
    """Return the county of the nearest ZIP code of a state, or "" if none is near."""
    row, column = _square(point)
    for reach in (1, 8):
        near = [
            (miles(point, other), county)
            for north in range(-reach, reach + 1)
            for east in range(-reach, reach + 1)
            for other, county in grid.get((state, row + north, column + east), ())
        ]
        if near:
            return min(near)[1]
    return ""


def counties_of(cities: Iterable[CityPlace]) -> Iterator[County]:
    """Yield every county with its largest towns: those with ZIP codes of their own, by people."""
    towns: dict[tuple[str, str], list[CityPlace]] = defaultdict(list)
    for city in cities:
        if city.county:
            towns[_county_key(city.county), city.state].append(city)
    for (key, state), within in sorted(towns.items()):
        points: dict[Point, CityPlace] = {}
        for each in sorted(within, key=lambda each: (not each.zips, -each.people, each.label)):
            points.setdefault(each.point, each)
        people = sum(each.people for each in points.values())
        labels = tuple(each.label for each in list(points.values())[:TOWNS])
        name = Counter(each.county for each in within).most_common(1)[0][0]
        yield County(key, state, name, people, labels)


@cache
def _county_key(name: str) -> str:
    return county_key(name)[0]


def miles(one: Point, other: Point) -> float:
    """Return the miles between two points, about."""
    north = (one.latitude - other.latitude) * 69
    east = (one.longitude - other.longitude) * 69 * math.cos(math.radians(one.latitude))
    return math.hypot(north, east)


def _square(point: Point) -> tuple[int, int]:
    return math.floor(point.latitude / _GRID), math.floor(point.longitude / _GRID)

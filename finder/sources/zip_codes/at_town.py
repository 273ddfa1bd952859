"""Put the ZIP codes of a town near it: the middle of a wide ZIP code may be open land.

Measured on 7,061 hospitals, whose files know nothing of the points of ZIP codes: where a town and the
people's point of its main ZIP code are more than 2 miles apart, the town is nearer to its hospital
4 of 5 times.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple, TypedDict

from finder.domain.places import CityPlace
from finder.geo.city_names import city_key
from finder.geo.points import Point
from finder.sources.zip_codes.merge import SAME_MILES, miles

#: The main ZIP code of a town is at most so far from it: 2 miles, however they are measured.
MAIN_MILES = 1.98
#: A ZIP code of a town with so many people may be a part of it: it is left where it is beyond this way,
#: and the town comes near it instead.
LARGE_PEOPLE, LARGE_MILES = 50_000, 5
#: A point this far from the town of its ZIP code is an error.
ERROR_MILES = 60


class Row(TypedDict):
    """A ZIP code as the `zipcodes` package has it."""

    zip_code: str
    zip_code_type: str
    active: bool
    city: str
    acceptable_cities: list[str]
    state: str
    county: str
    lat: str
    long: str


class Located(NamedTuple):
    """A ZIP code with its point; `sure` says that the point is that of its people or its building."""

    row: Row
    point: Point | None
    sure: bool


def at_towns(
    located: Sequence[Located], cities: Sequence[CityPlace]
) -> tuple[list[tuple[Row, Point | None]], list[CityPlace]]:
    """Return the ZIP codes near their towns, and large towns near their main ZIP codes.

    ZIP codes of boxes without a known building are at the post office; only a large town has some elsewhere.
    """
    towns = _towns(located, cities)
    main = _main_zips(located, towns)
    zips, moved = [], dict[str, Point]()
    for row, point, sure in located:
        town = towns.get(row["zip_code"])
        if not point or not town:
            zips.append((row, point))
            continue
        apart = miles(point, town.point)
        is_main = row["zip_code"] == main.get(town.label)
        is_large = town.people >= LARGE_PEOPLE
        near = apart
        if is_main and is_large and apart > LARGE_MILES:
            moved[town.label] = toward(town.point, point, MAIN_MILES)
        elif is_main or apart > ERROR_MILES or (_is_at_post_office(row, sure) and not is_large):
            near = MAIN_MILES
        zips.append((row, toward(point, town.point, near)))
    return zips, [replace(each, point=moved[each.label]) if each.label in moved else each for each in cities]


def toward(point: Point, target: Point, near: float) -> Point:
    """Return a point on the way to another, at most so many miles from it."""
    apart = miles(point, target)
    if apart <= near:
        return point
    share = near / apart
    return Point(
        round(target.latitude + (point.latitude - target.latitude) * share, 4),
        round(target.longitude + (point.longitude - target.longitude) * share, 4),
    )


def _is_at_post_office(row: Row, sure: bool) -> bool:
    return row["zip_code_type"] == "PO BOX" and not sure


def _towns(located: Iterable[Located], cities: Iterable[CityPlace]) -> dict[str, CityPlace]:
    """Return the town of each ZIP code: of its name, with people, near it or in its county."""
    named: dict[tuple[str, str], list[CityPlace]] = defaultdict(list)
    for city in cities:
        if city.people:
            named[city.key, city.state].append(city)
    towns = {}
    for row, point, _ in located:
        if not point:
            continue
        near = (
            (miles(point, each.point), each.label, each)
            for each in named.get((city_key(row["city"]), row["state"]), ())
            if each.county == row["county"] or row["state"] == "AK" or miles(point, each.point) <= SAME_MILES
        )
        if nearest := min(near, default=None):
            towns[row["zip_code"]] = nearest[2]
    return towns


def _main_zips(located: Iterable[Located], towns: dict[str, CityPlace]) -> dict[str, str]:
    """Return each town's main ZIP code by its label: the nearest with street delivery, or with boxes."""
    nearest: dict[str, tuple[bool, float, str]] = {}
    for row, point, _ in located:
        town = towns.get(row["zip_code"])
        if point and town and row["active"] and row["zip_code_type"] in ("STANDARD", "PO BOX"):
            apart = (row["zip_code_type"] != "STANDARD", miles(point, town.point), row["zip_code"])
            nearest[town.label] = min(apart, nearest.get(town.label, apart))
    return {label: digits for label, (_, _, digits) in nearest.items()}

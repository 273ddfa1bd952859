"""Read the towns that have no post office of their own name, and how many people live in each place.

places.tsv beside this module is from GeoNames (CC BY 4.0) and the US Census (public domain);
scripts/make_places.py writes it. planning_regions.tsv has what replaced the counties of Connecticut in 2022:
names and people are those of the US Census (gazetteer of 2023, survey of 2022). zip_points.tsv has where the
people or the hospital of a ZIP code are (scripts/make_zip_points.py).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from finder.domain.places import CityPlace, County
from finder.geo.city_names import city_key
from finder.geo.county_names import county_key
from finder.geo.points import Point

FILE = Path(__file__).with_name("places.tsv")
REGIONS = FILE.with_name("planning_regions.tsv")
ZIP_POINTS = FILE.with_name("zip_points.tsv")


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A town with its people. `kind` is "town" for a town or township that governs but may have no center.

    `county` is that of a township whose name several in its state have.
    """

    key: str
    state: str
    kind: str
    name: str
    people: int
    point: Point
    county: str = ""


def planning_regions(cities: Iterable[CityPlace]) -> Iterator[County]:
    """Yield the planning regions of Connecticut with their largest towns.

    A region whose name ends in that of the state has two keys: with it and without.
    """
    labels = {each.label for each in cities if each.state == "CT"}
    for name, people, names in _rows(REGIONS):
        towns = tuple(town for each in names.split("|") if (town := f"{each}, CT") in labels)
        keys = dict.fromkeys(county_key(each)[0] for each in (name, name.removesuffix(" Connecticut")))
        for key in keys if towns else ():
            yield County(key, "CT", f"{name} Planning Region", int(people), towns)


def read_places() -> list[NamedPlace]:
    """Return every place of the file, those with most people first."""
    places = [
        NamedPlace(
            city_key(name), state, kind, name, int(people), Point(float(latitude), float(longitude)), county
        )
        for state, kind, name, people, latitude, longitude, county in _rows(FILE)
    ]
    return sorted(places, key=lambda each: -each.people)


def read_zip_points() -> dict[str, Point]:
    """Return the points of ZIP codes that are better than those of the package."""
    return {
        digits: Point(float(latitude), float(longitude)) for digits, latitude, longitude in _rows(ZIP_POINTS)
    }


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]

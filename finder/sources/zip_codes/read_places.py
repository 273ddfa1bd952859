"""Read the towns that have no post office of their own name, and how many people live in each place.

places.tsv beside this module is from GeoNames (CC BY 4.0) and the US Census (public domain);
scripts/make_places.py writes it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from finder.geo.city_names import city_key
from finder.geo.points import Point

FILE = Path(__file__).with_name("places.tsv")


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A town with its people. `kind` is "town" for a town or township that governs but may have no center."""

    key: str
    state: str
    kind: str
    name: str
    people: int
    point: Point


def read_places() -> list[NamedPlace]:
    """Return every place of the file, those with most people first."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    places = [
        NamedPlace(city_key(name), state, kind, name, int(people), Point(float(latitude), float(longitude)))
        for state, kind, name, people, latitude, longitude in rows
    ]
    return sorted(places, key=lambda each: -each.people)

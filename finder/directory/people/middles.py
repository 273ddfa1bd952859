"""The point that stands for an address whose street is not on the map: near its ZIP code and its town."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from finder.domain.clinicians import Exactness
from finder.domain.places import TownPoint, ZipPoint
from finder.geo.city_names import city_key
from finder.geo.points import Point, miles_of_chord, vector

#: How much of the way from the middle of a ZIP code to its town a practice is placed: in a town with one
#: ZIP code, and in a town with several, divided by their number.
_TO_TOWN, _TO_TOWN_OF_SEVERAL = 0.8, 1.5
#: A town this far from a ZIP code is another one of the same name.
_SAME_PLACE_MILES = 25


@dataclass(frozen=True, slots=True)
class Middle:
    """The point for a ZIP code and its town, or for the town where the ZIP code is not known."""

    point: Point
    exactness: Exactness


@dataclass(frozen=True, slots=True)
class Middles:
    """Looks up the points that stand for ZIP codes and towns, each once."""

    zips: Mapping[str, ZipPoint]
    #: Key and state → the towns of that name.
    towns: Mapping[tuple[str, str], Sequence[TownPoint]]
    #: ZIP code → the point of the street of a curated place there.
    campuses: Mapping[str, Point]
    _found: dict[tuple[str, str, str], Middle | None] = field(default_factory=dict)

    @classmethod
    def made(
        cls, zips: Iterable[ZipPoint], towns: Iterable[TownPoint], campuses: Mapping[str, Point]
    ) -> Self:
        """Return the lookup of these ZIP codes, towns and points of campuses by ZIP code."""
        named: dict[tuple[str, str], list[TownPoint]] = defaultdict(list)
        for town in towns:
            named[town.key, town.state].append(town)
        return cls({each.zip: each for each in zips}, named, campuses)

    def of(self, zip5: str, city: str, state: str) -> Middle | None:
        """Return the point for an address; None if neither its ZIP code nor its town is known."""
        key = (zip5, city, state)
        if key not in self._found:
            self._found[key] = self._look_up(*key)
        return self._found[key]

    def _look_up(self, zip5: str, city: str, state: str) -> Middle | None:
        place = self.zips.get(zip5)
        towns = self.towns.get((city_key(city), state), ())
        if place:
            return Middle(self._near(place, towns), "zip")
        return Middle(_point(towns[0]), "city") if len(towns) == 1 else None

    def _near(self, place: ZipPoint, towns: Sequence[TownPoint]) -> Point:
        """Return the point of a campus with a ZIP code of its own, or one between the middle and the town.

        Offices are in town, while the middle of a ZIP code is in the middle of its land. The more ZIP codes
        a town has, the less it says about one of them (docs/decisions/2026-11-30-practice-points.md).
        """
        if place.kind == "unique" and (campus := self.campuses.get(place.zip)):
            return campus
        middle = _point(place)
        apart = {town: _miles(middle, _point(town)) for town in towns}
        town = min(apart, key=apart.__getitem__, default=None)
        if town is None or apart[town] >= _SAME_PLACE_MILES:
            return middle
        share = min(_TO_TOWN, _TO_TOWN_OF_SEVERAL / max(town.zips, 1))
        return Point(
            middle.latitude + share * (town.latitude - middle.latitude),
            middle.longitude + share * (town.longitude - middle.longitude),
        )


def _point(place: ZipPoint | TownPoint) -> Point:
    return Point(place.latitude, place.longitude)


def _miles(one: Point, other: Point) -> float:
    return miles_of_chord(vector(one).chord_squared_to(vector(other)))

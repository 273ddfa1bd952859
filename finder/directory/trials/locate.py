"""Put the sites of trials on the map: by ZIP code, checked against the city, else by the city.

The registry's own points are the middles of cities, at most 14 miles from the site; and people mistype ZIP
codes (98508 for 99508).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from finder.domain.places import CityPlace, ZipPlace
from finder.domain.trials import SiteExactness
from finder.geo.city_names import city_key
from finder.geo.points import Point, chord_squared, vector

#: A ZIP code further from its city than this is of another city. Large counties of the West have such ways.
_FAR = 50.0


@dataclass(frozen=True, slots=True)
class Located:
    """Where a site is: state and ZIP code, corrected ("" if not known), its point and how exact that is."""

    state: str
    zip: str
    point: Point | None = None
    exactness: SiteExactness | None = None


@dataclass(frozen=True, slots=True)
class Locator:
    """Looks up ZIP codes, and the points of cities by key and state."""

    zips: Mapping[str, ZipPlace]
    cities: Mapping[tuple[str, str], Point]
    _located: dict[tuple[str, str, str], Located] = field(default_factory=dict)

    @classmethod
    def of(cls, zips: Iterable[ZipPlace], cities: Iterable[CityPlace]) -> Self:
        """Return a locator. Of two cities with one name in a state, the one with more ZIP codes counts."""
        fewest_first = sorted(cities, key=lambda each: each.zips)
        return cls(
            {each.zip: each for each in zips}, {(each.key, each.state): each.point for each in fewest_first}
        )

    def locate(self, city: str, state: str, digits: str) -> Located:
        """Return where a site is. Any of the three may be empty."""
        key = (city, state, digits)
        if key not in self._located:
            self._located[key] = self._locate(city, state, digits)
        return self._located[key]

    def _locate(self, city: str, state: str, digits: str) -> Located:
        of_city = self.cities.get((city_key(city), state))
        place = self.zips.get(digits)
        if place and place.point and self._fits(place, state, of_city):
            return Located(place.state, digits, place.point, "zip")
        if corrected := self._corrected(city, state, digits):
            return Located(corrected.state, corrected.zip, corrected.point, "zip")
        if of_city:
            return Located(state, "", of_city, "city")
        return Located(state, "")

    def _fits(self, place: ZipPlace, state: str, of_city: Point | None) -> bool:
        """Return whether a ZIP code is in the state, and near the city if that is known."""
        if state and place.state != state:
            return False
        if of_city is None or place.point is None:
            return True
        return vector(of_city).chord_squared_to(vector(place.point)) <= chord_squared(_FAR)

    def _corrected(self, city: str, state: str, digits: str) -> ZipPlace | None:
        """Return the one ZIP code of the city that differs in a digit, or in two that changed places."""
        key = city_key(city)
        found = {
            place.zip: place
            for each in set(_slips(digits))
            if (place := self.zips.get(each))
            and place.point
            and place.state == state
            and city_key(place.city) == key
        }
        return next(iter(found.values())) if len(found) == 1 else None


def _slips(digits: str) -> Iterator[str]:
    """Yield the ZIP codes that differ from one in a digit, or by two neighbors that changed places."""
    for at, digit in enumerate(digits):
        yield from (digits[:at] + other + digits[at + 1 :] for other in "0123456789" if other != digit)
        yield digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :]

"""ZIP codes and towns: whether a listing's ZIP code is in its town, and where a place is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from finder.domain.places import Gazetteer, ZipPlace
from finder.geo.points import Point, miles_between
from scripts.sites.hospitals import Hospitals
from scripts.sites.listings import Listing
from scripts.sites.names import plain

#: A ZIP code further than this from its town is taken for a typing error.
MILES_FROM_TOWN = 30


@dataclass(frozen=True, slots=True)
class Geography:
    """ZIP codes, those of each town, and the points of towns."""

    zips: Gazetteer
    of_town: dict[tuple[str, str], list[ZipPlace]]
    towns: dict[tuple[str, str], list[Point]]

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> Geography:
        """Return the geography of a gazetteer."""
        of_town: dict[tuple[str, str], list[ZipPlace]] = defaultdict(list)
        towns: dict[tuple[str, str], list[Point]] = defaultdict(list)
        for each in gazetteer.zips:
            if each.active and each.point:
                of_town[plain(each.city), each.state].append(each)
        for town in gazetteer.cities:
            towns[plain(town.name), town.state].append(town.point)
        return cls(gazetteer, of_town, towns)

    def point_of(self, digits: str) -> Point | None:
        """Return the middle of a ZIP code."""
        place = self.zips.get(digits)
        return place.point if place else None

    def town(self, city: str, state: str) -> Point | None:
        """Return the point of a town, if there is one of this name in the state."""
        points = self.towns.get((plain(city), state), [])
        return points[0] if len(points) == 1 else None

    def settled(self, listing: Listing, hospitals: Hospitals) -> tuple[Listing | None, str]:
        """Return a listing with a ZIP code that is in its town, and what was done to it.

        The ZIP code is empty where only the town is known; the listing is None where not even that is.
        """
        place = self._in_state(listing)
        if place and self._is_near(place, listing):
            return listing, ""
        codes = self.of_town.get((plain(listing.city), listing.state), [])
        near = [each.zip for each in codes if _differ_by_one(each.zip, listing.zip)]
        if len(near) == 1:
            return replace(listing, zip=near[0]), "ZIP code mistyped, put right by its town"
        if place and hospitals.named_in(listing.zip, listing.name):
            return replace(listing, city=place.city), "town wrong, put right by the hospital in its ZIP code"
        if place:
            return None, "ZIP code and town contradict each other"
        return self._in_town(listing, codes)

    def _in_town(self, listing: Listing, codes: Sequence[ZipPlace]) -> tuple[Listing | None, str]:
        streets = [each.zip for each in codes if each.kind == "standard"]
        if len(streets) == 1:
            return replace(listing, zip=streets[0]), "no ZIP code: its town has only one"
        if self.town(listing.city, listing.state):
            return replace(listing, zip=""), "no ZIP code: only its town is known"
        return None, "no ZIP code, and no town of this name"

    def _in_state(self, listing: Listing) -> ZipPlace | None:
        place = self.zips.get(listing.zip)
        return place if place and place.state == listing.state and place.point else None

    def _is_near(self, place: ZipPlace, listing: Listing) -> bool:
        points = self.towns.get((plain(listing.city), listing.state), [])
        return not points or min(self.miles(place.point, each) for each in points) <= MILES_FROM_TOWN

    def miles(self, one: Point | None, other: Point | None) -> float:
        """Return the miles between two points; very far if one is not known."""
        return miles_between(one, other) if one and other else 10_000.0


def _differ_by_one(one: str, other: str) -> bool:
    """Tell whether two ZIP codes differ by one digit, or by two neighbors that changed places."""
    if len(one) != len(other):
        return False
    places = [at for at in range(len(one)) if one[at] != other[at]]
    swapped = len(places) == 2 and places[1] == places[0] + 1
    return len(places) == 1 or (
        swapped and one[places[0]] == other[places[1]] and one[places[1]] == other[places[0]]
    )

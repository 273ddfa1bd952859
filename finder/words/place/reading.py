"""A text for a place that is being read: its parts, what they name, and what is asked about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from finder.domain.places import CityPlace, County, Place
from finder.errors import Choice, Unsure
from finder.geo.city_names import key_of_words
from finder.geo.county_names import STRICT, county_key, is_of_kind
from finder.geo.points import Point, Vector, chord_squared, vector
from finder.language import _
from finder.plain_text import normalize
from finder.store import read_places
from finder.store.connect import Connection
from finder.words.place import answers
from finder.words.place.parse import City
from finder.words.place.vocabulary import LEADING, STREET_WORDS, TRAILING, TRAILING_BEFORE_STATE

#: Two places of one name and state within this distance are one for a search.
SAME_MILES = 15
#: A neighborhood is this near to the town it is typed with.
WITHIN_MILES = 25
#: A city or a county this large is meant by its bare name beside others.
LARGE_PEOPLE = 100_000
#: A name that is curated is meant before places of fewer people.
SMALL_PEOPLE = 20_000
#: Towns offered from each of several counties of one name.
TOWNS_EACH = 2
#: Short names of counties.
COUNTY_NICKNAMES = {
    "pg": "princegeorges",
    "dade": "miamidade",
    "sanbernadino": "sanbernardino",
    "la": "losangeles",
}


class Reading:
    """One text that is being read, with its parts between commas as words."""

    def __init__(self, connection: Connection, typed: City) -> None:
        self.connection, self.typed = connection, typed
        self.parts = [normalize(part).split() for part in typed.parts or (typed.name,)]
        self.parts = [part for part in self.parts if part] or [[typed.key]]
        self.last = self.parts[-1]

    def named(self, words: Sequence[str], state: str | None) -> list[CityPlace]:
        """Return the places of a name, the largest first."""
        key = key_of_words(list(words))
        return read_places.cities_named(self.connection, key, state) if key else []

    def whole(self, words: list[str], state: str | None) -> list[CityPlace]:
        """Return the places of a name, or of the name without the words around it."""
        for each in bare(words, TRAILING_BEFORE_STATE if state else TRAILING):
            if found := self.named(each, state):
                return _in_one_state(found) if state else found
        return []

    def settled(self, found: list[CityPlace], note: str = "") -> Place:
        """Return the one place of those found. Raises Unsure."""
        found = apart(found)
        if self.typed.county:
            found = of_county(found, self.typed.county)
        if len(found) == 1:
            return answers.place(found[0], note)
        name = found[0].name
        raise answers.which(name, answers.labels(map(label_among, found, [found] * len(found))), len(found))

    def within(self, part: list[str], around: Iterable[CityPlace]) -> list[CityPlace]:
        """Return the place of a name that is nearest to one of others and in its state, if it is near it."""
        if not part or is_address(part):
            return []
        towns = [(each.state, each.label, vector(each.point)) for each in around]
        near = [
            (each.near != label, _squared(each.point, point), each)
            for each in self.named(part, None)
            for state, label, point in towns
            if each.state == state and _squared(each.point, point) <= chord_squared(WITHIN_MILES)
        ]
        return [min(near, key=lambda each: each[:2])[2]] if near else []

    def with_parts(self, found: list[CityPlace], before: list[list[str]]) -> Place:
        """Return the place of those found, or its neighborhood if that is typed in front of it."""
        if not before:
            return self.settled(found)
        part = before[-1]
        if inside := self.within(part, found):
            return self.settled(inside)
        note = answers.ADDRESS if any(map(is_address, before)) else answers.REST
        return self.settled(found, note)

    def counties(self, words: list[str], state: str | None) -> tuple[list[County], str]:
        """Return the counties of a name, and what it says that it is, or "": those called so, if any are."""
        key, kind = county_key(" ".join(words))
        found = read_places.counties_named(self.connection, COUNTY_NICKNAMES.get(key, key), state)
        called = [each for each in found if is_of_kind(each.name, kind)]
        return called if called or kind in STRICT else found, kind

    def in_counties(self, counties: list[County]) -> Unsure:
        """Return the question in which town of one county, or of several of one name."""
        each = len(counties[0].towns) if len(counties) == 1 else TOWNS_EACH
        choices = [
            Choice(town, town if len(counties) == 1 or "(" in town else f"{town} ({county.name})")
            for county in counties
            for town in county.towns[:each]
        ]
        name = counties[0].name
        reason = _("%(county)s has several towns.") % {"county": f"{name}, {counties[0].state}"}
        if len(counties) > 1:
            reason = _("There are %(count)s counties called %(county)s.") % {
                "county": name,
                "count": len(counties),
            }
        return answers.which(name, choices, len(counties), reason)


def bare(words: list[str], trailing: tuple[str, ...]) -> Iterator[list[str]]:
    """Yield the words, then those without what is said in front of a town, behind it, and both."""
    yield words
    front = bare_first(words)
    if front != words:
        yield front
    for start in (words, front) if front != words else (words,):
        text = " ".join(start)
        for ending in trailing:
            if text.endswith(f" {ending}"):
                yield text.removesuffix(f" {ending}").split()
                break


def bare_first(words: list[str]) -> list[str]:
    """Return the words without those in front of a town that do not name it: "I live in", "Downtown"."""
    text = " ".join(words)
    for beginning in LEADING:
        if text.startswith(f"{beginning} "):
            return bare_first(text.removeprefix(f"{beginning} ").split())
    return words


def runs(words: list[str]) -> Iterator[list[str]]:
    """Yield the shorter runs of words from the end and the beginning, the longest first."""
    for count in range(len(words) - 1, 0, -1):
        yield words[-count:]
        yield words[:count]


def is_address(words: list[str]) -> bool:
    """Return whether words are of a street address: they have digits, or a word such as "Ave"."""
    return any(word in STREET_WORDS or any(map(str.isdigit, word)) for word in words)


def apart(found: list[CityPlace]) -> list[CityPlace]:
    """Drop places that are near a larger one of the same name and state."""
    kept: list[CityPlace] = []
    limit = chord_squared(SAME_MILES)
    for each in sorted(found, key=lambda each: each.kind != "city" and each.people < SMALL_PEOPLE):
        point = vector(each.point)
        alike = [other for other in kept if other.state == each.state and not _told_apart(each, other)]
        if not any(_squared(other.point, point) <= limit for other in alike):
            kept.append(each)
    return kept


def _told_apart(one: CityPlace, other: CityPlace) -> bool:
    """Return whether two places of one name, near each other, are known to be two: townships."""
    return one.label != other.label and one.label.endswith(")") and other.label.endswith(")")


def _squared(point: Point, other: Vector) -> float:
    return vector(point).chord_squared_to(other)


def of_county(found: list[CityPlace], county: str) -> list[CityPlace]:
    """Return the cities of a county, or all where none is in it."""
    labeled = [each for each in found if each.label.endswith(f"({county})")]
    return labeled or [each for each in found if each.county and each.county == county] or found


def label_among(place: CityPlace, among: list[CityPlace]) -> str:
    """Return the label of a place that means it alone: with its county beside a neighborhood of its name."""
    alone = all(each is place or each.kind == "city" or each.state != place.state for each in among)
    if alone or place.kind != "city" or place.label.endswith(")") or not place.county:
        return place.label
    return f"{place.label} ({place.county})"


def _in_one_state(found: list[CityPlace]) -> list[CityPlace]:
    """Return the cities of a name, and the neighborhood of that name that is larger than they are."""
    cities = [each for each in found if each.kind == "city"]
    if any(each.people >= SMALL_PEOPLE for each in cities):
        return cities
    return [each for each in found if each.kind in ("neighborhood", "borough")] + cities or found

"""Find the town that is typed without a state: a city, a nickname, a county, a state alone."""

from __future__ import annotations

from finder.domain.places import CityPlace, County, Place
from finder.geo.city_names import key_of_words
from finder.geo.states import codes_after_comma, state_codes
from finder.language import _
from finder.plain_text import normalize
from finder.store import read_places
from finder.words.place import answers
from finder.words.place.in_state import InState
from finder.words.place.parse import City
from finder.words.place.reading import (
    LARGE_PEOPLE,
    SMALL_PEOPLE,
    Reading,
    apart,
    bare_first,
    is_address,
    label_among,
    runs,
)
from finder.words.place.spelling import nearly_named, similar_places
from finder.words.place.vocabulary import ABROAD_CITIES

#: A place of a state's own name is meant before the state if it has so many people: New York, Saipan.
NAMESAKE_PEOPLE = 8_000


class Anywhere(Reading):
    """A text without a state."""

    def find(self) -> Place:
        """Return the one place that is meant. Raises Unsure for several and BadQuery for none."""
        text = " ".join(self.last)
        if len(self.parts) == 1:
            if state := codes_after_comma().get(text):
                return self.state_alone(state)
            return self.one_part()
        first = state_codes().get(" ".join(self.parts[0]))
        if first:
            return InState(self.connection, _rest(self.typed, 1, first), first).find()
        around = self.whole(self.last, None)
        near = self.within(self.parts[-2], around)
        if near:
            return self.settled(near)
        counties, says_so = self.counties(self.last, None)
        if says_so and counties:
            states = {each.state for each in counties}
            if found := [each for each in self.whole(self.parts[-2], None) if each.state in states]:
                return self.settled(found)
        if around:
            return self.with_parts(self.likely(around), self.parts[:-1])
        offered = [each.label for each in self.named(self.parts[0], None)][:8]
        raise answers.unknown_state(self.typed.parts[-1], offered)

    def state_alone(self, state: str) -> Place:
        """Return a large place of the state's own name in it. Raises BadQuery with the largest towns."""
        found = self.named(self.last, None)
        own = [each for each in found if each.state == state and each.kind == "city"]
        if own and own[0].people >= NAMESAKE_PEOPLE:
            return answers.place(own[0])
        curated = [each.label for each in found if each.kind != "city"]
        twins = [each.label for each in self.named(self.last, "DC")] if state == "WA" else []
        largest = read_places.largest_cities(self.connection, state)
        others = [each.label for each in found if each.kind == "city"]
        raise answers.whole_state(state, [*twins, *curated, *largest, *others])

    def one_part(self) -> Place:
        """Return the place of a text without commas."""
        words = self.last
        found = self.whole(words, None)
        counties, says_so = self.counties(words, None)
        if says_so == "region":
            found = self.named(words, None)
        if says_so and counties and all(each.kind != "city" for each in found):
            raise self.in_counties(counties)
        if " ".join(words) in ABROAD_CITIES and all(each.people < SMALL_PEOPLE for each in found):
            raise answers.abroad(each.label for each in apart(found))
        if found:
            large = [each for each in counties if each.people >= LARGE_PEOPLE]
            return self.chosen(found, large)
        if place := self.two_places() or self.state_in_front() or self.at_end():
            return place
        if counties and words[-1] == "city":  # Baltimore is no part of its county
            return self.settled(self.named(words[:-1], counties[0].state))
        if counties:
            raise self.in_counties(counties)
        offered = [
            each.label for run in runs(words) for each in self.named(run, None) if each.people > LARGE_PEOPLE
        ]
        offered = offered[:3] + similar_places(self.connection, key_of_words(words), None)
        raise answers.unknown(self.typed.name, None, offered)

    def chosen(self, found: list[CityPlace], counties: list[County]) -> Place:
        """Return the place of a bare name. Raises Unsure with all that it may be, larger ones first."""
        found = self.likely(found)
        nearly = nearly_named(self.connection, self.typed.key) if found[0].kind == "city" else []
        towns = [] if found[0].kind != "city" else [each.towns[0] for each in counties]
        if len(found) == 1 and not nearly and not towns:
            return answers.place(found[0])
        labels = answers.labels([*(label_among(each, found) for each in found), *nearly, *towns])
        if len(labels) == 1:
            return answers.place(found[0])
        reason = ""
        if len(labels) > len(found):
            reason = _("There are %(count)s places with a name like %(name)s.")
            reason %= {"count": len(labels), "name": found[0].name}
        raise answers.which(found[0].name, labels, len(found), reason)

    def likely(self, found: list[CityPlace]) -> list[CityPlace]:
        """Return the places that a bare name may mean: a curated one alone, if the others are villages."""
        found = apart(found)
        known = [each for each in found if each.kind not in ("city", "neighborhood")]
        others = [each for each in found if each.kind in ("city", "neighborhood")]
        if len(known) == 1 and all(each.people < SMALL_PEOPLE for each in others):
            return known
        return found

    def two_places(self) -> Place | None:
        """Return a neighborhood that is typed before its city: "Harlem NYC", "Buckhead Atlanta"."""
        words = self.last
        for cut in range(1, len(words)):
            cities = [
                each
                for each in self.named(words[cut:], None)
                if each.people >= LARGE_PEOPLE or each.kind == "borough"
            ]
            if cities and (inside := self.within(bare_first(words[:cut]), cities)):
                return self.settled(inside)
            if cities and is_address(words[:cut]):
                return self.settled(cities, answers.ADDRESS)
        return None

    def state_in_front(self) -> Place | None:
        """Return the town behind its state: "TX Houston"."""
        words = self.last
        for count in range(min(4, len(words) - 1), 0, -1):
            state = state_codes().get(" ".join(words[:count]))
            if state and (found := self.named(words[count:], state)):
                return self.settled(found)
        return None

    def at_end(self) -> Place | None:
        """Return the town at the end of a street address without a state."""
        words = self.last
        for start in range(1, len(words)):
            if is_address(words[:start]) and (found := self.named(words[start:], None)):
                return self.settled(self.likely(found), answers.ADDRESS)
        return None


def _rest(typed: City, start: int, state: str) -> City:
    parts = typed.parts[start:]
    return City(parts[-1], key_of_words(normalize(parts[-1]).split()), state, typed.county, parts)

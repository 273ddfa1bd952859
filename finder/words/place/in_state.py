"""Find the town that is typed with its state: alone, in an address, with its county."""

from __future__ import annotations

from finder.domain.places import Place
from finder.errors import BadQuery
from finder.geo.city_names import key_of_words
from finder.store.connect import Connection
from finder.words.place import answers
from finder.words.place.parse import City
from finder.words.place.reading import Reading, is_address, of_county, runs
from finder.words.place.spelling import similar_places

#: A town of the same name in another state is offered if it has so many people.
PEOPLE_ELSEWHERE = 10_000


class InState(Reading):
    """A text with its state."""

    def __init__(self, connection: Connection, typed: City, state: str) -> None:
        super().__init__(connection, typed)
        self.state = state

    def find(self) -> Place:
        """Return the one town that is meant. Raises Unsure for several and BadQuery for none."""
        if found := self.whole(self.last, self.state):
            return self.with_parts(found, self.parts[:-1])
        counties, says_so = self.counties(self.last, self.state)
        if says_so and len(self.parts) > 1 and (found := self.whole(self.parts[-2], self.state)):
            return self.with_parts(of_county(found, counties[0].name if counties else ""), self.parts[:-2])
        if says_so and counties:
            raise self.in_counties(counties)
        if place := self.at_end():
            return place
        for at in range(len(self.parts) - 2, -1, -1):
            if (found := self.whole(self.parts[at], self.state)) and not self.typed.likely:
                return self.settled(found, answers.REST)
        if counties:
            raise self.in_counties(counties)
        raise self.unknown()

    def at_end(self) -> Place | None:
        """Return the town at the end of a street address: the longest run of words that is a place."""
        for start in range(1, len(self.last)):
            if found := self.named(self.last[start:], self.state):
                if is_address(self.last[:start]):
                    return self.settled(found, answers.ADDRESS)
                if inside := self.within(self.last[:start], found):
                    return self.settled(inside)
                return None
        return None

    def unknown(self) -> BadQuery:
        """Return that there is no such town in the state, and those that may be meant."""
        words = self.last
        offered = [each.label for run in runs(words) for each in self.named(run, self.state)][:3]
        offered += similar_places(self.connection, key_of_words(words), self.state)
        elsewhere = [each for each in self.named(words, None) if each.people >= PEOPLE_ELSEWHERE]
        offered += [each.label for each in elsewhere[:3]]
        if self.typed.likely and not offered:
            return answers.unknown_state(self.typed.name, ())
        return answers.unknown(self.typed.name, self.state, offered)

"""Find centers, hospitals and clinics by names as people type them: "Sloan Ketering", "Billings Clinic"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from string import capwords

from rapidfuzz import fuzz, process

from finder.domain.kinds import Kind
from finder.domain.names import CareName
from finder.place_words import COMMON, GENERIC, words_of_place
from finder.store.connect import Connection
from finder.store.names.find_names import every_word, names_numbered, records_beginning, records_of_words
from finder.store.names.gather_names import INITIALS, TOWN

#: How alike a typed word must be to one of a name, of 100; it needs so many letters.
LIKENESS, LETTERS = 82, 4
#: The letters with which a word of a name may begin.
BEGUN = 3
#: The most words of names that a misspelled word may mean.
MEANT = 12
#: The most words that are looked up.
MOST_WORDS = 12
_ORDER = {kind: place for place, kind in enumerate(Kind)}


class Fit(IntEnum):
    """How a name fits what was typed: by whole words, by beginnings, by words like them, or but for one."""

    WHOLE = 0
    BEGINS = 1
    LIKE = 2
    PARTLY = 3


@dataclass(frozen=True, slots=True)
class Found:
    """The names that fit, the closest first, and how well the first fits.

    `is_alone`: what was typed has a word that few names have, so it can hardly be anything else.
    """

    names: tuple[CareName, ...] = ()
    fit: Fit = Fit.WHOLE
    is_alone: bool = False


def find_care_names(connection: Connection, text: str) -> Found:
    """Return the names that have every word of a text, give or take a word that says only what they are.

    A word of a town or state counts too, behind one of the name. Where none fits, misspelled words are read
    as the most similar, and then one word may be missing.
    """
    words = list(dict.fromkeys(words_of_place(text)))[:MOST_WORDS]
    needed = [word for word in words if word not in GENERIC] or words
    if not needed:
        return Found()
    lookup = _Lookup(connection, words)
    fits = lookup.all_of(needed)
    if not fits:
        lookup.correct(needed)
        fits = lookup.all_of(needed)
    if not fits and len(needed) > 2:
        fits = lookup.all_but_one(needed)
    found = names_numbered(connection, fits)
    ranked = sorted(found, key=lambda each: lookup.order(each, fits[each.number], words))
    fit = min(fits.values(), default=Fit.WHOLE)
    return Found(tuple(ranked), fit, not COMMON.issuperset(words))


class _Lookup:
    """The records that each typed word finds in names, by how it fits, and in towns."""

    def __init__(self, connection: Connection, words: Sequence[str]) -> None:
        self.connection = connection
        forms = [start + word for word in words for start in ("", INITIALS, TOWN)]
        exact = records_of_words(connection, forms)
        self.towns = {word: exact.get(TOWN + word, set()) for word in words}
        self.names: dict[str, dict[int, Fit]] = {}
        for word in words:
            whole = exact.get(word, set()) | exact.get(INITIALS + word, set())
            begun = set()
            if len(word) >= BEGUN:
                begun = records_beginning(connection, word) | records_beginning(connection, INITIALS + word)
            self.names[word] = dict.fromkeys(begun, Fit.BEGINS) | dict.fromkeys(whole, Fit.WHOLE)
            if not self.names[word]:
                self.names[word] = dict.fromkeys(self._parts(word), Fit.WHOLE)

    def _parts(self, word: str) -> set[int]:
        """Return the records that have a word as two: stjude, danafarber."""
        cuts = [(word[:cut], word[cut:]) for cut in range(2, len(word) - 1)]
        exact = records_of_words(self.connection, {part for cut in cuts for part in cut})
        found: set[int] = set()
        for first, second in cuts:
            found |= exact.get(first, set()) & exact.get(second, set())
        return found

    def correct(self, words: Iterable[str]) -> None:
        """Let each word also find the words most like it."""
        every = every_word(self.connection)
        for word in words:
            if len(word) < LETTERS:
                continue
            like = process.extract(word, every, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=MEANT)
            records = records_of_words(self.connection, [each for each, _, _ in like])
            found = {number for numbers in records.values() for number in numbers}
            self.names[word] = dict.fromkeys(found, Fit.LIKE) | self.names[word]

    def all_of(self, words: Sequence[str]) -> dict[int, Fit]:
        """Return the records that every word finds, one of them by the name, with their worst fit."""
        both = [self.names[word].keys() | self.towns[word] for word in words]
        found = set.intersection(*map(set, both))
        fits = {number: self._fit(number, words) for number in found}
        return {number: fit for number, fit in fits.items() if fit is not None}

    def all_but_one(self, words: Sequence[str]) -> dict[int, Fit]:
        """Return the records that all words but one find, if one of these is not common."""
        found: dict[int, Fit] = {}
        for left_out in words:
            rest = [word for word in words if word != left_out]
            if not COMMON.issuperset(rest):
                found |= dict.fromkeys(self.all_of(rest), Fit.PARTLY)
        return found

    def _fit(self, number: int, words: Iterable[str]) -> Fit | None:
        """Return the worst fit of a name; None if the town has words that the name should have."""
        fits = {word: self.names[word][number] for word in words if number in self.names[word]}
        if not fits or (COMMON.issuperset(fits) and not COMMON.issuperset(words)):
            return None
        return max(fits.values())

    def order(self, each: CareName, fit: Fit, words: Sequence[str]) -> tuple[object, ...]:
        """Return what puts a name in order: fit, missing words, kind, words of its own, name."""
        number = each.number
        missing = sum(number not in self.names[word] and number not in self.towns[word] for word in words)
        own = len(set(each.words) - COMMON - set(words))
        return fit, missing, _ORDER[each.kind], own, each.name, number


def own_words(each: CareName, text: str) -> int:
    """Return how many words a name has that a text has not, words like "hospital" left out."""
    return len(set(each.words) - COMMON - set(words_of_place(text)))


def written(each: CareName) -> str:
    """Return a name for people to read, though its file has it in capitals."""
    return capwords(each.name) if each.name.isupper() else each.name


def town_of(each: CareName) -> str:
    """Return the town of a name with its state, for people to read."""
    return f"{capwords(each.city)}, {each.state}" if each.city.isupper() else each.town


def by_town(names: Iterable[CareName]) -> Mapping[str, list[CareName]]:
    """Return the names by their towns, in the order in which these come."""
    towns: dict[str, list[CareName]] = {}
    for each in names:
        towns.setdefault(each.town, []).append(each)
    return towns

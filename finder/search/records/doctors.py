"""The doctors with a name: how many there are, and a page of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from finder.domain.clinicians import Clinician
from finder.domain.kinds import Kind
from finder.domain.places import Place
from finder.person_words import words_of
from finder.store.connect import Connection, Snapshot
from finder.store.flags import ANY
from finder.store.names.find_names import clinics
from finder.store.near import Criteria, find_page, records_with
from finder.store.read_records import records_numbered

#: The most words of a doctor's name.
_MOST_WORDS = 4
#: So many doctors are put in the order of their names; more are in the order of their NPIs.
_SORTED = 300


@dataclass(frozen=True, slots=True)
class Doctors:
    """The record numbers of doctors with a name, and what finds them."""

    criteria: Criteria
    numbers: Sequence[int] = ()


def doctors_named(snapshot: Snapshot, connection: Connection, words: tuple[str, ...]) -> Doctors:
    """Return the doctors with names that begin with each of these words."""
    criteria = Criteria((f"{Kind.CLINICIAN}:{ANY}",), name=words)
    if not 0 < len(words) <= _MOST_WORDS:
        return Doctors(criteria)
    # Clinics are found by the words of their names as places are.
    of_clinics = snapshot.cached("clinics", lambda: clinics(connection))
    return Doctors(criteria, records_with(snapshot, connection, criteria, of_clinics))


def page_of_doctors(
    snapshot: Snapshot, connection: Connection, doctors: Doctors, place: Place | None, first: int, count: int
) -> Sequence[int]:
    """Return so many record numbers from `first` on: nearest first with a place, otherwise by name."""
    numbers, criteria = doctors.numbers, doctors.criteria
    if place:
        nearest = partial(find_page, snapshot, connection, place.point, criteria, miles=None)
        page = nearest(offset=first, limit=count)
        found = [number for number, _miles in page.places]
        if len(found) < count and page.total < len(numbers):
            # Those that are nowhere on the map come last.
            on_map = {number for number, _miles in nearest(offset=0, limit=page.total).places}
            rest = [each for each in numbers if each not in on_map]
            start = max(0, first - page.total)
            found += rest[start : start + count - len(found)]
        return found
    if len(numbers) <= _SORTED:
        records = cast(dict[int, Clinician], records_numbered(snapshot, connection, numbers))
        numbers = sorted(numbers, key=lambda number: _order(records[number], criteria.name))
    return numbers[first : first + count]


def _order(each: Clinician, words: Iterable[str]) -> tuple[object, ...]:
    """Return what puts a doctor in order: whole words, then few others in the last name, then by name."""
    own = words_of(each.last, each.first, each.other_first, each.middle)
    others = len(words_of(each.last).difference(words))
    return not own.issuperset(words), others, each.last, each.first, each.npi

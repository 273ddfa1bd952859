"""Find centers, hospitals, clinics and doctors by name: pages, API and terminal call `find_by_name`."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Self

from finder.domain.clinicians import Clinician
from finder.domain.names import CareName, NameAnswer, NamedRecord
from finder.domain.places import Place
from finder.errors import Fault
from finder.language import _
from finder.person_words import typed_words
from finder.place_words import words_of_place
from finder.search.fields import BY_NAME
from finder.search.parameters import Arguments, read_parameters
from finder.search.questions import PAGE_SIZE
from finder.search.records.distance import miles_between, with_miles
from finder.search.records.doctors import Doctors, doctors_named, page_of_doctors
from finder.search.workplaces import workplaces_by_ccn
from finder.store.connect import Connection, Snapshot
from finder.store.near import Criteria
from finder.store.read_catalog import catalog_of
from finder.store.read_records import records_numbered
from finder.words.care_names import Fit, find_care_names
from finder.words.person_names import similar_name
from finder.words.place.find import find_place


@dataclass(frozen=True, slots=True)
class NameQuery:
    """A name to look for, and where the reader is, if they said so."""

    name: str
    near: str | None = None
    limit: int = PAGE_SIZE
    page: int = 1

    @classmethod
    def parse(cls, arguments: Arguments) -> Self:
        """Read the arguments. Raises BadQuery naming every wrong field."""
        reason = _("Type the name of a hospital, clinic or doctor.")
        hint = _("Part of the name is enough: Sloan Kettering, St Vincent Billings, Dr. Pickering.")
        return cls(**read_parameters(arguments, BY_NAME, {"name": Fault("name", reason, hint)}))


@dataclass(frozen=True, slots=True)
class _Matches:
    """The places and the doctors with a name. `similar`: nothing has it, and these have one like it."""

    places: Sequence[CareName]
    doctors: Doctors
    similar: bool = False
    doctors_first: bool = False


#: How many there are in a part of a list, and what returns some of them: from where on, and how many.
_Part = tuple[int, Callable[[int, int], Sequence[int]]]


def find_by_name(snapshot: Snapshot, query: NameQuery) -> NameAnswer:
    """Answer a question for a name. Raises BadQuery or Unsure if its place cannot be read."""
    catalog_of(snapshot)  # before a connection is taken: a thread holds one at a time
    with snapshot.connect() as connection:
        place = find_place(connection, query.near) if query.near else None
        matches = _matches(snapshot, connection, query.name)
        places = [each.number for each in _nearest(matches.places, place)]
        doctors = partial(page_of_doctors, snapshot, connection, matches.doctors, place)
        parts: list[_Part] = [
            (len(places), lambda first, count: places[first : first + count]),
            (len(matches.doctors.numbers), doctors),
        ]
        ordered = parts[::-1] if matches.doctors_first else parts
        numbers = _some(ordered, (query.page - 1) * query.limit, query.limit)
        records = records_numbered(snapshot, connection, numbers)
        found = [records[each] for each in numbers]
        ccns = [ccn for each in found if isinstance(each, Clinician) for ccn in each.hospitals]
        workplaces = workplaces_by_ccn(snapshot, connection, ccns)
    total = sum(size for size, _part in parts)
    return NameAnswer(
        query.name,
        place,
        tuple(NamedRecord(each, with_miles(each, place) if place else None) for each in found),
        total,
        query.page,
        max(1, math.ceil(total / query.limit)),
        matches.similar,
        workplaces,
    )


def places_named(snapshot: Snapshot, connection: Connection, name: str, place: Place | None) -> Sequence[int]:
    """Return the numbers of the places of care with a name, in the order of find_by_name, without doctors."""
    return [each.number for each in _nearest(_matches(snapshot, connection, name).places, place)]


def _matches(snapshot: Snapshot, connection: Connection, name: str) -> _Matches:
    """Return what has a name; if nothing has, what has one like it."""
    found, words = find_care_names(connection, name), typed_words(name)
    exact = found.names if found.fit <= Fit.BEGINS else ()
    if exact and _is_of_a_place(name):
        return _Matches(exact, Doctors(Criteria(())))
    doctors = doctors_named(snapshot, connection, words)
    if exact or doctors.numbers:
        return _Matches(exact, doctors, doctors_first=found.fit is Fit.BEGINS)
    like = doctors_named(snapshot, connection, similar_name(connection, words))
    is_close = found.fit < Fit.PARTLY or not like.numbers
    return _Matches(found.names if is_close else (), like, similar=True)


def _is_of_a_place(name: str) -> bool:
    """Return whether a name begins with a word that is left out of a doctor's: the MD of MD Anderson."""
    words = words_of_place(name)
    return bool(words) and words[0] not in typed_words(name)


def _some(parts: Iterable[_Part], first: int, count: int) -> list[int]:
    """Return so many of the parts of a list, one behind the other, from `first` on."""
    found: list[int] = []
    for size, part in parts:
        if first < size and len(found) < count:
            found += part(first, count - len(found))
        first = max(0, first - size)
    return found


def _nearest(names: Sequence[CareName], place: Place | None) -> Sequence[CareName]:
    """Return the names nearest to a place first, those that are nowhere on the map last."""
    if place is None:
        return names
    point = place.point
    return sorted(names, key=lambda each: miles_between(point, each.point) if each.point else math.inf)

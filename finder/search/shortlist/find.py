"""The shortlist: records that a reader picked, kept in the address alone, with the miles to each."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from finder.domain.answers import AnyFound, Found, FoundHospital
from finder.domain.cancers import CancerType
from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.kinds import Kind, split_record
from finder.domain.places import Place
from finder.errors import BadQuery, Fault, NotFound
from finder.geo.points import Point, miles_of_chord, vector
from finder.language import _
from finder.search.fields import MOST_PICKS, PICK, SHORTLIST, read_pick
from finder.search.near import nearest_practice
from finder.search.parameters import Arguments, read_parameters
from finder.search.records.care_sites import find_care_site
from finder.search.records.people import find_clinician, find_hospital
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog
from finder.words.cancer.find import find_cancer
from finder.words.place.find import find_place

Record = CareSite | Clinician | Hospital


@dataclass(frozen=True, slots=True)
class ShortlistQuery:
    """What a shortlist is asked with: paths of records in the reader's order, a cancer and a place."""

    pick: tuple[str, ...] = ()
    cancer: str | None = None
    near: str | None = None

    @classmethod
    def parse(cls, arguments: Arguments) -> Self:
        """Read the arguments. Raises BadQuery naming every wrong field."""
        query = cls(**read_parameters(arguments, SHORTLIST))
        check_length(query.pick)
        return query


@dataclass(frozen=True, slots=True)
class Picked:
    """A record of the list by its path; `found` has the miles to it where the list has a place."""

    path: str
    record: Record
    found: AnyFound | None = None


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The records in the reader's order; `missing` are paths of records that are not here (any more)."""

    picked: tuple[Picked, ...]
    missing: tuple[str, ...] = ()
    place: Place | None = None
    cancer: CancerType | None = None
    cancer_note: str = ""


def read_picks(arguments: Arguments) -> tuple[str, ...]:
    """Return the paths of a list. Raises BadQuery for what is no record, or too many."""
    picks: tuple[str, ...] = read_parameters(arguments, (PICK,)).get("pick", ())
    check_length(picks)
    return picks


def readable_picks(arguments: Arguments) -> tuple[str, ...]:
    """Return the paths of a list that can be read, as many as it holds: one wrong loses nobody the rest."""
    found: list[str] = []
    for text in arguments.get("pick", ()):
        with suppress(ValueError):
            found.append(read_pick(text))
    return tuple(dict.fromkeys(found))[:MOST_PICKS]


def check_length(picks: Sequence[str]) -> None:
    """Raise BadQuery for a list that is too long."""
    if len(picks) > MOST_PICKS:
        reason = _("A shortlist holds %(most)s records; this one has %(count)s.")
        raise BadQuery(
            Fault("pick", reason % {"most": MOST_PICKS, "count": len(picks)}, _("Take some of them off."))
        )


def find_shortlist(snapshot: Snapshot, query: ShortlistQuery) -> Shortlist:
    """Find the records of a list. Raises BadQuery or Unsure for words that name no one place or cancer."""
    catalog(snapshot)
    faults: list[BadQuery] = []
    place, cancer, note = None, None, ""
    if query.near:
        try:
            with snapshot.connect() as connection:
                place = find_place(connection, query.near)
        except BadQuery as error:
            faults.append(error)
    if query.cancer:
        try:
            cancer, note = find_cancer(snapshot, query.cancer)
        except BadQuery as error:
            faults.append(error)
    if faults:
        kind = type(faults[0]) if len({type(each) for each in faults}) == 1 else BadQuery
        raise kind(*(fault for error in faults for fault in error.faults))
    picked, missing = [], []
    for path in query.pick:
        try:
            record = _record(snapshot, path)
        except NotFound:
            missing.append(path)
        else:
            picked.append(Picked(path, record, _found(record, place) if place else None))
    return Shortlist(tuple(picked), tuple(missing), place, cancer, note)


def _record(snapshot: Snapshot, path: str) -> Record:
    match split_record(path):
        case (Kind.CLINICIAN, key):
            return find_clinician(snapshot, key).clinician
        case (Kind.HOSPITAL, key):
            return find_hospital(snapshot, key).hospital
        case (kind, key):
            return find_care_site(snapshot, kind, key)
        case _:
            raise NotFound(path)


def _found(record: Record, place: Place) -> AnyFound | None:
    roughly = place.precision != "exact"
    match record:
        case Clinician():
            if not any(practice.point for practice in record.practices):
                return None
            found: AnyFound = nearest_practice(record, place)
        case Hospital():
            if record.point is None:
                return None
            about = roughly or record.exactness != "street"
            found = FoundHospital(record, _miles(place.point, record.point), about)
        case _:
            if record.position is None:
                return None
            about = roughly or record.position.precision == "zip"
            found = Found(record, _miles(place.point, record.position.point), about)
    return found


def _miles(here: Point, there: Point) -> float:
    return miles_of_chord(vector(here).chord_squared_to(vector(there)))

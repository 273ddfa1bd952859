"""The shortlist: records that a reader picked, with the miles to each. Only the page's address holds it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from finder.domain.answers import CareSiteResult, HospitalResult, Result
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
from finder.search.records.providers import find_clinician, find_hospital
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of
from finder.words.cancer.find import find_cancer
from finder.words.place.find import find_place

Record = CareSite | Clinician | Hospital


@dataclass(frozen=True, slots=True)
class ShortlistQuery:
    """The query of a shortlist: paths of records in the reader's order, a cancer and a place."""

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
class PickedRecord:
    """A record of the list and its path. `result` has the miles to it, if the list has a place."""

    path: str
    record: Record
    result: Result | None = None


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The records in the reader's order. `missing` are paths of records that do not exist (any more)."""

    picked: tuple[PickedRecord, ...]
    missing: tuple[str, ...] = ()
    place: Place | None = None
    cancer: CancerType | None = None
    cancer_note: str = ""


def read_picks(arguments: Arguments) -> tuple[str, ...]:
    """Return the paths of a list. Raises BadQuery for a malformed path or too many paths."""
    picks: tuple[str, ...] = read_parameters(arguments, (PICK,)).get("pick", ())
    check_length(picks)
    return picks


def readable_picks(arguments: Arguments) -> tuple[str, ...]:
    """Return the well-formed paths of a list, up to its limit: a bad path does not lose the others."""
    paths: list[str] = []
    for text in arguments.get("pick", ()):
        with suppress(ValueError):
            paths.append(read_pick(text))
    return tuple(dict.fromkeys(paths))[:MOST_PICKS]


def check_length(picks: Sequence[str]) -> None:
    """Raise BadQuery for a list that is too long."""
    if len(picks) > MOST_PICKS:
        reason = _("A shortlist can have %(most)s records. This one has %(count)s.")
        raise BadQuery(
            Fault("pick", reason % {"most": MOST_PICKS, "count": len(picks)}, _("Remove some of them."))
        )


def find_shortlist(snapshot: Snapshot, query: ShortlistQuery) -> Shortlist:
    """Find the records of a list. Raises BadQuery or Unsure if its place or cancer cannot be read."""
    catalog_of(snapshot)  # before a connection is taken: a thread holds one at a time
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
            picked.append(PickedRecord(path, record, _result(record, place) if place else None))
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


def _result(record: Record, place: Place) -> Result | None:
    """Return a record with the miles to it; None if its location is not known."""
    place_is_about = place.precision != "exact"
    match record:
        case Clinician():
            if not any(practice.point for practice in record.practices):
                return None
            result: Result = nearest_practice(record, place)
        case Hospital():
            if record.point is None:
                return None
            about = place_is_about or record.exactness != "street"
            result = HospitalResult(record, _miles(place.point, record.point), about)
        case _:
            if record.position is None:
                return None
            about = place_is_about or record.position.precision == "zip"
            result = CareSiteResult(record, _miles(place.point, record.position.point), about)
    return result


def _miles(start: Point, end: Point) -> float:
    return miles_of_chord(vector(start).chord_squared_to(vector(end)))

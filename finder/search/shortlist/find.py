"""The shortlist: records that a reader picked, with the miles to each. Only the page's address holds it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from finder.domain.answers import Result
from finder.domain.cancers.types import CancerType
from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital, is_npi
from finder.domain.kinds import Kind, split_record
from finder.domain.live import LiveRegistry
from finder.domain.places import Place
from finder.errors import BadQuery, Fault, NotFound
from finder.language import _
from finder.search.fields import MOST_PICKS, PICK, RECORD, SHORTLIST, read_pick
from finder.search.parameters import Arguments, read_parameters
from finder.search.records.care_sites import find_care_site
from finder.search.records.distance import with_miles
from finder.search.records.look_up import look_up
from finder.search.records.providers import find_clinician, find_hospital
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of
from finder.words.cancer.find import find_cancer
from finder.words.place.find import find_place

Record = CareSite | Clinician | Hospital


@dataclass(frozen=True, slots=True)
class ShortlistQuery:
    """The query of a shortlist: paths of records in the reader's order, a cancer and a place.

    `live`: doctors on it who are not loaded may be looked up in the NPI Registry.
    """

    pick: tuple[str, ...] = ()
    cancer: str | None = None
    near: str | None = None
    live: bool = False

    @classmethod
    def parse(cls, arguments: Arguments) -> Self:
        """Read the arguments. Raises BadQuery naming every wrong field."""
        values = read_parameters(arguments, SHORTLIST)
        query = cls(**values | {"live": "live" in values})
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
    """The records in the reader's order. `missing` are paths of records that do not exist (any more).

    With `offers_live`, the reader may choose to look up those among them in the NPI Registry. `note` says
    what the registry did not answer.
    """

    picked: tuple[PickedRecord, ...]
    missing: tuple[str, ...] = ()
    place: Place | None = None
    cancer: CancerType | None = None
    cancer_note: str = ""
    offers_live: bool = False
    note: str = ""


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


def find_shortlist(snapshot: Snapshot, query: ShortlistQuery, live: LiveRegistry | None = None) -> Shortlist:
    """Find the records of a list. Raises BadQuery or Unsure if its place or cancer cannot be read.

    Doctors who are not loaded come from the live registry, if the query allows it.
    """
    place, cancer, note = read_place_and_cancer(snapshot, query.near, query.cancer)
    records = {path: _record(snapshot, path) for path in query.pick}
    absent = [path for path, record in records.items() if record is None]
    npis = [key for path in absent if (key := npi_of(path))]
    answer = look_up(snapshot, npis, live, chosen=query.live)
    if answer:
        records |= {each.path: each for each in answer.clinicians}
    return Shortlist(
        tuple(
            PickedRecord(path, record, with_miles(record, place) if place else None)
            for path in query.pick
            if (record := records.get(path))
        ),
        tuple(path for path in query.pick if not records.get(path)),
        place,
        cancer,
        note,
        offers_live=bool(live and npis and answer is None),
        note=answer.note if answer else "",
    )


def read_place_and_cancer(
    snapshot: Snapshot, near: str | None, cancer: str | None
) -> tuple[Place | None, CancerType | None, str]:
    """Return the place and the cancer of some words, and a note on how the cancer was read.

    Raises BadQuery or Unsure with the faults of both.
    """
    catalog_of(snapshot)  # before a connection is taken: a thread holds one at a time
    faults: list[BadQuery] = []
    place, found, note = None, None, ""
    if near:
        try:
            with snapshot.connect() as connection:
                place = find_place(connection, near)
        except BadQuery as error:
            faults.append(error)
    if cancer:
        try:
            found, note = find_cancer(snapshot, cancer)
        except BadQuery as error:
            faults.append(error)
    if faults:
        kind = type(faults[0]) if len({type(each) for each in faults}) == 1 else BadQuery
        raise kind(*(fault for error in faults for fault in error.faults))
    return place, found, note


def npi_of(path: str) -> str:
    """Return the NPI of the path of a clinician, "" for the path of anything else."""
    found = split_record(path)
    return found[1] if found and found[0] is Kind.CLINICIAN and is_npi(found[1]) else ""


def _record(snapshot: Snapshot, path: str) -> Record | None:
    with suppress(NotFound):
        return find_record(snapshot, path)
    return None


def find_record(snapshot: Snapshot, path: str) -> Record:
    """Return a record by its path. Raises NotFound."""
    match split_record(path):
        case (Kind.CLINICIAN, key):
            return find_clinician(snapshot, key).clinician
        case (Kind.HOSPITAL, key):
            return find_hospital(snapshot, key).hospital
        case (kind, key):
            return find_care_site(snapshot, kind, key)
        case _:
            raise NotFound(path)


def read_record(typed: str) -> str:
    """Read the path of one record. Raises BadQuery with what would be right."""
    hint = _("Write the path of its page, such as centers/mayo-rochester, or clinicians/ and an NPI.")
    missing = {RECORD.name: Fault(RECORD.name, hint)}
    path: str = read_parameters({RECORD.name: [typed]}, (RECORD,), missing)[RECORD.name]
    return path

"""All hospitals, clinicians or clinics of the loaded files, a part at a time, by their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from finder.domain.answers import Workplace
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.kinds import Kind
from finder.search.workplaces import workplaces_by_ccn
from finder.store.connect import Snapshot
from finder.store.read_records import count_of, loaded_records


@dataclass(frozen=True, slots=True)
class RecordPart:
    """Records in the order of their numbers (NPI or CCN), how many there are in all, and where to go on.

    `next` is the number to go on after, None at the end. `workplaces` are hospitals by CCN.
    """

    records: tuple[Hospital | Clinician, ...]
    total: int
    next: str | None
    workplaces: Mapping[str, Workplace]


def list_records(snapshot: Snapshot, kind: Kind, after: str, limit: int) -> RecordPart:
    """Return the first records of a kind whose numbers come after `after`.

    A number says where to go on in another version of the directory as well.
    """
    with snapshot.connect() as connection:
        total = snapshot.cached(("count", kind), lambda: count_of(connection, kind))
        found = loaded_records(connection, kind, after, limit + 1)
        shown = found[:limit]
        ccns = [ccn for each in shown if isinstance(each, Clinician) for ccn in each.hospitals]
        workplaces = workplaces_by_ccn(snapshot, connection, ccns)
    following = _number(shown[-1]) if len(found) > limit else None
    return RecordPart(tuple(shown), total, following, workplaces)


def _number(each: Hospital | Clinician) -> str:
    return each.ccn if isinstance(each, Hospital) else each.npi

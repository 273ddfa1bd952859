"""Near search of trials: those for a cancer type nearest first, each at its nearest site.

All sites are a few arrays of some ten thousand numbers: every distance is worked out, which is faster than an
index at this size. NumPy takes a tenth of a second to load: import this module only where a search runs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, func, select

from finder.domain.trials import Trial, TrialCount, TrialPage, TrialResult, TrialScope, TrialSite
from finder.geo.points import Point, chord_squared, miles_of_chord, vector
from finder.store.connect import Snapshot
from finder.store.schema import trial, trial_column, trial_list, trial_site
from finder.store.trials.trial_columns import (
    OTHER_PURPOSE,
    PHASE_FLAGS,
    SITE_COLUMNS,
    TRIAL_COLUMNS,
    UNKNOWN_AGES,
)

#: Radii in miles that are counted for the reader.
RINGS = (25, 50, 100, 250)
_NUMBERS = "<i4"
_TRIALS = select(trial.c.number, trial.c.document).where(
    trial.c.number.in_(bindparam("numbers", expanding=True))
)
_SITES = select(trial_site.c.number, trial_site.c.document).where(
    trial_site.c.number.in_(bindparam("numbers", expanding=True))
)
_SITES_OF = (
    select(trial_site.c.document)
    .where(trial_site.c.trial == bindparam("number"))
    .order_by(trial_site.c.number)
)
_LIST = select(trial_list.c.trials).where(
    trial_list.c.kind == bindparam("kind"), trial_list.c.name == bindparam("name")
)
_PLACES = select(trial_list.c.name, trial_list.c.trials).where(
    trial_list.c.kind == "place", trial_list.c.name.in_(bindparam("names", expanding=True))
)
_decode_trial = msgspec.json.Decoder(Trial).decode
_decode_site = msgspec.json.Decoder(TrialSite).decode


@dataclass(frozen=True, slots=True)
class TrialCriteria:
    """Which trials match: those for a cancer (None: any cancer), in one of the phases, for an age in years.

    `miles` is the furthest; `treatment_only` leaves out those that are known to test something else.
    """

    cancer: str | None = None
    phases: tuple[str, ...] = ()
    age: float | None = None
    #: Only trials that take somebody between these ages, in years; their ends count.
    ages: tuple[float, float] | None = None
    miles: float | None = None
    treatment_only: bool = True


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of all trials, and of all sites on the map in the order of their trials."""

    flags: NDArray[np.uint32]
    youngest: NDArray[np.float32]
    oldest: NDArray[np.float32]
    trial: NDArray[np.int32]
    site: NDArray[np.int32]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    z: NDArray[np.float64]
    #: Where the sites of each trial begin.
    starts: NDArray[np.intp]


def find_trials(
    snapshot: Snapshot,
    connection: Connection,
    center: Point,
    criteria: TrialCriteria,
    *,
    offset: int,
    limit: int,
    radius: float,
) -> TrialPage:
    """Return the trials ranked `offset` to `offset + limit`, with the counts.

    Those that name the cancer come first, then those for a wider group, each nearest first, ties by number.
    """
    columns = _columns(snapshot, connection)
    if not len(columns.flags):
        return TrialPage((), 0, 0, dict.fromkeys(RINGS, 0))
    own = _matching(snapshot, connection, columns, criteria, "own")
    wider = _matching(snapshot, connection, columns, criteria, "wider")
    here = vector(center)
    chord = (columns.x - here.x) ** 2 + (columns.y - here.y) ** 2 + (columns.z - here.z) ** 2
    nearest = np.full(len(columns.flags), np.inf)
    if len(columns.starts):
        nearest[columns.trial[columns.starts]] = np.minimum.reduceat(chord, columns.starts)
    reach = math.inf if criteria.miles is None else chord_squared(criteria.miles)
    there = np.flatnonzero((own | wider) & np.isfinite(nearest) & (nearest <= reach))
    ranked = there[np.lexsort((there, nearest[there], ~own[there]))]
    page = ranked[offset : offset + limit].tolist()
    sites = {number: _nearest_site(columns, chord, number, chord_squared(radius)) for number in page}
    trials = _by_number(connection, _TRIALS, page, _decode_trial)
    records = _by_number(connection, _SITES, [site for site, _ in sites.values()], _decode_site)
    found = tuple(
        TrialResult(
            trials[number],
            records[sites[number][0]],
            miles_of_chord(float(nearest[number])),
            "own" if own[number] else "wider",
            sites[number][1],
        )
        for number in page
    )
    of_cancer = nearest[there[own[there]]]
    within = {ring: int(np.count_nonzero(of_cancer <= chord_squared(ring))) for ring in RINGS}
    return TrialPage(found, len(there), len(of_cancer), within)


def _matching(
    snapshot: Snapshot, connection: Connection, columns: _Columns, criteria: TrialCriteria, scope: TrialScope
) -> NDArray[np.bool_]:
    """Return for each trial whether it matches, being for the cancer itself or for a wider group."""
    if criteria.cancer is None:
        matches = np.full(len(columns.flags), scope == "own")
    else:
        matches = _in_list(snapshot, connection, columns, scope, criteria.cancer).copy()
    if criteria.phases:
        matches &= (columns.flags & sum(PHASE_FLAGS[each] for each in criteria.phases)) != 0
    if criteria.treatment_only:
        matches &= (columns.flags & OTHER_PURPOSE) == 0
    unknown = (columns.flags & UNKNOWN_AGES) != 0
    if criteria.age is not None:
        matches &= ((columns.youngest <= criteria.age) & (np.floor(criteria.age) <= columns.oldest)) | unknown
    if criteria.ages is not None:
        youngest, oldest = criteria.ages
        matches &= ((columns.youngest <= oldest) & (columns.oldest >= youngest)) | unknown
    return matches


def _nearest_site(
    columns: _Columns, chord: NDArray[np.float64], number: int, reach: float
) -> tuple[int, int]:
    """Return the nearest site of a trial, and how many others of its sites are within reach."""
    first, beyond = columns.trial.searchsorted([number, number + 1])
    apart = chord[first:beyond]
    at = int(apart.argmin())
    within = int(np.count_nonzero(apart <= reach))
    return int(columns.site[first + at]), max(0, within - bool(apart[at] <= reach))


def trial_with(connection: Connection, nct: str) -> tuple[Trial, list[TrialSite]] | None:
    """Return the trial with that number and all of its sites, if the directory has it."""
    row = connection.execute(select(trial.c.number, trial.c.document).where(trial.c.nct == nct)).first()
    if row is None:
        return None
    sites = connection.execute(_SITES_OF, {"number": row.number}).scalars()
    return _decode_trial(row.document), [_decode_site(each) for each in sites]


def every_trial(connection: Connection) -> Iterator[tuple[Trial, list[TrialSite]]]:
    """Yield every trial with its sites, in the order of their numbers."""
    last = connection.execute(select(func.max(trial.c.number))).scalar()
    for number in range(0 if last is None else last + 1):
        document = connection.execute(select(trial.c.document).where(trial.c.number == number)).scalar_one()
        sites = connection.execute(_SITES_OF, {"number": number}).scalars()
        yield _decode_trial(document), [_decode_site(each) for each in sites]


def count_at_places(
    snapshot: Snapshot, connection: Connection, paths: Sequence[str], cancer: str | None, as_of: str
) -> dict[str, TrialCount]:
    """Return path → how many trials recruit there, of the places that have any.

    With a cancer also how many of them name it.
    """
    columns = _columns(snapshot, connection)
    if not len(columns.flags) or not paths:
        return {}
    own = _in_list(snapshot, connection, columns, "own", cancer) if cancer else None
    counts = {}
    for path, trials in connection.execute(_PLACES, {"names": list(paths)}):
        numbers = np.frombuffer(trials, _NUMBERS)
        for_cancer = None if own is None else int(np.count_nonzero(own[numbers]))
        counts[path] = TrialCount(len(numbers), for_cancer, as_of)
    return counts


def _in_list(
    snapshot: Snapshot, connection: Connection, columns: _Columns, kind: str, name: str
) -> NDArray[np.bool_]:
    """Return for each trial whether it is in a list, cached with the directory."""

    def read() -> NDArray[np.bool_]:
        marks = np.zeros(len(columns.flags), np.bool_)
        listed = connection.execute(_LIST, {"kind": kind, "name": name}).scalar()
        marks[np.frombuffer(listed or b"", _NUMBERS)] = True
        return marks

    return snapshot.cached(("trials", kind, name), read)


def _columns(snapshot: Snapshot, connection: Connection) -> _Columns:
    def read() -> _Columns:
        held = {row.name: row.numbers for row in connection.execute(select(trial_column))}
        arrays = {
            name: np.frombuffer(held.get(name, b""), code)
            for name, code in {**TRIAL_COLUMNS, **SITE_COLUMNS}.items()
        }
        starts = np.flatnonzero(np.diff(arrays["trial"], prepend=-1))
        return _Columns(**arrays, starts=starts)

    return snapshot.cached("trial columns", read)


def _by_number(connection: Connection, query: Any, numbers: Sequence[int], decode: Any) -> dict[int, Any]:
    if not numbers:
        return {}
    return {
        number: decode(document) for number, document in connection.execute(query, {"numbers": list(numbers)})
    }

"""The locations of a facet as arrays: gather those around a point, rank and count their records.

A facet's locations lie in the order of their cells, so a circle of any size is a few runs of rows. A worker
reads the arrays of a facet at its first search. They are bytes to the database, so any database will do
(docs/decisions/2026-11-30-near-search.md). NumPy takes a tenth of a second to load: import this module only
where a search or a build runs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sqlalchemy import Connection, select

from finder.geo.cells import spans_within
from finder.geo.points import Point, chord_squared, vector
from finder.store.connect import Snapshot
from finder.store.schema import facet

#: The columns of a location, and their types in memory and in the directory.
COLUMNS = {"cell": "<u4", "record": "<i4", "flags": "<u4", "x": "<f8", "y": "<f8", "z": "<f8"}
RECORD = COLUMNS["record"]

#: A facet with so few locations is read whole: that is faster than looking for cells.
_SMALL = 4096

#: If at most one in so many records is chosen, it is looked up; otherwise every location is.
_SELECTIVE = 16

#: Rows that are worked on at once: their columns fit the cache of a processor.
_BATCH = 1 << 13


@dataclass(frozen=True, slots=True)
class Locations:
    """The locations of one facet in the order of their cells; x, y and z are miles (geo.points)."""

    cell: NDArray[np.uint32]
    record: NDArray[np.int32]
    flags: NDArray[np.uint32]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    z: NDArray[np.float64]
    #: The flags that any of them has.
    has: int


#: Some rows of a facet.
Run: TypeAlias = tuple[Locations, slice]


@dataclass(frozen=True, slots=True)
class Nearby:
    """Locations around a point: their records, and the squared chords to them in square miles.

    `special` says of each whether it has any of some flags, if that was asked.
    """

    record: NDArray[np.int32]
    chord: NDArray[np.float64]
    special: NDArray[np.bool_] | None = None

    def only_special(self) -> Nearby:
        """Return those that have any of the flags; none if that was not asked."""
        rows = np.flatnonzero(self.special if self.special is not None else ())
        return Nearby(self.record[rows], self.chord[rows])


def locations_of(snapshot: Snapshot, connection: Connection, name: str) -> Locations:
    """Return the locations of a facet, cached with the directory; none for a facet it does not have."""

    def read() -> Locations:
        row = connection.execute(select(facet).where(facet.c.name == name)).one_or_none()
        return _locations(
            {each: np.frombuffer(getattr(row, each) if row else b"", kind) for each, kind in COLUMNS.items()}
        )

    return snapshot.cached(("locations", name), read)


def together(snapshot: Snapshot, names: Sequence[str], facets: Sequence[Locations]) -> Sequence[Locations]:
    """Return facets as one with each place once, which is made once; large ones as they are."""
    if len(facets) < 2 or any(len(each.cell) > _SMALL for each in facets):
        return facets

    def join() -> list[Locations]:
        columns = {name: _joined([getattr(each, name) for each in facets]) for name in COLUMNS}
        order = np.lexsort([columns[name] for name in ("z", "y", "x", "flags", "record", "cell")])
        columns = {name: column[order] for name, column in columns.items()}
        differs = np.ones(len(order), np.bool_)
        same = [columns[name][1:] == columns[name][:-1] for name in ("record", "flags", "x", "y", "z")]
        differs[1:] = ~np.logical_and.reduce(same)
        return [_locations({name: column[differs] for name, column in columns.items()})]

    return snapshot.cached(("locations together", tuple(names)), join)


def locations_with(
    snapshot: Snapshot, connection: Connection, name: str, chosen: NDArray[np.bool_]
) -> Locations:
    """Return the locations of a facet whose records are chosen, `chosen` having an entry for each number."""
    return narrowed(snapshot, name, locations_of(snapshot, connection, name), chosen)


def narrowed(snapshot: Snapshot, name: str, whole: Locations, chosen: NDArray[np.bool_]) -> Locations:
    """Return those of some locations whose records are chosen; their order by record is kept by name."""
    numbers = np.flatnonzero(chosen).astype(whole.record.dtype)
    rows: NDArray[Any]
    if len(numbers) > len(whole.record) / _SELECTIVE:
        rows = np.flatnonzero(chosen[whole.record])
    else:
        in_order, row_of = snapshot.cached(("locations by record", name), lambda: _by_record(whole.record))
        first = in_order.searchsorted(numbers)
        counts = in_order.searchsorted(numbers, side="right") - first
        # The places in this order: from `first` on, as many as there are, for each number.
        start_of = np.repeat(first - np.cumsum(counts) + counts, counts)
        rows = np.sort(row_of[start_of + np.arange(len(start_of))])
    return _locations({each: getattr(whole, each)[rows] for each in COLUMNS})


def _locations(columns: Mapping[str, NDArray[Any]]) -> Locations:
    return Locations(**columns, has=int(np.bitwise_or.reduce(columns["flags"])))


def _by_record(record: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the numbers of records in order, and the row of each."""
    rows = np.argsort(record, kind="stable").astype(np.int32)
    return record[rows], rows


def circles_around(
    center: Point, radii: Sequence[float], facets: Sequence[Locations], flags: int = 0, special: int = 0
) -> list[Nearby]:
    """Return the locations with all of the flags within each of the radii, which are miles in rising order.

    A location under several facets comes several times. The largest circle says which have any of the flags
    `special`.
    """
    reach = radii[-1]
    runs = (
        _in_cells(facets, center, reach) if reach != math.inf else [(each, _whole(each)) for each in facets]
    )
    parts = [_within(center, reach, batch, flags, special) for batch in _batches(runs)]
    columns = ("record", "chord", "special") if special else ("record", "chord")
    found = Nearby(*(_joined([getattr(each, name) for each in parts]) for name in columns))
    circles = [found]
    for radius in reversed(radii[:-1]):
        inside = found.chord <= chord_squared(radius)
        found = Nearby(found.record[inside], found.chord[inside])
        circles.append(found)
    return circles[::-1]


def _within(center: Point, miles: float, runs: Sequence[Run], flags: int, special: int) -> Nearby:
    """Return those of the locations in these rows that have all of the flags and are within `miles`."""
    record, has, *positions = (
        _joined([getattr(each, name)[rows] for each, rows in runs])
        for name in ("record", "flags", "x", "y", "z")
    )
    passing: slice | NDArray[np.intp] = np.flatnonzero(has & flags == flags) if flags else slice(None)
    record, here = record[passing], vector(center)
    chord = np.zeros(len(record))
    for column, start in zip(positions, (here.x, here.y, here.z), strict=True):
        apart = column[passing] - start
        apart *= apart
        chord += apart
    is_special = has[passing] & special != 0 if special else None
    if miles == math.inf:
        return Nearby(record, chord, is_special)
    inside = chord <= chord_squared(miles)
    return Nearby(record[inside], chord[inside], None if is_special is None else is_special[inside])


def _in_cells(facets: Sequence[Locations], center: Point, miles: float) -> list[Run]:
    """Return the rows in the cells that a circle touches, and some others."""
    runs = [(each, _whole(each)) for each in facets if len(each.cell) <= _SMALL]
    large = [each for each in facets if len(each.cell) > _SMALL]
    first_cells, last_cells = _cells_within(center, miles) if large else ((), ())
    for each in large:
        starts = each.cell.searchsorted(first_cells).tolist()
        ends = each.cell.searchsorted(last_cells, side="right").tolist()
        runs += [(each, slice(first, end)) for first, end in zip(starts, ends, strict=True) if first < end]
    return runs or [(facets[0], slice(0, 0))]


@lru_cache(maxsize=64)
def _cells_within(center: Point, miles: float) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the first and the last cells of the spans that a circle touches: the same for many facets."""
    first, last = np.array(spans_within(center, miles), np.uint32).T
    return first, last


def _whole(facet: Locations) -> slice:
    return slice(0, len(facet.cell))


def _batches(runs: list[Run]) -> Iterator[list[Run]]:
    """Yield the rows in batches of `_BATCH`; the last has what is left."""
    batch: list[Run] = []
    room = _BATCH
    for each, rows in runs:
        start = rows.start
        while rows.stop - start > room:
            yield [*batch, (each, slice(start, start + room))]
            start += room
            batch, room = [], _BATCH
        batch.append((each, slice(start, rows.stop)))
        room -= rows.stop - start
    yield batch


def joined(parts: Sequence[Nearby]) -> Nearby:
    """Return the locations of some parts, of which none or each says what is special."""
    specials = [each.special for each in parts if each.special is not None]
    return Nearby(
        _joined([each.record for each in parts]),
        _joined([each.chord for each in parts]),
        _joined(specials) if specials else None,
    )


def _joined(parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def ranked(circles: Sequence[Nearby], count: int) -> list[tuple[int, float]]:
    """Return the first records and their squared chords: nearest first, ties by number, each record once."""
    rows = 2 * count
    while True:
        around = next((each for each in circles if len(each.record) > rows), None)
        complete = around is None
        if around is None:
            around = circles[-1]
        else:
            # With all that are as far away as the last one: their numbers decide which comes first.
            nearest = around.chord <= np.partition(around.chord, rows)[rows]
            around = Nearby(around.record[nearest], around.chord[nearest])
        order = np.lexsort((around.record, around.chord))
        chords: dict[int, float] = {}
        for record, chord in zip(around.record[order].tolist(), around.chord[order].tolist(), strict=True):
            chords.setdefault(record, chord)
        if len(chords) >= count or complete:
            return list(chords.items())[:count]
        rows *= 4


def count_each(circles: Sequence[Nearby]) -> list[int]:
    """Count the records in each of some circles."""
    return [_count(circle.record) for circle in circles]


def _count(numbers: NDArray[np.int32]) -> int:
    """Count the distinct numbers. Sorting is faster than marking each in an array of all records."""
    numbers = np.sort(numbers)
    return int(np.count_nonzero(numbers[1:] != numbers[:-1])) + bool(len(numbers))


def count_everywhere(facets: Sequence[Locations], flags: int) -> int:
    """Count the records that have a location under any of the facets with all of the flags."""
    records = [each.record[each.flags & flags == flags] if flags else each.record for each in facets]
    return _count(_joined(records))


def marked(lists: Sequence[bytes], size: int) -> NDArray[np.bool_]:
    """Return for each number from 0 to `size` whether it is in one of the lists of record numbers."""
    chosen = np.zeros(size + 1, np.bool_)
    chosen[np.frombuffer(b"".join(lists), RECORD)] = True
    return chosen


def facet_rows(columns: Mapping[str, ArrayLike], facets: Mapping[str, ArrayLike]) -> Iterator[dict[str, Any]]:
    """Yield the rows of the facet table: `facets` are the places in `columns` of each facet's locations."""
    arrays = {name: np.asarray(columns[name], kind) for name, kind in COLUMNS.items()}
    for facet_name, places in facets.items():
        chosen = np.asarray(places)
        chosen = chosen[np.argsort(arrays["cell"][chosen], kind="stable")]
        yield {"name": facet_name} | {name: column[chosen].tobytes() for name, column in arrays.items()}

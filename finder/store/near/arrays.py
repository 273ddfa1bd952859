"""How many are within each ring of a place, counted over arrays that the build lays ready.

An index finds the nearest twenty in no time. Counting reads everybody within 250 miles, and who has several
spots counts once: in SQL a GROUP BY, which took 30 ms in Manhattan; over arrays less than one. NumPy takes
a tenth of a second to load: who imports this module does so when there is somebody to count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, select

from finder.geo.cells import spans_within
from finder.geo.points import Point, chord_squared, vector
from finder.store.connect import Snapshot
from finder.store.near.counting import Counted
from finder.store.schema import near, spots

#: Rows of the index that are held at once while the arrays are made.
_AT_ONCE = 20_000
_KINDS = {"cell": "u4", "who": "i4", "flags": "i4", "x": "f8", "y": "f8", "z": "f8"}


@dataclass(frozen=True, slots=True)
class Spots:
    """The spots of one facet, in the order of their cells.

    `who` numbers the places of the directory, of which there are `places`, from 0 without gaps; x, y and z
    are miles (geo.circle).
    """

    places: int
    cell: NDArray[np.uint32]
    who: NDArray[np.int32]
    flags: NDArray[np.int32]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    z: NDArray[np.float64]


def count_within(
    snapshot: Snapshot, connection: Connection, center: Point, counted: Counted, radii: Sequence[float]
) -> list[int]:
    """Count them within each radius, in miles; the radii come in rising order."""
    runs = spans_within(center, radii[-1])
    known = [_spots_of(snapshot, connection, facet) for facet in counted.facets]
    met = [_met(each, center, runs, counted.flags) for each in known]
    who, chords = (np.concatenate(columns) for columns in zip(*met, strict=True))
    met_before = np.zeros(known[0].places, np.bool_)
    counts, nearer = [], -1.0
    for radius in radii:
        reach = chord_squared(radius)
        met_before[who[(chords > nearer) & (chords <= reach)]] = True
        counts.append(int(np.count_nonzero(met_before)))
        nearer = reach
    return counts


def _met(
    spots: Spots, center: Point, runs: Sequence[tuple[int, int]], flags: int
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Return who has a spot in the runs of cells, and the squared chord to it."""
    starts = spots.cell.searchsorted(np.array([first for first, _ in runs], np.uint32))
    ends = spots.cell.searchsorted(np.array([last for _, last in runs], np.uint32), side="right")
    parts = [slice(start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    columns = (spots.who, spots.flags, spots.x, spots.y, spots.z)
    who, known, x, y, z = (np.concatenate([column[part] for part in parts]) for column in columns)
    here = vector(center)
    # The order in which a search reckons: to the last bit, both must call the same spots inside.
    chords = (x - here.x) ** 2 + (y - here.y) ** 2 + (z - here.z) ** 2
    fits = known & flags == flags
    return (who[fits], chords[fits]) if flags else (who, chords)


def _spots_of(snapshot: Snapshot, connection: Connection, facet: int) -> Spots:
    """Return the spots of a facet, which must be one of the directory's; they are kept with it."""

    def read() -> Spots:
        row = connection.execute(select(spots).where(spots.c.facet == facet)).one()
        return Spots(row.places, *(np.frombuffer(getattr(row, name), kind) for name, kind in _KINDS.items()))

    return snapshot.keep(("spots", facet), read)


def spots_rows(connection: Connection, facets: Iterable[int]) -> Iterator[dict[str, Any]]:
    """Yield the rows of the table of spots, one facet at a time."""
    numbers = connection.execute(select(near.c.place).distinct().order_by(near.c.place))
    places = np.fromiter((row[0] for row in numbers.yield_per(_AT_ONCE)), np.int64)
    for facet in facets:
        found = select(near.c.cell, near.c.place, near.c.flags, near.c.x, near.c.y, near.c.z)
        rows = connection.execute(found.where(near.c.facet == facet).order_by(near.c.cell))
        parts = [_arrays(some, places) for some in rows.yield_per(_AT_ONCE).partitions()]
        packed = {name: b"".join(part[name].tobytes() for part in parts) for name in _KINDS}
        yield {"facet": facet, "places": len(places), **packed}


def _arrays(rows: Sequence[Row[*tuple[Any, ...]]], places: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    cell, place, *others = zip(*rows, strict=True)
    columns = (cell, places.searchsorted(np.array(place, np.int64)), *others)
    return {
        name: np.array(values, kind) for (name, kind), values in zip(_KINDS.items(), columns, strict=True)
    }

"""The outlines of states and territories, simplified for the scale of a map.

outlines.json beside this file is made by scripts/outlines.py from boundaries of the US Census Bureau (2017,
scale 1:10,000,000). They are accurate to about half a mile: on a map less than 20 miles wide they would
mislead.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import and_
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from finder.geo.projection import Degrees, Numbers, Plane, Projection

FILE = Path(__file__).with_name("outlines.json")
#: A point has level n if leaving it out would move its line by at least this many miles times 2**n.
FINEST = 0.1

#: Numbers of the arcs that form a ring, in order; ~n is arc n from its end to its beginning.
Ring = tuple[int, ...]
#: Points of a line on the sheet, as an array of x and an array of y.
Line = tuple[Numbers, Numbers]


@dataclass(frozen=True, slots=True)
class Outlines:
    """Boundaries as arcs between junctions, and the rings that the arcs form."""

    #: The points of all arcs, one arc after the other, and the level of each point.
    points: Degrees
    levels: NDArray[np.int8]
    #: The index at which each arc starts, and at last the number of points.
    starts: NDArray[np.int64]
    #: Rings by postal code of state.
    states: dict[str, tuple[Ring, ...]]
    land: tuple[Ring, ...]
    #: Arcs between two states: those that are neither coast nor national border.
    borders: tuple[Ring, ...]


@lru_cache(maxsize=1)
def load_outlines() -> Outlines:
    """Return the outlines; the file is read at the first call."""
    content = json.loads(FILE.read_text(encoding="utf-8"))
    arcs = [np.array(arc, dtype=np.int64).reshape(-1, 3) for arc in content["arcs"]]
    steps = [arc[:, :2].cumsum(axis=0) * content["degrees"] + content["corner"] for arc in arcs]
    points = np.concatenate(steps)
    states = {code: tuple(map(tuple, rings)) for code, rings in content["states"].items()}
    land = tuple(map(tuple, content["land"]))
    outer = {max(arc, ~arc) for ring in land for arc in ring}
    return Outlines(
        (points[:, 1].copy(), points[:, 0].copy()),
        np.concatenate([arc[:, 2] for arc in arcs]).astype(np.int8),
        np.cumsum([0, *map(len, arcs)]),
        states,
        land,
        tuple((arc,) for arc in range(len(arcs)) if arc not in outer),
    )


class ProjectedOutlines:
    """The outlines projected and placed on a sheet of paper.

    Points whose absence moves a line by less than `miles` are left out. `to_sheet` turns miles east and north
    into x and y on the sheet, which is `size` (width, height) and whose y grows downward.
    """

    def __init__(
        self, projection: Projection, miles: float, to_sheet: Callable[[Plane], Plane], size: tuple[int, int]
    ) -> None:
        self.all = load_outlines()
        level = math.floor(math.log2(miles / FINEST)) if miles > FINEST else 0
        used = self.all.levels >= min(level, int(self.all.levels.max()))
        latitude, longitude = self.all.points
        self._x, self._y = to_sheet(projection.project((latitude[used], longitude[used])))
        self._starts = np.concatenate(([0], np.cumsum(used)))[self.all.starts]
        first = self._starts[:-1]
        exceeded = edges_exceeded((self._x, self._y), size)
        self._outside: list[int] = np.bitwise_and.reduceat(exceeded, first).tolist()
        self._crossing: list[int] = np.bitwise_or.reduceat(exceeded, first).tolist()
        across, down = (
            np.maximum.reduceat(x, first) - np.minimum.reduceat(x, first) for x in (self._x, self._y)
        )
        self._extent: list[float] = np.maximum(across, down).tolist()

    def is_visible(self, ring: Ring) -> bool:
        """Return whether a ring may touch the sheet: not all of its points are beyond the same edge."""
        return reduce(and_, (self._outside[max(number, ~number)] for number in ring)) == 0

    def is_inside(self, ring: Ring) -> bool:
        """Return whether all points of a ring are on the sheet."""
        return not any(self._crossing[max(number, ~number)] for number in ring)

    def extent(self, ring: Ring) -> float:
        """Return about how large a ring is on the sheet: the sum of the larger sides of its arcs' boxes."""
        return sum(self._extent[max(number, ~number)] for number in ring)

    def line(self, ring: Ring) -> Line:
        """Return the arcs of a ring as one line; the points where they join appear twice."""
        arcs = [self._arc(number) for number in ring]
        if len(arcs) == 1:
            return arcs[0]
        return np.concatenate([x for x, _ in arcs]), np.concatenate([y for _, y in arcs])

    def _arc(self, number: int) -> Line:
        index = max(number, ~number)
        part = slice(self._starts[index], self._starts[index + 1])
        step = 1 if number >= 0 else -1
        return self._x[part][::step], self._y[part][::step]


def edges_exceeded(line: Line, size: tuple[int, int]) -> NDArray[np.int8]:
    """Return for each point the edges of the sheet it is beyond: bits 0 to 3 for left, right, top, bottom."""
    (x, y), (width, height) = line, size
    bits = (x < 0) | (x > width) << 1 | (y < 0) << 2 | (y > height) << 3
    return np.asarray(bits, dtype=np.int8)


def trim_ring(ring: Line, size: tuple[int, int]) -> Line:
    """Return a ring that looks the same on the sheet, with far fewer points outside of it.

    A point outside is left out if it and both its neighbors are beyond the same edges.
    """
    edges = edges_exceeded(ring, size)
    if not edges.any():
        return ring
    looped = np.concatenate((edges[-1:], edges, edges[:1]))
    needed = (edges == 0) | (looped[:-2] != edges) | (looped[2:] != edges)
    return ring[0][needed], ring[1][needed]


def visible_pieces(line: Line, size: tuple[int, int]) -> list[Line]:
    """Return the pieces of a line that may be visible, each with the points just outside the sheet."""
    edges = edges_exceeded(line, size)
    visible = (edges[1:] & edges[:-1]) == 0
    ends = np.flatnonzero(np.diff(np.concatenate(([False], visible, [False]))))
    return [
        (line[0][start : end + 1], line[1][start : end + 1])
        for start, end in zip(ends[::2], ends[1::2], strict=True)
    ]

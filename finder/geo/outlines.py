"""The outlines of states and territories: read once, thinned out for the scale of a map.

outlines.json beside this file is made by scripts/outlines.py from boundaries of the US Census Bureau (2017,
scale 1:10,000,000). They are good to about half a mile: below some 20 miles across they would mislead.
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

from finder.geo.projection import Degrees, Flat, Numbers, Projection

FILE = Path(__file__).with_name("outlines.json")
#: A point has level n if leaving it out would move its line by at least this many miles times 2**n.
FINEST = 0.1

#: Numbers of arcs that make a ring, one after the other; ~n is arc n from its end.
Ring = tuple[int, ...]
#: Points of a line on paper, as columns.
Line = tuple[Numbers, Numbers]


@dataclass(frozen=True, slots=True)
class Outlines:
    """Lines as arcs from crossing to crossing, and what they go around."""

    #: Every point of every arc, one arc after the other, with its level.
    points: Degrees
    levels: NDArray[np.int8]
    #: Where each arc begins, and where the last one ends.
    starts: NDArray[np.int64]
    states: dict[str, tuple[Ring, ...]]
    land: tuple[Ring, ...]
    #: Arcs between two states: all that are no coast and no border of the country.
    borders: tuple[Ring, ...]


@lru_cache(maxsize=1)
def outlines() -> Outlines:
    """Return the outlines by postal code of state; read from the file at the first call."""
    read = json.loads(FILE.read_text(encoding="utf-8"))
    arcs = [np.array(arc, dtype=np.int64).reshape(-1, 3) for arc in read["arcs"]]
    steps = [arc[:, :2].cumsum(axis=0) * read["degrees"] + read["corner"] for arc in arcs]
    places = np.concatenate(steps)
    states = {code: tuple(map(tuple, rings)) for code, rings in read["states"].items()}
    land = tuple(map(tuple, read["land"]))
    outer = {max(arc, ~arc) for ring in land for arc in ring}
    return Outlines(
        (places[:, 1].copy(), places[:, 0].copy()),
        np.concatenate([arc[:, 2] for arc in arcs]).astype(np.int8),
        np.cumsum([0, *map(len, arcs)]),
        states,
        land,
        tuple((arc,) for arc in range(len(arcs)) if arc not in outer),
    )


class Laid:
    """The outlines laid flat by a projection and put on a sheet of paper.

    Points that matter less than `miles` are left out. `on_paper` turns miles east and north into places on
    the sheet, which is `size` wide and high, and whose y grows downwards.
    """

    def __init__(
        self, projection: Projection, miles: float, on_paper: Callable[[Flat], Flat], size: tuple[int, int]
    ) -> None:
        self.all = outlines()
        level = math.floor(math.log2(miles / FINEST)) if miles > FINEST else 0
        kept = self.all.levels >= min(level, int(self.all.levels.max()))
        latitude, longitude = self.all.points
        self._x, self._y = on_paper(projection.flat((latitude[kept], longitude[kept])))
        self._starts = np.concatenate(([0], np.cumsum(kept)))[self.all.starts]
        first = self._starts[:-1]
        self._beyond: list[int] = np.bitwise_and.reduceat(beyond((self._x, self._y), size), first).tolist()
        across, down = (
            np.maximum.reduceat(x, first) - np.minimum.reduceat(x, first) for x in (self._x, self._y)
        )
        self._extent: list[float] = np.maximum(across, down).tolist()

    def is_seen(self, ring: Ring) -> bool:
        """Tell whether arcs may touch the sheet: not all of their points lie beyond one edge."""
        return reduce(and_, (self._beyond[max(number, ~number)] for number in ring)) == 0

    def extent(self, ring: Ring) -> float:
        """Return about how large a ring is on the sheet: the lengths of its arcs, each as the crow flies."""
        return sum(self._extent[max(number, ~number)] for number in ring)

    def line(self, ring: Ring) -> Line:
        """Return arcs as one line; where they meet, the point comes twice."""
        arcs = [self._arc(number) for number in ring]
        if len(arcs) == 1:
            return arcs[0]
        return np.concatenate([x for x, _ in arcs]), np.concatenate([y for _, y in arcs])

    def _arc(self, number: int) -> Line:
        at = max(number, ~number)
        part = slice(self._starts[at], self._starts[at + 1])
        step = 1 if number >= 0 else -1
        return self._x[part][::step], self._y[part][::step]


def beyond(line: Line, size: tuple[int, int]) -> NDArray[np.int8]:
    """Return for each point beyond which edges of the sheet it lies, a bit for each of the four."""
    (x, y), (width, height) = line, size
    bits = (x < 0) | (x > width) << 1 | (y < 0) << 2 | (y > height) << 3
    return np.asarray(bits, dtype=np.int8)


def trimmed(ring: Line, size: tuple[int, int]) -> Line:
    """Return a ring that looks the same on the sheet, with far fewer points beyond it.

    A point goes where its two neighbors lie beyond just the same edges: nothing of the ring is seen there.
    """
    codes = beyond(ring, size)
    if not codes.any():
        return ring
    looped = np.concatenate((codes[-1:], codes, codes[:1]))
    kept = (codes == 0) | (looped[:-2] != codes) | (looped[2:] != codes)
    return ring[0][kept], ring[1][kept]


def pieces(line: Line, size: tuple[int, int]) -> list[Line]:
    """Return the pieces of a line that may be seen on the sheet, each with a point beyond its edge."""
    codes = beyond(line, size)
    seen = (codes[1:] & codes[:-1]) == 0
    edges = np.flatnonzero(np.diff(np.concatenate(([False], seen, [False]))))
    return [
        (line[0][at : to + 1], line[1][at : to + 1]) for at, to in zip(edges[::2], edges[1::2], strict=True)
    ]

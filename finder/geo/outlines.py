"""The outlines of states and territories, simplified for the scale of a map.

outlines.json beside this file is made by scripts/outlines.py from boundaries of the US Census Bureau (2017,
scale 1:10,000,000). They are accurate to about half a mile: on a map less than 20 miles wide they would
mislead.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from finder.geo.points import MEAN_MILES, Point
from finder.geo.projection import Azimuthal, Numbers, Plane, degrees, directions

FILE = Path(__file__).with_name("outlines.json")
#: A point has level n if leaving it out would move its line by at least this many miles times 2**n.
FINEST = 0.1

#: Numbers of the arcs that form a ring, in order; ~n is arc n from its end to its beginning.
Ring = tuple[int, ...]
#: Points of a line on the sheet: a row of x and a row of y.
Line = Numbers


class Rings:
    """Rings, also as arrays of their arcs, to look at all of them at once."""

    def __init__(self, rings: Sequence[Ring]) -> None:
        self.all = rings
        self.arcs = np.array([max(number, ~number) for ring in rings for number in ring])
        self.starts = np.cumsum([0, *map(len, rings)])[:-1]


@dataclass(frozen=True, slots=True)
class Outlines:
    """Boundaries as arcs between junctions, and the rings that the arcs form."""

    #: The directions of the points of all arcs, one arc after the other, and the level of each point.
    points: Numbers
    levels: NDArray[np.int8]
    #: The index at which each arc starts, and at last the number of points; and the arc of each point.
    starts: NDArray[np.int64]
    arc_of: NDArray[np.int64]
    #: A direction in the middle of each arc, and the miles from there to its farthest point.
    middles: Numbers
    radii: Numbers
    #: Rings of states, and the postal code of the state that each belongs to.
    states: Rings
    codes: tuple[str, ...]
    land: Rings
    #: Arcs between two states: those that are neither coast nor national border.
    borders: NDArray[np.int64]

    def near(self, center: Point, miles: float) -> NDArray[np.bool_]:
        """Return for each arc whether it may have a point within some miles of a center."""
        here = directions(degrees([center]))[:, 0]
        return np.arccos(np.clip(here @ self.middles, -1, 1)) * MEAN_MILES <= miles + self.radii


@lru_cache(maxsize=1)
def load_outlines() -> Outlines:
    """Return the outlines; the file is read at the first call."""
    content = json.loads(FILE.read_text(encoding="utf-8"))
    arcs = [np.array(arc, dtype=np.int64).reshape(-1, 3) for arc in content["arcs"]]
    steps = [arc[:, :2].cumsum(axis=0) * content["degrees"] + content["corner"] for arc in arcs]
    land = [tuple(ring) for ring in content["land"]]
    outer = {max(arc, ~arc) for ring in land for arc in ring}
    seen = [directions((each[:, 1], each[:, 0])) for each in steps]
    middles = [each.mean(axis=1) for each in seen]
    middles = [each / np.linalg.norm(each) for each in middles]
    farthest = [np.clip(middle @ each, -1, 1).min() for middle, each in zip(middles, seen, strict=True)]
    return Outlines(
        np.concatenate(seen, axis=1),
        np.concatenate([arc[:, 2] for arc in arcs]).astype(np.int8),
        np.cumsum([0, *map(len, arcs)]),
        np.repeat(np.arange(len(arcs)), [len(arc) for arc in arcs]),
        np.stack(middles, axis=1),
        np.arccos(farthest) * MEAN_MILES,
        Rings([ring for rings in content["states"].values() for ring in map(tuple, rings)]),
        tuple(code for code, rings in content["states"].items() for _ in rings),
        Rings(land),
        np.array([arc for arc in range(len(arcs)) if arc not in outer]),
    )


class ProjectedOutlines:
    """The outlines projected and placed on a sheet of paper.

    Points whose absence moves a line by less than `miles` are left out, and of arcs that lie farther from
    the center than `reach` all that can be. `to_sheet` turns miles east and north into x and y on the sheet,
    which is `size` (width, height) and whose y grows downward.

    `outside` has for each arc the edges of the sheet that all of its points are beyond, `crossing` those that
    any of them is beyond (edges_exceeded), and `extents` the larger side of its box.
    """

    def __init__(
        self,
        projection: Azimuthal,
        miles: float,
        to_sheet: Callable[[Plane], Plane],
        size: tuple[int, int],
        reach: float = math.inf,
    ) -> None:
        self.all = load_outlines()
        highest = int(self.all.levels.max())
        level = min(math.floor(math.log2(miles / FINEST)) if miles > FINEST else 0, highest)
        used = self.all.levels >= level
        if math.isfinite(reach):
            # Twice as far, because a straight line between far points bends on this projection.
            near = self.all.near(projection.center, 2 * reach)
            used &= near[self.all.arc_of] | (self.all.levels == highest)
        x, y = to_sheet(projection.project_directions(self.all.points[:, used]))
        first = np.concatenate(([0], np.cumsum(used)))[self.all.starts]
        self._points, self._starts = np.array((x, y)), first.tolist()
        first = first[:-1]
        exceeded = edges_exceeded(self._points, size)
        self.outside: NDArray[np.int8] = np.bitwise_and.reduceat(exceeded, first)
        self.crossing: NDArray[np.int8] = np.bitwise_or.reduceat(exceeded, first)
        across, down = (
            np.maximum.reduceat(axis, first) - np.minimum.reduceat(axis, first) for axis in (x, y)
        )
        self.extents: Numbers = np.maximum(across, down)

    def visible(self, rings: Rings, least: float) -> list[tuple[float, int]]:
        """Return the extent and the number of the rings that may touch the sheet and are not too small.

        A ring may touch it if not all of its points are beyond the same edge. Its extent, about how large it
        is on the sheet, is the sum of the larger sides of its arcs' boxes, and `least` at least.
        """
        outside = np.bitwise_and.reduceat(self.outside[rings.arcs], rings.starts)
        extents = np.add.reduceat(self.extents[rings.arcs], rings.starts)
        found = np.flatnonzero((outside == 0) & (extents >= least))
        return list(zip(extents[found].tolist(), found.tolist(), strict=True))

    def visible_borders(self) -> list[int]:
        """Return the arcs between two states that may touch the sheet."""
        borders = self.all.borders
        found: list[int] = borders[self.outside[borders] == 0].tolist()
        return found

    def line(self, ring: Ring) -> Line:
        """Return the arcs of a ring as one line; the points where they join appear twice."""
        arcs = [self._arc(number) for number in ring]
        return arcs[0] if len(arcs) == 1 else np.concatenate(arcs, axis=1)

    def _arc(self, number: int) -> Numbers:
        if number >= 0:
            return self._points[:, self._starts[number] : self._starts[number + 1]]
        return self._points[:, self._starts[~number] : self._starts[~number + 1]][:, ::-1]


def edges_exceeded(line: Line, size: tuple[int, int]) -> NDArray[np.int8]:
    """Return for each point the edges of the sheet it is beyond: bits 0 to 3 for left, right, top, bottom."""
    (x, y), (width, height) = line, size
    left, right, top, bottom = (each.view(np.int8) for each in (x < 0, x > width, y < 0, y > height))
    return np.asarray(left | right << 1 | top << 2 | bottom << 3, dtype=np.int8)


def trim_ring(ring: Line, size: tuple[int, int]) -> Line:
    """Return a ring that looks the same on the sheet, with far fewer points outside of it.

    A point outside is left out if it and both its neighbors are beyond the same edges.
    """
    edges = edges_exceeded(ring, size)
    if not edges.any():
        return ring
    looped = np.concatenate((edges[-1:], edges, edges[:1]))
    needed = (edges == 0) | (looped[:-2] != edges) | (looped[2:] != edges)
    return ring[:, needed]


def visible_pieces(line: Line, size: tuple[int, int]) -> list[Line]:
    """Return the pieces of a line that may be visible, each with the points just outside the sheet."""
    edges = edges_exceeded(line, size)
    visible = (edges[1:] & edges[:-1]) == 0
    ends = np.flatnonzero(np.diff(np.concatenate(([False], visible, [False]))))
    return [line[:, start : end + 1] for start, end in zip(ends[::2], ends[1::2], strict=True)]

"""The sheet a map is drawn on: its size, how many units a mile is, and where the asker stands on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from finder.geo.projection import Flat

#: Units across. Two and a bit make a pixel in the column beside the list: whole numbers are fine enough.
WIDTH = 640
#: Between the middles of two pins: no number is hidden, and each can be hit with a finger.
APART = 54
#: From the edge to the nearest spot, and to the middle of the nearest pin.
_MARGIN, EDGE = 50, 30
#: With more pins than these the sheet grows, and what is on it becomes smaller.
_PINS = 30
#: The height as a share of the width.
_LOWEST, _HIGHEST = 0.75, 1.1
_LEAST_MILES = 3.0

#: A place on the sheet, x to the right and y downwards.
Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet that holds the asker and all spots; the asker need not stand in its middle."""

    width: int
    height: int
    scale: float  # units a mile
    here: Spot

    @classmethod
    def around(cls, spots: Sequence[tuple[float, float]], pins: int) -> Frame:
        """Return the frame for spots, given in miles east and north of the asker."""
        width = round(WIDTH * max(1.0, math.sqrt(pins / _PINS)))
        east, north = ([0.0, *(spot[axis] for spot in spots)] for axis in (0, 1))
        across = max(max(east) - min(east), _LEAST_MILES)
        up = max(max(north) - min(north), _LEAST_MILES)
        scale = min((width - 2 * _MARGIN) / across, (width * _HIGHEST - 2 * _MARGIN) / up)
        height = round(max(width * _LOWEST, up * scale + 2 * _MARGIN))
        here = (
            width / 2 - (max(east) + min(east)) / 2 * scale,
            height / 2 + (max(north) + min(north)) / 2 * scale,
        )
        return cls(width, height, scale, here)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in units."""
        return self.width, self.height

    @property
    def miles_across(self) -> float:
        """How many miles the sheet is wide."""
        return self.width / self.scale

    @property
    def reach(self) -> float:
        """Miles from the asker to the corner farthest away."""
        x, y = self.here
        return math.hypot(max(x, self.width - x), max(y, self.height - y)) / self.scale

    def spot(self, east: float, north: float) -> Spot:
        """Return the place on the sheet of something so many miles east and north of the asker."""
        return self.here[0] + east * self.scale, self.here[1] - north * self.scale

    def on_paper(self, flat: Flat) -> Flat:
        """Return many places at once."""
        return self.here[0] + flat[0] * self.scale, self.here[1] - flat[1] * self.scale

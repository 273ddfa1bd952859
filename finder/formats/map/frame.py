"""The sheet a map is drawn on: its size, its scale, and where on it the reader's place is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from finder.geo.projection import Plane

#: Width in units. More than two units make a pixel in the column beside the list, so whole units suffice.
WIDTH = 640
#: Distance between the centers of two pins, so that no number is hidden and each can be tapped.
PIN_DISTANCE = 54
#: Distance from the edge to the nearest location, and to the center of the nearest pin.
_MARGIN, EDGE = 50, 30
#: With more pins than this the sheet grows, so that everything on it is shown smaller.
_MAX_PINS = 30
#: Limits of the height, as a share of the width.
_MIN_HEIGHT, _MAX_HEIGHT = 0.75, 1.1
_MIN_MILES = 3.0

#: A position on the sheet in units: x to the right, y downward.
SheetPoint = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet that shows the reader's place and all locations. `scale` is in units per mile.

    `here` is the reader's place, which need not be in the middle.
    """

    width: int
    height: int
    scale: float
    here: SheetPoint

    @classmethod
    def around(cls, locations: Sequence[tuple[float, float]], pins: int) -> Frame:
        """Return the frame for locations, given in miles east and north of the reader's place."""
        width = round(WIDTH * max(1.0, math.sqrt(pins / _MAX_PINS)))
        east, north = ([0.0, *(location[axis] for location in locations)] for axis in (0, 1))
        across = max(max(east) - min(east), _MIN_MILES)
        up = max(max(north) - min(north), _MIN_MILES)
        scale = min((width - 2 * _MARGIN) / across, (width * _MAX_HEIGHT - 2 * _MARGIN) / up)
        height = round(max(width * _MIN_HEIGHT, up * scale + 2 * _MARGIN))
        here = (
            width / 2 - (max(east) + min(east)) / 2 * scale,
            height / 2 + (max(north) + min(north)) / 2 * scale,
        )
        return cls(width, height, scale, here)

    @property
    def size(self) -> tuple[int, int]:
        """The width and height in units."""
        return self.width, self.height

    @property
    def miles_across(self) -> float:
        """The width in miles."""
        return self.width / self.scale

    @property
    def reach(self) -> float:
        """The miles from the reader's place to the farthest corner."""
        x, y = self.here
        return math.hypot(max(x, self.width - x), max(y, self.height - y)) / self.scale

    def position(self, east: float, north: float) -> SheetPoint:
        """Return the position of a location that is `east` and `north` miles from the reader's place."""
        return self.here[0] + east * self.scale, self.here[1] - north * self.scale

    def positions(self, locations: Plane) -> Plane:
        """Return the positions of many locations, given in miles: an array of x and an array of y."""
        return self.here[0] + locations[0] * self.scale, self.here[1] - locations[1] * self.scale

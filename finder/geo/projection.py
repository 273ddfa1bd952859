"""The globe laid flat around a point, in miles: true to distance and direction, or as street maps have it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from finder.geo.points import MEAN_MILES, Point

Numbers = NDArray[np.float64]
#: Many points as columns: latitudes and longitudes in degrees.
Degrees = tuple[Numbers, Numbers]
#: The same on a plane: miles east and miles north of the middle.
Flat = tuple[Numbers, Numbers]
#: Where the world of Mercator ends, in degrees: there it is a square.
_LAST = 85.0511287798


class Projection(Protocol):
    """A way to lay the globe flat around a point."""

    def flat(self, points: Degrees) -> Flat:
        """Return where points lie, in miles east and north of the middle."""


def degrees(points: Sequence[Point]) -> Degrees:
    """Return points as columns."""
    return (
        np.array([each.latitude for each in points], dtype=np.float64),
        np.array([each.longitude for each in points], dtype=np.float64),
    )


@dataclass(frozen=True, slots=True)
class Azimuthal:
    """Azimuthal equidistant: from the middle every distance and every direction is true (Snyder 1987, 25)."""

    middle: Point

    def flat(self, points: Degrees) -> Flat:
        """Return where points lie, in miles east and north of the middle."""
        latitude, turn = np.radians(points[0]), np.radians(points[1] - self.middle.longitude)
        here = math.radians(self.middle.latitude)
        east = np.sin(turn) * np.cos(latitude)
        north = math.cos(here) * np.sin(latitude) - math.sin(here) * np.cos(latitude) * np.cos(turn)
        up = math.sin(here) * np.sin(latitude) + math.cos(here) * np.cos(latitude) * np.cos(turn)
        length = np.hypot(east, north)
        stretch = MEAN_MILES * np.arctan2(length, up) / np.where(length > 0, length, 1.0)
        return east * stretch, north * stretch


@dataclass(frozen=True, slots=True)
class Mercator:
    """Web Mercator, in which servers keep pictures of streets; its miles are true near the middle alone."""

    middle: Point

    @property
    def around(self) -> float:
        """How many of its miles go around the globe."""
        return 2 * math.pi * MEAN_MILES * math.cos(math.radians(self.middle.latitude))

    @property
    def up(self) -> float:
        """How many of its miles the middle lies north of the equator."""
        return float(self._up(np.array([self.middle.latitude]))[0])

    def flat(self, points: Degrees) -> Flat:
        """Return where points lie, in miles east and north of the middle."""
        turn = (points[1] - self.middle.longitude + 180) % 360 - 180
        return turn / 360 * self.around, self._up(points[0]) - self.up

    def _up(self, latitude: Numbers) -> Numbers:
        held = np.radians(np.clip(latitude, -_LAST, _LAST))
        return np.asarray(np.arcsinh(np.tan(held)) / (2 * math.pi) * self.around, dtype=np.float64)

"""Map projections around a point, in miles: true to distance and direction, or as street maps have it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from finder.geo.points import ECCENTRICITY_SQUARED, EQUATOR_MILES, MEAN_MILES, Point

Numbers = NDArray[np.float64]
#: Points as two arrays of one length: latitudes and longitudes in degrees.
Degrees = tuple[Numbers, Numbers]
#: Points as two arrays of one length: miles east and miles north of the center.
Plane = tuple[Numbers, Numbers]
#: Web Mercator ends at this latitude in degrees, which makes the map of the world a square.
_MAX_LATITUDE = 85.0511287798


def _limited(latitude: float) -> float:
    return max(-_MAX_LATITUDE, min(_MAX_LATITUDE, latitude))


class Projection(Protocol):
    """A way to map the globe to a plane around a point."""

    def project(self, points: Degrees) -> Plane:
        """Return points in miles east and north of the center."""


def degrees(points: Sequence[Point]) -> Degrees:
    """Return points as an array of latitudes and an array of longitudes."""
    return (
        np.array([each.latitude for each in points], dtype=np.float64),
        np.array([each.longitude for each in points], dtype=np.float64),
    )


def vectors(points: Degrees) -> Numbers:
    """Return points as geo.points.vector does: Earth-centered x, y and z in miles, a row a point."""
    latitude, longitude = map(np.radians, points)
    normal = EQUATOR_MILES / np.sqrt(1 - ECCENTRICITY_SQUARED * np.sin(latitude) ** 2)
    across = normal * np.cos(latitude)
    up = normal * (1 - ECCENTRICITY_SQUARED) * np.sin(latitude)
    return np.stack((across * np.cos(longitude), across * np.sin(longitude), up), axis=1)


def directions(points: Degrees) -> Numbers:
    """Return points of a sphere as seen from its center, one mile long: x, y and z, a row each."""
    latitude, longitude = map(np.radians, points)
    across = np.cos(latitude)
    return np.stack((across * np.cos(longitude), across * np.sin(longitude), np.sin(latitude)))


@dataclass(frozen=True, slots=True)
class Azimuthal:
    """Azimuthal equidistant: distances and directions from the center are true (Snyder 1987, chapter 25)."""

    center: Point

    def project(self, points: Degrees) -> Plane:
        """Return points in miles east and north of the center."""
        latitude, turn = np.radians(points[0]), np.radians(points[1] - self.center.longitude)
        here = math.radians(self.center.latitude)
        east = np.sin(turn) * np.cos(latitude)
        north = math.cos(here) * np.sin(latitude) - math.sin(here) * np.cos(latitude) * np.cos(turn)
        up = math.sin(here) * np.sin(latitude) + math.cos(here) * np.cos(latitude) * np.cos(turn)
        return _stretched(east, north, up)

    def project_directions(self, points: Numbers) -> Plane:
        """Return points given as `directions`, as `project` does, with no sine of each of them."""
        latitude, longitude = math.radians(self.center.latitude), math.radians(self.center.longitude)
        low, high = math.cos(latitude), math.sin(latitude)
        x, y = math.cos(longitude), math.sin(longitude)
        axes = ((-y, x, 0.0), (-high * x, -high * y, low), (low * x, low * y, high))
        return _stretched(*(np.array(axes) @ points))


def _stretched(east: Numbers, north: Numbers, up: Numbers) -> Plane:
    """Return directions in miles along the ground; `up` is the way from the center of the earth."""
    length = np.hypot(east, north)
    stretch = MEAN_MILES * np.arctan2(length, up) / np.where(length > 0, length, 1.0)
    return east * stretch, north * stretch


@dataclass(frozen=True, slots=True)
class Mercator:
    """Web Mercator, the projection of street map tiles. Its miles are true only near the center."""

    center: Point

    @property
    def around(self) -> float:
        """The miles around the globe, at the scale of the center, or of the end of the map beyond it."""
        return 2 * math.pi * MEAN_MILES * math.cos(math.radians(_limited(self.center.latitude)))

    @property
    def north_of_equator(self) -> float:
        """The miles from the equator to the center, at the scale of the center; negative in the south."""
        return float(self._north(np.array([self.center.latitude]))[0])

    def project(self, points: Degrees) -> Plane:
        """Return points in miles east and north of the center."""
        turn = (points[1] - self.center.longitude + 180) % 360 - 180
        return turn / 360 * self.around, self._north(points[0]) - self.north_of_equator

    def _north(self, latitude: Numbers) -> Numbers:
        limited = np.radians(np.clip(latitude, -_MAX_LATITUDE, _MAX_LATITUDE))
        return np.asarray(np.arcsinh(np.tan(limited)) / (2 * math.pi) * self.around, dtype=np.float64)

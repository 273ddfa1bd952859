"""Points on the globe, the miles between them, and the grid cells a circle touches.

Positions are kept as Earth-centered WGS 84 coordinates in miles. The straight line (chord) between two of
them needs only + - *, so any database engine can rank by it, and the miles it gives differ from geopy's
geodesic by 0.003 % at most up to a thousand miles. They are the miles that people see, so the order on a page
is the order of its miles (docs/decisions/2026-11-22-distance-by-chord.md).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from finder.language import _

EQUATOR_MILES = 3963.190592  # WGS 84 semi-major axis, 6 378 137 m
ECCENTRICITY_SQUARED = 0.00669437999014  # WGS 84
MEAN_MILES = 3958.761  # mean radius, 6 371 008.8 m


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the globe in degrees, north and east positive."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            which = _("(%(latitude)s, %(longitude)s) is not a place on the globe")
            raise ValueError(which % {"latitude": self.latitude, "longitude": self.longitude})


@dataclass(frozen=True, slots=True)
class Vector:
    """A point as Earth-centered x, y, z, in miles."""

    x: float
    y: float
    z: float

    def chord_squared_to(self, other: Vector) -> float:
        """Return the square of the straight line to another vector, in square miles."""
        return (self.x - other.x) ** 2 + (self.y - other.y) ** 2 + (self.z - other.z) ** 2


def vector(point: Point) -> Vector:
    """Return `point` on the WGS 84 ellipsoid, Earth-centered, in miles."""
    latitude, longitude = math.radians(point.latitude), math.radians(point.longitude)
    normal = EQUATOR_MILES / math.sqrt(1 - ECCENTRICITY_SQUARED * math.sin(latitude) ** 2)
    return Vector(
        normal * math.cos(latitude) * math.cos(longitude),
        normal * math.cos(latitude) * math.sin(longitude),
        normal * (1 - ECCENTRICITY_SQUARED) * math.sin(latitude),
    )


def miles_between(start: Point, end: Point) -> float:
    """Return the miles along the ground by geopy's geodesic: exact, and far slower than a chord."""
    from geopy.distance import geodesic  # noqa: PLC0415 (geopy loads every geocoder it knows: 0.2 s)

    return float(geodesic((start.latitude, start.longitude), (end.latitude, end.longitude)).miles)


def chord_squared(miles: float) -> float:
    """Return the squared straight line, in square miles, that belongs to `miles` along the ground."""
    if miles >= math.pi * MEAN_MILES:
        return 4 * EQUATOR_MILES**2
    return (2 * MEAN_MILES * math.sin(miles / (2 * MEAN_MILES))) ** 2


def miles_of_chord(squared: float) -> float:
    """Return the miles along the ground that belong to a squared straight line in square miles.

    Within 0.003 % of the geodesic up to 1,000 miles, and within 0.1 % anywhere in the United States.
    """
    return 2 * MEAN_MILES * math.asin(min(1.0, math.sqrt(squared) / (2 * MEAN_MILES)))


def cell(point: Point) -> int:
    """Return the number of the smallest cell that holds `point`: 0 to 2**32 - 1, in Z-order.

    Cells are 1/65536 of the way around, and of the way from pole to pole: 0.4 by 0.2 miles at the equator.
    In Z-order (Morton, 1966) every larger square of cells is one unbroken run of numbers.
    """
    return _interleaved(
        _index(point.longitude, 180, 360) % _SIDE, min(_index(point.latitude, 90, 180), _SIDE - 1)
    )


def spans_within(center: Point, miles: float) -> list[tuple[int, int]]:
    """Return the runs of cells, first and last, that a circle may touch; none is missed, some lie outside."""
    # 68.7 miles is the shortest degree of latitude on WGS 84: dividing by it can only make the box larger.
    reach = miles / 68.7
    south, north = max(center.latitude - reach, -90), min(center.latitude + reach, 90)
    # Meridians close in towards the poles: the box must be as wide as at its edge nearest a pole.
    narrowest = math.cos(math.radians(max(abs(south), abs(north))))
    west, east = 0, _SIDE - 1
    if reach < 180 * narrowest:
        half = reach / narrowest
        west, east = _index(center.longitude - half, 180, 360), _index(center.longitude + half, 180, 360)
    rows = _index(south, 90, 180), min(_index(north, 90, 180), _SIDE - 1)
    return _runs(west, min(east, west + _SIDE - 1), *rows)


#: Cells around the globe and from pole to pole; squares of cells that cover a circle in each direction.
_SIDE, _SQUARES = 1 << 16, 4
_SPREAD = [sum((byte >> bit & 1) << 2 * bit for bit in range(8)) for byte in range(256)]


def _interleaved(x: int, y: int) -> int:
    return (_SPREAD[x >> 8] | _SPREAD[y >> 8] << 1) << 16 | _SPREAD[x & 255] | _SPREAD[y & 255] << 1


def _runs(west: int, east: int, south: int, north: int) -> list[tuple[int, int]]:
    """Cover a box with squares of cells, few and small enough, and join those that follow each other."""
    zoom = 0
    while (east >> zoom) - (west >> zoom) >= _SQUARES or (north >> zoom) - (south >> zoom) >= _SQUARES:
        zoom += 1
    columns = {x % (_SIDE >> zoom) for x in range(west >> zoom, (east >> zoom) + 1)}
    squares = (_interleaved(x, y) for x in columns for y in range(south >> zoom, (north >> zoom) + 1))
    runs: list[tuple[int, int]] = []
    for first in sorted(square << 2 * zoom for square in squares):
        last = first + (1 << 2 * zoom) - 1
        if runs and runs[-1][1] + 1 == first:
            runs[-1] = (runs[-1][0], last)
        else:
            runs.append((first, last))
    return runs


def _index(degrees: float, offset: int, turn: int) -> int:
    return math.floor((degrees + offset) / turn * _SIDE)

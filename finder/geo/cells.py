"""A grid of cells over the globe, numbered so that those near a point are in few ranges of numbers."""

from __future__ import annotations

import math

from finder.geo.points import Point

#: Cells around the globe, and from pole to pole.
_SIDE = 1 << 16
#: The most squares of cells that cover a circle in each direction.
_SQUARES = 4
#: Each byte with a zero bit in front of each of its bits.
_SPREAD = [sum((byte >> bit & 1) << 2 * bit for bit in range(8)) for byte in range(256)]


def cell(point: Point) -> int:
    """Return the number of the cell that contains `point`: 0 to 2**32 - 1, in Z-order.

    A cell is 1/65536 of a full turn wide and 1/65536 of the way from pole to pole high: 0.4 by 0.2 miles at
    the equator. In Z-order (Morton, 1966) the cells of every larger square have consecutive numbers.
    """
    return _interleaved(
        _index(point.longitude, 180, 360) % _SIDE, min(_index(point.latitude, 90, 180), _SIDE - 1)
    )


def spans_within(center: Point, miles: float) -> list[tuple[int, int]]:
    """Return ranges of cell numbers (first, last) that cover a circle of `miles` around `center`.

    Every cell that the circle touches is in one of them; they also contain cells outside the circle.
    """
    # A degree of latitude is at least 68.7 miles on WGS 84: dividing by that never makes the box too small.
    reach = miles / 68.7
    south, north = max(center.latitude - reach, -90), min(center.latitude + reach, 90)
    # Meridians converge toward the poles: the box must be wide enough at its edge nearest a pole.
    narrowest = math.cos(math.radians(max(abs(south), abs(north))))
    west, east = 0, _SIDE - 1
    if reach < 180 * narrowest:
        half = reach / narrowest
        west, east = _index(center.longitude - half, 180, 360), _index(center.longitude + half, 180, 360)
    rows = _index(south, 90, 180), min(_index(north, 90, 180), _SIDE - 1)
    return _ranges(west, min(east, west + _SIDE - 1), *rows)


def _interleaved(x: int, y: int) -> int:
    """Return the Z-order number of a cell or square: the bits of x and y in turn."""
    return (_SPREAD[x >> 8] | _SPREAD[y >> 8] << 1) << 16 | _SPREAD[x & 255] | _SPREAD[y & 255] << 1


def _ranges(west: int, east: int, south: int, north: int) -> list[tuple[int, int]]:
    """Cover a box with at most _SQUARES by _SQUARES squares, and merge ranges that are adjacent."""
    zoom = 0
    while (east >> zoom) - (west >> zoom) >= _SQUARES or (north >> zoom) - (south >> zoom) >= _SQUARES:
        zoom += 1
    columns = {x % (_SIDE >> zoom) for x in range(west >> zoom, (east >> zoom) + 1)}
    squares = (_interleaved(x, y) for x in columns for y in range(south >> zoom, (north >> zoom) + 1))
    ranges: list[tuple[int, int]] = []
    for first in sorted(square << 2 * zoom for square in squares):
        last = first + (1 << 2 * zoom) - 1
        if ranges and ranges[-1][1] + 1 == first:
            ranges[-1] = (ranges[-1][0], last)
        else:
            ranges.append((first, last))
    return ranges


def _index(degrees: float, offset: int, turn: int) -> int:
    return math.floor((degrees + offset) / turn * _SIDE)

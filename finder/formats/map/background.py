"""The background of a map as SVG: land and state lines, or street map tiles."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape

import numpy as np

from finder.domain.places import StreetTiles
from finder.formats.map.frame import Frame
from finder.geo.outlines import Line, ProjectedOutlines, trim_ring, visible_pieces
from finder.geo.projection import Azimuthal, Mercator

#: On a narrower map the outlines would mislead: they leave out rivers and boroughs.
MIN_MILES_ACROSS = 20
#: A point of an outline is left out if the line then moves by less than this, in units.
_FINEST_UNITS = 1.5
#: Islands smaller than this, in units, are left out.
_MIN_ISLAND = 3
#: About how many units wide a tile of 256 pixels is drawn, and the closest zoom of tiles.
_TILE_WIDTH, _MAX_ZOOM = 420, 17
#: The most tiles across the sheet and down it. A usual sheet needs three; the rest of a wider one is empty.
_MOST_TILES = 8


def outlines_on(frame: Frame, projection: Azimuthal) -> ProjectedOutlines:
    """Return the outlines of states as they are on the sheet."""
    return ProjectedOutlines(
        projection, _FINEST_UNITS / frame.scale, frame.positions, frame.size, frame.reach
    )


def draw_land(outlines: ProjectedOutlines, frame: Frame) -> list[str]:
    """Return the land as one path and the state lines as another."""
    paths = {
        "land": _paths([*_land(outlines, frame)], "z"),
        "state": _paths([*_borders(outlines, frame)]),
    }
    return [f'<path class="map-{name}" d="{path}"/>' for name, path in paths.items() if path]


def _land(outlines: ProjectedOutlines, frame: Frame) -> Iterator[Line]:
    """Yield the rings of land that are large enough to see, the largest first."""
    rings = outlines.all.land
    for _extent, number in sorted(outlines.visible(rings, _MIN_ISLAND), reverse=True):
        yield trim_ring(outlines.line(rings.all[number]), frame.size)


def _borders(outlines: ProjectedOutlines, frame: Frame) -> Iterator[Line]:
    for arc in outlines.visible_borders():
        line = outlines.line((arc,))
        if outlines.crossing[arc]:
            yield from visible_pieces(line, frame.size)
        else:
            yield line


def _paths(lines: Sequence[Line], end: str = "") -> str:
    """Return lines as SVG path data in whole relative units, written as short as possible.

    Each line that is more than a point is followed by `end`. All are rounded at once.
    """
    if not lines:
        return ""
    points = np.rint(np.concatenate(lines, axis=1)).astype(np.int64)
    ends = np.cumsum([line.shape[1] for line in lines])
    begins = np.concatenate(([0], ends[:-1]))
    steps = np.diff(points)
    moves = (steps[0] != 0) | (steps[1] != 0)
    moves[ends[:-1] - 1] = False  # from the end of a line to the beginning of the next
    # Where the steps of each line begin and end among those that move.
    counted = np.concatenate(([0], np.cumsum(moves)))
    words = list(map(str, steps[:, moves].T.ravel().tolist()))
    parts: list[str] = []
    of_lines = zip(
        points[:, begins].T.tolist(),
        (2 * counted[begins]).tolist(),
        (2 * counted[ends - 1]).tolist(),
        strict=True,
    )
    for (x, y), first, last in of_lines:
        if last > first:
            parts += (f"M{x} {y}l", " ".join(words[first:last]), end)
    return "".join(parts).replace(" -", "-")


def draw_streets(streets: StreetTiles, projection: Mercator, frame: Frame) -> list[str]:
    """Return the street map tiles that cover the sheet, as images from the server of `streets`."""
    around = projection.around * frame.scale
    zoom = max(0, min(_MAX_ZOOM, round(math.log2(around / _TILE_WIDTH))))
    count, side = 1 << zoom, around / (1 << zoom)
    # The northwest corner of the world, which is a square in Web Mercator.
    left = frame.here[0] - (projection.center.longitude + 180) / 360 * around
    top = frame.here[1] - around / 2 + projection.north_of_equator * frame.scale
    columns = range(math.floor(-left / side), math.ceil((frame.width - left) / side))
    rows = range(max(0, math.floor(-top / side)), min(count, math.ceil((frame.height - top) / side)))
    tiles = [(column, row) for row in rows[:_MOST_TILES] for column in columns[:_MOST_TILES]]
    return [
        f'<image href="{escape(streets.tile_url(zoom, column % count, row))}" '
        f"{_tile_box(left, top, side, column, row)}/>"
        for column, row in tiles
    ]


def _tile_box(left: float, top: float, side: float, column: int, row: int) -> str:
    """Return the attributes that place a tile; its edges are rounded so that neighbors touch."""
    x, to_x = round(left + column * side), round(left + (column + 1) * side)
    y, to_y = round(top + row * side), round(top + (row + 1) * side)
    return f'x="{x}" y="{y}" width="{to_x - x}" height="{to_y - y}" preserveAspectRatio="none"'

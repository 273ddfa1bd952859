"""What lies below the pins: land and lines between states, or pictures of streets, as SVG."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from html import escape

import numpy as np

from finder.domain.places import Streets
from finder.formats.map.frame import Frame
from finder.geo.outlines import Laid, Line, Ring, pieces, trimmed
from finder.geo.projection import Mercator, Projection

#: Below so many miles across the outlines would mislead: rivers and boroughs are cut off.
LEAST_MILES_ACROSS = 20
#: A point is left out where the line moves by less than so many units without it.
_FINEST_UNITS = 1.5
#: Islands smaller than this are specks.
_SPECK = 3
#: A picture of streets is 256 pixels wide; it is drawn about so many units wide, which is a little smaller.
_PICTURE, _CLOSEST = 420, 17


def laid_on(frame: Frame, projection: Projection) -> Laid:
    """Return the outlines on the sheet."""
    return Laid(projection, _FINEST_UNITS / frame.scale, frame.on_paper, frame.size)


def draw_land(laid: Laid, frame: Frame) -> list[str]:
    """Return the land as one path and the lines between states as another."""
    rings = (_path(each) for each in _land(laid, frame))
    paths = {
        "land": "".join(f"{ring}z" for ring in rings if ring),
        "state": "".join(_path(each) for each in _borders(laid, frame)),
    }
    return [f'<path class="map-{name}" d="{path}"/>' for name, path in paths.items() if path]


def rings_seen(laid: Laid, rings: Iterable[Ring]) -> list[Ring]:
    """Return those of the rings that are seen on the sheet and are more than specks, the largest first."""
    seen = [(laid.extent(ring), ring) for ring in rings if laid.is_seen(ring)]
    return [ring for extent, ring in sorted(seen, reverse=True) if extent >= _SPECK]


def _land(laid: Laid, frame: Frame) -> Iterator[Line]:
    for ring in rings_seen(laid, laid.all.land):
        yield trimmed(laid.line(ring), frame.size)


def _borders(laid: Laid, frame: Frame) -> Iterator[Line]:
    for arc in laid.all.borders:
        if laid.is_seen(arc):
            yield from pieces(laid.line(arc), frame.size)


def _path(line: Line) -> str:
    """Return a line as a path in whole units, each step from the point before, as short as can be written."""
    points = np.rint(np.stack(line, axis=1)).astype(np.int64)
    steps = np.diff(points, axis=0)
    steps = steps[steps.any(axis=1)]
    written = " ".join(map(str, steps.ravel().tolist())).replace(" -", "-")
    x, y = points[0]
    return f"M{x} {y}l{written}" if written else ""


def draw_streets(streets: Streets, projection: Mercator, frame: Frame) -> list[str]:
    """Return the pictures of streets that cover the sheet; each is asked of the server that was named."""
    around = projection.around * frame.scale
    zoom = max(0, min(_CLOSEST, round(math.log2(around / _PICTURE))))
    count, side = 1 << zoom, around / (1 << zoom)
    # Where the north-western corner of the world lies: Mercator's world is a square.
    left = frame.here[0] - (projection.middle.longitude + 180) / 360 * around
    top = frame.here[1] - around / 2 + projection.up * frame.scale
    columns = range(math.floor(-left / side), math.ceil((frame.width - left) / side))
    rows = range(max(0, math.floor(-top / side)), min(count, math.ceil((frame.height - top) / side)))
    squares = [(column, row) for row in rows for column in columns]
    return [
        f'<image href="{escape(streets.picture(zoom, column % count, row))}" '
        f"{_square(left, top, side, column, row)}/>"
        for column, row in squares
    ]


def _square(left: float, top: float, side: float, column: int, row: int) -> str:
    """Return where a picture stands; edges are rounded so that neighbors meet."""
    x, to_x = round(left + column * side), round(left + (column + 1) * side)
    y, to_y = round(top + row * side), round(top + (row + 1) * side)
    return f'x="{x}" y="{y}" width="{to_x - x}" height="{to_y - y}" preserveAspectRatio="none"'

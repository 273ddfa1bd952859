"""The labels on a map: miles of rings, states and towns, each placed where it covers nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

import numpy as np

from finder.domain.places import Town
from finder.formats.map.frame import PIN_DISTANCE, Frame, SheetPoint
from finder.geo.outlines import Line, ProjectedOutlines
from finder.geo.projection import Projection, degrees
from finder.geo.states import state_name
from finder.language import _, number

#: Radii of rings, and lengths of the scale bar.
_MILES = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 12_500)
_MAX_RINGS, _MAX_TOWNS = 4, 12
#: Font sizes in units, as in the stylesheet, and the width of a letter as a share of the font size.
_SMALL, _STATE, _LETTER = 24, 26, 0.56
#: The heights inside a ring at which its name may stand, from the top, as shares.
_HEIGHTS = np.array((0.5, 0.35, 0.65, 0.2, 0.8))
#: Of towns closer together than this, in units, only the largest is labeled.
_TOWN_DISTANCE = 70
#: A box on the sheet: left, top, right, bottom.
Box = tuple[float, float, float, float]
#: Where a label may go: x, the y of its middle height, and which part of it is at x (start, middle or end).
Anchor = tuple[float, float, str]


class FreeSpace:
    """The parts of the sheet that no pin and no label covers yet."""

    def __init__(self, frame: Frame, pins: Iterable[SheetPoint]) -> None:
        self._frame = frame
        sizes = [(frame.here, 12.0), *((pin, PIN_DISTANCE / 2) for pin in pins)]
        self._taken: list[Box] = [(x - half, y - half, x + half, y + half) for (x, y), half in sizes]

    def is_free(self, box: Box) -> bool:
        """Return whether a box is on the sheet and covers nothing."""
        left, top, right, bottom = box
        if left < 4 or top < 4 or right > self._frame.width - 4 or bottom > self._frame.height - 4:
            return False
        return not any(
            left < their_right and right > their_left and top < their_bottom and bottom > their_top
            for their_left, their_top, their_right, their_bottom in self._taken
        )

    def reserve(self, box: Box) -> bool:
        """Reserve a box if it is on the sheet and covers nothing; return whether it was free."""
        free = self.is_free(box)
        if free:
            self._taken.append(box)
        return free

    def take(self, anchors: Iterable[Anchor], text: str, size: int) -> SheetPoint | None:
        """Reserve the first of the anchors at which `text` covers nothing.

        Return the center of the text there; None if it fits at none of them.
        """
        width = len(text) * size * _LETTER
        shift = {"start": 0.0, "middle": width / 2, "end": width}
        for x, y, part in anchors:
            left = x - shift[part]
            box = (left - 4, y - size * 0.55, left + width + 4, y + size * 0.55)
            if self.reserve(box):
                return left + width / 2, y
        return None


def draw_rings(frame: Frame, space: FreeSpace) -> list[str]:
    """Return rings around the reader's place, labeled with their miles."""
    parts: list[str] = []
    for miles in (each for each in _MILES if frame.reach / 12 < each < frame.reach):
        text = _("%(miles)s mi") % {"miles": number(miles)}
        radius = miles * frame.scale
        if at := space.take(_on_ring(frame.here, radius), text, _SMALL):
            x, y = frame.here
            parts += [
                f'<circle class="map-ring" cx="{x:.0f}" cy="{y:.0f}" r="{radius:.0f}"/>',
                _text("map-miles", at, text),
            ]
    return parts[-2 * _MAX_RINGS :]


def draw_scale(frame: Frame, space: FreeSpace) -> list[str]:
    """Return a scale bar in the lower left corner, labeled with its miles."""
    miles = max((each for each in _MILES if each * frame.scale < frame.width / 3), default=_MILES[0] / 2)
    length, y = miles * frame.scale, frame.height - 24
    text = _("%(miles)s mi") % {"miles": number(miles)}
    space.take([(24, y - 20, "start")], text, _SMALL)
    return [
        f'<path class="map-scale" d="M24 {y - 8}v8h{length:.0f}v-8"/>',
        _text("map-miles", (24 + length / 2, y - 24), text),
    ]


def draw_states(outlines: ProjectedOutlines, frame: Frame, space: FreeSpace) -> list[str]:
    """Return the names of the states on the sheet, or their postal codes where names do not fit."""
    parts = []
    for code, spans in _spans(outlines, frame).items():
        for text in (state_name(code), code):
            needed = _needed(text)
            anchors = ((x, y, "middle") for length, x, y in spans if length >= needed)
            if at := space.take(anchors, text, _STATE):
                parts.append(_text("map-name", at, text))
                break
    return parts


def _needed(text: str) -> float:
    """Return the width that the name of a state needs, in units."""
    return len(text) * _STATE * _LETTER + 20


def draw_towns(towns: Sequence[Town], projection: Projection, frame: Frame, space: FreeSpace) -> list[str]:
    """Return the names of the first towns that fit; the name of a town under a pin is beside the pin."""
    parts: list[str] = []
    shown: list[SheetPoint] = []
    east, north = frame.positions(projection.project(degrees([each.point for each in towns])))
    for town, x, y in zip(towns, east.tolist(), north.tolist(), strict=True):
        if not (0 < x < frame.width and 0 < y < frame.height):
            continue
        if any(math.dist((x, y), other) < _TOWN_DISTANCE for other in shown):
            continue
        is_covered = not space.is_free((x - 5, y - 5, x + 5, y + 5))
        if at := space.take(_beside((x, y), PIN_DISTANCE * 0.6 if is_covered else 12), town.name, _SMALL):
            shown.append((x, y))
            dot = "" if is_covered else f'<circle class="map-dot" cx="{x:.0f}" cy="{y:.0f}" r="4"/>'
            parts.append(dot + _text("map-town", at, town.name))
        if len(shown) == _MAX_TOWNS:
            break
    return parts


def draw_here(frame: Frame, space: FreeSpace) -> list[str]:
    """Return the dot of the reader's place, with a label if it fits."""
    x, y = frame.here
    text = _("You")
    at = space.take(_beside(frame.here, 20), text, _SMALL)
    return [
        f'<circle class="map-here" cx="{x:.0f}" cy="{y:.0f}" r="9"/>',
        *([_text("map-you", at, text)] if at else []),
    ]


def _text(name: str, at: SheetPoint, text: str) -> str:
    return f'<text class="{name}" x="{at[0]:.0f}" y="{at[1] + 8:.0f}">{escape(text)}</text>'


def _on_ring(here: SheetPoint, radius: float) -> Iterator[Anchor]:
    """Yield anchors on a ring: north first, then alternately to both sides."""
    for step in range(24):
        turn = (step + 1) // 2 * (-1) ** step * math.pi / 12
        yield here[0] + radius * math.sin(turn), here[1] - radius * math.cos(turn), "middle"


def _beside(position: SheetPoint, distance: float) -> list[Anchor]:
    """Return anchors right, left, above and below a position."""
    x, y = position
    return [
        (x + distance, y, "start"),
        (x - distance, y, "end"),
        (x, y - distance - 6, "middle"),
        (x, y + distance + 6, "middle"),
    ]


def _spans(outlines: ProjectedOutlines, frame: Frame) -> dict[str, list[tuple[float, float, float]]]:
    """Return horizontal spans inside each state, the longest first: length, x and y of a center to label at.

    They cross the two largest parts of a state at several heights, and have room for a postal code.
    """
    rings, codes = outlines.all.states, outlines.all.codes
    # One that is smaller than its postal code has no room for it; all codes have two letters.
    least = _needed("AA")
    large = groupby(outlines.visible(rings, least), lambda each: codes[each[1]])
    chosen = [each for _code, some in large for _extent, each in sorted(some, reverse=True)[:2]]
    found: dict[str, list[tuple[float, float, float]]] = {codes[each]: [] for each in chosen}
    if not chosen:
        return found
    for at, left, right, y in _crossings([outlines.line(rings.all[each]) for each in chosen], frame):
        if right - left >= least:
            third = (right - left) / 3
            found[codes[chosen[at]]] += (
                (right - left, (left + right) / 2, y),
                (right - left - third, left + third, y),
                (right - left - third, right - third, y),
            )
    return {code: sorted(spans, reverse=True) for code, spans in found.items()}


def _crossings(rings: Sequence[Line], frame: Frame) -> Iterator[tuple[int, float, float, float]]:
    """Yield where rings are crossed on the sheet, from left to right: number of the ring, both ends, and y.

    All heights and rings at once: with few points, the calls of NumPy count, not the points.
    """
    ends = np.cumsum([ring.shape[1] for ring in rings])
    starts = np.concatenate(([0], ends[:-1]))
    x, y = np.concatenate(rings, axis=1)
    # The point after each one; after the last of a ring comes its first.
    after = np.arange(1, len(x) + 1)
    after[ends - 1] = starts
    to_x, to_y = x[after], y[after]
    top = np.maximum(20.0, np.minimum.reduceat(y, starts))
    bottom = np.minimum(frame.height - 20.0, np.maximum.reduceat(y, starts))
    lines = top + (bottom - top) * _HEIGHTS[:, None]
    ring = np.repeat(np.arange(len(rings)), ends - starts)
    across = lines[:, ring]
    height, at = np.nonzero((y > across) != (to_y > across))
    line, ring = across[height, at], ring[at]
    crossed = x[at] + (line - y[at]) / (to_y[at] - y[at]) * (to_x[at] - x[at])
    order = np.lexsort((crossed, height, ring))
    clipped = np.clip(crossed[order], 10, frame.width - 10)
    # A ring is crossed an even number of times at each height: into it, and out of it.
    columns = ring[order][::2], clipped[::2], clipped[1::2], line[order][::2]
    return zip(*(each.tolist() for each in columns), strict=True)

"""The words on a map: miles at the rings, states, towns, each where it covers nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from html import escape

import numpy as np

from finder.domain.places import Town
from finder.formats.map.background import rings_seen
from finder.formats.map.frame import APART, Frame, Spot
from finder.geo.outlines import Laid, Line
from finder.geo.projection import Projection, degrees
from finder.geo.states import state_name
from finder.language import _, number

_MILES = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 12_500)
_RINGS, _TOWNS = 4, 12
#: Sizes of letters in units: the stylesheet has the same. A letter is about so wide for its size.
_SMALL, _STATE, _LETTER = 24, 26, 0.56
#: Towns so near to each other are one place on the map, in units.
_SAME_TOWN = 70
#: Box on the sheet: left, top, right, bottom.
Box = tuple[float, float, float, float]


class Room:
    """Where there is still room on the sheet."""

    def __init__(self, frame: Frame, pins: Iterable[Spot]) -> None:
        self._frame = frame
        sizes = [(frame.here, 12.0), *((pin, APART / 2) for pin in pins)]
        self._taken: list[Box] = [(x - half, y - half, x + half, y + half) for (x, y), half in sizes]

    def is_free(self, box: Box) -> bool:
        """Tell whether a box lies on the sheet and covers nothing."""
        left, top, right, bottom = box
        if left < 4 or top < 4 or right > self._frame.width - 4 or bottom > self._frame.height - 4:
            return False
        return not any(
            left < their_right and right > their_left and top < their_bottom and bottom > their_top
            for their_left, their_top, their_right, their_bottom in self._taken
        )

    def take(self, places: Iterable[tuple[float, float, str]], text: str, size: int) -> Spot | None:
        """Return where a text stands at the first of the places that is free, which then is taken.

        Each place is x, y of the text's middle height, and on which side of x it stands: start, middle, end.
        """
        width = len(text) * size * _LETTER
        shift = {"start": 0.0, "middle": width / 2, "end": width}
        for x, y, side in places:
            left = x - shift[side]
            box = (left - 4, y - size * 0.55, left + width + 4, y + size * 0.55)
            if self.is_free(box):
                self._taken.append(box)
                return left + width / 2, y
        return None


def draw_rings(frame: Frame, room: Room) -> list[str]:
    """Return rings of miles around the asker, each with its miles where they can be read."""
    parts: list[str] = []
    for miles in (each for each in _MILES if frame.reach / 12 < each < frame.reach):
        text = _("%(miles)s mi") % {"miles": number(miles)}
        radius = miles * frame.scale
        if at := room.take(_around(frame.here, radius), text, _SMALL):
            x, y = frame.here
            parts += [
                f'<circle class="map-ring" cx="{x:.0f}" cy="{y:.0f}" r="{radius:.0f}"/>',
                _text("map-miles", at, text),
            ]
    return parts[-2 * _RINGS :]


def draw_scale(frame: Frame, room: Room) -> list[str]:
    """Return a bar of so many miles in a lower corner."""
    miles = max((each for each in _MILES if each * frame.scale < frame.width / 3), default=_MILES[0] / 2)
    length, y = miles * frame.scale, frame.height - 24
    text = _("%(miles)s mi") % {"miles": number(miles)}
    room.take([(24, y - 20, "start")], text, _SMALL)
    return [
        f'<path class="map-scale" d="M24 {y - 8}v8h{length:.0f}v-8"/>',
        _text("map-miles", (24 + length / 2, y - 24), text),
    ]


def draw_states(laid: Laid, frame: Frame, room: Room) -> list[str]:
    """Return the names of the states on the sheet, in full where there is room, else as postal codes."""
    parts = []
    for code, rings in laid.all.states.items():
        largest = rings_seen(laid, rings)[:2]
        spans = sorted((span for ring in largest for span in _spans(laid.line(ring), frame)), reverse=True)
        for text in (state_name(code), code):
            needed = len(text) * _STATE * _LETTER + 20
            places = [(x, y, "middle") for length, x, y in spans if length >= needed]
            if at := room.take(places, text, _STATE):
                parts.append(_text("map-name", at, text))
                break
    return parts


def draw_towns(towns: Sequence[Town], projection: Projection, frame: Frame, room: Room) -> list[str]:
    """Return the largest towns for which there is room; under a pin the name stands beside the pin."""
    parts: list[str] = []
    shown: list[Spot] = []
    east, north = frame.on_paper(projection.flat(degrees([each.point for each in towns])))
    for town, x, y in zip(towns, map(float, east), map(float, north), strict=True):
        if not (0 < x < frame.width and 0 < y < frame.height):
            continue
        if any(math.dist((x, y), other) < _SAME_TOWN for other in shown):
            continue
        is_covered = not room.is_free((x - 5, y - 5, x + 5, y + 5))
        if at := room.take(_beside((x, y), APART * 0.6 if is_covered else 12), town.name, _SMALL):
            shown.append((x, y))
            dot = "" if is_covered else f'<circle class="map-dot" cx="{x:.0f}" cy="{y:.0f}" r="4"/>'
            parts.append(dot + _text("map-town", at, town.name))
        if len(shown) == _TOWNS:
            break
    return parts


def draw_here(frame: Frame, room: Room) -> list[str]:
    """Return the asker's own spot, with its word where there is room."""
    x, y = frame.here
    text = _("You")
    at = room.take(_beside(frame.here, 20), text, _SMALL)
    return [
        f'<circle class="map-here" cx="{x:.0f}" cy="{y:.0f}" r="9"/>',
        *([_text("map-you", at, text)] if at else []),
    ]


def _text(name: str, at: Spot, text: str) -> str:
    return f'<text class="{name}" x="{at[0]:.0f}" y="{at[1] + 8:.0f}">{escape(text)}</text>'


def _around(here: Spot, radius: float) -> Iterator[tuple[float, float, str]]:
    """Yield places on a ring, north first, then to both sides."""
    for step in range(24):
        turn = (step + 1) // 2 * (-1) ** step * math.pi / 12
        yield here[0] + radius * math.sin(turn), here[1] - radius * math.cos(turn), "middle"


def _beside(spot: Spot, away: float) -> list[tuple[float, float, str]]:
    """Return places for a word beside a spot."""
    x, y = spot
    return [
        (x + away, y, "start"),
        (x - away, y, "end"),
        (x, y - away - 6, "middle"),
        (x, y + away + 6, "middle"),
    ]


def _spans(ring: Line, frame: Frame) -> Iterator[tuple[float, float, float]]:
    """Yield how long a ring is across at some heights on the sheet, with the middle of each such span."""
    (x, y), (to_x, to_y) = ring, (np.roll(ring[0], -1), np.roll(ring[1], -1))
    top, bottom = max(20.0, float(y.min())), min(frame.height - 20.0, float(y.max()))
    for share in (0.5, 0.35, 0.65, 0.2, 0.8):
        line = top + (bottom - top) * share
        cut = (y > line) != (to_y > line)
        across = np.sort(x[cut] + (line - y[cut]) / (to_y[cut] - y[cut]) * (to_x[cut] - x[cut]))
        across = np.clip(across, 10, frame.width - 10)
        for left, right in zip(across[::2].tolist(), across[1::2].tolist(), strict=True):
            third = (right - left) / 3
            yield right - left, (left + right) / 2, line
            yield right - left - third, left + third, line
            yield right - left - third, right - third, line

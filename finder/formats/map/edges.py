"""Results beyond the sheet of a map: an arrow at its edge in their direction, with their number and miles."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape

from finder.formats.display import short_miles
from finder.formats.map.frame import Frame, SheetPoint
from finder.formats.map.labels import FreeSpace
from finder.formats.map.pins import Pin, anchor, pin_name

#: The sheet holds at least this many of the nearest results, others up to twice as far as the last of them,
#: and all within some miles.
_NEAREST, _ALWAYS_MILES = 5, 10.0
#: Arrows by the direction on the sheet, clockwise from the right.
_ARROWS = "→↘↓↙←↖↑↗"
#: The font size in units, as in the stylesheet, and the height of a label with its frame.
_SIZE, _HEIGHT = 26, 58
_LETTER = 0.6
_MARGIN = 6
#: How many rows of labels an edge may have, and how many positions are tried in each.
_ROWS, _STEPS = 3, 60


def split_near(pins: Sequence[Pin]) -> tuple[list[Pin], list[Pin]]:
    """Return the pins that the sheet holds, and those beyond it, both in the order of the list."""
    by_distance = sorted(pin.found.miles for pin in pins)
    reach = max(2 * by_distance[min(_NEAREST, len(pins)) - 1], _ALWAYS_MILES)
    near = [pin for pin in pins if pin.found.miles <= reach]
    return near, [pin for pin in pins if pin.found.miles > reach]


def draw_far(pin: Pin, location: SheetPoint, frame: Frame, space: FreeSpace) -> str:
    """Return the arrow to a result beyond the sheet, a link to its card; nothing if its edge has no room."""
    x, y = location[0] - frame.here[0], location[1] - frame.here[1]
    arrow = _ARROWS[round(math.atan2(y, x) / (math.pi / 4)) % 8]
    text = f"{arrow} {pin.number} · {short_miles(pin.found.miles)}"
    width = len(text) * _SIZE * _LETTER
    half, high = width / 2, _HEIGHT / 2
    at = next(
        (
            (x, y)
            for x, y in _along_edge(frame, (x, y), half, high)
            if space.reserve((x - half, y - high, x + half, y + high))
        ),
        None,
    )
    if at is None:
        return ""
    return (
        f'<a class="map-far" id="pin-{pin.number}" href="#{escape(anchor(pin.found))}" '
        f'transform="translate({at[0]:.0f} {at[1]:.0f})"><title>{escape(pin_name(pin))}</title>'
        f'<rect x="{-width / 2:.0f}" y="-27" width="{width:.0f}" height="54" rx="8"/>'
        f'<text dy="9" aria-hidden="true">{escape(text)}</text></a>'
    )


def _along_edge(
    frame: Frame, direction: tuple[float, float], half: float, high: float
) -> Iterator[SheetPoint]:
    """Yield positions for a label: where the way to the result leaves the sheet, then along that edge."""
    x, y = direction
    half, top = half + _MARGIN, high + _MARGIN
    to_side = _share(frame.here[0], x, half, frame.width - half)
    to_end = _share(frame.here[1], y, top, frame.height - top)
    leaves = min(to_side, to_end)
    at_x, at_y = frame.here[0] + x * leaves, frame.here[1] + y * leaves
    for step in range(_ROWS * _STEPS):
        inward = step // _STEPS * _HEIGHT
        aside = (step % _STEPS + 1) // 2 * (-1) ** step * _HEIGHT / 2
        sideways = to_side < to_end
        along = (-math.copysign(inward, x), aside) if sideways else (aside, -math.copysign(inward, y))
        yield (
            min(max(at_x + along[0], half), frame.width - half),
            min(max(at_y + along[1], top), frame.height - top),
        )


def _share(start: float, step: float, least: float, most: float) -> float:
    """Return how many steps lead from `start` to a limit in their direction."""
    if not step:
        return math.inf
    return ((most if step > 0 else least) - start) / step

"""The map of search results as SVG: numbered pins, state lines and rings of miles, with north at the top.

It is drawn here and needs no other website, and shows nothing that the list beside it does not say. Only if
the reader chose street pictures does it refer to the server that they come from.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from finder.domain.answers import Result, Results
from finder.domain.kinds import Kind
from finder.domain.places import StreetTiles, Town
from finder.formats.map.background import MIN_MILES_ACROSS, draw_land, draw_streets, outlines_on
from finder.formats.map.edges import draw_far, split_near
from finder.formats.map.frame import Frame
from finder.formats.map.labels import FreeSpace, draw_here, draw_rings, draw_scale, draw_states, draw_towns
from finder.formats.map.pins import SHAPES, Pin, anchor, draw_leader, draw_pin, kind_of, pins_of, separate
from finder.geo.projection import Azimuthal, Mercator, Projection, degrees
from finder.language import _, ngettext, number

#: A street map shows the results within these miles, or the nearest one: no wider map has readable streets.
_STREET_MILES = 15.0
#: Returns the towns within some miles of the reader's place, the largest first.
FindTowns = Callable[[float], Sequence[Town]]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map: its SVG, and for the legend each kind of result on it with the path of its shape and its name.

    `numbers` is the number of each result by the id of its card, `shown` the numbers that are on the map.
    `has_leads` is whether a pin is joined to its location by a line.
    """

    svg: Markup
    kinds: tuple[tuple[Kind, str, str], ...]
    numbers: dict[str, int]
    shown: frozenset[int]
    has_outlines: bool
    has_leads: bool


def draw(
    answer: Results, first: int = 1, find_towns: FindTowns | None = None, streets: StreetTiles | None = None
) -> Drawing | None:
    """Return the map of a page of results, numbered from `first`; None if no result has a location."""
    pins = pins_of(answer.results, first)
    if not pins:
        return None
    center = answer.place.point
    projection: Mercator | Azimuthal = Mercator(center) if streets else Azimuthal(center)
    pins, beyond = (_nearby(pins), []) if streets else split_near(pins)
    miles = _miles_east_and_north(pins, projection)
    frame = Frame.around(miles, len(pins))
    locations = [frame.position(*each) for each in miles]
    positions = separate(locations, [frame.here], frame)
    space = FreeSpace(frame, positions)
    arrows: dict[int, str] = {}
    if isinstance(projection, Azimuthal):
        towns = find_towns(frame.reach) if find_towns else ()
        far = zip(beyond, _miles_east_and_north(beyond, projection), strict=True)
        arrows = {pin.number: draw_far(pin, frame.position(*at), frame, space) for pin, at in far}
        background = _plain_background(projection, frame, space, towns)
    else:
        background = [
            *(draw_streets(streets, projection, frame) if streets else ()),
            *draw_scale(frame, space),
            *draw_here(frame, space),
        ]
    marks = [*(draw_pin(*both) for both in zip(pins, positions, strict=True)), *filter(None, arrows.values())]
    leaders = [draw_leader(*both) for both in zip(locations, positions, strict=True) if both[0] != both[1]]
    return Drawing(
        Markup(_svg(answer, frame, [*background, *leaders], marks)),  # noqa: S704 (names are escaped)
        tuple(kinds([pin.found for pin in pins])),
        {anchor(found): at for at, found in enumerate(answer.results, start=first)},
        frozenset((*(pin.number for pin in pins), *(number for number, arrow in arrows.items() if arrow))),
        has_outlines=not streets and frame.miles_across >= MIN_MILES_ACROSS,
        has_leads=locations != positions,
    )


def kinds(results: Iterable[Result]) -> list[tuple[Kind, str, str]]:
    """Return the kinds of results in order, each with the path of its shape and its name for the legend."""
    return [(kind, SHAPES[kind], _(kind.singular)) for kind in dict.fromkeys(map(kind_of, results))]


def _nearby(pins: Sequence[Pin]) -> list[Pin]:
    nearest = min(pin.found.miles for pin in pins)
    return [pin for pin in pins if pin.found.miles <= max(_STREET_MILES, nearest)]


def _miles_east_and_north(pins: Sequence[Pin], projection: Projection) -> list[tuple[float, float]]:
    """Return the locations of pins. Without streets each is exactly as far away as the list says."""
    east, north = projection.project(degrees([pin.point for pin in pins]))
    locations = list(zip(east.tolist(), north.tolist(), strict=True))
    if isinstance(projection, Mercator):
        return locations
    lengths = [math.hypot(*each) or 1.0 for each in locations]
    factors = [pin.found.miles / length for pin, length in zip(pins, lengths, strict=True)]
    return [(x * factor, y * factor) for (x, y), factor in zip(locations, factors, strict=True)]


def _plain_background(
    projection: Azimuthal, frame: Frame, space: FreeSpace, towns: Sequence[Town]
) -> list[str]:
    """Return the background without streets. Labels are placed in the order of their importance."""
    here, rings = draw_here(frame, space), draw_rings(frame, space)
    land: list[str] = []
    names: list[str] = []
    if frame.miles_across >= MIN_MILES_ACROSS:
        outlines = outlines_on(frame, projection)
        land, names = draw_land(outlines, frame), draw_states(outlines, frame, space)
    else:
        land = [f'<path class="map-land" d="M-9-9H{frame.width + 9}V{frame.height + 9}H-9z"/>']
    return [*land, *rings, *names, *draw_towns(towns, projection, frame, space), *here]


def _svg(answer: Results, frame: Frame, background: Sequence[str], marks: Sequence[str]) -> str:
    # Screen readers skip the background: everything it says is in the list.
    return "\n".join(
        [
            f'<svg class="map" viewBox="0 0 {frame.width} {frame.height}" role="group" '
            f'aria-label="{escape(_label(answer, len(marks)))}" xmlns="http://www.w3.org/2000/svg">',
            '<g aria-hidden="true">',
            *background,
            "</g>",
            *marks,
            "</svg>",
        ]
    )


def _label(answer: Results, count: int) -> str:
    said = ngettext(
        "Map of %(count)s result around %(place)s", "Map of %(count)s results around %(place)s", count
    )
    return said % {"count": number(count), "place": answer.place.name}

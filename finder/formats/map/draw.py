"""A map of results as SVG: numbered pins around the asker over lines of states, rings for miles, north up.

It is drawn here, without any other site, and tells nothing that the list beside it does not. Only where the
reader has chosen pictures of streets does it name the server from which they come.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from finder.domain.answers import AnyFound, Results
from finder.domain.places import Streets, Town
from finder.formats.map.background import LEAST_MILES_ACROSS, draw_land, draw_streets, laid_on
from finder.formats.map.frame import Frame, Spot
from finder.formats.map.labels import Room, draw_here, draw_rings, draw_scale, draw_states, draw_towns
from finder.formats.map.pins import SHAPES, Pin, anchor, draw_lead, draw_pin, kind_of, pins_of, stand_apart
from finder.geo.projection import Azimuthal, Mercator, Projection, degrees
from finder.language import _, ngettext, number

__all__ = ["SHAPES", "Drawing", "draw", "kinds"]

#: The map of streets shows what lies this near, or the nearest: streets of a whole state cannot be read.
_STREET_MILES = 15.0
#: Gives the towns within so many miles of the asker, the largest first.
FindTowns = Callable[[float], Sequence[Town]]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map: the SVG, the kinds on it with shape and legend, and what else is on it."""

    svg: Markup
    kinds: tuple[tuple[str, str, str], ...]
    #: The number of each result by the id of its card, and the numbers that are on the map.
    numbers: dict[str, int]
    shown: frozenset[int]
    has_outlines: bool
    has_leads: bool


def draw(
    answer: Results, first: int = 1, find_towns: FindTowns | None = None, streets: Streets | None = None
) -> Drawing | None:
    """Return the map of a page of results, numbered from `first`; nothing if none can be placed."""
    pins = pins_of(answer.results, first)
    if not pins:
        return None
    middle = answer.place.point
    projection = Mercator(middle) if streets else Azimuthal(middle)
    if streets:
        pins = _nearby(pins)
    places = _places(pins, projection)
    frame = Frame.around(places, len(pins))
    spots = [frame.spot(*place) for place in places]
    shown = stand_apart(spots, [frame.here], frame)
    room = Room(frame, shown)
    if isinstance(projection, Mercator) and streets:
        ground = [
            *draw_streets(streets, projection, frame),
            *draw_scale(frame, room),
            *draw_here(frame, room),
        ]
    else:
        towns = find_towns(frame.reach) if find_towns else ()
        ground = _plain(projection, frame, room, towns)
    return Drawing(
        Markup(_svg(answer, pins, frame, ground, spots, shown)),  # noqa: S704 (every name in it is escaped)
        tuple(kinds([pin.found for pin in pins])),
        {anchor(found): at for at, found in enumerate(answer.results, start=first)},
        frozenset(pin.number for pin in pins),
        has_outlines=not streets and frame.miles_across >= LEAST_MILES_ACROSS,
        has_leads=spots != shown,
    )


def kinds(results: Iterable[AnyFound]) -> list[tuple[str, str, str]]:
    """Return the kinds of results, each with its shape and legend."""
    return [(kind, SHAPES[kind][0], _(SHAPES[kind][1])) for kind in dict.fromkeys(map(kind_of, results))]


def _nearby(pins: Sequence[Pin]) -> list[Pin]:
    nearest = min(pin.found.miles for pin in pins)
    return [pin for pin in pins if pin.found.miles <= max(_STREET_MILES, nearest)]


def _places(pins: Sequence[Pin], projection: Projection) -> list[tuple[float, float]]:
    """Return where pins lie, in miles east and north; without streets exactly as far as the list says."""
    flat = projection.flat(degrees([pin.point for pin in pins]))
    places = list(zip(flat[0].tolist(), flat[1].tolist(), strict=True))
    if isinstance(projection, Mercator):
        return places
    lengths = [math.hypot(*place) or 1.0 for place in places]
    shares = [pin.found.miles / length for pin, length in zip(pins, lengths, strict=True)]
    return [(east * share, north * share) for (east, north), share in zip(places, shares, strict=True)]


def _plain(projection: Projection, frame: Frame, room: Room, towns: Sequence[Town]) -> list[str]:
    """Return the ground without streets; what takes room first matters most."""
    here, rings = draw_here(frame, room), draw_rings(frame, room)
    land: list[str] = []
    names: list[str] = []
    if frame.miles_across >= LEAST_MILES_ACROSS:
        laid = laid_on(frame, projection)
        land, names = draw_land(laid, frame), draw_states(laid, frame, room)
    else:
        land = [f'<path class="map-land" d="M-9-9H{frame.width + 9}V{frame.height + 9}H-9z"/>']
    return [*land, *rings, *names, *draw_towns(towns, projection, frame, room), *here]


def _svg(
    answer: Results,
    pins: Sequence[Pin],
    frame: Frame,
    ground: Sequence[str],
    spots: Sequence[Spot],
    shown: Sequence[Spot],
) -> str:
    # The ground is for the eye alone: what a screen reader reads are the pins.
    return "\n".join(
        [
            f'<svg class="map" viewBox="0 0 {frame.width} {frame.height}" role="group" '
            f'aria-label="{escape(_label(answer, pins))}" xmlns="http://www.w3.org/2000/svg">',
            '<g aria-hidden="true">',
            *ground,
            *(draw_lead(*both) for both in zip(spots, shown, strict=True) if both[0] != both[1]),
            "</g>",
            *(draw_pin(pin, at) for pin, at in zip(pins, shown, strict=True)),
            "</svg>",
        ]
    )


def _label(answer: Results, pins: Sequence[Pin]) -> str:
    values = {"count": number(len(pins)), "place": answer.place.name}
    return (
        ngettext(
            "Map of %(count)s result around %(place)s", "Map of %(count)s results around %(place)s", len(pins)
        )
        % values
    )

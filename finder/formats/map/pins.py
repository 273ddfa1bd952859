"""The pins of a map: one for each result, numbered as in the list, each a link to its card."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from finder.domain.answers import AnyFound, FoundClinician, FoundHospital
from finder.formats import person_names, wording
from finder.formats.map.frame import APART, EDGE, Frame, Spot
from finder.geo.points import Point
from finder.language import _, marked

#: Shapes tell the kinds apart without color: the path around 0, 0, and the legend.
SHAPES = {
    "center": ("M0-26 26 0 0 26-26 0Z", marked("cancer center")),
    "program": ("M-22-22h44v44h-44Z", marked("community program")),
    "hospital": ("M-10-26h20v16h16v20h-16v16h-20v-16h-16v-20h16Z", marked("hospital with a team")),
    "clinician": ("M0-24a24 24 0 1 1 0 48a24 24 0 1 1 0-48Z", marked("specialist")),
    "clinic": ("M-11-24h22l13 13v22l-13 13h-22l-13-13v-22Z", marked("clinic")),
}


@dataclass(frozen=True, slots=True)
class Pin:
    """A result on the map: its number in the list, and where it lies."""

    number: int
    found: AnyFound
    point: Point

    @property
    def kind(self) -> str:
        """What its shape tells."""
        return kind_of(self.found)


def pins_of(results: Sequence[AnyFound], first: int) -> list[Pin]:
    """Return a pin for each result whose point is known, numbered from `first`."""
    numbered = ((number, found, _point(found)) for number, found in enumerate(results, start=first))
    return [Pin(number, found, point) for number, found, point in numbered if point]


def draw_pin(pin: Pin, at: Spot) -> str:
    """Return a pin as a link to its card; a screen reader reads its title."""
    name = _("%(number)s. %(name)s, %(miles)s") % {
        "number": pin.number,
        "name": _name(pin.found),
        "miles": wording.miles(pin.found.miles, pin.found.about),
    }
    return (
        f'<a class="map-pin map-{pin.kind}" id="pin-{pin.number}" href="#{escape(anchor(pin.found))}" '
        f'transform="translate({at[0]:.0f} {at[1]:.0f})"><title>{escape(name)}</title>'
        f'<path d="{SHAPES[pin.kind][0]}"/><text dy="10">{pin.number}</text></a>'
    )


def draw_lead(spot: Spot, pin: Spot) -> str:
    """Return the line from a spot to its pin, which stands aside, with a dot on the spot."""
    (x, y), (to_x, to_y) = spot, pin
    return (
        f'<path class="map-lead" d="M{x:.0f} {y:.0f}L{to_x:.0f} {to_y:.0f}"/>'
        f'<circle class="map-spot" cx="{x:.0f}" cy="{y:.0f}" r="5"/>'
    )


def stand_apart(spots: Sequence[Spot], kept_free: Sequence[Spot], frame: Frame) -> list[Spot]:
    """Return where pins stand, the first ones on their spots, others aside where one would hide another.

    None stands on what is `kept_free`. Squares as large as the space of a pin tell which are near.
    """
    taken: dict[tuple[int, int], list[Spot]] = defaultdict(list)

    def is_free(spot: Spot) -> bool:
        column, row = _square(spot)
        near = (each for at in _AROUND for each in taken.get((column + at[0], row + at[1]), ()))
        return all(math.dist(spot, each) >= APART for each in near)

    for spot in kept_free:
        taken[_square(spot)].append(spot)
    shown = []
    for spot in spots:
        place = next(filter(is_free, _candidates(spot, frame)), spot)
        taken[_square(place)].append(place)
        shown.append(place)
    return shown


def _square(spot: Spot) -> tuple[int, int]:
    return math.floor(spot[0] / APART), math.floor(spot[1] / APART)


_AROUND = tuple((column, row) for column in (-1, 0, 1) for row in (-1, 0, 1))


def _candidates(spot: Spot, frame: Frame) -> Iterator[Spot]:
    """Yield a spot and places around it, nearer ones first and of these the outward ones, all on the map."""
    yield spot
    outward = math.atan2(spot[1] - frame.here[1], spot[0] - frame.here[0])
    for ring in range(1, 30):
        for step in range(6 * ring):
            turn = (step + 1) // 2 * (-1) ** step * math.pi / (3 * ring)
            away = ring * APART * 0.75
            x = spot[0] + away * math.cos(outward + turn)
            y = spot[1] + away * math.sin(outward + turn)
            if EDGE <= x <= frame.width - EDGE and EDGE <= y <= frame.height - EDGE:
                yield x, y


def anchor(found: AnyFound) -> str:
    """Return the id of a result's card on its page."""
    match found:
        case FoundClinician():
            return f"npi-{found.clinician.npi}"
        case FoundHospital():
            return f"ccn-{found.hospital.ccn}"
        case _:
            return found.site.id


def kind_of(found: AnyFound) -> str:
    """Return the kind of a result."""
    match found:
        case FoundClinician():
            return found.clinician.kind
        case FoundHospital():
            return "hospital"
        case _:
            return found.site.kind


def _point(found: AnyFound) -> Point | None:
    match found:
        case FoundClinician():
            return found.practice.point
        case FoundHospital():
            return found.hospital.point
        case _:
            return found.site.position.point if found.site.position else None


def _name(found: AnyFound) -> str:
    match found:
        case FoundClinician():
            return person_names.full_name(found.clinician)
        case FoundHospital():
            return person_names.title(found.hospital.name)
        case _:
            return found.site.name

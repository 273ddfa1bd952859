"""The pins of a map: one for each result, numbered as in the list, each a link to its card."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from finder.domain.answers import ClinicianResult, HospitalResult, Result
from finder.domain.kinds import Kind
from finder.formats import display, proper_names
from finder.formats.map.frame import EDGE, PIN_DISTANCE, Frame, SheetPoint
from finder.geo.points import Point
from finder.language import _

#: Kinds have different shapes, so that they can be told apart without color: SVG paths around 0, 0.
SHAPES = {
    Kind.CENTER: "M0-26 26 0 0 26-26 0Z",
    Kind.PROGRAM: "M-22-22h44v44h-44Z",
    Kind.SITE: "M0-24 24 18h-48Z",
    Kind.HOSPITAL: "M-10-26h20v16h16v20h-16v16h-20v-16h-16v-20h16Z",
    Kind.CLINICIAN: "M0-24a24 24 0 1 1 0 48a24 24 0 1 1 0-48Z",
    Kind.CLINIC: "M-11-24h22l13 13v22l-13 13h-22l-13-13v-22Z",
}


@dataclass(frozen=True, slots=True)
class Pin:
    """A result on the map, with its number in the list and its location."""

    number: int
    found: Result
    point: Point


def pins_of(results: Sequence[Result], first: int) -> list[Pin]:
    """Return a pin for each result that has a location, numbered from `first`."""
    numbered = ((number, found, _point(found)) for number, found in enumerate(results, start=first))
    return [Pin(number, found, point) for number, found, point in numbered if point]


def pin_name(pin: Pin) -> str:
    """Return what a pin is called: its number, its name, and how far away it is."""
    return _("%(number)s. %(name)s, %(miles)s") % {
        "number": pin.number,
        "name": _name(pin.found),
        "miles": display.miles(pin.found.miles, pin.found.about),
    }


def draw_pin(pin: Pin, at: SheetPoint) -> str:
    """Return a pin as a link to its card; screen readers read its title."""
    kind = kind_of(pin.found)
    return (
        f'<a class="map-pin map-{kind}" id="pin-{pin.number}" href="#{escape(anchor(pin.found))}" '
        f'transform="translate({at[0]:.0f} {at[1]:.0f})"><title>{escape(pin_name(pin))}</title>'
        f'<path d="{SHAPES[kind]}"/><text dy="10">{pin.number}</text></a>'
    )


def draw_leader(location: SheetPoint, pin: SheetPoint) -> str:
    """Return a dot at a location and the line from it to its pin, which was moved aside."""
    (x, y), (to_x, to_y) = location, pin
    return (
        f'<path class="map-lead" d="M{x:.0f} {y:.0f}L{to_x:.0f} {to_y:.0f}"/>'
        f'<circle class="map-spot" cx="{x:.0f}" cy="{y:.0f}" r="5"/>'
    )


def separate(
    locations: Sequence[SheetPoint], reserved: Sequence[SheetPoint], frame: Frame
) -> list[SheetPoint]:
    """Return positions for pins such that no pin covers another or a `reserved` position.

    A pin is at its location if that is free, else nearby. Earlier pins are placed first.
    """
    # A grid of squares as large as a pin's space: only pins in adjacent squares can be too close.
    taken: dict[tuple[int, int], list[SheetPoint]] = defaultdict(list)

    def is_free(position: SheetPoint) -> bool:
        column, row = _square(position)
        for across, down in _ADJACENT:
            for each in taken.get((column + across, row + down), ()):
                if math.dist(position, each) < PIN_DISTANCE:
                    return False
        return True

    for each in reserved:
        taken[_square(each)].append(each)
    positions = []
    for location in locations:
        position = next(filter(is_free, _candidates(location, frame)), location)
        taken[_square(position)].append(position)
        positions.append(position)
    return positions


def _square(position: SheetPoint) -> tuple[int, int]:
    return math.floor(position[0] / PIN_DISTANCE), math.floor(position[1] / PIN_DISTANCE)


_ADJACENT = tuple((column, row) for column in (-1, 0, 1) for row in (-1, 0, 1))


def _candidates(location: SheetPoint, frame: Frame) -> Iterator[SheetPoint]:
    """Yield a location, then positions around it on the sheet: nearer ones first, and outward ones first."""
    yield location
    outward = math.atan2(location[1] - frame.here[1], location[0] - frame.here[0])
    for ring in range(1, 30):
        for step in range(6 * ring):
            turn = (step + 1) // 2 * (-1) ** step * math.pi / (3 * ring)
            distance = ring * PIN_DISTANCE * 0.75
            x = location[0] + distance * math.cos(outward + turn)
            y = location[1] + distance * math.sin(outward + turn)
            if EDGE <= x <= frame.width - EDGE and EDGE <= y <= frame.height - EDGE:
                yield x, y


def anchor(found: Result) -> str:
    """Return the id of a result's card on its page."""
    match found:
        case ClinicianResult():
            return f"npi-{found.clinician.npi}"
        case HospitalResult():
            return f"ccn-{found.hospital.ccn}"
        case _:
            return found.site.id


def kind_of(found: Result) -> Kind:
    """Return the kind of a result."""
    match found:
        case ClinicianResult():
            return found.clinician.kind
        case HospitalResult():
            return Kind.HOSPITAL
        case _:
            return found.site.kind


def _point(found: Result) -> Point | None:
    match found:
        case ClinicianResult():
            return found.practice.point
        case HospitalResult():
            return found.hospital.point
        case _:
            return found.site.position.point if found.site.position else None


def _name(found: Result) -> str:
    match found:
        case ClinicianResult():
            return proper_names.full_name(found.clinician)
        case HospitalResult():
            return proper_names.title(found.hospital.name)
        case _:
            return found.site.name

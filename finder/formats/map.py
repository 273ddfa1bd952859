"""A map of results as SVG: numbered pins around the asker, rings for miles, north up.

It is drawn here, without tiles or any other site, and tells nothing that the list beside it does not.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape

from finder.domain.answers import Answer, AnyFound, FoundClinician, FoundHospital
from finder.formats import people, words
from finder.geo.circle import Point
from finder.language import _, marked, number

_SIZE = 440  # small, so that numbers are large enough where a phone shrinks it
_CENTER = _SIZE / 2
_ROOM = _CENTER - 24  # the outermost ring, with room for its pins
_EDGE = _CENTER - 14  # no middle of a pin lies further from the middle
_APART = 25.0  # between the middles of two pins: no number is hidden
_ROUND = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 12_500)
Spot = tuple[float, float]
#: Shapes tell the kinds apart without color: the path around 0, 0, and the legend.
SHAPES = {
    "center": ("M0-13 13 0 0 13-13 0Z", marked("cancer center")),
    "program": ("M-11-11h22v22h-22Z", marked("community program")),
    "hospital": ("M-5-13h10v8h8v10h-8v8h-10v-8h-8v-10h8Z", marked("hospital with a team")),
    "clinician": ("M0-12a12 12 0 1 1 0 24a12 12 0 1 1 0-24Z", marked("specialist")),
    "clinic": ("M0-12a12 12 0 1 1 0 24a12 12 0 1 1 0-24Z", marked("clinic")),
}


def draw(answer: Answer, first: int = 1) -> str:
    """Return the map of a page of results, numbered from `first`; an empty string if none can be placed."""
    center = answer.place.point
    pins = [
        (number, found, spot)
        for number, found in enumerate(answer.results, start=first)
        if (spot := _at(center, found))
    ]
    if not pins:
        return ""
    farthest = max(found.miles for _, found, _ in pins)
    reach = next((ring for ring in _ROUND if ring >= farthest), _ROUND[-1])
    label = _("Map of %(count)s results around %(place)s; the outer ring is %(miles)s miles away") % {
        "count": len(pins),
        "place": answer.place.name,
        "miles": number(reach),
    }
    scale = _ROOM / reach
    spots = [(east * scale, -north * scale) for _, _, (east, north) in pins]
    shown = _apart(spots, [(0.0, 0.0), *((0.0, -ring * scale - 9) for ring in _shown(reach))])
    parts = [
        f'<svg class="map" viewBox="0 0 {_SIZE} {_SIZE}" role="group" aria-label="{escape(label)}" '
        'xmlns="http://www.w3.org/2000/svg">',
        *_rings(reach),
        f'<circle class="map-here" cx="{_CENTER:g}" cy="{_CENTER:g}" r="5"/>',
        *(_lead(*both) for both in zip(spots, shown, strict=True) if both[0] != both[1]),
        *(_pin(number, found, at) for (number, found, _), at in zip(pins, shown, strict=True)),
        "</svg>",
    ]
    return "\n".join(parts)


def kinds(results: Sequence[AnyFound]) -> list[tuple[str, str, str]]:
    """Return the kinds on the map, each with its shape and legend."""
    return [(kind, *SHAPES[kind]) for kind in dict.fromkeys(map(_kind, results))]


def _shown(reach: int) -> list[int]:
    return [ring for ring in _ROUND if reach / 6 < ring <= reach]


def _rings(reach: int) -> list[str]:
    return [
        f'<circle class="map-ring" cx="{_CENTER:g}" cy="{_CENTER:g}" r="{ring / reach * _ROOM:.1f}"/>'
        f'<text class="map-miles" x="{_CENTER:g}" y="{_CENTER - ring / reach * _ROOM - 4:.1f}">'
        f"{_('%(miles)s mi') % {'miles': number(ring)}}</text>"
        for ring in _shown(reach)
    ]


def _pin(number: int, found: AnyFound, at: Spot) -> str:
    kind = _kind(found)
    name = f"{number}. {_name(found)}, {words.miles(found.miles, found.about)}"
    return (
        f'<g class="map-pin map-{kind}" transform="translate({_CENTER + at[0]:.1f} {_CENTER + at[1]:.1f})" '
        f'role="img" aria-label="{escape(name)}">'
        f'<path d="{SHAPES[kind][0]}"/><text dy="5">{number}</text></g>'
    )


def _lead(spot: Spot, pin: Spot) -> str:
    """Return the line from a spot to its pin, which stands aside."""
    (x, y), (to_x, to_y) = ((_CENTER + across, _CENTER + down) for across, down in (spot, pin))
    return f'<path class="map-lead" d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}"/>'


def _apart(spots: Sequence[Spot], kept_free: Sequence[Spot]) -> list[Spot]:
    """Return where pins stand, the first ones on their spots, others aside where one would hide another.

    None stands on what is `kept_free`. Squares as large as the space of a pin tell which are near.
    """
    taken: dict[tuple[int, int], list[Spot]] = defaultdict(list)

    def is_free(spot: Spot) -> bool:
        column, row = _square(spot)
        near = (each for at in _AROUND for each in taken.get((column + at[0], row + at[1]), ()))
        return all(math.dist(spot, each) >= _APART for each in near)

    for spot in kept_free:
        taken[_square(spot)].append(spot)
    shown = []
    for spot in spots:
        place = next(filter(is_free, _candidates(spot)), spot)
        taken[_square(place)].append(place)
        shown.append(place)
    return shown


def _square(spot: Spot) -> tuple[int, int]:
    return math.floor(spot[0] / _APART), math.floor(spot[1] / _APART)


_AROUND = tuple((column, row) for column in (-1, 0, 1) for row in (-1, 0, 1))


def _candidates(spot: Spot) -> Iterator[Spot]:
    """Yield a spot and places around it, nearer ones first and of these the outward ones, all on the map."""
    yield spot
    outward = math.atan2(spot[1], spot[0])
    for ring in range(1, 16):
        for step in range(6 * ring):
            turn = (step + 1) // 2 * (-1) ** step * math.pi / (3 * ring)
            there = ring * _APART * 0.75
            across = spot[0] + there * math.cos(outward + turn)
            down = spot[1] + there * math.sin(outward + turn)
            if max(abs(across), abs(down)) <= _EDGE:
                yield across, down


def _at(center: Point, found: AnyFound) -> Spot | None:
    """Return how far east and north something lies, in miles: its true distance, in its true direction."""
    match found:
        case FoundClinician():
            point = found.practice.point
        case FoundHospital():
            point = found.hospital.point
        case _:
            point = found.site.position.point if found.site.position else None
    if point is None:
        return None
    here, there = math.radians(center.latitude), math.radians(point.latitude)
    turn = math.radians(point.longitude - center.longitude)
    east = math.sin(turn) * math.cos(there)
    north = math.cos(here) * math.sin(there) - math.sin(here) * math.cos(there) * math.cos(turn)
    length = math.hypot(east, north) or 1.0
    return found.miles * east / length, found.miles * north / length


def _kind(found: AnyFound) -> str:
    match found:
        case FoundClinician():
            return found.clinician.kind
        case FoundHospital():
            return "hospital"
        case _:
            return found.site.kind


def _name(found: AnyFound) -> str:
    match found:
        case FoundClinician():
            return people.full_name(found.clinician)
        case FoundHospital():
            return people.title(found.hospital.name)
        case _:
            return found.site.name

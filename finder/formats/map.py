"""A map of results as SVG: numbered pins around the asker, rings for miles, north up.

It is drawn here, without tiles or any other site, and tells nothing that the list beside it does not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from finder.domain.answers import Answer, AnyFound, FoundClinician, FoundHospital
from finder.formats import people, words
from finder.geo.circle import Point

_SIZE = 600
_CENTER = _SIZE / 2
_ROOM = _CENTER - 24  # the outermost ring, with room for its pins
_ROUND = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 12_500)
#: Shapes tell the kinds apart without color: the path around 0, 0, and the legend.
SHAPES = {
    "center": ("M0-13 13 0 0 13-13 0Z", "cancer center"),
    "program": ("M-11-11h22v22h-22Z", "community program"),
    "hospital": ("M-5-13h10v8h8v10h-8v8h-10v-8h-8v-10h8Z", "hospital with a team"),
    "clinician": ("M0-12a12 12 0 1 1 0 24a12 12 0 1 1 0-24Z", "specialist"),
    "clinic": ("M0-12a12 12 0 1 1 0 24a12 12 0 1 1 0-24Z", "clinic"),
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
    label = f"Map of {len(pins)} results around {answer.place.name}; the outer ring is {reach:,} miles away"
    parts = [
        f'<svg class="map" viewBox="0 0 {_SIZE} {_SIZE}" role="group" aria-label="{escape(label)}" '
        'xmlns="http://www.w3.org/2000/svg">',
        *_rings(reach),
        f'<circle class="map-here" cx="{_CENTER:g}" cy="{_CENTER:g}" r="5"/>',
        *(_pin(number, found, spot, reach) for number, found, spot in reversed(pins)),
        "</svg>",
    ]
    return "\n".join(parts)


def kinds(results: Sequence[AnyFound]) -> list[tuple[str, str, str]]:
    """Return the kinds on the map, each with its shape and legend."""
    return [(kind, *SHAPES[kind]) for kind in dict.fromkeys(map(_kind, results))]


def _rings(reach: int) -> list[str]:
    shown = [ring for ring in _ROUND if reach / 6 < ring <= reach]
    return [
        f'<circle class="map-ring" cx="{_CENTER:g}" cy="{_CENTER:g}" r="{ring / reach * _ROOM:.1f}"/>'
        f'<text class="map-miles" x="{_CENTER:g}" y="{_CENTER - ring / reach * _ROOM - 4:.1f}">'
        f"{ring:,} mi</text>"
        for ring in shown
    ]


def _pin(number: int, found: AnyFound, spot: tuple[float, float], reach: int) -> str:
    east, north = (part / reach * _ROOM for part in spot)
    kind = _kind(found)
    name = f"{number}. {_name(found)}, {words.miles(found.miles, found.about)}"
    return (
        f'<g class="map-pin map-{kind}" transform="translate({_CENTER + east:.1f} {_CENTER - north:.1f})" '
        f'role="img" aria-label="{escape(name)}">'
        f'<path d="{SHAPES[kind][0]}"/><text dy="5">{number}</text></g>'
    )


def _at(center: Point, found: AnyFound) -> tuple[float, float] | None:
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

"""Reads where things are on a map, and makes maps of invented results."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from xml.etree import ElementTree

import msgspec
import pytest

from finder.domain.answers import ClinicianResult
from finder.formats.map.draw import draw
from tests.people_world import HERE, WORKERS

SVG = "{http://www.w3.org/2000/svg}"


def drawn(answer, *more, **options):
    """The map as XML; fails if it is not well formed."""
    return ElementTree.fromstring(draw(answer, *more, **options).svg)


def classed(picture, name, tag="text"):
    return [each for each in picture.iter(f"{SVG}{tag}") if name in each.get("class", "").split()]


def here(picture):
    (dot,) = classed(picture, "map-here", "circle")
    return float(dot.get("cx")), float(dot.get("cy"))


def pins(picture):
    """Positions of pins on the sheet, by number."""
    return {
        int(each.find(f"{SVG}text").text): tuple(map(float, re.findall(r"-?\d+", each.get("transform"))))
        for each in classed(picture, "map-pin", "a")
    }


def arrows(picture):
    """Arrows at the edge by number: the text, the position, and half of the width."""
    found = {}
    for each in classed(picture, "map-far", "a"):
        text = each.find(f"{SVG}text").text
        at = tuple(map(float, re.findall(r"-?\d+", each.get("transform"))))
        found[int(text.split()[1])] = text, at, float(each.find(f"{SVG}rect").get("width")) / 2
    return found


def locations(picture):
    """Locations by number: the pin itself, or the other end of its line."""
    leads = {}
    for each in classed(picture, "map-lead", "path"):
        x, y, to_x, to_y = map(float, re.findall(r"-?\d+", each.get("d")))
        leads[to_x, to_y] = (x, y)
    shown = {number: leads.pop(pin, pin) for number, pin in pins(picture).items()}
    assert leads == {}  # every line ends at a pin
    return shown


def scale(picture):
    """Units per mile according to the rings, which all have the same scale."""
    miles = [int(each.text.removesuffix(" mi").replace(",", "")) for each in classed(picture, "map-miles")]
    radii = [float(each.get("r")) for each in classed(picture, "map-ring", "circle")]
    scales = [radius / mile for mile, radius in zip(miles, radii, strict=True)]
    assert scales
    assert max(scales) == pytest.approx(min(scales), rel=0.01)
    return max(zip(radii, scales, strict=True))[1]


def found_at(miles, bearing):
    """A specialist at a distance and bearing from Boston."""
    latitude = 42.3427 + miles * math.cos(math.radians(bearing)) / 69.0
    longitude = -71.0922 + miles * math.sin(math.radians(bearing)) / (69.0 * math.cos(math.radians(42.3427)))
    practice = msgspec.structs.replace(HERE, latitude=latitude, longitude=longitude)
    return ClinicianResult(WORKERS[0], practice, miles, False)


def with_results(answer, *places):
    return replace(answer, results=tuple(found_at(*place) for place in places))

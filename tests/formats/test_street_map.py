"""The map with street pictures: tiles in the right places around the nearest results."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree

import pytest

from finder.domain.places import StreetTiles
from finder.formats.map.draw import draw
from finder.search.near import find_near
from tests.formats.map_reader import SVG, classed, drawn, here, with_results
from tests.people_oracle import question

STREETS = StreetTiles("https://tiles.example.org/{z}/{x}/{y}.png?a=1&b=2", "Example")


@pytest.fixture
def answer(people):
    """Centers, programs and specialists near Boston."""
    return find_near(people, question(kind=["center", "program", "clinician"], limit="20"))


def test_a_street_map_has_tiles_around_the_nearest_results_and_a_scale_bar(answer):
    drawing = draw(with_results(answer, (2, 10), (9, 200), (80, 0)), streets=STREETS)
    picture = ElementTree.fromstring(drawing.svg)
    assert drawing.shown == {1, 2}
    assert not drawing.has_outlines
    images = [each.attrib for each in picture.iter(f"{SVG}image")]
    assert 4 <= len(images) <= 16
    assert all(each["href"].startswith("https://tiles.example.org/") for each in images)
    assert all(each["href"].endswith("?a=1&b=2") for each in images)
    assert len(classed(picture, "map-scale", "path")) == 1
    assert not classed(picture, "map-ring", "circle")
    width, height = map(int, picture.get("viewBox").split()[2:])
    covered = [[int(each[name]) for each in images] for name in ("x", "y", "width", "height")]
    assert min(covered[0]) <= 0
    assert min(covered[1]) <= 0
    assert max(x + wide for x, wide in zip(covered[0], covered[2], strict=True)) >= width
    assert max(y + high for y, high in zip(covered[1], covered[3], strict=True)) >= height


def test_the_reader_is_at_the_right_position_on_the_right_tile(answer):
    """By the formula of slippy maps for the column and row of a point at a zoom."""
    picture = drawn(with_results(answer, (2, 10), (3, 200)), streets=STREETS)
    point = answer.place.point
    x, y = here(picture)
    for each in picture.iter(f"{SVG}image"):
        zoom, column, row = map(int, re.findall(r"/(\d+)(?=[/.])", each.get("href")))
        left, top, wide, high = (int(each.get(name)) for name in ("x", "y", "width", "height"))
        if left <= x < left + wide and top <= y < top + high:
            break
    else:
        pytest.fail("the reader's place is on no tile")
    latitude = math.radians(point.latitude)
    exact_column = (point.longitude + 180) / 360 * 2**zoom
    exact_row = (1 - math.asinh(math.tan(latitude)) / math.pi) / 2 * 2**zoom
    assert (x - left) / wide == pytest.approx(exact_column - column, abs=0.01)
    assert (y - top) / high == pytest.approx(exact_row - row, abs=0.01)


def test_if_all_results_are_far_away_a_street_map_shows_the_nearest(answer):
    assert draw(with_results(answer, (90, 10), (300, 200)), streets=STREETS).shown == {1}

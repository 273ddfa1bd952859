"""The globe laid flat: distances and directions from the middle are true; Mercator is that of street maps."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.geo.points import Point, miles_between
from finder.geo.projection import Azimuthal, Mercator, degrees

points = st.builds(Point, st.floats(-60, 72), st.floats(-180, 180))


@given(points, points)
def test_distances_from_the_middle_are_those_on_the_ground(middle, other):
    east, north = (float(axis[0]) for axis in Azimuthal(middle).flat(degrees([other])))
    assert math.hypot(east, north) == pytest.approx(miles_between(middle, other), rel=0.006, abs=0.01)


@pytest.mark.parametrize(
    ("other", "way"),
    [
        (Point(41, -100), (0, 1)),
        (Point(39, -100), (0, -1)),
        (Point(40, -99), (1, 0)),
        (Point(40, -101), (-1, 0)),
    ],
)
def test_east_is_right_and_north_is_up(other, way):
    for projection in (Azimuthal(Point(40, -100)), Mercator(Point(40, -100))):
        east, north = (float(axis[0]) for axis in projection.flat(degrees([other])))
        length = math.hypot(east, north)
        assert (east / length, north / length) == pytest.approx(way, abs=0.01)


def test_the_middle_stays_where_it_is():
    here = Point(21.3, -157.8)
    for projection in (Azimuthal(here), Mercator(here)):
        assert [float(axis[0]) for axis in projection.flat(degrees([here]))] == pytest.approx([0, 0])


def test_what_lies_across_the_date_line_is_near():
    for projection in (Azimuthal(Point(52, 179)), Mercator(Point(52, 179))):
        east, _ = projection.flat(degrees([Point(52, -179)]))
        assert float(east[0]) == pytest.approx(85, abs=2)


@given(st.floats(-80, 80), st.floats(-179, 179))
def test_mercator_is_true_near_the_middle(latitude, longitude):
    middle, other = Point(latitude, longitude), Point(latitude + 0.01, longitude + 0.01)
    east, north = Mercator(middle).flat(degrees([other]))
    assert math.hypot(east[0], north[0]) == pytest.approx(miles_between(middle, other), rel=0.01)

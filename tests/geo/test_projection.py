"""Projections: true distances and directions from the center; Mercator as street maps have it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.geo.points import Point, miles_between
from finder.geo.projection import Azimuthal, Mercator, degrees

points = st.builds(Point, st.floats(-60, 72), st.floats(-180, 180))


@given(points, points)
def test_distances_from_the_center_are_true(center, other):
    east, north = (float(axis[0]) for axis in Azimuthal(center).project(degrees([other])))
    assert math.hypot(east, north) == pytest.approx(miles_between(center, other), rel=0.006, abs=0.01)


@pytest.mark.parametrize(
    ("other", "direction"),
    [
        (Point(41, -100), (0, 1)),
        (Point(39, -100), (0, -1)),
        (Point(40, -99), (1, 0)),
        (Point(40, -101), (-1, 0)),
    ],
)
def test_east_is_right_and_north_is_up(other, direction):
    for projection in (Azimuthal(Point(40, -100)), Mercator(Point(40, -100))):
        east, north = (float(axis[0]) for axis in projection.project(degrees([other])))
        length = math.hypot(east, north)
        assert (east / length, north / length) == pytest.approx(direction, abs=0.01)


def test_the_center_is_at_zero():
    here = Point(21.3, -157.8)
    for projection in (Azimuthal(here), Mercator(here)):
        assert [float(axis[0]) for axis in projection.project(degrees([here]))] == pytest.approx([0, 0])


def test_points_across_the_date_line_are_near():
    for projection in (Azimuthal(Point(52, 179)), Mercator(Point(52, 179))):
        east, _ = projection.project(degrees([Point(52, -179)]))
        assert float(east[0]) == pytest.approx(85, abs=2)


@given(st.floats(-80, 80), st.floats(-179, 179))
def test_mercator_distances_are_true_near_the_center(latitude, longitude):
    center, other = Point(latitude, longitude), Point(latitude + 0.01, longitude + 0.01)
    east, north = Mercator(center).project(degrees([other]))
    assert math.hypot(east[0], north[0]) == pytest.approx(miles_between(center, other), rel=0.01)

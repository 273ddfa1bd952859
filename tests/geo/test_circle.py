"""Distances and the grid, against geopy."""

import math
from itertools import pairwise

import pytest
from geopy.distance import geodesic
from hypothesis import assume, example, given
from hypothesis import strategies as st

from finder.geo.circle import (
    MEAN_MILES,
    Point,
    cell,
    chord_squared,
    miles_between,
    miles_of_chord,
    spans_within,
    vector,
)

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
american = st.one_of(
    st.builds(Point, st.floats(24, 50), st.floats(-125, -66)),
    st.builds(Point, st.floats(51, 72), st.floats(-180, -130)),  # Alaska
    st.builds(Point, st.floats(51, 54), st.floats(172, 180)),  # the Aleutians beyond 180 degrees
    st.builds(Point, st.floats(18, 23), st.floats(-161, -154)),  # Hawaii
    st.builds(Point, st.floats(13, 16), st.floats(144, 146)),  # Guam and the Northern Marianas
    st.builds(Point, st.floats(17.5, 18.6), st.floats(-68, -64)),  # Puerto Rico, Virgin Islands
    st.builds(Point, st.floats(-15, -11), st.floats(-172, -168)),  # American Samoa
)
bearings = st.floats(0, 360)


def miles_by_chord(start, end):
    return miles_of_chord(vector(start).chord_squared_to(vector(end)))


def miles_by_geopy(start, end):
    return geodesic((start.latitude, start.longitude), (end.latitude, end.longitude)).miles


def at(start, miles, bearing):
    """The point that lies so far from `start`, by geopy."""
    there = geodesic(miles=miles).destination((start.latitude, start.longitude), bearing)
    return Point(there.latitude, there.longitude)


@given(american, st.floats(0.01, 1000), bearings)
def test_miles_of_a_chord_are_those_of_geopy_within_a_thousand_miles(start, miles, bearing):
    assert miles_by_chord(start, at(start, miles, bearing)) == pytest.approx(miles, rel=1e-4)


@given(american, american)
def test_miles_of_a_chord_are_those_of_geopy_within_two_parts_in_a_hundred_anywhere(start, end):
    assert miles_by_chord(start, end) == pytest.approx(miles_by_geopy(start, end), rel=5e-3, abs=1e-3)


@given(american, american)
def test_miles_between_are_those_of_geopy(start, end):
    assert miles_between(start, end) == pytest.approx(miles_by_geopy(start, end))


@given(st.floats(0.001, math.pi * MEAN_MILES * 0.999))
def test_chord_and_miles_are_inverse(miles):
    assert miles_of_chord(chord_squared(miles)) == pytest.approx(miles, rel=1e-6)


@given(points, points)
def test_a_circle_around_the_whole_globe_holds_everything(start, end):
    assert vector(start).chord_squared_to(vector(end)) <= chord_squared(12_500)


@given(points, points)
def test_distance_is_the_same_both_ways_and_never_negative(start, end):
    there, back = (vector(a).chord_squared_to(vector(b)) for a, b in ((start, end), (end, start)))
    assert there == back >= 0


def holds(spans, number):
    return any(first <= number <= last for first, last in spans)


@pytest.mark.parametrize("miles", [0.2, 1, 5, 25, 50, 100, 250, 1000])
@given(start=american, share=st.floats(0, 1), bearing=bearings)
def test_every_point_within_a_circle_lies_in_its_spans(miles, start, share, bearing):
    end = at(start, miles * share, bearing)
    assume(vector(start).chord_squared_to(vector(end)) <= chord_squared(miles))
    assert holds(spans_within(start, miles), cell(end))


@given(points, points)
@example(Point(89.9, 10), Point(89.9, -170))
@example(Point(-90, 0), Point(-89.9, 179))
@example(Point(52, 179.9), Point(52, -179.9))
@example(Point(0, 179.9), Point(0, -180))
@example(Point(0, -179.9), Point(0, 180))
@example(Point(90, 0), Point(90, 180))
def test_no_cell_of_a_circle_is_missed_anywhere_on_the_globe(start, end):
    assert holds(spans_within(start, miles_by_chord(start, end) + 0.001), cell(end))


@given(american, st.floats(0.1, 5000))
def test_spans_are_few_and_apart_and_in_order(start, miles):
    spans = spans_within(start, miles)
    assert 1 <= len(spans) <= 16
    assert all(first <= last for first, last in spans)
    assert all(one[1] + 1 < other[0] for one, other in pairwise(spans))


@given(points)
def test_a_cell_is_a_number_of_32_bits(point):
    assert 0 <= cell(point) < 2**32


def test_cells_side_by_side_in_a_square_follow_each_other():
    # Z-order: four small squares make a larger one, and their numbers one run.
    step = 360 / 65536
    corner = Point(45 + step / 4, -90 + step / 2)
    others = [
        Point(corner.latitude + y * step / 2, corner.longitude + x * step) for y in (0, 1) for x in (0, 1)
    ]
    assert [cell(each) - cell(corner) for each in others] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(90.1, 0), (-90.1, 0), (0, 180.1), (0, -180.1), (math.nan, 0), (0, math.nan), (math.inf, 0)],
)
def test_a_point_off_the_globe_is_refused(latitude, longitude):
    with pytest.raises(ValueError, match="not a place on the globe"):
        Point(latitude, longitude)


@pytest.mark.parametrize(
    ("start", "end", "miles"),
    [
        (Point(42.3427, -71.0922), Point(40.7506, -73.9971), 187.1),  # Boston to New York
        (Point(61.2097, -149.8232), Point(47.6114, -122.3305), 1439),  # Anchorage to Seattle
        (Point(13.4686, 144.7989), Point(21.3179, -157.8521), 3805),  # Guam to Honolulu, over the date line
    ],
)
def test_known_distances(start, end, miles):
    assert miles_by_chord(start, end) == pytest.approx(miles, rel=0.005)

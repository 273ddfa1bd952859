"""The grid of cells: no point within a circle is missed."""

from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from finder.geo.cells import cell, spans_within
from finder.geo.points import Point, chord_squared, vector
from tests.geo.random_points import american, bearings, destination, miles_by_chord, points


def contains(spans, number):
    return any(first <= number <= last for first, last in spans)


@pytest.mark.parametrize("miles", [0.2, 1, 5, 25, 50, 100, 250, 1000])
@given(start=american, share=st.floats(0, 1), bearing=bearings)
def test_every_point_in_a_circle_is_in_one_of_its_spans(miles, start, share, bearing):
    end = destination(start, miles * share, bearing)
    assume(vector(start).chord_squared_to(vector(end)) <= chord_squared(miles))
    assert contains(spans_within(start, miles), cell(end))


@given(points, points)
@example(Point(89.9, 10), Point(89.9, -170))
@example(Point(-90, 0), Point(-89.9, 179))
@example(Point(52, 179.9), Point(52, -179.9))
@example(Point(0, 179.9), Point(0, -180))
@example(Point(0, -179.9), Point(0, 180))
@example(Point(90, 0), Point(90, 180))
def test_no_cell_of_a_circle_is_missed_anywhere_on_the_globe(start, end):
    assert contains(spans_within(start, miles_by_chord(start, end) + 0.001), cell(end))


@given(american, st.floats(0.1, 5000))
def test_spans_are_few_sorted_and_not_adjacent(start, miles):
    spans = spans_within(start, miles)
    assert 1 <= len(spans) <= 16
    assert all(first <= last for first, last in spans)
    assert all(one[1] + 1 < other[0] for one, other in pairwise(spans))


@given(points)
def test_cell_numbers_fit_in_32_bits(point):
    assert 0 <= cell(point) < 2**32


def test_the_four_cells_of_a_square_have_consecutive_numbers():
    step = 360 / 65536
    corner = Point(45 + step / 4, -90 + step / 2)
    others = [
        Point(corner.latitude + y * step / 2, corner.longitude + x * step) for y in (0, 1) for x in (0, 1)
    ]
    assert [cell(each) - cell(corner) for each in others] == [0, 1, 2, 3]

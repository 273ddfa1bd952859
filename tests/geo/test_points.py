"""Distances, compared with geopy."""

import math

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from finder.geo.points import MEAN_MILES, Point, chord_squared, miles_between, miles_of_chord, vector
from tests.geo.random_points import american, bearings, destination, miles_by_chord, points


def miles_by_geopy(start, end):
    return geodesic((start.latitude, start.longitude), (end.latitude, end.longitude)).miles


@given(american, st.floats(0.01, 1000), bearings)
def test_chord_miles_match_geopy_to_a_hundredth_of_a_percent_up_to_1000_miles(start, miles, bearing):
    assert miles_by_chord(start, destination(start, miles, bearing)) == pytest.approx(miles, rel=1e-4)


@given(american, american)
def test_chord_miles_match_geopy_to_half_a_percent_anywhere_in_the_country(start, end):
    assert miles_by_chord(start, end) == pytest.approx(miles_by_geopy(start, end), rel=5e-3, abs=1e-3)


@given(american, american)
def test_miles_between_matches_geopy(start, end):
    assert miles_between(start, end) == pytest.approx(miles_by_geopy(start, end))


@given(st.floats(0.001, math.pi * MEAN_MILES * 0.999))
def test_converting_miles_to_a_chord_and_back_gives_the_same_miles(miles):
    assert miles_of_chord(chord_squared(miles)) == pytest.approx(miles, rel=1e-6)


@given(points, points)
def test_every_point_is_within_12500_miles_of_every_other(start, end):
    assert vector(start).chord_squared_to(vector(end)) <= chord_squared(12_500)


@given(points, points)
def test_distance_is_the_same_both_ways_and_never_negative(start, end):
    there, back = (vector(a).chord_squared_to(vector(b)) for a, b in ((start, end), (end, start)))
    assert there == back >= 0


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(90.1, 0), (-90.1, 0), (0, 180.1), (0, -180.1), (math.nan, 0), (0, math.nan), (math.inf, 0)],
)
def test_a_point_off_the_globe_is_refused(latitude, longitude):
    with pytest.raises(ValueError, match="not a point on Earth"):
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

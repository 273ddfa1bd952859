"""Points for tests: on the whole globe and in the United States."""

from geopy.distance import geodesic
from hypothesis import strategies as st

from finder.geo.points import Point, miles_of_chord, vector

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


def destination(start, miles, bearing):
    """The point at a distance and bearing from `start`, by geopy."""
    there = geodesic(miles=miles).destination((start.latitude, start.longitude), bearing)
    return Point(there.latitude, there.longitude)


def miles_by_chord(start, end):
    return miles_of_chord(vector(start).chord_squared_to(vector(end)))

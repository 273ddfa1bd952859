"""The ZIP code nearest a point is found among all of them, which are kept in memory."""

from hypothesis import given, settings
from hypothesis import strategies as st

from finder.geo.points import Point, miles_between
from finder.store.known_zip_codes import town_near, zip_asked_for
from finder.store.read_places import zip_named, zip_points

#: Most of the United States and its territories, and water around them.
points = st.builds(Point, st.floats(-15, 72), st.floats(-170, -60))


def test_the_town_is_that_of_the_nearest_zip_code(snapshot):
    with snapshot.connect() as connection:
        middles = zip_points(connection)

        @settings(max_examples=40, deadline=None)
        @given(points, st.sampled_from([5, 30, 300]))
        def ask(point, miles):
            found = town_near(connection, point, miles)
            near = [
                (miles_between(point, Point(each.latitude, each.longitude)), each.zip)
                for each in middles
                if abs(each.latitude - point.latitude) < miles / 60
            ]
            away, digits = min(near, default=(1e9, ""))
            if abs(away - miles) < miles / 1000:
                return  # at the rim: a chord is a little shorter than the way along the ground
            nearest = zip_named(connection, digits) if away <= miles else None
            if nearest is None:
                assert found is None
            else:
                towns = [zip_named(connection, each) for far, each in near if far < away * 1.0001 + 0.001]
                assert found in {f"{each.city}, {each.state}" for each in towns}

        ask()


def test_a_zip_code_is_the_same_the_second_time(snapshot):
    with snapshot.connect() as connection:
        assert zip_asked_for(connection, "02115") == zip_asked_for(connection, "02115")
        assert zip_asked_for(connection, "02115") == zip_named(connection, "02115")
        assert zip_asked_for(connection, "00000") is None

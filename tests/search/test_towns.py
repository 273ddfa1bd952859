"""The towns to label on a map: the largest first, with villages where towns are few."""

from __future__ import annotations

from finder.geo.points import Point, miles_between
from finder.search.towns import MAX_TOWNS, towns_around

BILLINGS, BOSTON, DENVER = Point(45.78, -108.5), Point(42.34, -71.09), Point(39.74, -104.98)


def names(snapshot, point, miles):
    return [each.name for each in towns_around(snapshot, point, miles)]


def test_the_largest_come_first(snapshot):
    assert names(snapshot, BILLINGS, 100)[0] == "Billings"
    assert names(snapshot, BOSTON, 50)[0] == "Boston"
    assert names(snapshot, DENVER, 300)[:2] == ["Denver", "Colorado Springs"]


def test_no_town_is_too_far_away_or_listed_twice(snapshot):
    for miles in (5, 60, 800):
        found = towns_around(snapshot, BOSTON, miles)
        assert 0 < len(found) <= MAX_TOWNS
        assert all(miles_between(BOSTON, each.point) <= miles * 1.001 for each in found if each.zips > 1)
        assert len({(each.name, each.state) for each in found}) == len(found)


def test_villages_are_included_where_towns_are_few(snapshot):
    found = towns_around(snapshot, BILLINGS, 50)
    assert {"Billings", "Laurel"} <= {each.name for each in found}
    assert len(found) > 15


def test_there_are_no_towns_out_at_sea(snapshot):
    assert towns_around(snapshot, Point(30, -45), 100) == []

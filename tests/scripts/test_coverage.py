"""The script that says how near the nearest place is."""

from dataclasses import replace

import pytest

from finder.domain.care import Position
from finder.domain.kinds import Kind
from finder.geo.points import Point, miles_between
from finder.store.read_records import care_sites_of
from scripts.coverage import nearest


def test_the_nearest_place_counts_and_its_distance_is_that_of_a_search(connection):
    sites = [each for each in care_sites_of(connection, Kind.CENTER) if each.position]
    homes = [Point(42.3, -71.1), Point(47.0, -109.4), Point(18.4, -66.1)]
    expected = [min(miles_between(home, each.position.point) for each in sites) for home in homes]
    assert nearest(homes, sites) == pytest.approx(expected, rel=1e-3)


def test_a_place_at_home_is_no_miles_away(connection):
    site = next(each for each in care_sites_of(connection, Kind.CENTER) if each.position)
    here = Point(40.0, -100.0)
    moved = replace(site, position=Position(here, "address", site.origin))
    assert nearest([here], [moved]) == pytest.approx([0.0], abs=1e-6)

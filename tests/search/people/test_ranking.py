"""Clinicians near a place, against a brute-force oracle over the records themselves."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.store import locations, near
from tests.search.people.crowd import GROUP, oracle, search

points = st.tuples(st.integers(3800, 4900), st.integers(-11500, -6800)).map(
    lambda p: (p[0] / 100, p[1] / 100)
)


@settings(max_examples=40)
@given(point=points, group=st.sampled_from(sorted(GROUP)), sex=st.sampled_from([None, "female", "male"]))
def test_order_miles_total_and_rings_equal_those_of_the_oracle(snapshot, point, group, sex):
    more = {"sex": sex} if sex else {}
    answer = search(
        snapshot, near=f"{point[0]},{point[1]}", specialty=group, kind="clinician", limit="100", **more
    )
    slugs = GROUP[group]
    expected = oracle(point, slugs, lambda each: not sex or each.sex == sex[0].upper())
    assert answer.total == len(expected)
    assert [found.miles for found in answer.results] == pytest.approx(
        [miles for miles, _ in expected[:100]], rel=1e-4, abs=1e-3
    )
    assert {found.clinician.npi for found in answer.results} == {npi for _, npi in expected[:100]}
    for ring, count in answer.within.items():
        assert count == sum(miles <= ring for miles, _ in expected)
    for slug, rings in answer.by_specialty.items():
        mine = oracle(point, {slug}, lambda each: not sex or each.sex == sex[0].upper())
        assert rings == {ring: sum(miles <= ring for miles, _ in mine) for ring in rings}


def test_growing_circles_find_the_results_of_the_oracle(snapshot, monkeypatch):
    """The circle grows until the page is full."""
    monkeypatch.setattr(near, "_REACHES", (1.0, 50.0, math.inf))
    monkeypatch.setattr(locations, "_SMALL", 0)
    for point in ((42.34, -71.09), (45.67, -111.04), (40.0, -95.0)):
        for limit in ("1", "5", "100"):
            where = f"{point[0]},{point[1]}"
            answer = search(snapshot, near=where, specialty="surgery", kind="clinician", limit=limit)
            expected = oracle(point, GROUP["surgery"])
            miles = [found.miles for found in answer.results]
            assert miles == pytest.approx([apart for apart, _ in expected[: int(limit)]], rel=1e-4, abs=1e-3)
            assert answer.total == len(expected)
            rings = {ring: sum(apart <= ring for apart, _ in expected) for ring in answer.within}
            assert answer.within == rings


def test_the_pages_together_are_the_whole_list(snapshot):
    def page(number):
        return search(
            snapshot, near="02115", kind="clinician", specialty="urology", limit="7", page=str(number)
        )

    pages = [page(number) for number in range(1, page(1).pages + 1)]
    laid = [found.clinician.npi for each in pages for found in each.results]
    assert len(laid) == len(set(laid)) == pages[0].total

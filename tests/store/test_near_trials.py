"""Near search of trials: order, counts, filters, and how many recruit at a place."""

from __future__ import annotations

import pytest

from finder.geo.points import Point
from finder.store.trials.near_trials import TrialCriteria, count_at_places, find_trials, trial_with

BOSTON = Point(42.34, -71.09)


@pytest.fixture
def near(people):
    """Return the trials near Boston that match, as (last digit of the number, scope)."""

    def find(cancer=None, *, offset=0, limit=20, **more):
        criteria = TrialCriteria(cancer, **more)
        with people.connect() as connection:
            page = find_trials(people, connection, BOSTON, criteria, offset=offset, limit=limit, radius=100)
        return [(int(each.trial.nct[-1]), each.scope) for each in page.results], page

    return find


def test_trials_that_name_the_cancer_come_first_each_group_nearest_first(near):
    found, page = near("breast-cancer")
    assert found == [(1, "own"), (2, "own"), (7, "own"), (3, "wider"), (4, "wider")]
    assert (page.total, page.own) == (5, 3)
    assert page.within == {25: 3, 50: 3, 100: 3, 250: 3}


def test_a_trial_stands_at_its_nearest_site_and_counts_the_others_in_reach(near):
    _, page = near("breast-cancer", limit=1)
    (first,) = page.results
    assert (first.site.facility, first.more_sites) == ("Example Cancer Center", 1)
    assert first.miles == pytest.approx(0, abs=0.1)


def test_pages_follow_each_other_without_gaps(near):
    whole, _ = near("breast-cancer")
    assert [near("breast-cancer", offset=at, limit=1)[0][0] for at in range(5)] == whole
    assert near("breast-cancer", offset=5)[0] == []


@pytest.mark.parametrize(
    ("more", "numbers"),
    [
        ({"age": 10}, [7]),  # whose ages are not known
        ({"phases": ("PHASE3",)}, [7]),
        ({"phases": ("PHASE1", "PHASE3")}, [2, 7]),
        ({"miles": 1}, [1, 3, 4]),
        ({"treatment_only": False}, [1, 6, 2, 7, 3, 4]),
        ({"age": 40}, [1, 2, 7, 3]),
        ({"ages": (0.0, 17.9)}, [7]),
    ],
)
def test_filters(near, more, numbers):
    found, _ = near("breast-cancer", **more)
    assert [number for number, _ in found] == numbers


def test_without_a_cancer_every_trial_of_a_treatment_is_found(near):
    found, page = near()
    assert {number for number, _ in found} == {1, 2, 3, 4, 5, 7}
    assert page.own == page.total == 6


def test_a_cancer_that_no_trial_names_has_only_wider_ones(near):
    assert near("osteosarcoma")[0] == [(4, "wider")]
    assert near("acute-lymphoblastic-leukemia")[0] == []


def test_only_sites_that_recruit_count_at_a_place(people):
    with people.connect() as connection:
        paths = ["centers/example-boston", "centers/example-denver"]
        counts = count_at_places(people, connection, paths, "breast-cancer", "2026-10-05")
        plain = count_at_places(people, connection, paths, None, "2026-10-05")
    assert list(counts) == ["centers/example-boston"]
    count = counts["centers/example-boston"]
    assert (count.trials, count.for_cancer, count.as_of) == (6, 3, "2026-10-05")
    assert plain["centers/example-boston"].for_cancer is None


def test_one_trial_has_all_of_its_sites(people):
    with people.connect() as connection:
        trial, sites = trial_with(connection, "NCT99000001")
        assert trial_with(connection, "NCT00000000") is None
    assert trial.title == "Made-up drug 1"
    assert [each.facility for each in sites] == ["Example Cancer Center", "Example Far Clinic"]


def test_a_directory_without_trials_finds_none(snapshot, connection):
    page = find_trials(snapshot, connection, BOSTON, TrialCriteria(), offset=0, limit=9, radius=100)
    assert (page.results, page.total) == ((), 0)
    assert count_at_places(snapshot, connection, ["centers/example-boston"], None, "") == {}

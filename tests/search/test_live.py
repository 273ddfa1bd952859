"""Clinicians from the live registry: ranked, filtered and paged."""

import math

import pytest
from geopy.distance import geodesic

from finder.domain.clinicians import Clinician, LiveAnswer, Practice
from finder.domain.kinds import Kind
from finder.search.answer import answer, has_providers
from finder.search.live import NOT_LOADED, live_results
from finder.search.near import find_near
from tests.people_oracle import question
from tests.people_world import FREE

ELSEWHERE = Practice("BOZEMAN", "MT", "59715")
NO_ZIP = Practice("NOWHERE", "MA", "00000")
#: 02115 itself, some ZIP codes within 25 miles of it, and one within 60.
ZIPS = ("02115", "02120", "02116", "02139", "01701", "01608")


def clinician(number, **more):
    """Return a clinician as the live registry reports one."""
    values = {
        "last": f"MADEUP{number}",
        "first": "ANNA",
        "sex": "F" if number % 2 else "M",
        "practices": (Practice("BOSTON", "MA", ZIPS[number % len(ZIPS)]),),
    }
    return Clinician(
        npi=FREE[number], kind="clinician", sources=("npi-registry",), live=True, **values | more
    )


class Registry:
    """A live registry that answers every query with the same clinicians, and records the queries."""

    def __init__(self, *clinicians, complete=True, note=""):
        self.answer = LiveAnswer(clinicians, complete, note)
        self.queries = []

    def __call__(self, query):
        self.queries.append(query)
        return self.answer


@pytest.fixture
def ask(snapshot):
    """Search a directory without people, with a registry."""
    assert not has_providers(snapshot)
    return lambda registry, **filters: (
        answer(snapshot, question(**{"kind": "clinician"} | filters), registry).results
    )


def npis(answer):
    return [found.clinician.npi for found in answer.results]


TEN = [clinician(number) for number in (9, 3, 0, 7, 1, 6, 2, 8, 5, 4)]


def miles_of(clinician, gazetteer):
    """Miles from the middle of 02115 to that of the ZIP code of the first practice, by geopy."""
    here, there = (gazetteer.get(digits).point for digits in ("02115", clinician.practices[0].zip))
    return geodesic((here.latitude, here.longitude), (there.latitude, there.longitude)).miles


def test_clinicians_of_the_registry_are_ranked_by_distance(ask, gazetteer):
    answer = ask(Registry(*TEN))
    miles = {each.npi: miles_of(each, gazetteer) for each in TEN}
    expected = sorted((npi for npi in miles if miles[npi] <= 25), key=lambda npi: (miles[npi], npi))
    assert npis(answer) == expected
    assert 5 < answer.total == len(expected) < len(TEN)
    for found in answer.results:
        assert found.miles == pytest.approx(miles[found.clinician.npi], rel=1e-3, abs=1e-3)
    assert answer.within == {25: answer.total}
    assert all(found.about and found.practice.exactness == "zip" for found in answer.results)
    assert answer.live
    assert answer.note == "Live from the NPI Registry, within 25 miles."


@pytest.mark.parametrize(
    ("miles", "reach", "rings"),
    [
        ("any", 25, [25]),
        ("10", 10, []),
        ("60", 60, [25, 50]),
        ("100", 100, [25, 50, 100]),
        ("900", 100, [25, 50, 100]),
    ],
)
def test_the_registry_is_queried_within_a_limited_circle(ask, gazetteer, miles, reach, rings):
    registry = Registry(*TEN)
    answer = ask(registry, miles=miles)
    (query,) = registry.queries
    assert query.miles == reach
    assert list(answer.within) == rings
    assert f"within {reach} miles" in answer.note
    assert all(found.miles <= reach for found in answer.results)
    assert answer.total == sum(miles_of(each, gazetteer) <= reach for each in TEN)


def test_the_registry_is_queried_for_the_zip_codes_of_the_circle_nearest_first(ask, gazetteer):
    registry = Registry()
    ask(registry, miles="12")
    zips = registry.queries[0].zips
    here = gazetteer.get("02115").point
    apart = {
        each.zip: math.dist((each.point.latitude, each.point.longitude * math.cos(math.radians(42.3))),
                            (here.latitude, here.longitude * math.cos(math.radians(42.3)))) * 69
        for each in gazetteer.zips if each.point and each.zip[:1] == "0"
    }  # fmt: skip
    assert zips[0] == "02115"
    assert [apart[each] for each in zips] == pytest.approx(sorted(apart[each] for each in zips), abs=0.2)
    assert {each for each, miles in apart.items() if miles < 11.8} <= set(zips)
    assert all(apart[each] < 12.2 for each in zips)


@pytest.mark.parametrize(
    ("filters", "slugs"),
    [
        # Breast surgery has no taxonomy code in this world, so the registry cannot be queried for it.
        ({"specialty": "surgery"}, {"surgical-oncology", "gynecologic-oncology"}),
        ({"specialty": "general-surgery"}, {"general-surgery"}),
        ({"cancer": "acute-lymphoblastic-leukemia"}, {"hematology-oncology", "anatomic-and-clinical"}),
    ],
)
def test_the_registry_is_queried_for_the_specialties_of_a_group_or_a_cancer(ask, filters, slugs):
    registry = Registry()
    ask(registry, **filters)
    assert {each.slug for each in registry.queries[0].specialties} == slugs


def test_without_a_specialty_the_registry_is_queried_for_all_cancer_specialties(ask):
    registry = Registry()
    ask(registry)
    slugs = {each.slug for each in registry.queries[0].specialties}
    assert {"medical-oncology", "surgical-oncology", "radiation-oncology"} <= slugs
    assert not {"general-surgery", "urology", "genetics", "oncology-clinic", "neuropathology"} & slugs


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        ({"sex": "female"}, lambda each: each.sex == "F"),
        ({"name": "madeup3 an"}, lambda each: each.last == "MADEUP3"),
        ({"name": "bob"}, lambda each: False),
        # The registry does not report these, so nobody matches.
        ({"telehealth": "yes"}, lambda each: False),
        ({"assignment": "yes"}, lambda each: False),
        ({"hospital": "example-boston"}, lambda each: False),
        ({"kind": "clinic"}, lambda each: False),
        ({"kind": ["clinician", "clinic"]}, lambda each: True),
    ],
)
def test_filters_apply_to_clinicians_of_the_registry(ask, filters, fits):
    answer = ask(Registry(*TEN), miles="100", **filters)
    assert sorted(npis(answer)) == sorted(each.npi for each in TEN if fits(each))
    assert answer.total == len(answer.results)


def test_pages_of_registry_results_are_slices_of_one_list(ask):
    whole = ask(Registry(*TEN), miles="100")
    pages = [ask(Registry(*TEN), miles="100", limit="4", page=str(page)) for page in (1, 2, 3, 4)]
    assert [npis(page) for page in pages] == [npis(whole)[:4], npis(whole)[4:8], npis(whole)[8:], []]
    assert {(page.total, page.pages) for page in pages} == {(10, 3)}
    assert {tuple(page.within.items()) for page in pages} == {tuple(whole.within.items())}


def test_clinicians_outside_the_circle_or_without_a_location_are_left_out(ask):
    inside = clinician(11, practices=(ELSEWHERE, NO_ZIP, Practice("BOSTON", "MA", "02115")))
    answer = ask(Registry(clinician(12, practices=(ELSEWHERE,)), clinician(13, practices=(NO_ZIP,)), inside))
    assert npis(answer) == [inside.npi]
    assert answer.results[0].practice.zip == "02115"


def test_an_incomplete_registry_answer_is_shown_with_a_note(ask):
    answer = ask(Registry(complete=False, note="The registry did not answer."))
    assert (answer.results, answer.total, answer.pages) == ((), 0, 1)
    assert answer.note == "The registry did not answer."
    some = ask(Registry(*TEN, complete=False, note="Some may be missing."))
    assert some.note == "Live from the NPI Registry, within 25 miles. Some may be missing."


def test_without_people_and_registry_a_note_says_how_to_load_them(snapshot, ask):
    answer = ask(None)
    assert (answer.results, answer.total, answer.note, answer.live) == ((), 0, NOT_LOADED, False)
    query = question(kind="clinician")
    assert live_results(snapshot, query, find_near(snapshot, query), None).note == NOT_LOADED


def test_places_are_listed_even_if_no_people_are_loaded(ask, snapshot):
    answer = ask(None, kind=["center", "clinician"])
    assert (answer.note, answer.by_specialty) == (NOT_LOADED, {})
    assert answer.results == find_near(snapshot, question(kind="center")).results


def test_registry_results_are_merged_with_the_places_requested_with_them(ask, snapshot):
    filters = {"kind": ["center", "clinician"], "limit": "4", "miles": "100"}
    alone = find_near(snapshot, question(kind="center", miles="100")).results
    pages = [ask(Registry(*TEN), **filters, page=str(page)) for page in (1, 2, 3, 4)]
    merged = [found for page in pages for found in page.results]
    assert [found for found in merged if found in alone] == list(alone) != []
    people = [found.clinician.npi for found in merged if found not in alone]
    assert people == npis(ask(Registry(*TEN), miles="100"))
    assert [found.miles for found in merged] == sorted(found.miles for found in merged)
    assert {page.total for page in pages} == {len(merged)} == {len(alone) + len(TEN)}
    assert {page.pages for page in pages} == {3}
    for page in pages:
        assert page.within == {r: sum(found.miles <= r for found in merged) for r in (25, 50, 100)}
        assert page.note == "Specialists: live from the NPI Registry, within 100 miles."
        assert page.live
        assert page.by_specialty == {}


def test_places_are_listed_even_if_the_registry_is_down(ask, snapshot):
    answer = ask(Registry(complete=False, note="It is down."), kind=["center", "clinician"])
    assert (answer.note, answer.live) == ("It is down.", False)
    assert answer.results == find_near(snapshot, question(kind="center")).results


def test_registry_results_are_also_listed_beside_the_places(snapshot):
    query = question(miles="60")
    lists = answer(snapshot, query, Registry(*TEN)).beside
    assert set(lists) == {Kind.CLINICIAN}
    assert (len(lists[Kind.CLINICIAN].results), lists[Kind.CLINICIAN].total) == (5, 10)
    assert lists[Kind.CLINICIAN].live
    assert answer(snapshot, query).beside == {}


def test_no_farther_clinician_is_searched_after_a_live_answer(snapshot, ask):
    query = question(kind="clinician", miles="5")
    assert answer(snapshot, query, Registry()).nearest is None

"""Clinicians told by the live registry: ranked, filtered, paged and told of by us."""

import math

import pytest
from geopy.distance import geodesic

from finder.domain.clinicians import Clinician, Practice
from finder.domain.kinds import Kind
from finder.domain.live_registry import LiveAnswer
from finder.search.answer import answer, has_providers
from finder.search.live import NOT_LOADED, live_results
from finder.search.near import find_near
from tests.people_oracle import question
from tests.people_world import FREE

ELSEWHERE = Practice("BOZEMAN", "MT", "59715")
NO_ZIP = Practice("NOWHERE", "MA", "00000")
#: 02115 itself, some ZIP codes within 25 miles of it, and one within 60.
ZIPS = ("02115", "02120", "02116", "02139", "01701", "01608")


def told(number, **more):
    """Somebody as the live registry tells of them."""
    known = {
        "last": f"MADEUP{number}",
        "first": "ANNA",
        "sex": "F" if number % 2 else "M",
        "practices": (Practice("BOSTON", "MA", ZIPS[number % len(ZIPS)]),),
    }
    return Clinician(npi=FREE[number], kind="clinician", sources=("npi-registry",), live=True, **known | more)


class Registry:
    """A live registry that tells of these, whatever it is asked, and remembers what it was asked."""

    def __init__(self, *clinicians, complete=True, note=""):
        self.said = LiveAnswer(clinicians, complete, note)
        self.asked = []

    def __call__(self, asked):
        self.asked.append(asked)
        return self.said


@pytest.fixture
def ask(snapshot):
    """Ask a directory without people, and the registry."""
    assert not has_providers(snapshot)
    return lambda registry, **asked: (
        answer(snapshot, question(**{"kind": "clinician"} | asked), registry).results
    )


def npis(answer):
    return [found.clinician.npi for found in answer.results]


TEN = [told(number) for number in (9, 3, 0, 7, 1, 6, 2, 8, 5, 4)]


def miles_of(clinician, gazetteer):
    """Miles from the middle of 02115 to that of the ZIP code of the first practice, by geopy."""
    here, there = (gazetteer.get(digits).point for digits in ("02115", clinician.practices[0].zip))
    return geodesic((here.latitude, here.longitude), (there.latitude, there.longitude)).miles


def test_what_the_registry_tells_is_ranked_by_us(ask, gazetteer):
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
def test_the_registry_is_asked_in_a_circle_of_some_miles(ask, gazetteer, miles, reach, rings):
    registry = Registry(*TEN)
    answer = ask(registry, miles=miles)
    (asked,) = registry.asked
    assert asked.miles == reach
    assert list(answer.within) == rings
    assert f"within {reach} miles" in answer.note
    assert all(found.miles <= reach for found in answer.results)
    assert answer.total == sum(miles_of(each, gazetteer) <= reach for each in TEN)


def test_the_registry_is_asked_for_the_zip_codes_of_the_circle_nearest_first(ask, gazetteer):
    registry = Registry()
    ask(registry, miles="12")
    zips = registry.asked[0].zips
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
    ("asked", "slugs"),
    [
        # Breast surgery has no taxonomy in this world, by which the registry could be asked.
        ({"specialty": "surgery"}, {"surgical-oncology", "gynecologic-oncology"}),
        ({"specialty": "general-surgery"}, {"general-surgery"}),
        ({"cancer": "acute-lymphoblastic-leukemia"}, {"hematology-oncology", "anatomic-and-clinical"}),
    ],
)
def test_the_registry_is_asked_for_the_specialties_of_a_group_or_a_cancer(ask, asked, slugs):
    registry = Registry()
    ask(registry, **asked)
    assert {each.slug for each in registry.asked[0].specialties} == slugs


def test_without_a_specialty_the_registry_is_asked_for_all_whose_specialty_is_cancer(ask):
    registry = Registry()
    ask(registry)
    slugs = {each.slug for each in registry.asked[0].specialties}
    assert {"medical-oncology", "surgical-oncology", "radiation-oncology"} <= slugs
    assert not {"general-surgery", "urology", "genetics", "oncology-clinic", "neuropathology"} & slugs


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ({"sex": "female"}, lambda each: each.sex == "F"),
        ({"name": "madeup3 an"}, lambda each: each.last == "MADEUP3"),
        ({"name": "bob"}, lambda each: False),
        # The registry does not know these: nobody may pass for having them.
        ({"telehealth": "yes"}, lambda each: False),
        ({"assignment": "yes"}, lambda each: False),
        ({"hospital": "example-boston"}, lambda each: False),
        ({"kind": "clinic"}, lambda each: False),
        ({"kind": ["clinician", "clinic"]}, lambda each: True),
    ],
)
def test_filters_hold_for_what_the_registry_tells(ask, asked, fits):
    answer = ask(Registry(*TEN), miles="100", **asked)
    assert sorted(npis(answer)) == sorted(each.npi for each in TEN if fits(each))
    assert answer.total == len(answer.results)


def test_pages_of_what_the_registry_tells_are_cut_from_one_list(ask):
    whole = ask(Registry(*TEN), miles="100")
    pages = [ask(Registry(*TEN), miles="100", limit="4", page=str(page)) for page in (1, 2, 3, 4)]
    assert [npis(page) for page in pages] == [npis(whole)[:4], npis(whole)[4:8], npis(whole)[8:], []]
    assert {(page.total, page.pages) for page in pages} == {(10, 3)}
    assert {tuple(page.within.items()) for page in pages} == {tuple(whole.within.items())}


def test_who_works_outside_the_circle_or_nowhere_on_the_map_is_left_out(ask):
    inside = told(11, practices=(ELSEWHERE, NO_ZIP, Practice("BOSTON", "MA", "02115")))
    answer = ask(Registry(told(12, practices=(ELSEWHERE,)), told(13, practices=(NO_ZIP,)), inside))
    assert npis(answer) == [inside.npi]
    assert answer.results[0].practice.zip == "02115"


def test_an_answer_that_was_cut_short_says_so_and_fails_nothing(ask):
    answer = ask(Registry(complete=False, note="The registry did not answer."))
    assert (answer.results, answer.total, answer.pages) == ((), 0, 1)
    assert answer.note == "The registry did not answer."
    some = ask(Registry(*TEN, complete=False, note="Some may be missing."))
    assert some.note == "Live from the NPI Registry, within 25 miles. Some may be missing."


def test_without_people_and_registry_one_is_told_how_to_load_them(snapshot, ask):
    answer = ask(None)
    assert (answer.results, answer.total, answer.note, answer.live) == ((), 0, NOT_LOADED, False)
    query = question(kind="clinician")
    assert live_results(snapshot, query, find_near(snapshot, query), None).note == NOT_LOADED


def test_places_are_listed_though_people_are_not_loaded(ask, snapshot):
    answer = ask(None, kind=["center", "clinician"])
    assert (answer.note, answer.by_specialty) == (NOT_LOADED, {})
    assert answer.results == find_near(snapshot, question(kind="center")).results


def test_what_the_registry_tells_stands_among_the_places_asked_for_with_it(ask, snapshot):
    asked = {"kind": ["center", "clinician"], "limit": "4", "miles": "100"}
    alone = find_near(snapshot, question(kind="center", miles="100")).results
    pages = [ask(Registry(*TEN), **asked, page=str(page)) for page in (1, 2, 3, 4)]
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


def test_places_are_listed_though_the_registry_is_down(ask, snapshot):
    answer = ask(Registry(complete=False, note="It is down."), kind=["center", "clinician"])
    assert (answer.note, answer.live) == ("It is down.", False)
    assert answer.results == find_near(snapshot, question(kind="center")).results


def test_what_the_registry_tells_stands_beside_the_places_too(snapshot):
    query = question(miles="60")
    lists = answer(snapshot, query, Registry(*TEN)).beside
    assert set(lists) == {Kind.CLINICIAN}
    assert (len(lists[Kind.CLINICIAN].results), lists[Kind.CLINICIAN].total) == (5, 10)
    assert lists[Kind.CLINICIAN].live
    assert answer(snapshot, query).beside == {}


def test_for_a_live_answer_none_further_off_is_sought(snapshot, ask):
    query = question(kind="clinician", miles="5")
    assert answer(snapshot, query, Registry()).nearest is None

"""Clinicians from the live registry: ranked, filtered and paged."""

import datetime
import math

import pytest
from geopy.distance import geodesic

from finder.domain.answers import CareSiteResult
from finder.domain.clinicians import Clinician, Practice, Reported
from finder.domain.kinds import Kind
from finder.domain.live import LiveAnswer, LiveRegistry
from finder.errors import NotFound
from finder.search.answer import answer, has_providers
from finder.search.live import NOT_ASKED, NOT_LOADED, live_results
from finder.search.near import find_near
from finder.search.records.providers import find_clinician
from finder.search.shortlist.find import ShortlistQuery, find_shortlist
from tests.people_oracle import question
from tests.people_world import FREE

#: When the registry was asked, by the clock in Boston.
NOON = datetime.datetime(2026, 11, 30, 17, tzinfo=datetime.UTC)
ASKED = "Looked up on November 30, 2026 at 12:00\u00a0pm (Eastern Time)."
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
        npi=FREE[number],
        kind=Kind.CLINICIAN,
        sources=("npi-registry",),
        asked=NOON.isoformat(),
        **values | more,
    )


class Registry:
    """A live registry that answers every query with the same clinicians, and records the queries.

    It searches no wider circle than the first where it has enough.
    """

    def __init__(self, *clinicians, complete=True, note=""):
        self.clinicians, self.complete, self.note = clinicians, complete, note
        self.queries = []

    def near(self, query):
        self.queries.append(query)
        at = -1 if len(self.clinicians) < query.enough and self.complete else 0
        asked = NOON if self.clinicians or self.complete else None
        return LiveAnswer(self.clinicians, self.complete, self.note, query.circles[at].miles, asked)

    def named(self, npis, specialties):
        self.queries.append((npis, {each.slug for each in specialties}))
        found = tuple(each for each in self.clinicians if each.npi in npis)
        return LiveAnswer(found, self.complete, self.note, 0.0, NOON)


def asking(registry):
    """The registry as `on` uses it: asked by itself."""
    return registry and LiveRegistry(registry.near, registry.named, by_itself=True)


def offered(registry):
    """The registry as `ask` uses it: only if the reader chose it."""
    return LiveRegistry(registry.near, registry.named)


@pytest.fixture
def ask(snapshot):
    """Search a directory without people, with a registry."""
    assert not has_providers(snapshot)
    return lambda registry, **filters: (
        answer(snapshot, question(**{"kind": "clinician"} | filters), asking(registry)).results
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
    assert answer.note == f"Live from the NPI Registry, within 25 miles. {ASKED}"
    assert answer.asked == NOON


@pytest.mark.parametrize(
    ("miles", "reach", "rings"),
    [
        ("25", 25, [25]),
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
    assert [each.miles for each in query.circles] == [reach]
    assert list(answer.within) == rings
    assert f"within {reach} miles" in answer.note
    assert all(found.miles <= reach for found in answer.results)
    assert answer.total == sum(miles_of(each, gazetteer) <= reach for each in TEN)


def test_the_registry_is_queried_for_the_zip_codes_of_the_circle_nearest_first(ask, gazetteer):
    registry = Registry()
    ask(registry, miles="12")
    zips = registry.queries[0].circles[0].zips
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
    assert some.note == f"Live from the NPI Registry, within 25 miles. {ASKED} Some may be missing."


def test_without_people_and_registry_a_note_says_how_to_load_them(snapshot, ask):
    answer = ask(None)
    assert (answer.results, answer.total, answer.note, answer.live) == ((), 0, NOT_LOADED, False)
    query = question(kind="clinician")
    assert live_results(snapshot, query, find_near(snapshot, query), None).note == NOT_LOADED


def test_places_are_listed_even_if_no_people_are_loaded(ask, snapshot):
    answer = ask(None, kind=["center", "clinician"])
    assert (answer.note, answer.by_specialty) == (NOT_LOADED, {})
    assert answer.results == find_near(snapshot, question(kind="center")).results


def ring_of(found):
    return sum(found.miles > ring for ring in (25, 50, 100, 250))


def is_designated(found):
    return isinstance(found, CareSiteResult) and found.site.is_designated


def test_registry_results_are_merged_with_the_places_requested_with_them(ask, snapshot):
    filters = {"kind": ["center", "clinician"], "limit": "4", "miles": "100"}
    alone = find_near(snapshot, question(kind="center", miles="100")).results
    pages = [ask(Registry(*TEN), **filters, page=str(page)) for page in (1, 2, 3, 4)]
    merged = [found for page in pages for found in page.results]
    assert [found for found in merged if found in alone] == list(alone) != []
    people = [found.clinician.npi for found in merged if found not in alone]
    assert people == npis(ask(Registry(*TEN), miles="100"))
    ranks = [(ring_of(found), not is_designated(found), found.miles) for found in merged]
    assert ranks == sorted(ranks)
    assert {page.total for page in pages} == {len(merged)} == {len(alone) + len(TEN)}
    assert {page.pages for page in pages} == {3}
    for page in pages:
        assert page.within == {r: sum(found.miles <= r for found in merged) for r in (25, 50, 100)}
        assert page.note == f"Specialists: live from the NPI Registry, within 100 miles. {ASKED}"
        assert page.live
        assert page.by_specialty == {}


def test_places_are_listed_even_if_the_registry_is_down(ask, snapshot):
    answer = ask(Registry(complete=False, note="It is down."), kind=["center", "clinician"])
    assert (answer.note, answer.live) == ("It is down.", False)
    assert answer.results == find_near(snapshot, question(kind="center")).results


def test_registry_results_are_also_listed_beside_the_places(snapshot):
    query = question(miles="60")
    lists = answer(snapshot, query, asking(Registry(*TEN))).beside
    assert set(lists) == {Kind.CLINICIAN}
    assert (len(lists[Kind.CLINICIAN].results), lists[Kind.CLINICIAN].total) == (5, 10)
    assert lists[Kind.CLINICIAN].live
    assert answer(snapshot, query).beside == {}


def test_no_farther_clinician_is_searched_after_a_live_answer(snapshot, ask):
    query = question(kind="clinician", miles="5")
    assert answer(snapshot, query, asking(Registry())).nearest is None


def test_a_question_without_a_distance_goes_farther_where_few_are_near(ask):
    registry = Registry(clinician(2))
    answer = ask(registry)
    assert [each.miles for each in registry.queries[0].circles] == [25, 50, 100]
    assert [len(each.zips) for each in registry.queries[0].circles] == sorted(
        len(each.zips) for each in registry.queries[0].circles
    )
    assert "within 100 miles" in answer.note
    assert list(answer.within) == [25, 50, 100]


def test_specialties_of_a_live_list_are_counted_by_ring(ask):
    reports = (Reported("medical-oncology", ("npi-registry",)), Reported("hematology", ("npi-registry",)))
    some = [clinician(0, specialties=reports), clinician(1, specialties=reports[:1]), clinician(5)]
    answer = ask(Registry(*some), miles="60")
    assert answer.by_specialty == {"medical-oncology": {25: 2, 50: 2}, "hematology": {25: 1, 50: 1}}
    assert ask(Registry(*some), specialty="urology").by_specialty == {}


def test_nothing_is_asked_before_the_reader_chooses_it(snapshot):
    registry = Registry(*TEN)
    for filters in ({}, {"kind": "clinician"}, {"kind": ["center", "clinician"]}):
        unasked = answer(snapshot, question(**filters), offered(registry))
        assert unasked.offers_live
        assert unasked.beside == {}
        assert unasked.not_loaded == ""
    assert unasked.results.note == NOT_ASKED
    assert not answer(snapshot, question(kind="center"), offered(registry)).offers_live
    assert not answer(snapshot, question(), None).offers_live
    assert registry.queries == []
    chosen = answer(snapshot, question(kind="clinician", live="yes"), offered(registry))
    assert (chosen.results.live, chosen.offers_live) == (True, False)
    assert len(registry.queries) == 1


def test_a_loaded_directory_offers_nothing_and_asks_nothing(people):
    registry = Registry(*TEN)
    found = answer(people, question(kind="clinician", live="yes"), offered(registry))
    assert (found.offers_live, found.results.live, registry.queries) == (False, False, [])


def test_the_page_of_a_doctor_who_is_not_loaded_is_looked_up_if_the_reader_chose_it(snapshot):
    registry = Registry(*TEN)
    npi = TEN[0].npi
    with pytest.raises(NotFound) as unasked:
        find_clinician(snapshot, npi, offered(registry))
    assert [each.value for each in unasked.value.near] == [f"/clinicians/{npi}?live=yes"]
    assert registry.queries == []
    page = find_clinician(snapshot, npi, offered(registry), chosen=True)
    assert (page.clinician.npi, page.clinician.live) == (npi, True)
    assert page.clinician.practices[0].exactness == "zip"
    ((npis_asked, slugs),) = registry.queries
    assert npis_asked == (npi,)
    assert {"urology", "medical-oncology"} <= slugs
    assert find_clinician(snapshot, npi, asking(registry)).clinician.npi == npi


@pytest.mark.parametrize(
    ("registry", "reason"),
    [(Registry(), "We couldn't find the NPI"), (Registry(complete=False, note="It is down."), "It is down.")],
)
def test_a_doctor_whom_the_registry_does_not_find_is_not_found(snapshot, registry, reason):
    with pytest.raises(NotFound, match=reason) as failed:
        find_clinician(snapshot, TEN[0].npi, offered(registry), chosen=True)
    assert failed.value.near == ()


def test_a_number_that_is_no_npi_is_never_asked_for(snapshot):
    registry = Registry()
    for wrong in ("123", TEN[0].npi[:-1] + "x"):
        with pytest.raises(NotFound, match="is not an NPI") as failed:
            find_clinician(snapshot, wrong, offered(registry), chosen=True)
        assert failed.value.near == ()
    assert registry.queries == []


def test_saved_doctors_are_looked_up_if_the_reader_chose_it(snapshot):
    registry = Registry(*TEN)
    boston, first, second = "centers/example-boston", TEN[0].path, TEN[1].path
    picks = (second, boston, "clinicians/x", first)
    unasked = find_shortlist(snapshot, ShortlistQuery(picks), offered(registry))
    assert [each.path for each in unasked.picked] == [boston]
    assert (unasked.missing, unasked.offers_live) == ((second, "clinicians/x", first), True)
    assert registry.queries == []
    found = find_shortlist(snapshot, ShortlistQuery(picks, near="02115", live=True), offered(registry))
    assert [each.path for each in found.picked] == [second, boston, first]
    assert (found.missing, found.offers_live, found.note) == (("clinicians/x",), False, "")
    assert all(each.result.miles < 100 for each in found.picked)
    ((npis_asked, _slugs),) = registry.queries
    assert npis_asked == (TEN[1].npi, TEN[0].npi)


def test_a_list_without_missing_doctors_asks_nothing(snapshot):
    registry = Registry(*TEN)
    found = find_shortlist(
        snapshot, ShortlistQuery(("centers/example-boston", "centers/none"), live=True), offered(registry)
    )
    assert (found.offers_live, registry.queries) == (False, [])

"""The short lists beside the places of care, and the pages of people and hospitals."""

import pytest

from finder.domain.answers import HospitalResult
from finder.domain.kinds import Kind
from finder.domain.live import LiveRegistry
from finder.errors import NotFound
from finder.search.answer import answer
from finder.search.near import find_near
from finder.search.records.providers import find_clinician, find_hospital
from tests.people_oracle import question
from tests.people_world import AT_CENTER, FREE, WHOLE, team_of


def test_pages_of_people_and_hospitals_lead_to_each_other(people):
    assert find_clinician(people, AT_CENTER.npi).sites["centers/example-boston"].id == "example-boston"
    page = find_hospital(people, "990001")
    assert (page.site.id, page.hospital.team) == ("example-boston", team_of("990001"))
    for npi, reason in (
        (FREE[0], f"We couldn't find the NPI {FREE[0]}"),
        ("123", "is not an NPI"),
        (FREE[0][:-1], "is not an NPI"),
    ):
        with pytest.raises(NotFound, match=reason):
            find_clinician(people, npi)
    with pytest.raises(NotFound, match="CMS number “019099”"):
        find_hospital(people, "019099")


@pytest.mark.parametrize(
    "filters", [{}, {"miles": "250"}, {"specialty": "pathology"}, {"cancer": "neuroblastoma"}]
)
def test_a_search_for_places_also_lists_the_nearest_people_and_hospitals(people, filters):
    query = question(**filters)
    lists = answer(people, query).beside
    assert set(lists) == {Kind.CLINICIAN, Kind.HOSPITAL}
    every = find_near(people, question(kind="clinician", limit="100", **filters))
    assert lists[Kind.CLINICIAN].results == every.results[:5]
    assert (lists[Kind.CLINICIAN].total, lists[Kind.CLINICIAN].within) == (every.total, every.within)
    assert {found.hospital.ccn for found in lists[Kind.HOSPITAL].results} == set(WHOLE)
    assert all(isinstance(found, HospitalResult) for found in lists[Kind.HOSPITAL].results)


@pytest.mark.parametrize(
    "filters",
    [
        {"kind": "center"},
        {"show": "nci"},
        {"page": "2"},
        {"name": "madeup"},
        {"team": "all"},
        {"kind": "clinician"},
    ],
)
def test_a_narrower_search_lists_nothing_beside_its_results(people, filters):
    query = question(**filters)
    assert answer(people, query).beside == {}


def test_the_live_registry_is_not_asked_if_people_are_loaded(people):
    def asked(*_):
        raise AssertionError("the registry was asked")

    never = LiveRegistry(asked, asked, by_itself=True)

    query = question(kind="clinician")
    results = answer(people, query, never).results
    assert (results.live, results.note) == (False, "")
    assert results.total == find_near(people, query).total > 20
    assert answer(people, question(), never).beside[Kind.CLINICIAN].live is False

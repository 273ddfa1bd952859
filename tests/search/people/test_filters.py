"""Filters on people by name, hospital, team and group; the lists beside places, and the live registry."""

from dataclasses import replace

import pytest

from finder import utc
from finder.domain.clinicians import Clinician, Practice, PracticePhone
from finder.domain.kinds import Kind
from finder.domain.live import LiveAnswer, LiveRegistry
from finder.errors import BadQuery
from finder.search.answer import answer
from finder.search.live import NOT_LOADED, live_results
from finder.search.near import find_near
from finder.search.questions import NearQuery
from tests.search.people.crowd import EVERYBODY, GROUP, NPIS, search


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("cruz", lambda each: "CRUZ" in each.last),
        ("an cruz", lambda each: "CRUZ" in each.last and each.first[:2] == "AN"),
        ("madeup jones", lambda each: "JONES" in each.last),
        ("o'madeup", lambda each: each.last == "O'MADEUP"),
    ],
)
def test_names_match_by_the_start_of_their_words(snapshot, name, fits):
    answer = search(snapshot, near="02115", name=name, limit="100")
    assert {found.clinician.npi for found in answer.results} == {each.npi for each in EVERYBODY if fits(each)}


def test_clinicians_are_found_by_the_number_of_their_hospital(snapshot):
    answer = search(snapshot, near="02115", hospital="019002", limit="100")
    assert {found.clinician.npi for found in answer.results} == {
        e.npi for e in EVERYBODY if "019002" in e.hospitals
    }
    with pytest.raises(BadQuery) as error:
        search(snapshot, near="02115", hospital="example-bostn")
    assert "centers/example-boston" in [choice.value for choice in error.value.faults[0].choices]


def test_teams_count_each_clinician_once_for_each_group(snapshot):
    answer = search(snapshot, near="02115", kind="hospital", limit="100")
    groups = {**GROUP, "surgery": GROUP["surgery"] | {"general-surgery", "urology"}}
    for found in answer.results:
        there = [each for each in EVERYBODY if found.hospital.ccn in each.hospitals]
        for group, slugs in groups.items():
            count = sum(bool({one.specialty for one in each.specialties} & slugs) for each in there)
            assert found.hospital.team.get(group, 0) == count
    full = search(snapshot, near="02115", team="all", limit="100")
    assert {f.hospital.ccn for f in full.results} == {
        f.hospital.ccn for f in answer.results if len(f.hospital.team) == 4
    }


def test_surgery_does_not_find_general_surgeons(snapshot):
    every = {
        found.clinician.npi
        for found in search(
            snapshot, near="02115", kind="clinician", specialty="surgery", limit="100"
        ).results
    }
    only_general = {
        e.npi for e in EVERYBODY if {o.specialty for o in e.specialties} <= {"general-surgery", "urology"}
    }
    assert only_general
    assert not every & only_general
    general = search(
        snapshot, near="02115", kind="clinician", specialty="general-surgery", limit="100"
    ).results
    assert {e.npi for e in EVERYBODY if "general-surgery" in {o.specialty for o in e.specialties}} == {
        f.clinician.npi for f in general
    }


@pytest.mark.parametrize(
    "question",
    [
        {"kind": "center", "sex": "female"},
        {"kind": "clinician", "team": "all"},
        {"kind": "hospital", "name": "anna"},
        {"kind": "clinician", "show": "nci"},
    ],
)
def test_filters_that_a_kind_does_not_support_are_refused(snapshot, question):
    with pytest.raises(BadQuery, match="We don't know this about") as error:
        search(snapshot, near="02115", **question)
    assert error.value.faults[0].hint.startswith("Use kind=")


def test_only_a_plain_search_lists_people_and_hospitals_beside_the_places(snapshot):
    query = NearQuery(near="02115")
    more = answer(snapshot, query).beside
    assert set(more) == {Kind.CLINICIAN, Kind.HOSPITAL}
    assert len(more[Kind.CLINICIAN].results) == 5
    assert all(len(found.hospital.team) == 4 for found in more[Kind.HOSPITAL].results)
    narrow = replace(query, filters={"show": "nci"})
    assert answer(snapshot, narrow).beside == {}


def test_registry_results_are_ranked_filtered_and_paged(real):
    near = Practice("BOSTON", "MA", "02115", phones=(PracticePhone("+1-617-555-0100", "npi-registry"),))
    far = Practice("BOZEMAN", "MT", "59715")
    clinicians = [
        Clinician(
            npi=NPIS[n],
            kind="clinician",
            last=f"MADEUP{n}",
            first="ANNA",
            sex="F" if n % 2 else "M",
            practices=(far if n == 9 else near,),
            sources=("npi-registry",),
            asked="2026-11-30T12:00:00+00:00",
        )
        for n in range(10)
    ]
    questions = []

    def near(question):
        questions.append(question)
        return LiveAnswer(tuple(clinicians), False, "It was cut short.", 25.0, utc.now())

    live = LiveRegistry(near, lambda *_: None, by_itself=True)
    query = NearQuery(near="02115", kind=(Kind.CLINICIAN,), limit=4, page=2)
    results = answer(real, query, live).results
    assert (results.total, results.pages, results.live) == (9, 3, True)
    assert [found.clinician.npi for found in results.results] == NPIS[4:8]
    assert "Live from the NPI Registry" in results.note
    assert "It was cut short." in results.note
    assert questions[0].circles[0].zips[0] == "02115"
    assert answer(real, replace(query, filters={"sex": "female"}, page=1), live).results.total == 4
    assert live_results(real, query, find_near(real, query), None).note == NOT_LOADED

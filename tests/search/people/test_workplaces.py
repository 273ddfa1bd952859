"""A hospital or center in a query: by its number, its name, or some words of it."""

import pytest

from finder.errors import BadQuery, Unsure
from tests.search.people.crowd import EVERYBODY, HOSPITALS, search


def workers_at(snapshot, hospital):
    answer = search(snapshot, near="02115", hospital=hospital, limit="100")
    return {found.clinician.npi for found in answer.results}


def test_a_unique_hospital_name_finds_the_same_as_its_number(snapshot):
    for each in HOSPITALS:
        expected = {one.npi for one in EVERYBODY if each.ccn in one.hospitals}
        assert workers_at(snapshot, each.name.title()) == expected, each.name
        assert workers_at(snapshot, each.ccn) == expected


def test_a_center_is_found_by_its_name(snapshot):
    assert workers_at(snapshot, "example island cancer center") == workers_at(snapshot, "example-honolulu")


def test_an_ambiguous_workplace_is_a_choice_nearest_first(snapshot):
    with pytest.raises(Unsure) as error:
        search(snapshot, near="02115", hospital="Example Hospital")
    (fault,) = error.value.faults
    assert fault.field == "hospital"
    assert len(fault.choices) > 1
    assert fault.reason == "Several places are called “Example Hospital”. Which one is it?"


def test_an_unknown_workplace_is_refused_with_instructions(snapshot):
    for name in ("Hospital of Nowhere", "…"):
        with pytest.raises(BadQuery) as error:
            search(snapshot, near="02115", hospital=name)
        assert "Type its name or its six-character CMS number" in error.value.faults[0].hint


def test_a_workplace_is_found_as_people_write_its_name(snapshot):
    assert workers_at(snapshot, "Example Island Cancer Ctr.") == workers_at(snapshot, "example-honolulu")


def test_a_misspelled_workplace_is_offered(snapshot):
    with pytest.raises(BadQuery) as error:
        search(snapshot, near="02115", hospital="the islnd cancer center")
    assert "example-honolulu" in {each.value.rpartition("/")[2] for each in error.value.faults[0].choices}

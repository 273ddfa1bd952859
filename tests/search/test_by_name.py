"""Hospitals, clinics, centers and doctors by name, in one list."""

import pytest

from finder.domain.kinds import Kind
from finder.errors import BadQuery
from finder.search.records.by_name import NameQuery, find_by_name
from tests.people_world import BY_NPI, NOWHERE


@pytest.fixture
def ids(people):
    return lambda name, **more: [each.id for each in find_by_name(people, NameQuery(name, **more)).found]


@pytest.mark.parametrize(
    "typed", ["NOWHEREMADEUP", "Dr. Nowheremadeup", "nowheremadeup, MD", f"{NOWHERE.first} Nowheremadeup"]
)
def test_a_doctor_is_found_as_people_write_the_name(ids, typed):
    assert ids(typed) == [NOWHERE.npi]


def test_hospitals_clinics_and_doctors_are_in_one_list(people):
    found = find_by_name(people, NameQuery("made up", limit=100)).found
    assert {each.record.kind for each in found} >= {Kind.HOSPITAL, Kind.CLINIC}
    found = find_by_name(people, NameQuery("madeup", limit=100)).found
    assert {each.record.kind for each in found} == {Kind.CLINIC, Kind.CLINICIAN}


def test_a_hospital_that_is_a_place_of_care_is_listed_once(people):
    found = find_by_name(people, NameQuery("Example Hospital", limit=100)).found
    assert "centers/example-boston" in {each.record.path for each in found}
    assert "hospitals/990001" not in {each.record.path for each in found}


@pytest.mark.parametrize("near", [None, "02115", "59715"])
def test_pages_hold_every_record_once_in_one_order(people, near):
    whole = find_by_name(people, NameQuery("testperson", near, limit=100))
    ids = [each.id for each in whole.found]
    assert whole.total == len(ids) > 15
    pages = [find_by_name(people, NameQuery("testperson", near, limit=4, page=n)) for n in range(1, 12)]
    assert [each.id for page in pages for each in page.found] == ids
    assert {page.pages for page in pages} == {-(-len(ids) // 4)}


def test_with_a_place_each_part_is_nearest_first_and_what_is_nowhere_comes_last(people):
    found = find_by_name(people, NameQuery("madeup", "02115", limit=100)).found
    doctors = [each for each in found if each.record.kind is Kind.CLINICIAN]
    miles = [each.result.miles for each in doctors if each.result]
    assert miles == sorted(miles)
    assert find_by_name(people, NameQuery("nowheremadeup", "02115")).found[0].result is None


def test_without_a_place_doctors_are_in_the_order_of_their_names(people, ids):
    found = [BY_NPI[each] for each in ids("testperson john", limit=100) if BY_NPI[each].kind == "clinician"]
    whole = [each for each in found if each.last == "TESTPERSON"]
    assert whole == sorted(whole, key=lambda each: (each.last, each.first, each.npi))


@pytest.mark.parametrize(("typed", "first"), [("testpreson", "TESTPERSON"), ("nowheremadup", NOWHERE.last)])
def test_a_misspelled_doctor_is_offered_as_similar(people, typed, first):
    answer = find_by_name(people, NameQuery(typed))
    assert answer.similar
    assert first in {each.record.last for each in answer.found}


def test_a_name_that_nothing_has_finds_nothing(people):
    answer = find_by_name(people, NameQuery("zzyzx"))
    assert (answer.found, answer.total, answer.pages) == ((), 0, 1)


@pytest.mark.parametrize(
    ("arguments", "field"), [({}, "name"), ({"name": ["a"], "nme": ["b"]}, "nme"), ({"name": [" "]}, "name")]
)
def test_a_missing_name_and_unknown_fields_are_refused(arguments, field):
    with pytest.raises(BadQuery) as caught:
        NameQuery.parse(arguments)
    assert caught.value.faults[0].field == field


def test_doctors_whose_titles_begin_like_a_center_are_not_in_its_list(real):
    found = find_by_name(real, NameQuery("MD Anderson", limit=100)).found
    assert found[0].id == "md-anderson"
    assert all(each.record.kind.curated for each in found)

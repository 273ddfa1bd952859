"""Records as contacts: which numbers in which order, and what to know before calling."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import msgspec
import pytest

from finder.domain.kinds import Kind
from finder.domain.places import Place
from finder.formats import csv as csv_format
from finder.formats.contacts.contact import contact
from finder.formats.contacts.numbers import USES
from finder.formats.json import shortlist as shortlist_json
from finder.formats.json.encode import encode
from finder.geo.points import Point
from finder.search.near import nearest_practice
from finder.search.records.care_sites import find_care_site
from finder.search.shortlist.find import ShortlistQuery, find_shortlist
from finder.store.read_catalog import catalog_of
from tests.people_world import HOSPITALS, PARTLY, WORKERS


@pytest.fixture
def known(people):
    return catalog_of(people)


@pytest.fixture
def boston(people):
    return find_care_site(people, Kind.CENTER, "example-boston")


def contacts(snapshot, *picks, near=None):
    found = find_shortlist(snapshot, ShortlistQuery(picks, near=near))
    return [contact(each.record, catalog_of(snapshot), each.result) for each in found.picked]


def test_numbers_for_second_opinions_come_first_then_those_for_new_patients(boston, known):
    numbers = contact(boston, known).numbers
    assert [each.purpose for each in numbers] == [
        "second opinions",
        "new patients",
        "main",
        "clinical trials",
    ]
    assert numbers[0].called == "Second opinions; for adults"
    assert all(each.use for each in numbers)


def test_numbers_for_doctors_are_left_out(boston, known):
    for_doctors = replace(boston.phones[0], purpose="referring doctors", number="+1-617-555-0199")
    shown = contact(replace(boston, phones=(*boston.phones, for_doctors)), known).numbers
    assert "+1-617-555-0199" not in {each.number for each in shown}


def test_a_place_without_a_number_for_second_opinions_says_so(boston, known):
    without = replace(boston, phones=tuple(p for p in boston.phones if p.purpose != "second opinions"))
    assert "no number for second opinions" in contact(without, known).note
    assert contact(boston, known).note == ""
    assert contact(replace(boston, phones=()), known).note == "We have no telephone number here."


def test_restrictions_are_cautions(people, boston, known):
    studies = find_care_site(people, Kind.CENTER, "example-studies")
    assert contact(studies, known).cautions == ("People are seen only as participants of its studies.",)
    assert contact(replace(boston, veterans_only=True), known).cautions == (
        "Veterans Affairs hospital: for veterans enrolled in VA care.",
    )
    assert contact(boston, known).cautions == ()


def test_the_nearest_practice_comes_first(known):
    first, second = (
        msgspec.structs.replace(WORKERS[1].practices[0], city=city, latitude=latitude, phones=phones)
        for city, latitude, phones in (
            ("FARTOWN", 30.0, WORKERS[1].practices[0].phones),
            (
                "NEARTOWN",
                42.3,
                (msgspec.structs.replace(WORKERS[1].practices[0].phones[0], number="+1-617-555-0151"),),
            ),
        )
    )
    each = msgspec.structs.replace(WORKERS[1], practices=(first, second))
    place = Place("Boston, MA 02115", Point(42.34, -71.09), "zip")
    made = contact(each, known, nearest_practice(each, place))
    assert made.city == "Neartown"
    assert [one.label for one in made.numbers] == ["Practice in Neartown", "Practice in Fartown"]
    assert made.miles is not None
    assert made.distance.endswith("miles")
    assert contact(each, known).city == "Fartown"
    assert contact(each, known).distance == ""


def test_a_number_that_practices_share_is_listed_once(known):
    practice = WORKERS[1].practices[0]
    each = msgspec.structs.replace(WORKERS[1], practices=(practice, practice))
    assert len(contact(each, known).numbers) == 1


def test_a_street_that_may_be_a_home_is_not_shown(known):
    practice = msgspec.structs.replace(WORKERS[1].practices[0], street=None, withheld=True)
    made = contact(msgspec.structs.replace(WORKERS[1], practices=(practice,)), known)
    assert made.street == ""
    assert "may be a home" in made.cautions[0]


def test_a_record_without_a_location_has_no_time_zone(known):
    assert contact(PARTLY, known).zone is None
    assert contact(HOSPITALS[-2], known).zone is None


def test_a_hospital_has_the_number_of_medicares_records_and_a_team(people):
    (made,) = contacts(people, "hospitals/990001", near="02115")
    assert [each.purpose for each in made.numbers] == ["Medicare records"]
    assert "Surgery: " in made.offers
    assert made.zone.key == "America/New_York"


def test_our_own_rules_are_not_sources_and_a_year_is_not_repeated(real):
    for pick in ("centers/mayo-rochester", "centers/seattle-childrens"):
        (made,) = contacts(real, pick)
        assert made.sources
        assert not [each for each in made.sources if "House rule" in each]
        for each in made.sources:
            years = [word.strip(",()") for word in each.split() if word.strip(",()").startswith("202")]
            assert len(years) == len(set(years)), each


def test_every_purpose_of_a_number_says_what_to_ask_for(real):
    with real.connect():
        every = contacts(real, "centers/md-anderson", "programs/billings-clinic-cancer-center-mt")
    assert {one.purpose for each in every for one in each.numbers} <= USES.keys()


def test_the_json_has_distances_and_missing_records(people):
    found = find_shortlist(
        people, ShortlistQuery(("centers/example-boston", "centers/none"), "breast cancer", "02115")
    )
    made = [contact(each.record, catalog_of(people), each.result) for each in found.picked]
    response = json.loads(encode(shortlist_json.shortlist(made, found.missing, found.place, found.cancer)))
    assert (response["total"], response["missing"], response["cancer"]) == (
        1,
        ["centers/none"],
        "breast-cancer",
    )
    assert 0 < response["results"][0]["miles"] < 5
    assert response["results"][0]["phones"][0]["number"] == "+1-617-555-0102"


def test_the_csv_has_a_column_for_each_important_number(people):
    made = contacts(people, "centers/example-boston", "hospitals/019003")
    first, second = csv.DictReader(io.StringIO(csv_format.shortlist(made, "https://x.example.org")))
    assert first["phone_second_opinions"] == "617-555-0102"
    assert "617-555-0103: Clinical trials only" in first["phones"]
    assert first["page"] == "https://x.example.org/centers/example-boston"
    assert (second["phone_second_opinions"], second["phone_medicare_records"]) == ("", "617-555-0160")

"""The requests to the registry: their areas, order and words."""

import csv

from finder.domain.clinicians import PracticePhone, Reported
from finder.sources.registry.requests import first_requests, smaller_areas
from finder.sources.registry.search import NOTES
from finder.sources.registry.taxonomy_names import DESCRIPTIONS
from tests.conftest import DATA
from tests.sources.registry.searches import (
    CLINIC,
    HEMATOLOGY,
    HEMATOLOGY_DESC,
    HEMATOLOGY_ONCOLOGY,
    RADIATION,
    RADIATION_DESC,
    RADIATION_ONCOLOGY,
    npis,
    question,
    radiation,
    specialty,
)
from tests.sources.registry_server import npi, person, taxonomy


def test_a_specialist_near_is_found_with_all_that_the_record_says(server, ask):
    server.people = [radiation(1, other_names=[{"last_name": "FORMERNAME"}])]
    answer = ask(question("10001"))
    (found,) = answer.clinicians
    assert (answer.complete, answer.note) == (True, "")
    assert (found.npi, found.kind, found.last, found.first) == (npi(1), "clinician", "MADEUP1", "MARY")
    assert (found.suffix, found.sex, found.other_last) == ("", "F", "FORMERNAME")
    assert (found.enumerated, found.updated) == ("2014-01-08", "2014-01-16")
    assert found.specialties == (Reported("radiation-oncology", ("npi-registry",), True),)
    assert (found.sources, found.live, found.taxonomies) == (("npi-registry",), True, (RADIATION,))
    (practice,) = found.practices
    assert (practice.street, practice.city, practice.state) == ("1 MADEUP WAY", "MADEUPVILLE", "NY")
    assert (practice.zip, practice.latitude, practice.withheld) == ("10001", None, False)
    assert practice.phones == (PracticePhone("+1-212-555-0100", "npi-registry"),)


def test_the_question_is_put_as_the_registry_wants_it(server, ask):
    ask(question("10001", specialties=[HEMATOLOGY_ONCOLOGY]))
    assert server.asked[0] == {
        "version": "2.1",
        "enumeration_type": "NPI-1",
        "taxonomy_description": HEMATOLOGY_DESC,
        "address_purpose": "LOCATION",
        "postal_code": "100*",
        "limit": "200",
        "skip": "0",
    }


def test_clinics_are_asked_for_as_organizations(server, ask):
    clinic = person(7, "10001", taxonomy(CLINIC, "Clinic/Center, Oncology"), enumeration_type="NPI-2")
    clinic["basic"] = {"organization_name": "MADEUP CANCER CLINIC", "status": "A"}
    # A group practice may carry a doctor's code: it is no clinic of that specialty.
    group = radiation(8, enumeration_type="NPI-2")
    server.people = [clinic, group]
    answer = ask(question("10001", specialties=[specialty("oncology-clinic", CLINIC), RADIATION_ONCOLOGY]))
    (found,) = answer.clinicians
    assert (found.kind, found.organization, found.last) == ("clinic", "MADEUP CANCER CLINIC", "")
    assert {(each["taxonomy_description"], each["enumeration_type"]) for each in server.asked} >= {
        ("Clinic/Center, Oncology", "NPI-2"),
        (RADIATION_DESC, "NPI-1"),
    }


def test_only_the_first_three_digits_are_asked_nearest_first():
    zips = ("11201", "10001", "10002", "11205", "10003", "07030")
    asked = sorted(first_requests([RADIATION, HEMATOLOGY], zips))
    assert [(each.area, each.code) for each in asked] == [
        (area, code) for area in ("112*", "100*", "070*") for code in (RADIATION, HEMATOLOGY)
    ]


def test_areas_that_were_asked_before_are_not_asked_again():
    asked = first_requests([RADIATION], ("10001", "11201", "07030"), earlier=("11205", "10003"))
    assert [each.area for each in asked] == ["070*"]


def test_a_full_prefix_falls_into_all_ten_smaller_ones_wherever_the_place_is():
    (request,) = first_requests([RADIATION], ("10011", "10012"))
    smaller = smaller_areas(request)
    assert [each.area for each in smaller] == [f"100{digit}*" for digit in range(10)]
    assert [each.area for each in smaller_areas(smaller[1])] == [f"1001{digit}" for digit in range(10)]
    assert smaller_areas(smaller_areas(smaller[1])[0]) == ()


def test_nothing_is_asked_where_there_is_nothing_to_ask(server, ask):
    assert ask(question()).note == ""
    assert ask(question("10001", specialties=[specialty("pathology")])).complete
    assert server.asked == []


def test_a_specialty_without_words_is_told(server, ask):
    server.people = [radiation(1)]
    answer = ask(question("10001", specialties=[RADIATION_ONCOLOGY, specialty("other", "999X00000X")]))
    assert npis(answer) == [npi(1)]
    assert (answer.complete, answer.note) == (False, NOTES["words"])


def test_every_searchable_specialty_has_words():
    with (DATA / "specialties.csv").open(encoding="utf-8", newline="") as file:
        codes = [
            code
            for row in csv.DictReader(file)
            if row["searchable"] == "yes"
            for code in row["nucc"].split("|")
            if code
        ]
    assert len(codes) > 30
    assert not set(codes) - DESCRIPTIONS.keys()
    assert all(1 <= len(words) == len(set(words)) <= 2 for words in DESCRIPTIONS.values())


def test_the_second_wording_is_tried_where_the_first_finds_nobody(server, ask):
    server.understands = lambda wording, desc: wording == "Radiation Oncology" and desc == RADIATION_DESC
    server.people = [radiation(1), radiation(2, "10101")]
    assert npis(ask(question("10001", "10101"))) == sorted([npi(1), npi(2)])
    del server.asked[:]
    ask(question("10201"))
    assert [each["taxonomy_description"] for each in server.asked] == ["Radiation Oncology"]


def test_a_wording_that_works_anywhere_is_the_only_one_asked(server, ask):
    server.understands = lambda wording, desc: wording == desc
    server.people = [radiation(1)]
    assert npis(ask(question(*(f"10{n}01" for n in range(9))))) == [npi(1)]
    assert {each["taxonomy_description"] for each in server.asked} == {RADIATION_DESC}
    assert len(server.asked) == 9


def test_words_that_match_others_bring_nobody_in(server, ask):
    server.people = [
        person(1, "10001", taxonomy("1835X0200X", "Pharmacist, Radiology, Radiation Oncology")),
        person(2, "10001", taxonomy(RADIATION, None), taxonomy("207R00000X", RADIATION_DESC, False)),
        person(3, "10001", taxonomy("2471R0002X", RADIATION_DESC)),
    ]
    assert npis(ask(question("10001"))) == [npi(2)]

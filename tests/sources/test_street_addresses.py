"""Which street addresses are the same building, and which look like a home."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.sources.street_addresses import building, looks_like_home

TRIED = settings(max_examples=150, deadline=None)

ONE_BUILDING = [
    ["1 MAIN ST", "1 Main Street", "1 main st.", "1 MAIN ST STE 4", "1 MAIN ST, SUITE 4-B", "1 MAIN ST #4",
     "1 MAIN ST # 4", "1  MAIN  ST", "1 MAIN STREET 3RD FLOOR", "1 MAIN ST FL 3", "1 MAIN ST 4TH FL RM 7",
     "1 MAIN STREET ROOM 12", "1 MAIN ST BLDG C", "1 MAIN ST. DEPT. OF MADE UP", "1 MAIN ST UNIT 9",
     "1 MAIN ST APT 2", "1 MAIN ST MAILSTOP 100", "1 MAIN ST LEVEL 2", "1 MAIN ST OFFICE 5"],
    ["20 NORTH EXAMPLE AVENUE", "20 N EXAMPLE AVE", "20 N. EXAMPLE AV", "20 N EXAMPLE AVE STE 1"],
    ["20 SOUTHWEST EXAMPLE BOULEVARD", "20 SW EXAMPLE BLVD", "20 S.W. Example Blvd."],
    ["3 MEDICAL CENTER DRIVE", "3 MEDICAL CTR DR", "3 Medical Center Dr, Suite 100"],
    ["4 MOUNT EXAMPLE PARKWAY", "4 MT EXAMPLE PKWY"],
    ["5 SAINT EXAMPLE PLACE", "5 ST EXAMPLE PL", "5 St. Example Pl."],
    ["6 FORT EXAMPLE ROAD", "6 FT EXAMPLE RD", "6 FT EXAMPLE ROAD #B"],
    ["PO BOX 77", "P.O. BOX 77", "P.O. Box 77"],
    ["7 EXAMPLE HIGHWAY", "7 EXAMPLE HWY", "#7 EXAMPLE HWY", "7 EXAMPLE HWY, PO BOX 12"],
    ["7 EXAMPLE'S WAY", "7 EXAMPLES WAY", "7 EXAMPLE’S WAY"],
    ["8 EXAMPLE CIRCLE", "8 EXAMPLE CIR"],
    ["8 EXAMPLE COURT", "8 EXAMPLE CT"],
    ["8 EXAMPLE LANE", "8 EXAMPLE LN"],
    ["8 EXAMPLE SQUARE", "8 EXAMPLE SQ"],
    ["8 EXAMPLE TERRACE", "8 EXAMPLE TER"],
    ["8 EXAMPLE PLAZA", "8 EXAMPLE PLZ"],
    ["8 EXAMPLE TRAIL", "8 EXAMPLE TRL"],
    ["100 MC EXAMPLE AVE", "100 Mc Example Avenue"],
    ["100 MC OTHER RD"],
    ["200 OFFICE PARK DR"],
    ["200 LEVEL RD"],
]  # fmt: skip


@pytest.mark.parametrize("written", ONE_BUILDING, ids=lambda each: each[0])
def test_suites_and_abbreviations_do_not_make_another_building(written):
    assert len({building(each) for each in written}) == 1


def test_other_streets_and_numbers_are_other_buildings():
    firsts = [each[0] for each in ONE_BUILDING]
    assert [pair for pair in combinations(firsts, 2) if building(pair[0]) == building(pair[1])] == []
    for one, other in (
        ("1 MAIN ST", "11 MAIN ST"),
        ("1 N MAIN ST", "1 S MAIN ST"),
        ("1 OAK ST", "1 OAK AVE"),
    ):
        assert building(one) != building(other)


@pytest.mark.parametrize("street", ["STE 200", "3RD FLOOR", "BUILDING 7", "1 SUITELAND RD"])
def test_a_part_without_a_street_keeps_its_words(street):
    assert building(street) == street


def test_no_street_is_no_building():
    assert building("") == building("  ") == ""


@TRIED
@given(st.text(alphabet="ABN 019.,#-'é", max_size=30))
def test_case_blanks_and_a_second_time_change_nothing(street):
    key = building(street)
    assert building(street.lower()) == key
    assert building(f"  {street} ") == key
    assert building(key) == key


SOLE = {"sole": True, "practice": "", "shared": False}
HOMES = [
    "12 EXAMPLE LN", "12 Example Lane", "4512 W 71ST TER", "7 OAK HILL RD", "12 EXAMPLE LN APT 4",
    "12 EXAMPLE LN UNIT B", "12 EXAMPLE LN LOT 3", "12 EXAMPLE LN PH 2", "1 VALLEY RD", "9 HEALTHY WAY",
]  # fmt: skip
WORKPLACES = [
    "12 EXAMPLE LN STE 4", "12 EXAMPLE LN, SUITE 4", "12 EXAMPLE LN FL 2", "12 EXAMPLE LN BLDG 3",
    "12 EXAMPLE LN RM 3", "1 MEDICAL CENTER DR", "1 HOSPITAL DR", "1 EXAMPLE PLAZA", "1 UNIVERSITY AVE",
    "MADE UP CANCER INSTITUTE", "MADE UP CLINIC", "PO BOX 77", "P.O. Box 77", "P O BOX 77",
    "12 EXAMPLE LN DEPT OF MADE UP", "12 PROFESSIONAL PKWY", "1 MEDICAL CENTER DR UNIT 4",
    "made up medical campus", "1 EXAMPLE TOWER", "VA MADE UP",
]  # fmt: skip
APARTMENTS = [street for street in HOMES if any(word in street for word in ("APT", "UNIT", "LOT", "PH"))]


@pytest.mark.parametrize("street", HOMES)
def test_a_sole_proprietor_at_a_plain_address_may_live_there(street):
    assert looks_like_home(street=street, **SOLE)


@pytest.mark.parametrize("street", WORKPLACES)
def test_an_address_with_a_word_of_work_is_no_home(street):
    assert not looks_like_home(street=street, **SOLE)


@pytest.mark.parametrize("street", HOMES)
def test_others_live_there_only_if_it_names_an_apartment(street):
    assert looks_like_home(street=street, **SOLE | {"sole": False}) == (street in APARTMENTS)


@pytest.mark.parametrize("street", [*HOMES, *WORKPLACES])
@pytest.mark.parametrize("known", [{"practice": "MADE UP ONCOLOGY GROUP"}, {"shared": True}])
@pytest.mark.parametrize("sole", [True, False])
def test_a_place_with_a_practice_or_with_colleagues_is_no_home(street, known, sole):
    assert not looks_like_home(street=street, **SOLE | known | {"sole": sole})


def test_no_street_is_no_home():
    assert not looks_like_home(street="", **SOLE)

"""What is repaired of dates, ZIP codes, telephones and texts, and what is not."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.sources.files import clean

TRIED = settings(max_examples=150, deadline=None)
DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))


@TRIED
@given(DAYS)
def test_every_way_of_writing_a_day_gives_the_same_day(day):
    written = [
        f"{day:%m/%d/%Y}",
        f"{day.month}/{day.day}/{day:%Y}",
        f"{day.month}/{day.day}/{day:%y}",
        f"{day.month}/{day.day}/{day:%y} 0:00",
        f"{day:%m/%d/%Y} 00:00:00",
        day.isoformat(),
        f"{day}T00:00:00",
        f"{day} 00:00:00",
    ]
    assert {clean.day(text) for text in written} == {day.isoformat()}


def test_a_spreadsheet_date_has_the_month_first():
    assert clean.day("6/15/26") == "2026-06-15"


@pytest.mark.parametrize("text", ["", "0000-00-00", "00/00/0000", "<UNAVAIL>", " ", "N/A"])
def test_no_day_stays_none(text):
    assert clean.day(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "soon",
        "15/06/2026",
        "02/30/2026",
        "6/31/26",
        "45823",
        "June 15, 2026",
        "6-15-26",
        "6/15/126",
        "2026/6/15",
    ],
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        clean.day(text)


def test_a_day_after_tomorrow_lies_in_the_future():
    today = datetime.datetime.now(datetime.UTC).date()
    later = [(today + datetime.timedelta(days=days)).isoformat() for days in (-1, 0, 3, 9999)]
    assert [clean.is_future(day) for day in later] == [False, False, True, True]
    assert not clean.is_future("")


LEADING = [  # ZIP, the state, what a spreadsheet leaves of it
    ("04101", "ME", "4101"), ("02115", "MA", "2115"), ("07001", "NJ", "7001"), ("00602", "PR", "602"),
    ("06030", "CT", "6030"), ("03756", "NH", "3756"), ("02903", "RI", "2903"), ("05401", "VT", "5401"),
    ("00801", "VI", "801"), ("00501", "NY", "501"), ("06390", "NY", "6390"), ("09012", "AE", "9012"),
]  # fmt: skip


@pytest.mark.parametrize(("whole", "state", "cut"), LEADING)
def test_lost_zeros_are_put_back_where_zip_codes_begin_with_zero(whole, state, cut):
    for text in (cut, cut + "1234", f"{cut}-1234", cut + ".0", cut + "1234.0", whole, whole + "1234"):
        assert clean.zip5(text, state) == whole, text


@pytest.mark.parametrize("state", ["TX", "CA", "FL", "DE", "PA", "AP", "AA", "", "ON"])
@pytest.mark.parametrize("text", ["7501", "501", "7501123", "75011234"])
def test_no_zero_is_put_before_the_zip_code_of_another_state(state, text):
    assert clean.zip5(text, state) == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("7221120ND", "72211"),
        ("75001", "75001"),
        ("750011234", "75001"),
        ("75001-1234", "75001"),
        ("75001 1234", "75001"),
        (" 75001 ", "75001"),
        ("75001-", "75001"),
        ("750011234.0", "75001"),
        ("750", ""),
        ("750011", ""),
        ("75001123456", ""),
        ("7500X", ""),
        ("K1A 0B6", ""),
        ("", ""),
        ("１２３４５", ""),
    ],
)
def test_five_digits_of_a_zip_code_or_nothing(text, found):
    assert clean.zip5(text, "TX") == found


@TRIED
@given(st.text(max_size=12), st.sampled_from(["ME", "TX", "", "PR"]))
def test_a_zip_code_is_five_digits_or_nothing(text, state):
    assert re.fullmatch(r"([0-9]{5})?", clean.zip5(text, state))


@pytest.mark.parametrize(
    "text",
    [
        "6175550100", "617-555-0100", "(617) 555-0100", "617.555.0100", "1-617-555-0100", "+1 617 555 0100",
        "617 555 0100 x12", "617-555-0100 EXT 4", "6175550100.0", "16175550100",
        "6175550100#12", "6175550100,12",
        "617-555-0100 extension 12", "617-555-0100 option 2", "617-555-0100 x1234567", "617555010012",
        "617-555-0100 / 617-555-0101", "617-555-0100/0101", "6175550100 6175550101",
        "16175550100 16175550101",
        "61755501006175550101", "617 555 0100 or 617 555 0101", "tel. 617-555-0100 (office)",
    ],
)  # fmt: skip
def test_a_telephone_is_written_one_way(text):
    assert clean.phone(text) == "+1-617-555-0100"


@pytest.mark.parametrize(
    "text",
    ["", "5550100", "617555010", "61755501000", "0000000000", "1111111111", "9999999999", "0175550100",
     "6170550100", "6171550100", "26175550100", "555-0100 x617", "011-44-20-7946-0958",
     "NONE", "<UNAVAIL>", "６１７５５５０１００"],
)  # fmt: skip
def test_what_is_no_telephone_of_ten_digits_is_none(text):
    assert clean.phone(text) == ""


@TRIED
@given(st.text(max_size=16))
def test_a_telephone_has_our_form_or_is_none(text):
    assert re.fullmatch(r"(\+1-[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4})?", clean.phone(text))


@pytest.mark.parametrize("text", ["<UNAVAIL>", "<unavail>", " -- ", "NONE", "N/A", "", "   ", "\t"])
def test_what_says_nothing_is_empty(text):
    assert clean.words(text) == ""


@pytest.mark.parametrize(
    ("text", "single"),
    [("  MADE \t UP  ", "MADE UP"), ("MADE\u00a0UP", "MADE UP"), (" MD | PHD ", "MD | PHD")],
)
def test_blanks_are_single(text, single):
    assert clean.words(text) == single


@TRIED
@given(st.text(max_size=20))
def test_cleaning_twice_changes_nothing_more(text):
    once = clean.words(text)
    assert clean.words(once) == once
    assert once == "" or " ".join(once.split()) == once


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (("JR.", "M.D."), ("JR.", "M.D.")),
        (("III", ""), ("III", "")),
        (("M.D.", "M.D."), ("", "M.D., M.D.")),
        (("MD", ""), ("", "MD")),
        (("", "DO"), ("", "DO")),
    ],
)
def test_credentials_written_as_a_suffix_are_credentials(written, read):
    assert clean.suffix(*written) == read


def test_a_dash_is_no_middle_name():
    assert clean.words("-") == clean.name("-") == ""

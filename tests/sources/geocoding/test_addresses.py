"""Postal addresses: their keys, and which can be located."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.sources.geocoding.points_file import can_be_located, postal_address
from tests.sources.geocoding.answers import at


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("  12  main   st ", "12 MAIN ST"),
        ("12 Main St, Suite 4", "12 MAIN ST"),
        ("12 MAIN ST STE 200", "12 MAIN ST"),
        ("12 MAIN ST STE200", "12 MAIN ST"),
        ("12 MAIN ST STE 200-A", "12 MAIN ST"),
        ("12 MAIN ST STE D-24", "12 MAIN ST"),
        ("12 MAIN ST SUITES 200 & 210", "12 MAIN ST"),
        ("12 MAIN ST FL 3", "12 MAIN ST"),
        ("12 MAIN ST 3RD FLOOR", "12 MAIN ST"),
        ("12 MAIN ST GROUND FLOOR", "12 MAIN ST"),
        ("12 MAIN ST #12", "12 MAIN ST"),
        ("12 MAIN ST # 148S", "12 MAIN ST"),
        ("12 MAIN ST STE #4", "12 MAIN ST"),
        ("12 MAIN ST RM 5", "12 MAIN ST"),
        ("12 MAIN ST BLDG B", "12 MAIN ST"),
        ("12 MAIN ST BLDG 3 STE 5, FL 2", "12 MAIN ST"),
        ("12 MAIN ST - UNIT 9", "12 MAIN ST"),
        ("12 MAIN ST PO BOX 99", "12 MAIN ST"),
        ("12 N.W. O'Made-Up St.", "12 NW OMADE-UP ST"),
        ("12 ST.JOHN ST", "12 ST JOHN ST"),
        ("Calle San José 12", "CALLE SAN JOSE 12"),
        ("37–12 Madeup Blvd", "37-12 MADEUP BLVD"),
    ],
)
def test_an_address_is_kept_under_its_street_in_capitals_without_the_part_inside(written, key):
    assert at(written).street == key


@pytest.mark.parametrize(
    "street",
    [
        "12 STE MARIE RD",
        "12 MAIN ST STE MARIE",
        "12 BUILDING WAY",
        "12 MAIN ST BLDG ENT",
        "12801 N RM 620",  # a road in Texas
        "CALLE LUNA #12",  # the number of a house in Puerto Rico
        "100 AVENUE C",
        "12 ROUTE 9",
        "FLOOR 3",
        "BLDG 7",
    ],
)
def test_a_street_that_looks_like_a_part_inside_stays(street):
    assert at(street).street == street


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("57501", "57501"),
        (" 575011234 ", "57501"),
        ("57501-1234", "57501"),
        ("00901", "00901"),
        ("5750", ""),
        ("K1A 0B1", ""),
        ("", ""),
    ],
)
def test_a_zip_code_is_its_five_digits_or_nothing(written, digits):
    assert at("12 MAIN ST", written).zip == digits


@given(st.text(max_size=150), st.text(max_size=150), st.text(max_size=20), st.text(max_size=12))
def test_a_key_made_of_a_key_is_the_same_key_and_short_enough_to_send(street, city, state, digits):
    key = postal_address(street, city, state, digits)
    assert postal_address(key.street, key.city, key.state, key.zip) == key
    assert all(part.isascii() and "\n" not in part and "," not in part for part in (key.street, key.city))
    assert 10_000 * (len(key.street) + len(key.city) + len(key.state) + len(key.zip) + 12) < 5_000_000


def test_a_field_that_never_ends_is_cut():
    key = postal_address("1 " + "M" * 500, "C" * 500, "S" * 500, "57501")
    assert [len(key.street), len(key.city), len(key.state)] == [100, 100, 100]


@pytest.mark.parametrize(
    "street",
    ["PO BOX 12", "P.O. BOX 12", "P O BOX 12", "p.o.box 12", "POBOX 12", "Post Office Box 12", "", "#"],
)
def test_post_office_boxes_and_empty_streets_are_not_asked(street):
    assert not can_be_located(at(street))


@pytest.mark.parametrize(
    "street", ["12 BOX ELDER RD", "1 PO BOXWOOD LN", "POBOXWOOD LN 3", "12 MAIN ST PO BOX 4"]
)
def test_a_street_that_only_sounds_like_a_box_is_asked(street):
    assert can_be_located(at(street))


def test_an_address_needs_a_zip_code_or_a_town():
    assert can_be_located(postal_address("12 MAIN ST", "MADEUPVILLE", "SD", ""))
    assert can_be_located(postal_address("12 MAIN ST", "", "", "57501"))
    assert not can_be_located(postal_address("12 MAIN ST", "MADEUPVILLE", "", ""))

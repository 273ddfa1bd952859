"""Names, streets and credentials as people write them."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.formats import proper_names
from tests.people_world import CLINICS, HERE, WORKERS

NAMED = msgspec.structs.replace(
    WORKERS[0], first="MARY", middle="", last="MADEUP", suffix="", credentials="M.D."
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ST. MARY'S OF THE BRONX", "St. Mary's of the Bronx"),
        ("OF THE WEST", "Of the West"),
        ("THE MADE-UP CENTER FOR CANCER, LLC", "The Made-Up Center for Cancer, LLC"),
        ("UPMC (HILLMAN)", "UPMC (Hillman)"),
        ("E 5TH AVE NW", "E 5th Ave NW"),
        ("O'MADEUP", "O'Madeup"),
        ("D'MADEUP", "D'Madeup"),
        ("MCMADEUP", "McMadeup"),
        ("MC", "Mc"),
        ("MADEÚP", "Madeúp"),
        ("ØMADE", "Ømade"),
        ("DE LA MADEUP", "De La Madeup"),
        ("MADEUP-MCMADEUP", "Madeup-McMadeup"),
        ("A/B & CO", "A/B & Co"),
        ("As It Stands", "As It Stands"),
        ("mixed CASE", "mixed CASE"),
        ("123", "123"),
        ("", ""),
    ],
)
def test_text_in_capitals_is_written_as_a_name(text, written):
    assert proper_names.title(text) == written


@given(st.text(alphabet="ABC'ÖÉ-/&(). 0123456789\tMCOD", max_size=40))
def test_only_the_case_changes_and_doing_it_twice_changes_no_more(text):
    written = proper_names.title(text)
    assert written.upper() == text.upper()
    assert proper_names.title(written) == written or written.isupper()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("M.D.", "MD"),
        ("M. D.", "MD"),
        ("M.D., PH.D.", "MD, PhD"),
        (" MD | PHD ", "MD, PhD"),
        ("MD PHD", "MD, PhD"),
        ("md", "MD"),
        ("D.O./M.P.H.", "DO, MPH"),
        ("MBCHB;MSC", "MBChB, MSc"),
        ("MD, MD", "MD"),
        ("M D", "MD"),
        ("PH D", "PhD"),
        ("PHARM. D.", "PharmD"),
        ("L. AC.", "LAc"),
        ("MD (RETIRED)", "MD"),
        ("MD, RETIRED", "MD"),
        ("PSY.D., M.ED.", "PsyD, MEd"),
        ("", ""),
        (" . ", ""),
    ],
)
def test_credentials_have_one_style(text, written):
    assert proper_names.credentials(text) == written


@pytest.mark.parametrize(
    ("changes", "written"),
    [
        ({}, "Mary Madeup, MD"),
        ({"middle": "Q"}, "Mary Q. Madeup, MD"),
        ({"middle": "QUINN"}, "Mary Quinn Madeup, MD"),
        ({"suffix": "III"}, "Mary Madeup III, MD"),
        ({"suffix": "JR."}, "Mary Madeup Jr., MD"),
        ({"suffix": "jr"}, "Mary Madeup Jr., MD"),
        ({"suffix": "SR"}, "Mary Madeup Sr., MD"),
        ({"last": "MADEUP JR"}, "Mary Madeup Jr., MD"),
        ({"last": "MADEUP, III", "suffix": "III"}, "Mary Madeup III, MD"),
        ({"middle": "Q."}, "Mary Q. Madeup, MD"),
        ({"first": "M", "middle": "JANE"}, "M. Jane Madeup, MD"),
        ({"first": "JT"}, "JT Madeup, MD"),
        ({"last": "NG"}, "Mary Ng, MD"),
        ({"last": "O MADEUP"}, "Mary O'Madeup, MD"),
        ({"last": "MACDONALD-MCMADEUP"}, "Mary MacDonald-McMadeup, MD"),
        ({"last": "ST MADEUP"}, "Mary St Madeup, MD"),
        ({"first": ""}, "Madeup, MD"),
        ({"credentials": ""}, "Mary Madeup"),
    ],
)
def test_a_name_is_written_with_credentials(changes, written):
    each = msgspec.structs.replace(NAMED, **changes)
    assert proper_names.name_with_credentials(each) == written
    assert proper_names.full_name(each) == written.removesuffix(", MD")


def test_a_clinic_has_its_name_without_credentials():
    each = msgspec.structs.replace(CLINICS[2], credentials="M.D.")
    assert (
        proper_names.name_with_credentials(each) == proper_names.full_name(each) == "Testperson & Madeup, PA"
    )


def test_an_address_is_written_as_on_an_envelope():
    assert proper_names.street(HERE) == "1 Example Street"
    assert proper_names.town(HERE) == "Boston, MA 02115"
    nowhere = msgspec.structs.replace(HERE, street=None, zip="")
    assert (proper_names.street(nowhere), proper_names.town(nowhere)) == ("", "Boston, MA")

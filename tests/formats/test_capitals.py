"""Names of hospitals and practices, streets and towns, which public files have in capital letters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.formats.capitals import rules

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"


@pytest.mark.parametrize(
    "written",
    [
        "UT Health Tyler",
        "OSU Wexner Medical Center",
        "SUNY Upstate",
        "LDS Hospital",
        "SSM Health St. Mary's",
        "MSK Monmouth",
        "OHSU Hospital and Clinics",
        "NS/LIJ HS Southside Hospital",
        "Memorial Hospital (MHS-LB)",
        "AdventHealth Made",
        "UCHealth Made",
        "Bayhealth Hospital",
        "UnityPoint Health - Des Moines",
        "DeKalb Medical at McDonough",
        "MacNeal Hospital",
        "O'Connor Hospital",
        "Children's Hospital of the King's Daughters",
        "Our Lady of the Lake",
        "MD Anderson The Woodlands",
        "Fond du Lac Clinic",
        "Aurora Health Care, Inc.",
        "Made & Up Co. LLC",
        "Made Up Cancer Care, P.A.",
        "J.T. Made Clinic",
        "T.J. Made Center",
        "Primary Care of CT LLC",
        "Cancer Care of MT",
        "Columbia MO VA Medical Center",
        "Hospital de la Concepcion",
        "Centro Medico de Puerto Rico y el Caribe",
        "Vista del Mar",
        "Mercy Hospital De Queen",
        "Made, a Professional Corporation",
        "Made Up, Psy.D., PLLC",
        "Made Oncology dba Up Cancer Care",
        "Freedom 1st Care",
        "24HR Care",
        "Jane Made DO PC",
    ],
)
def test_a_name_of_a_hospital_or_practice_keeps_its_acronyms(written):
    assert rules.organization(written.upper()) == written


@pytest.mark.parametrize(
    "written",
    [
        "100 E 7th St Ste 7B",
        "1 Avenue of the Americas",
        "22 McKinley Ave NE",
        "9330 SR 54",
        "3300 S FM 1788",
        "PO Box 35",
        "N63 W23524 Silver Spring Dr",
        "10 Center Drive MSC 1613",
        "10 Center Drive, MC 5500",
        "1952 Mc Dowell Rd",
        "1210 KY Hwy 36 E",
        "1 Loving Kindness Wy",
        "12 Calle de la Made",
        "12 Ponce de Leon Ave",
        "Carr 2 Km 11",
        "55 Merchant St Fl 22",
        "4 The Alameda",
        "7 Dr Martin L King Jr Blvd",
        "100 Main St Ste200",
    ],
)
def test_a_street_is_written_as_on_an_envelope(written):
    assert rules.street(written.upper()) == written


@pytest.mark.parametrize(
    "written",
    ["T or C", "Truth or Consequences", "Coeur d'Alene", "McAllen", "DeKalb", "St. Louis", "Ft Worth",
     "La Jolla", "King of Prussia", "Winston-Salem", "JBSA Ft Sam Houston", "Fond du Lac"],
)  # fmt: skip
def test_a_town_is_written_as_on_a_map(written):
    assert rules.town(written.upper()) == written


@pytest.mark.parametrize("rule", [rules.organization, rules.street, rules.town, rules.person])
@given(text=st.text(alphabet="ABC'’ÖÉ-/&(). 0123456789\tMCODST", max_size=40))
def test_only_the_case_changes(rule, text):
    assert rule(text).upper() == text.upper()
    if not text.isupper():
        assert rule(text) == text


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of real rows are not here")
def test_names_that_places_write_themselves_come_back_from_capitals():
    """Of 2,600 names and 2,000 streets of trial sites, which are not in capitals: 14.1 and 2.0 % before."""
    names, streets = set(), set()
    for path in (SAMPLES / "trials" / "nci-cts").glob("NCT*.json"):
        for site in json.loads(path.read_text())["sites"]:
            if site["org_country"] == "United States":
                names.add(site["org_name"] or "")
                streets.add(site.get("org_address_line_1") or "")
    for rule, written, most in ((rules.organization, names, 0.02), (rules.street, streets, 0.01)):
        mixed = [each for each in written if not each.isupper() and not each.islower()]
        wrong = [each for each in mixed if rule(each.upper()) != each]
        assert len(mixed) > 1500
        assert len(wrong) <= most * len(mixed), wrong

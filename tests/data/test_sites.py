"""The sites of data/: named satellites are there, nothing is doubled, the lists give the same rows again."""

import csv
import re
from collections import Counter

import pytest

from finder.domain.kinds import Kind
from finder.formats.display import phones_to_start_with
from finder.geo.points import miles_between
from finder.search.near import find_near
from finder.search.questions import NearQuery
from finder.search.records.care_sites import find_care_site
from finder.sources.curated.read import read_curated
from finder.store.read_records import care_sites_of
from scripts.sites import __main__ as sites
from tests.conftest import DATA, ROOT

REFERENCE, SAMPLES = ROOT.parent / "shared" / "reference", ROOT.parent / "shared" / "samples"
#: A place to search from, and the center of which a site must be found within 5 miles.
SATELLITES = [
    ("07920", "mskcc"), ("07645", "mskcc"), ("07748", "mskcc"), ("11725", "mskcc"), ("11553", "mskcc"),
    ("10604", "mskcc"), ("77380", "md-anderson"), ("77478", "md-anderson"), ("77573", "md-anderson"),
    ("77079", "md-anderson"), ("85234", "md-anderson"), ("08103", "md-anderson"), ("32207", "md-anderson"),
    ("92618", "city-of-hope"), ("30265", "city-of-hope"), ("60099", "city-of-hope"),
    ("85338", "city-of-hope"),
    ("03053", "dana-farber"), ("02035", "dana-farber"), ("02467", "dana-farber"), ("01844", "dana-farber"),
    ("01757", "dana-farber"), ("02190", "dana-farber"), ("02703", "dana-farber"), ("92612", "uci-chao"),
    ("62269", "siteman"), ("62002", "siteman"), ("65401", "siteman"), ("06790", "yale-smilow"),
    ("02891", "yale-smilow"), ("33544", "moffitt"), ("33570", "moffitt"), ("03102", "dartmouth"),
    ("03063", "dartmouth"), ("03431", "dartmouth"), ("05819", "dartmouth"), ("28204", "wake-forest"),
    ("07601", "georgetown-lombardi"), ("76104", "utsw-simmons"), ("19090", "jefferson-kimmel"),
    ("08080", "jefferson-kimmel"), ("30097", "winship"), ("54701", "mayo-rochester"), ("98034", "fred-hutch"),
    ("48910", "karmanos"), ("16505", "upmc-hillman"), ("95124", "stanford"), ("60555", "northwestern-lurie"),
    ("33324", "sylvester"), ("70808", "st-jude"),
]  # fmt: skip


@pytest.fixture(scope="module")
def curated(gazetteer):
    return read_curated(DATA, gazetteer)


@pytest.fixture(scope="module")
def places(curated):
    return [site for site in curated.care_sites if site.kind is Kind.SITE]


@pytest.mark.parametrize(("near", "center"), SATELLITES)
def test_a_satellite_of_a_named_center_is_found_at_its_place(real, near, center):
    query = NearQuery.parse({"near": [near], "miles": ["8"], "limit": ["40"]})
    assert center in {each.site.center for each in find_near(real, query).results}


def test_no_hospital_is_there_twice(curated):
    numbers = Counter(
        site.ccn.number for site in curated.care_sites if site.ccn and site.kind is not Kind.CENTER
    )
    assert [number for number, count in numbers.items() if count > 1] == []


def test_no_number_of_these_lists_is_called_a_line_for_new_patients(places):
    purposes = Counter(phone.purpose for site in places for phone in site.phones)
    assert set(purposes) == {"NCI records", "Medicare records", "research office"}


def test_no_site_has_a_designation_of_its_own(places):
    assert not any(site.designations or site.groups for site in places)


def test_no_site_is_called_by_the_name_of_a_person(places):
    assert not [each.name for each in places if re.search(r"\bMD\b(?! Anderson)|Investigator", each.name)]


def test_a_town_is_near_its_zip_code(places, gazetteer):
    towns = {}
    for each in gazetteer.cities:
        towns.setdefault((each.name.casefold(), each.state), []).append(each.point)
    for site in places:
        point = gazetteer.get(site.address.zip).point if site.address.zip else None
        near = towns.get((site.address.city.casefold(), site.address.state), [])
        if point and near:
            assert min(miles_between(point, each) for each in near) <= 31, site.id


@pytest.fixture(scope="module")
def made():
    """What the lists give now."""
    if not (REFERENCE.is_dir() and SAMPLES.is_dir()):
        pytest.skip("the lists are not on this machine")
    trials = SAMPLES / "trials"
    return sites.make(
        sites.parse(
            [
                "--trial-sites", str(REFERENCE / "trial_sites.tsv"),
                "--recruiting", str(REFERENCE / "recruiting_sites_2026_10.tsv"),
                "--latest", str(trials / "nci-cts" / "search_page_1hit_20260811.json"),
                "--points", str(REFERENCE / "nci_points_fall2024.tsv"),
                "--hospitals", str(SAMPLES / "hospital_general_information_2026_06.csv"),
                "--children", *(str(trials / "ctgov-real" / f"study_{each}_20260308.json")
                                for each in ("NCT00567567", "NCT00716976")),
            ]
        )
    )  # fmt: skip


def test_the_lists_give_the_rows_that_are_there(made):
    with (DATA / "sites.csv").open(encoding="utf-8", newline="") as file:
        here = [{name: value for name, value in row.items() if value} for row in csv.DictReader(file)]
    assert here == [{name: value for name, value in row.items() if value} for row in made.sites]


def test_the_numbers_of_the_lists_stand_in_the_sources(made):
    assert sites.table(made.numbers) in (DATA / "SOURCES.md").read_text(encoding="utf-8")
    numbers = dict(made.numbers)
    assert numbers["Rows read: nci-trial-sites"] == 2905
    assert numbers["Rows read: recruiting-2026-10"] == 2403


def test_an_own_clinic_without_a_number_has_that_of_its_center(real):
    site = find_care_site(real, Kind.SITE, "memorial-sloan-kettering-basking-ridge-nj")
    center = find_care_site(real, Kind.CENTER, "mskcc")
    expected = next(each.number for each in center.phones if each.purpose == "new patients")
    assert [each.number for each in phones_to_start_with(site.phones)] == [expected]


def test_a_linked_hospital_never_has_the_number_of_the_center(real):
    with real.connect() as connection:
        sites = care_sites_of(connection, Kind.SITE)
    assert not [each.id for each in sites if each.relation != "own" and _has_center_number(each)]
    assert sum(_has_center_number(each) for each in sites) > 100


def _has_center_number(site):
    return any(phone.purpose == "center" for phone in site.phones)

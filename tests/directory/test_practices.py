"""Where a clinician works: on the map, at a place of care, hidden as a home, or a post office box."""

from __future__ import annotations

import pytest

from finder.directory.checked_data import read_data
from finder.directory.load import load
from finder.directory.people.join import join_people
from finder.directory.people.lookups import make_lookups
from finder.geo.points import miles_between
from finder.sources.files.cancer_care import CancerCare
from finder.sources.files.data_folder import DataFolder
from finder.sources.public_files import BY_NAME
from tests.conftest import DATA
from tests.sources.files.layouts import DAC, HOSPITALS, PRACTICE
from tests.sources.files.made_up_files import (
    cms_row,
    csv_bytes,
    hospital_row,
    npi,
    nppes,
    person,
    place,
    silent,
    written,
)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return read_data(tmp_path_factory.mktemp("places"), DATA)


@pytest.fixture
def practices_of(data, tmp_path):
    """Load the rows of NPPES, and of CMS, and return the practices of the first person."""
    (tmp_path / "extracts").mkdir()
    folder = DataFolder(tmp_path / "extracts")
    care = CancerCare.of(data.curated)

    def practices(rows, cms=(), places=(), hospitals=()):
        if rows:
            load(folder, BY_NAME["nppes"], nppes(tmp_path, rows, places=places), care, silent)
        if cms:
            path = written(tmp_path / "d.csv", csv_bytes(cms, DAC))
            load(folder, BY_NAME["clinicians"], path, care, silent)
        if hospitals:
            path = written(tmp_path / "h.csv", csv_bytes(hospitals, HOSPITALS))
            load(folder, BY_NAME["hospitals"], path, care, silent)
        people = join_people(folder, make_lookups(data.curated, data.places, folder.points))
        return {each.npi: each.practices for each in people.clinicians}[npi(1)]

    return practices


def at(number, street, city="BOSTON", state="MA", zip_code="02115", sole="N", **changes):
    """A person who practices at an address."""
    address = {
        "Provider First Line Business Practice Location Address": street,
        f"{PRACTICE} City Name": city,
        f"{PRACTICE} State Name": state,
        f"{PRACTICE} Postal Code": zip_code,
        "Is Sole Proprietor": sole,
    }
    return person(number) | address | changes


def of(data, slug):
    return next(site for site in data.curated.care_sites if site.id == slug)


@pytest.mark.parametrize("with_zip", [True, False])
def test_a_practice_at_a_center_has_the_exact_point_of_the_center(practices_of, data, with_zip):
    center = of(data, "mskcc")
    zip_code = center.address.zip if with_zip else "10021"  # hospitals have ZIP codes of their own
    street = f"{center.address.street}, Suite 7".upper().replace("AVENUE", "AVE.")
    (practice,) = practices_of([at(1, street, "NEW YORK", "NY", zip_code, sole="Y")])
    assert practice.site == center.path
    assert (practice.exactness, practice.point) == ("street", center.position.point)
    assert not practice.withheld
    assert practice.street == street


@pytest.mark.parametrize(
    ("other", "withheld"),
    [
        (None, True),
        ("12 ELM STREET", False),
        ("12 Elm St.", False),
        ("12 ELM ST APT 3", False),
        ("12 ELM AVENUE", True),
        ("14 ELM ST", True),
    ],
)
def test_an_address_that_a_colleague_writes_in_another_way_is_no_home(practices_of, other, withheld):
    rows = [at(1, "12 ELM ST", sole="Y"), *([at(2, other)] if other else [])]
    (practice,) = practices_of(rows)
    assert practice.withheld is withheld


def test_a_zip_code_that_lost_its_zero_is_the_same_address(practices_of):
    (practice,) = practices_of([at(1, "12 ELM ST", sole="Y"), at(2, "12 ELM ST", zip_code="2115")])
    assert not practice.withheld


BOXES = [
    "PO BOX 9",
    "P.O. Box 1234",
    "P O BOX 77",
    "POB 5",
    "Post Office Box 12",
    "LOCKBOX 4455",
    "DEPT 0812 PO BOX 1",
]


@pytest.mark.parametrize("street", BOXES)
def test_a_post_office_box_is_a_mailing_address_without_a_point(practices_of, street):
    boxed, real = practices_of([at(1, street)], places=[place(1, "2 EXAMPLE ST")])
    assert boxed.mailing_only
    assert boxed.point is None
    assert not real.mailing_only
    assert real.point


@pytest.mark.parametrize("street", ["2 BOX ELDER RD", "1 MAIN ST PO BOX 9", "RR 2 BOX 45", "5 POBLANO AVE"])
def test_an_address_with_a_street_is_a_place(practices_of, street):
    (practice,) = practices_of([at(1, street)])
    assert not practice.mailing_only
    assert practice.point


@pytest.mark.parametrize(
    ("zip_code", "exactness"), [("59715", "zip"), ("", "city"), ("00000", "city"), ("99999", "city")]
)
def test_without_a_zip_code_that_is_known_the_city_stands_for_the_address(practices_of, zip_code, exactness):
    (practice,) = practices_of([at(1, "1 EXAMPLE ST", "BOZEMAN", "MT", zip_code)])
    assert practice.exactness == exactness
    assert abs(practice.latitude - 45.68) < 0.3
    assert abs(practice.longitude + 111.04) < 0.3


@pytest.mark.parametrize("state", ["MA", "Massachusetts", "ma", "Mass."])
def test_a_state_may_be_written_in_any_way(practices_of, state):
    (practice,) = practices_of([at(1, "1 EXAMPLE ST", state=state, zip_code="2115")])
    assert (practice.state, practice.zip) == ("MA", "02115")


@pytest.mark.parametrize("country", ["USA", "us", "UNITED STATES", "U.S.A.", ""])
def test_the_united_states_may_be_written_in_any_way(practices_of, country):
    column = f"{PRACTICE} Country Code (If outside U.S.)"
    assert practices_of([at(1, "1 EXAMPLE ST", **{column: country})])


def test_a_territory_may_be_written_as_a_country(practices_of):
    column = f"{PRACTICE} Country Code (If outside U.S.)"
    (practice,) = practices_of([at(1, "1 CALLE LUNA", "SAN JUAN", "", "901", **{column: "PR"})])
    assert (practice.state, practice.zip) == ("PR", "00901")


def test_a_row_of_cms_without_a_zip_code_is_placed_by_its_city(practices_of):
    row = cms_row(1, **{"City/Town": "BOZEMAN", "State": "MT", "ZIP Code": ""})
    (practice,) = practices_of([], [row])
    assert practice.exactness == "city"


@pytest.mark.parametrize(
    "phone", ["4065550100#12", "406-555-0100 ext 12", "4065550100,12", "406-555-0100 / 406-555-0101"]
)
def test_the_number_is_kept_where_an_extension_or_another_one_follows(practices_of, phone):
    (practice,) = practices_of([at(1, "1 EXAMPLE ST", **{f"{PRACTICE} Telephone Number": phone})])
    assert [each.number for each in practice.phones] == ["+1-406-555-0100"]


BOSTON = {"City/Town": "BOSTON", "State": "MA", "ZIP Code": "02115"}


@pytest.mark.parametrize("zip_code", ["02115", "02199"])  # a hospital may have a ZIP code of its own
@pytest.mark.parametrize("street", ["12 ELM ST", "12 Elm Street, Floor 3"])
def test_an_address_of_a_hospital_of_medicare_is_no_home(practices_of, street, zip_code):
    hospital = hospital_row(1, Address="12 Elm St.", **BOSTON | {"ZIP Code": zip_code})
    (practice,) = practices_of([at(1, street, sole="Y")], hospitals=[hospital])
    assert not practice.withheld
    assert practice.street == street


def test_a_practice_at_a_hospital_that_is_a_curated_place_stands_at_its_point(practices_of, data):
    program = next(each for each in data.curated.care_sites if each.kind == "program" and each.position)
    place = program.address
    there = {"City/Town": place.city, "State": place.state, "ZIP Code": place.zip}
    elsewhere = hospital_row(1, Address="77 Other Entrance Rd", **there | {"Facility ID": program.ccn.number})
    row = at(1, "77 OTHER ENTRANCE ROAD", place.city.upper(), place.state, place.zip)
    (practice,) = practices_of([row], hospitals=[elsewhere])
    assert (practice.site, practice.point, practice.exactness) == (
        program.path,
        program.position.point,
        "street",
    )


def town_of(data, key, state):
    return next(each for each in data.places.towns()[1] if (each.key, each.state) == (key, state))


def miles_from(practice, point):
    return miles_between(practice.point, point)


def test_a_practice_in_a_town_with_one_zip_code_is_nearer_to_the_town_than_to_the_middle_of_the_land(
    practices_of, data
):
    (practice,) = practices_of([at(1, "1 EXAMPLE ST", "BIDDEFORD", "ME", "04005")])
    town = town_of(data, "biddeford", "ME")
    middle = data.places.get("04005").point
    assert practice.exactness == "zip"
    assert miles_from(practice, town.point) < miles_from(practice, middle)


def test_a_practice_in_a_large_city_stays_near_its_zip_code(practices_of, data):
    (practice,) = practices_of([at(1, "1 EXAMPLE ST", "CHICAGO", "IL", "60643")])
    city = town_of(data, "chicago", "IL")
    middle = data.places.get("60643").point
    assert miles_from(practice, middle) < miles_from(practice, city.point) / 10


def test_a_town_of_the_same_name_elsewhere_moves_nothing(practices_of, data):
    (practice,) = practices_of([at(1, "1 EXAMPLE ST", "LOS ANGELES", "CA", "94103")])
    assert practice.point == data.places.get("94103").point


def test_a_campus_with_a_zip_code_of_its_own_is_where_its_center_is(practices_of, data):
    center = of(data, "cleveland-clinic-taussig")
    assert data.places.get(center.address.zip).kind == "unique"
    row = at(1, "2049 E 100TH ST", "CLEVELAND", "OH", center.address.zip)
    (practice,) = practices_of([row])
    assert (practice.point, practice.exactness) == (center.position.point, "zip")

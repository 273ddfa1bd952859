"""The rows of an answer: which are used, and how their fields are read."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.domain.clinicians import Reported
from finder.errors import SourceDown
from finder.sources.registry.response import parse_answer
from tests.conftest import ROOT
from tests.sources.registry.searches import (
    HEMATOLOGY,
    HEMATOLOGY_ONCOLOGY,
    RADIATION,
    RADIATION_ONCOLOGY,
    STUDENT,
    parsed,
    radiation,
    specialty,
)
from tests.sources.registry_server import address, npi, person, taxonomy

SAMPLES = ROOT.parent / "shared" / "samples"
needs_samples = pytest.mark.skipif(
    not SAMPLES.exists(), reason="the real samples are not part of the project"
)


def _with_basic(**basic) -> dict:
    row = radiation(1)
    return row | {"basic": row["basic"] | basic}


LEFT_OUT = {
    "inactive": _with_basic(status="D"),
    "deactivated": _with_basic(status=None, deactivation_date="2020-05-01"),
    "deactivated again": _with_basic(deactivation_date="2022-05-01", reactivation_date="2020-01-01"),
    "bad check digit": radiation(1) | {"number": npi(1)[:-1] + str((int(npi(1)[-1]) + 1) % 10)},
    "no NPI": radiation(1) | {"number": 12},
    "abroad": radiation(1, addresses=[address("10001", country_code="CA")]),
    "foreign": radiation(1, addresses=[address("10001", country_code=None, address_type="FGN")]),
    "no name": _with_basic(last_name=None),
    "a clinic without a name": radiation(1, enumeration_type="NPI-2"),
    "mailing address alone": radiation(1, addresses=[address("10001", purpose="MAILING")]),
    "bad ZIP": radiation(1, addresses=[address("1000", state="CA")]),
    "no place": radiation(1, addresses=None),
    "no kind": radiation(1) | {"enumeration_type": None},
    "no taxonomies": radiation(1) | {"taxonomies": None},
    "student": person(1, "10001", taxonomy(STUDENT, "Student")),
}


@pytest.mark.parametrize("row", LEFT_OUT.values(), ids=LEFT_OUT)
def test_a_row_that_does_not_count_is_left_out(row):
    page = parsed(row, radiation(2), wanted=specialty("any", RADIATION, STUDENT))
    assert [each.npi for each in page.clinicians] == [npi(2)]
    assert len(page.rows) == 2


def test_a_row_of_another_shape_is_left_out():
    page = parsed({"number": npi(1)}, "text", radiation(2))
    assert [each.npi for each in page.clinicians] == [npi(2)]
    assert page.rows == ("", "", npi(2))


COUNTS = {
    "no status": _with_basic(status=None),
    "active in small letters": _with_basic(status="a"),
    "reactivated": _with_basic(deactivation_date="2019-01-01", reactivation_date="2020-01-01"),
    "no country": radiation(1, addresses=[address("10001", country_code=None)]),
    "small letters": radiation(1, addresses=[address("10001", purpose="location", country_code="us")]),
    "numbers instead of texts": radiation(1, addresses=[address(100010001, telephone_number=2125550100)]),
    "kind in small letters": radiation(1) | {"enumeration_type": "npi-1"},
    "code in small letters": person(1, "10001", taxonomy(RADIATION.lower(), None)),
    "nothing but what is needed": {
        "number": npi(1),
        "enumeration_type": "NPI-1",
        "basic": {"last_name": "MADEUP"},
        "addresses": [{"address_purpose": "LOCATION", "postal_code": "10001"}],
        "taxonomies": [{"code": RADIATION}],
    },
}


@pytest.mark.parametrize("row", COUNTS.values(), ids=COUNTS)
def test_a_row_with_less_or_other_than_usual_still_counts(row):
    (found,) = parsed(row).clinicians
    assert (found.npi, [each.zip for each in found.practices]) == (npi(1), ["10001"])


def test_a_zero_that_a_zip_code_lost_is_put_back_where_zip_codes_begin_with_it():
    places = [address("21150001", state="MA"), address("2116", state="MA"), address("9716", state="OR")]
    (found,) = parsed(radiation(1, addresses=places)).clinicians
    assert [each.zip for each in found.practices] == ["02115", "02116"]


def test_names_are_in_capitals_as_in_files_and_have_no_control_characters():
    row = _with_basic(first_name="josé\u0000", last_name="muñoz \n prueba", credential="--")
    (found,) = parsed(row).clinicians
    assert (found.first, found.last, found.credentials) == ("JOSÉ", "MUÑOZ PRUEBA", "")
    (found,) = parsed(_with_basic(last_name="McMadeup", first_name="None")).clinicians
    assert (found.last, found.first) == ("McMadeup", "None")


def test_an_endless_field_is_cut():
    (found,) = parsed(_with_basic(last_name="A" * 10_000)).clinicians
    assert len(found.last) == 200


def test_one_primary_of_several_taxonomies_is_found_however_it_is_written():
    for yes, no in ((True, False), ("Y", "N"), ("true", None), (1, 0)):
        both = [taxonomy(HEMATOLOGY, None, no), taxonomy(RADIATION, None, yes)]
        (found,) = parsed(person(1, "10001", *both)).clinicians
        assert found.specialties == (Reported("radiation-oncology", ("npi-registry",), True),)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2014-01-16", "2014-01-16"),
        ("2014-01-16 10:11:12", "2014-01-16"),
        ("1389917053000", "2014-01-16"),
        (1183852800, "2007-07-08"),
        ("", "2014-01-16"),
        ("0000-00-00", "2014-01-16"),
        ("9" * 30, "2014-01-16"),
    ],
)
def test_dates_are_read_in_all_their_forms(said, day):
    (found,) = parsed(_with_basic(last_updated=said)).clinicians
    assert found.updated == day


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("909-437-0675", ["+1-909-437-0675"]),
        ("9094370675", ["+1-909-437-0675"]),
        ("1 (909) 437-0675", ["+1-909-437-0675"]),
        ("909-437-0675 x12", ["+1-909-437-0675"]),
        ("9094370675#12", ["+1-909-437-0675"]),
        ("909-437-0675 / 909-437-0676", ["+1-909-437-0675"]),
        ("000-000-0000", []),
        ("437-0675", []),
        ("", []),
        (None, []),
    ],
)
def test_telephone_numbers_are_written_one_way(said, numbers):
    (found,) = parsed(radiation(1, addresses=[address("10001", telephone_number=said)])).clinicians
    assert [each.number for each in found.practices[0].phones] == numbers


def test_older_fields_and_placeholders_are_read():
    row = _with_basic(sex=None, gender="M", middle_name="<UNAVAIL>", credential=" M.D. ", name_suffix="JR.")
    (found,) = parsed(row | {"number": int(npi(1))}).clinicians
    assert (found.sex, found.middle, found.credentials, found.suffix) == ("M", "", "M.D.", "JR.")


def test_credentials_written_as_a_suffix_are_credentials():
    (found,) = parsed(_with_basic(name_suffix="M.D.", credential="Ph.D.", middle_name="-")).clinicians
    assert (found.suffix, found.credentials, found.middle) == ("", "Ph.D., M.D.", "")


def test_a_name_in_a_wrong_encoding_spoils_no_page():
    body = json.dumps({"results": [_with_basic(first_name="RENE?")]}).encode().replace(b"?", b"\xc9")
    (found,) = parse_answer(body, {RADIATION: RADIATION_ONCOLOGY}).clinicians
    assert found.first == "RENE\ufffd"


@given(st.binary(max_size=200) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["results", "Errors", "number", "basic", "taxonomies"]), inner),
).map(lambda value: json.dumps(value).encode()))  # fmt: skip
def test_no_answer_whatever_raises_but_source_down(body):
    clinicians = ()
    with contextlib.suppress(SourceDown):
        clinicians = parse_answer(body, {RADIATION: RADIATION_ONCOLOGY}).clinicians
    assert clinicians == ()


@needs_samples
def test_a_real_answer_is_read():
    body = (SAMPLES / "npi_api_200.json").read_bytes()
    rows = json.loads(body)["results"]
    codes = {each["code"] for row in rows for each in row["taxonomies"]}
    page = parse_answer(body, {code: specialty(code, code) for code in codes})
    assert len(page.rows) == len(set(page.rows)) == 200
    # Five are students and nothing else.
    assert len(page.clinicians) == 195
    assert len([row for row in rows if row["practiceLocations"]]) == 14
    assert len([each for each in page.clinicians if len(each.practices) > 1]) == 14
    # Of 19 further places one is listed twice.
    assert sum(len(each.practices) for each in page.clinicians) == 195 + 18
    assert all(each.updated and each.enumerated for each in page.clinicians)
    assert all(
        place.zip.isdigit() and len(place.zip) == 5 for each in page.clinicians for place in each.practices
    )
    assert len([each for each in page.clinicians if each.practices[0].phones]) > 180


@needs_samples
def test_the_hematologist_oncologist_of_a_real_answer_is_found():
    body = (SAMPLES / "npi_api_200.json").read_bytes()
    codes = [each["code"] for row in json.loads(body)["results"] for each in row["taxonomies"]]
    # Three licenses of one person.
    assert codes.count(HEMATOLOGY) == 3
    (found,) = parse_answer(body, {HEMATOLOGY: HEMATOLOGY_ONCOLOGY}).clinicians
    assert found.specialties == (Reported("hematology-oncology", ("npi-registry",), True),)
    assert len({place.state for place in found.practices}) == 3


@needs_samples
@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("npi_api_error_04.json", "No valid search criteria provided"),
        ("npi_api_error_09.json", "enumeration_type requires additional search criteria"),
        ("npi_api_empty.json", ""),
    ],
)
def test_real_errors_and_empty_answers_are_read(name, refused):
    page = parse_answer((SAMPLES / name).read_bytes(), {HEMATOLOGY: HEMATOLOGY_ONCOLOGY})
    assert (page.clinicians, page.rows, page.refused) == ((), (), refused)

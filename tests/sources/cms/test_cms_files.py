"""The files of CMS: clinicians of today and before 2022, affiliations, hospitals."""

from __future__ import annotations

import csv
import datetime
import os
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.errors import BadFile
from finder.sources.cms.read_table import ccn_of
from tests.sources.files.layouts import AFFILIATIONS, DAC, DAC_OLD, HOSPITALS
from tests.sources.files.made_up_files import (
    READERS,
    affiliation_row,
    cms_row,
    csv_bytes,
    hospital_row,
    npi,
    records,
    written,
    zipped,
)

clinicians, affiliations, hospitals = (READERS[kind] for kind in ("clinicians", "affiliations", "hospitals"))
OLD_NAMES = {
    "Provider Last Name": "lst_nm", "Provider First Name": "frst_nm", "Facility Name": "org_nm",
    "City/Town": "cty", "State": "st", "ZIP Code": "zip", "Telephone Number": "phn_numbr",
}  # fmt: skip


def old(row):
    """The row under the names of before 2022."""
    return {OLD_NAMES.get(name, name): value for name, value in row.items()}


def file_of(tmp_path, rows, header, **ways):
    return written(tmp_path / "made_up.csv", csv_bytes(rows, header, **ways))


def test_clinicians_of_cancer_care_are_kept_with_all_their_columns(tmp_path):
    rows = [cms_row(1), cms_row(2, "CARDIOLOGY"), cms_row(3, "RADIATION ONCOLOGY", suff="JR.")]
    found = clinicians(file_of(tmp_path, rows, DAC))
    assert list(records(found)) == [npi(1), npi(3)]
    filled = {name: value for name, value in records(found)[npi(1)].items() if value}
    assert filled == {
        "npi": npi(1), "last": "MADEUP1", "first": "TEST", "sex": "F", "credential": "MD",
        "specialty": "MEDICAL ONCOLOGY", "facility": "MADE UP ONCOLOGY GROUP", "street": "1 EXAMPLE ST",
        "city": "PORTLAND", "state": "ME", "zip": "04101", "phone": "+1-207-555-0100", "assignment": "Y",
    }  # fmt: skip
    assert records(found)[npi(3)]["suffix"] == "JR."
    assert (found.read, found.refused.total) == (3, 0)


@pytest.mark.parametrize("header", [DAC, DAC[::-1], [*DAC, "a new column"]])
def test_the_columns_may_stand_in_any_order(tmp_path, header):
    usual = clinicians(file_of(tmp_path, [cms_row(1), cms_row(2)], DAC))
    assert clinicians(file_of(tmp_path, [cms_row(1), cms_row(2)], header)).table.equals(usual.table)


@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
def test_the_header_of_before_2022_gives_the_same(tmp_path, quoting):
    usual = clinicians(file_of(tmp_path, [cms_row(1), cms_row(2)], DAC))
    before = file_of(tmp_path, [old(cms_row(1)), old(cms_row(2))], DAC_OLD, quoting=quoting)
    nobody_asked_then = {"telehealth": None}
    expected = {number: row | nobody_asked_then for number, row in records(usual).items()}
    assert records(clinicians(before)) == expected


@pytest.mark.parametrize("slot", ["sec_spec_1", "sec_spec_2", "sec_spec_3", "sec_spec_4"])
def test_a_secondary_specialty_is_enough(tmp_path, slot):
    rows = [cms_row(1, "INTERNAL MEDICINE", **{slot: "MEDICAL ONCOLOGY"}), cms_row(2, "INTERNAL MEDICINE")]
    found = records(clinicians(file_of(tmp_path, rows, DAC)))
    assert list(found) == [npi(1)]
    assert found[npi(1)][slot.replace("sec_spec", "specialty")] == "MEDICAL ONCOLOGY"


def test_all_rows_of_a_person_are_kept(tmp_path):
    rows = [cms_row(1, **{"City/Town": city}) for city in ("PORTLAND", "BANGOR", "PORTLAND")]
    found = clinicians(file_of(tmp_path, rows, DAC))
    assert found.table.column("city").to_pylist() == ["PORTLAND", "BANGOR", "PORTLAND"]


def test_rows_that_cannot_be_right_are_set_aside(tmp_path):
    rows = [
        cms_row(1),
        cms_row(2, NPI="2000000000"),
        cms_row(3, **{"ZIP Code": "72"}),
        cms_row(4, "CARDIOLOGY", **{"ZIP Code": "72"}),
        cms_row(5, **{"ZIP Code": "7221120ND", "State": "AR"}),
        cms_row(6, **{"ZIP Code": "4101", "Telephone Number": "0000000000"}),
        cms_row(7, **{"ZIP Code": "602", "State": "PR"}),
        cms_row(8, **{"ZIP Code": "7501", "State": "TX"}),
    ]
    found = clinicians(file_of(tmp_path, rows, DAC))
    assert {n: row["zip"] for n, row in records(found).items()} == {
        npi(1): "04101", npi(5): "72211", npi(6): "04101", npi(7): "00602",
    }  # fmt: skip
    assert found.refused.examples == [
        "row 3: the NPI fails its check digit",
        "row 4: the ZIP code cannot be read",
        "row 9: the ZIP code cannot be read",
    ]
    assert records(found)[npi(6)]["phone"] == ""
    assert found.read == 8


def test_the_blank_rows_of_a_spreadsheet_are_not_counted(tmp_path):
    content = csv_bytes([cms_row(1), {}, cms_row(2), {}, {}], DAC, quoting=csv.QUOTE_MINIMAL) + b"\r\n\r\n"
    found = clinicians(written(tmp_path / "made_up.csv", content))
    assert (found.read, found.refused.total, found.table.num_rows) == (2, 0, 2)


@pytest.mark.parametrize("rows", [[], [{}, {}]])
@pytest.mark.parametrize(("kind", "header"), [("clinicians", DAC), ("affiliations", AFFILIATIONS),
                                              ("hospitals", HOSPITALS)])  # fmt: skip
def test_a_file_without_rows_is_refused(tmp_path, kind, header, rows):
    with pytest.raises(BadFile, match="a header and no rows"):
        READERS[kind](file_of(tmp_path, rows, header))


def test_a_column_of_whole_names_is_taken_apart_at_the_last_blank(tmp_path):
    header = ["NPI", "Provider Name", "Primary Specialty", "Address", "City/Town", "State", "ZIP Code"]
    row = cms_row(1) | {"Provider Name": "TEST Q MADEUP", "Primary Specialty": "MEDICAL ONCOLOGY",
                        "Address": "1 EXAMPLE ST", "ZIP Code": "41010001"}  # fmt: skip
    (found,) = records(clinicians(file_of(tmp_path, [row], header))).values()
    assert (found["first"], found["last"], found["zip"]) == ("TEST Q", "MADEUP", "04101")
    assert found["street"] == "1 EXAMPLE ST"


@pytest.mark.parametrize("missing", ["NPI", "pri_spec", "adr_ln_1", "City/Town", "State", "ZIP Code"])
def test_without_a_required_column_clinicians_are_refused_by_its_name(tmp_path, missing):
    header = [name for name in DAC if name != missing]
    with pytest.raises(BadFile, match=f"has no column “{missing}”"):
        clinicians(file_of(tmp_path, [cms_row(1)], header))


@pytest.mark.parametrize(
    "missing", ["Facility ID", "Facility Name", "Address", "City/Town", "State", "ZIP Code"]
)
def test_without_a_required_column_hospitals_are_refused_by_its_name(tmp_path, missing):
    header = [name for name in HOSPITALS if name != missing]
    with pytest.raises(BadFile, match=f"has no column “{missing}”"):
        hospitals(file_of(tmp_path, [hospital_row(20)], header))


def test_the_file_may_be_zipped_and_is_as_old_as_it_was_written(tmp_path):
    path = zipped(tmp_path / "made_up.zip", {"DAC.csv": csv_bytes([cms_row(1)], DAC)}, zipfile.ZIP_STORED)
    os.utime(path, (0, datetime.datetime(2026, 7, 4, 12, tzinfo=datetime.UTC).timestamp()))
    found = clinicians(path)
    assert (found.as_of, found.read) == ("2026-07-04", 1)


def test_affiliations_with_hospitals_are_kept_once_each(tmp_path):
    rows = [
        affiliation_row(2, "209001"),
        affiliation_row(1, "109001"),
        affiliation_row(1, "109001"),
        affiliation_row(1, "19001"),
        affiliation_row(1, "10901F"),
        affiliation_row(3, "109001", "Nursing home"),
        affiliation_row(3, "109002", "Long-term care hospital"),
    ]
    found = affiliations(file_of(tmp_path, rows, AFFILIATIONS))
    assert found.table.to_pylist() == [
        {"npi": npi(1), "ccn": "019001"},
        {"npi": npi(1), "ccn": "109001"},
        {"npi": npi(1), "ccn": "10901F"},
        {"npi": npi(2), "ccn": "209001"},
        {"npi": npi(3), "ccn": "109002"},
    ]
    assert (found.read, found.left_out) == (7, {"other facilities": 1})


def test_affiliations_that_cannot_be_right_are_set_aside(tmp_path):
    rows = [affiliation_row(1, "109001"), affiliation_row(2, "1.09E+05"), affiliation_row(3, "")]
    rows.append(affiliation_row(4, "109001") | {"NPI": "2000000000"})
    found = affiliations(file_of(tmp_path, rows, AFFILIATIONS))
    assert found.refused.examples == [
        "row 3: the certification number cannot be read",
        "row 4: the certification number cannot be read",
        "row 5: the NPI fails its check digit",
    ]
    assert found.table.num_rows == 1


def test_hospitals_are_all_kept(tmp_path):
    rows = [
        hospital_row(20),
        hospital_row(1, **{"Facility ID": "19001", "ZIP Code": "4101"}),
        hospital_row(30, **{"Facility ID": "30901F", "Telephone Number": "NONE"}),
        hospital_row(40, **{"Facility ID": "MADE UP"}),
        hospital_row(50, **{"ZIP Code": ""}),
    ]
    found = hospitals(file_of(tmp_path, rows, HOSPITALS))
    kept = records(found, "ccn")
    assert list(kept) == ["209001", "019001", "30901F"]
    assert kept["209001"] == {
        "ccn": "209001", "name": "MADE UP HOSPITAL 20", "street": "1 EXAMPLE ST", "city": "PORTLAND",
        "state": "ME", "zip": "04101", "phone": "+1-207-555-0100", "type": "Acute Care Hospitals",
        "emergency": "Yes",
    }  # fmt: skip
    assert (kept["019001"]["zip"], kept["30901F"]["phone"]) == ("04101", "")
    assert found.refused.examples == [
        "row 5: the certification number cannot be read",
        "row 6: the ZIP code cannot be read",
    ]


def test_hospitals_had_other_column_names(tmp_path):
    names = {"Facility ID": "Provider ID", "Facility Name": "Hospital Name", "City/Town": "City",
             "Telephone Number": "Phone Number"}  # fmt: skip
    row = {names.get(name, name): value for name, value in hospital_row(20).items()}
    before = hospitals(file_of(tmp_path, [row], [names.get(name, name) for name in HOSPITALS]))
    now = hospitals(file_of(tmp_path, [hospital_row(20)], HOSPITALS))
    assert before.table.equals(now.table)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 99), st.integers(0, 9999))
def test_a_certification_number_gets_its_lost_zero_back(state, rest):
    whole = f"{state:02}{rest:04}"
    assert ccn_of(whole) == whole
    assert ccn_of(f" {whole} ") == whole
    if state < 10:
        assert ccn_of(whole[1:]) == whole


@pytest.mark.parametrize("text", ["", "1234", "1234567", "A12345", "12-345", "ABCDEF", "12345.", "1.5E+4"])
def test_what_is_no_certification_number_is_none(text):
    assert ccn_of(text) == ""

"""The files of CMS: clinicians of today and before 2022, affiliations, hospitals."""

from __future__ import annotations

import csv
import gzip
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.errors import BadFile
from finder.sources.cms.read_clinicians import read_clinicians
from finder.sources.cms.read_table import ccn_of
from tests.sources.files.layouts import AFFILIATIONS, DAC, DAC_OLD, HOSPITALS
from tests.sources.files.made_up_files import (
    CARE,
    READERS,
    affiliation_row,
    cms_row,
    csv_bytes,
    hospital_row,
    npi,
    records,
    silent,
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


#: Names that columns have in the data dictionaries of CMS, in releases of other years and in exports.
OTHER_NAMES = {
    "clinicians": (
        {name: name.upper().replace(" ", "_").replace("/", "") for name in DAC},
        {
            "Provider Last Name": "Last Name", "Provider First Name": "First Name", "gndr": "Gender",
            "Provider Middle Name": "Middle Name", "Cred": "Credential", "pri_spec": "Primary specialty",
            "sec_spec_all": "All secondary specialties", "Telehlth": "Telehealth",
            "Facility Name": "Organization legal name", "adr_ln_1": "Line 1 Street Address",
            "adr_ln_2": "Line 2 Street Address", "City/Town": "City", "ZIP Code": "Zip Code",
            "Telephone Number": "Phone Number", "ind_assgn": "Professional accepts Medicare Assignment",
        },
    ),
    "affiliations": (
        {name: name.lower().replace(" ", "_") for name in AFFILIATIONS},
        {"Facility Affiliations Certification Number": "Facility Affiliation Certification Number"},
    ),
    "hospitals": (
        {name: name.lower().replace(" ", "_").replace("/", "") for name in HOSPITALS},
        {
            "Facility ID": "Provider ID", "Facility Name": "Hospital Name", "City/Town": "City",
            "Telephone Number": "Phone Number",
        },
        {"Facility ID": "Provider Number", "Facility Name": "Hospital Name", "Address": "Address 1"},
    ),
}  # fmt: skip
OF_KIND = {
    "clinicians": (clinicians, cms_row(1, Telehlth="Y"), DAC),
    "affiliations": (affiliations, affiliation_row(1, "109001"), AFFILIATIONS),
    "hospitals": (hospitals, hospital_row(1), HOSPITALS),
}


@pytest.mark.parametrize(
    ("kind", "other"), [(kind, other) for kind, all_others in OTHER_NAMES.items() for other in all_others]
)
def test_columns_are_found_by_every_name_that_they_have_had(tmp_path, kind, other):
    read, row, header = OF_KIND[kind]
    usual = read(file_of(tmp_path, [row], header)).table
    renamed = {other.get(name, name): value for name, value in row.items()}
    found = read(file_of(tmp_path, [renamed], [other.get(name, name) for name in header])).table
    assert found.num_rows == 1
    assert found.to_pylist() == usual.to_pylist()


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
        npi(1): "04101", npi(3): "", npi(5): "72211", npi(6): "04101", npi(7): "00602", npi(8): "",
    }  # fmt: skip
    assert found.refused.examples == ["row 3: the NPI fails its check digit"]
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
    with pytest.raises(BadFile, match="a header but no rows"):
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


@pytest.mark.parametrize(
    ("file", "member", "day"),
    [
        ("made_up.zip", "DAC.csv", ""),
        ("made_up.zip", "DAC_2021.csv", "2021"),
        ("doctors_and_clinicians_08_2026.zip", "DAC.csv", "2026-08"),
        ("downloaded 2026-11-30.zip", "DAC 20260615.csv", "2026-06-15"),
    ],
)
def test_the_day_of_the_file_is_that_of_its_name_and_never_that_of_the_copy(tmp_path, file, member, day):
    path = zipped(tmp_path / file, {member: csv_bytes([cms_row(1)], DAC)}, zipfile.ZIP_STORED)
    found = clinicians(path)
    assert (found.as_of, found.read) == (day, 1)


def test_of_the_zip_of_a_whole_topic_the_right_file_is_read(tmp_path):
    topic = {
        "Doctors/DAC_NationalDownloadableFile.csv": csv_bytes([cms_row(1), cms_row(2)], DAC),
        "Doctors/Facility_Affiliation.csv": csv_bytes([affiliation_row(1, "109001")], AFFILIATIONS),
        "Doctors/Utilization.csv": b"NPI,count\n1,2\n",
        "__MACOSX/Doctors/._DAC_NationalDownloadableFile.csv": b"\0\5\x16\7",
        "Doctors/.DS_Store": b"\0",
    }
    path = zipped(tmp_path / "topic.zip", topic)
    assert clinicians(path).table.num_rows == 2
    assert affiliations(path).table.num_rows == 1
    with pytest.raises(BadFile, match=r"should have the CMS file of hospitals.* in it, but has DAC_"):
        hospitals(path)


def test_a_gzip_file_is_read(tmp_path):
    content = csv_bytes([cms_row(1), cms_row(2)], DAC)
    found = clinicians(written(tmp_path / "DAC_2026-06.csv.gz", gzip.compress(content)))
    assert (found.table.num_rows, found.as_of) == (2, "2026-06")
    with pytest.raises(BadFile, match=r"Download DAC\.csv\.gz again\. It is incomplete or damaged"):
        clinicians(written(tmp_path / "DAC.csv.gz", gzip.compress(content)[:-9]))


def test_a_title_above_the_header_is_skipped_and_mentioned(tmp_path):
    title = b"Doctors and Clinicians,,\n\n"
    content = title + csv_bytes([cms_row(1), cms_row(2, NPI="2000000000")], DAC)
    found = clinicians(written(tmp_path / "made_up.csv", content))
    assert (found.read, found.table.num_rows) == (2, 1)
    assert found.notes == ("lines above the header that were skipped: 2",)
    assert found.refused.examples == ["row 5: the NPI fails its check digit"]


def test_a_comma_at_the_end_of_each_row_does_no_harm(tmp_path):
    header, *rows = csv_bytes([cms_row(1), cms_row(2)], DAC, quoting=csv.QUOTE_MINIMAL).splitlines()
    content = b"\n".join([header, *(row + b"," for row in rows), b""])
    found = clinicians(written(tmp_path / "made_up.csv", content))
    assert (found.read, found.refused.total, found.table.num_rows) == (2, 0, 2)


@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
def test_a_file_that_ends_within_a_row_is_refused(tmp_path, quoting):
    content = csv_bytes([cms_row(1), cms_row(2, adrs_id="ME041010001")], DAC, quoting=quoting)
    assert clinicians(written(tmp_path / "whole.csv", content.rstrip(b"\n"))).table.num_rows == 2
    last_row = len(content) - content.rstrip(b"\n").rfind(b"\n")
    last_field = len(b"ME041010001") + 2 if quoting == csv.QUOTE_MINIMAL else 1
    for cut in range(last_field + 1, last_row - 1):
        with pytest.raises(BadFile, match=r"Download cut\.csv again\. It ends in the middle of a row"):
            clinicians(written(tmp_path / "cut.csv", content[:-cut]))


WRITTEN = ["Hematology/Oncology", "HEMATOLOGY ONCOLOGY", " HEMATOLOGY/ONCOLOGY ", "Hematology-Oncology"]


@pytest.mark.parametrize("specialty", WRITTEN)
def test_a_specialty_is_known_however_it_is_written(tmp_path, specialty):
    care = replace(CARE, cms_specialties=frozenset({"HEMATOLOGY/ONCOLOGY"}))
    path = file_of(tmp_path, [cms_row(1, specialty), cms_row(2, "CARDIOLOGY")], DAC)
    assert list(records(read_clinicians(path, care, silent))) == [npi(1)]


def test_a_list_of_specialties_in_one_column_is_read(tmp_path):
    rows = [cms_row(1, "CARDIOLOGY", sec_spec_all="INTERNAL MEDICINE, MEDICAL ONCOLOGY")]
    assert list(records(clinicians(file_of(tmp_path, rows, DAC)))) == [npi(1)]


def test_specialties_that_we_do_not_know_are_listed_with_their_counts(tmp_path):
    care = replace(CARE, known_specialties=CARE.cms_specialties | {"CARDIOLOGY"})
    rows = [cms_row(1), cms_row(2, "CARDIOLOGY"), cms_row(3, "ONKOLOGY"), cms_row(4, "ONKOLOGY")]
    found = read_clinicians(file_of(tmp_path, rows, DAC), care, silent)
    assert found.notes == ("specialties that we do not know, and how many rows have them: ONKOLOGY (2)",)


def test_rows_of_people_whom_nppes_has_are_kept_whatever_they_report(tmp_path):
    rows = [cms_row(1, "CARDIOLOGY"), cms_row(2, "CARDIOLOGY")]
    found = read_clinicians(file_of(tmp_path, rows, DAC), replace(CARE, npis=frozenset({npi(2)})), silent)
    assert list(records(found)) == [npi(2)]


@pytest.mark.parametrize("written_npi", ["{}.0", " {} ", "{} "])
def test_an_npi_is_read_as_spreadsheets_write_it(tmp_path, written_npi):
    text = written_npi.format(npi(1))
    assert list(records(clinicians(file_of(tmp_path, [cms_row(1, NPI=text)], DAC)))) == [npi(1)]
    row = affiliation_row(1, "109001") | {"NPI": text}
    assert affiliations(file_of(tmp_path, [row], AFFILIATIONS)).table.num_rows == 1


@pytest.mark.parametrize(
    ("unit", "kind", "parent", "hospital"),
    [
        ("27S957", "Hospital", "270957", "270957"),
        ("27T957", "Inpatient rehabilitation facility", "", "270957"),
        ("27M330", "Inpatient psychiatric facility", "", "271330"),
        ("27Z330", "Hospital", "", "271330"),
        ("27S957", "Hospital", "2709", "270957"),
    ],
)
def test_a_unit_counts_for_its_hospital(tmp_path, unit, kind, parent, hospital):
    row = affiliation_row(1, unit, kind) | {"Facility Type Certification Number": parent}
    found = affiliations(file_of(tmp_path, [row], [*AFFILIATIONS, "Facility Type Certification Number"]))
    assert found.table.to_pylist() == [{"npi": npi(1), "ccn": hospital}]


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
    assert list(kept) == ["209001", "019001", "30901F", "509001"]
    assert kept["209001"] == {
        "ccn": "209001", "name": "MADE UP HOSPITAL 20", "street": "1 EXAMPLE ST", "city": "PORTLAND",
        "state": "ME", "zip": "04101", "phone": "+1-207-555-0100", "type": "Acute Care Hospitals",
        "emergency": "Yes",
    }  # fmt: skip
    assert (kept["019001"]["zip"], kept["30901F"]["phone"]) == ("04101", "")
    assert found.refused.examples == ["row 5: the certification number cannot be read"]


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

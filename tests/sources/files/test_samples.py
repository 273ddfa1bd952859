"""The samples of real rows: numbers of an independent reading, and the same from the loader."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from finder.errors import BadFile
from finder.sources.cms.read_clinicians import read_clinicians
from finder.sources.cms.read_hospitals import read_hospitals
from finder.sources.files import clean
from finder.sources.files.cancer_care import CancerCare
from finder.sources.nppes.read_providers import read_providers
from tests.sources.files.layouts import HOSPITALS, PRACTICE, V2, code, switch
from tests.sources.files.made_up_files import silent

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"
DATA = Path(__file__).resolve().parents[3] / "data"
EXPECTED = json.loads((Path(__file__).parent / "expected_samples.json").read_text())
WEEKLY, THREE = "nppes_v2_weekly_918.csv", "nppes_v2_three_rows.csv"
MAINE, HOSPITAL = "dac_maine_2026.csv", "hospital_general_information_2026_06.csv"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of real rows are not here")

ONCOLOGY = {
    "207RH0003X", "207RX0202X", "207RH0000X", "2080P0207X", "207VX0201X", "2085R0001X", "2086X0206X",
}  # fmt: skip
STUDENT, MILITARY = "390200000X", {"AE", "AP", "AA"}
SLOTS = range(1, 16)


def independent_table(name):
    """A file of data/ as a list of rows."""
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def independent_codes():
    """The codes of persons, and of clinics, that data/specialties.csv names."""
    rows = independent_table("specialties.csv")
    clinics = ("oncology-clinic", "radiation-oncology-clinic")
    person = {each for row in rows if row["searchable"] == "yes" for each in row["nucc"].split("|")}
    return person - {""}, {each for row in rows if row["slug"] in clinics for each in row["nucc"].split("|")}


def independent_rows(name):
    """The rows of a sample that hold anything."""
    with (SAMPLES / name).open(newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if any(row.values())]


def independent_nppes(name):
    rows = independent_rows(name)
    person_codes, clinic_codes = independent_codes()
    codes = {row["NPI"]: [row[code(n)] for n in SLOTS if row[code(n)]] for row in rows}
    marked = {row["NPI"]: [row[code(n)] for n in SLOTS if row[switch(n)] == "Y"] for row in rows}
    persons = [row["NPI"] for row in rows if row["Entity Type Code"] == "1"]
    clinics = [row["NPI"] for row in rows if row["Entity Type Code"] == "2"]
    specialties = [npi for npi in persons if person_codes & set(codes[npi])]
    training = [npi for npi in specialties if (marked[npi] or codes[npi])[0] == STUDENT]
    return {
        "rows": len(rows),
        "persons": len(persons),
        "organizations": len(clinics),
        "deactivated": sum(bool(row["NPI Deactivation Date"]) for row in rows),
        "students": sum(STUDENT in codes[npi] for npi in persons),
        "oncology": sum(bool(ONCOLOGY & set(codes[npi])) for npi in persons),
        "pathology": sum(any(each.startswith("207Z") for each in codes[npi]) for npi in persons),
        "kept persons": len(specialties) - len(training),
        "kept in training": len(training),
        "kept clinics": sum(bool(clinic_codes & set(codes[npi])) for npi in clinics),
        "military ZIPs": sum(row[f"{PRACTICE} State Name"] in MILITARY for row in rows),
    }


def independent_maine():
    rows = independent_rows(MAINE)
    cancer_care = {row["cms"] for row in independent_table("cms_specialties.csv") if row["kept"] == "yes"}
    specialties = Counter(row["Primary Specialty"] for row in rows)
    known = ("HEMATOLOGY/ONCOLOGY", "PATHOLOGY", "RADIATION ONCOLOGY", "MEDICAL ONCOLOGY", "HEMATOLOGY",
             "GYNECOLOGICAL ONCOLOGY", "SURGICAL ONCOLOGY")  # fmt: skip
    return {
        "rows": len(rows),
        "kept": sum(row["Primary Specialty"] in cancer_care for row in rows),
        "ZIPs without their zero": sum(len(row["ZIP Code"]) in (4, 8) for row in rows),
        "kept ZIPs without their zero": sum(
            len(row["ZIP Code"]) in (4, 8) and row["Primary Specialty"] in cancer_care for row in rows
        ),
    } | {each: specialties[each] for each in known}


def independent_hospitals():
    rows = independent_rows(HOSPITAL)
    return {
        "rows": len(rows),
        "numbers that begin with 0": sum(row["Facility ID"].startswith("0") for row in rows),
        "numbers with a letter": sum(not row["Facility ID"].isdigit() for row in rows),
        "ZIPs that begin with 0": sum(row["ZIP Code"].startswith("0") for row in rows),
        "emergency": sum(row["Emergency Services"] == "Yes" for row in rows),
    }


INDEPENDENT = {
    WEEKLY: lambda: independent_nppes(WEEKLY),
    THREE: lambda: independent_nppes(THREE),
    MAINE: independent_maine,
    HOSPITAL: independent_hospitals,
}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_expected_numbers_are_those_of_an_independent_reading(name):
    assert INDEPENDENT.keys() == EXPECTED.keys()
    assert INDEPENDENT[name]() == EXPECTED[name]


def test_the_counts_given_with_the_samples_are_these():
    weekly, maine = EXPECTED[WEEKLY], EXPECTED[MAINE]
    assert [weekly[each] for each in ("rows", "persons", "organizations", "deactivated")] == [
        918,
        761,
        153,
        4,
    ]
    assert [weekly[each] for each in ("oncology", "pathology", "students", "military ZIPs")] == [2, 3, 118, 2]
    assert [maine[each] for each in ("rows", "HEMATOLOGY/ONCOLOGY", "PATHOLOGY")] == [3516, 18, 15]
    assert EXPECTED[HOSPITAL]["rows"] == 5381


def our_care():
    person, clinic = independent_codes()
    return CancerCare(frozenset(person), frozenset(clinic), frozenset())


def counted(name, care, weekly=True):
    """What the loader keeps of an NPPES sample: persons and clinics, and what it read and left out."""
    found = read_providers(SAMPLES / name, care, silent, weekly=weekly)
    kept = Counter(row["entity"] for row in found.table.to_pylist() if not row["gone"])
    return found, kept["1"], kept["2"]


def test_a_weekly_sample_is_not_loaded_as_the_monthly_file():
    with pytest.raises(BadFile, match=r"Use `finder load nppes-weekly`\. .* is a weekly file"):
        counted(WEEKLY, our_care(), weekly=False)


@pytest.mark.parametrize(("name", "weekly"), [(WEEKLY, True), (THREE, True), (THREE, False)])
def test_the_loader_keeps_as_many_of_nppes(name, weekly):
    found, persons, clinics = counted(name, our_care(), weekly)
    expected = EXPECTED[name]
    assert (found.read, found.refused.examples) == (expected["rows"], [])
    assert (persons, clinics) == (expected["kept persons"], expected["kept clinics"])
    assert found.left_out.get("in training", 0) == expected["kept in training"]
    assert found.table.num_rows == (expected["rows"] if weekly else persons + clinics)


@pytest.mark.parametrize("name", [WEEKLY, THREE])
def test_every_person_and_organization_can_be_kept(name):
    rows = independent_rows(name)
    everything = frozenset(row[code(n)] for row in rows for n in SLOTS) - {""}
    found, persons, clinics = counted(name, CancerCare(everything, everything, frozenset()))
    expected = EXPECTED[name]
    assert persons + found.left_out.get("in training", 0) == expected["persons"]
    assert clinics == expected["organizations"]
    gone = [row for row in found.table.to_pylist() if row["gone"] and row["deactivated"]]
    assert len(gone) == expected["deactivated"]


@pytest.mark.parametrize("group", ["oncology", "pathology"])
def test_the_codes_of_a_group_find_as_many_persons(group):
    rows = independent_rows(WEEKLY)
    found_codes = {row[code(n)] for row in rows for n in SLOTS}
    codes = ONCOLOGY if group == "oncology" else {each for each in found_codes if each.startswith("207Z")}
    found, persons, _ = counted(WEEKLY, CancerCare(frozenset(codes), frozenset(), frozenset()))
    assert persons + found.left_out.get("in training", 0) == EXPECTED[WEEKLY][group]


def test_a_weekly_sample_names_each_npi_once_with_its_day():
    found, *_ = counted(WEEKLY, our_care())
    table = found.table.to_pylist()
    assert {row["npi"] for row in table} == {row["NPI"] for row in independent_rows(WEEKLY)}
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\d", row["stamp"]) for row in table)
    assert found.as_of == max(row["stamp"] for row in table)


def test_zip_codes_and_telephones_of_the_samples_are_read():
    military = 0
    for row in independent_rows(WEEKLY):
        if row["Entity Type Code"] and row[f"{PRACTICE} Country Code (If outside U.S.)"] == "US":
            state, zip_code = row[f"{PRACTICE} State Name"], row[f"{PRACTICE} Postal Code"]
            assert clean.zip5(zip_code, state) == zip_code[:5]
            military += state in MILITARY and clean.zip5(zip_code, state) != ""
            telephone = re.sub(r"\D", "", clean.phone(row[f"{PRACTICE} Telephone Number"]))
            assert telephone in ("", "1" + row[f"{PRACTICE} Telephone Number"])
    assert military == EXPECTED[WEEKLY]["military ZIPs"]


def test_the_loader_keeps_as_many_of_maine():
    names = frozenset(row["cms"] for row in independent_table("cms_specialties.csv") if row["kept"] == "yes")
    found = read_clinicians(SAMPLES / MAINE, CancerCare(frozenset(), frozenset(), names), silent)
    expected = EXPECTED[MAINE]
    table = found.table.to_pylist()
    assert (found.read, found.refused.total, len(table)) == (expected["rows"], 0, expected["kept"])
    specialties = Counter(row["specialty"] for row in table)
    for specialty in [name for name in expected if name.isupper()]:
        assert specialties[specialty] == expected[specialty], specialty
    raw = {row["NPI"] + row["Address"]: row["ZIP Code"] for row in independent_rows(MAINE)}
    assert {row["state"] for row in table} == {"ME"}
    cleaned = [row for row in table if raw[row["npi"] + row["street"]][:4] == row["zip"][1:]]
    assert len(cleaned) == expected["kept ZIPs without their zero"]
    assert all(re.fullmatch(r"0(39|4\d)\d\d", row["zip"]) for row in cleaned)


def test_every_zip_code_of_maine_is_cleaned():
    cleaned = [
        (row["ZIP Code"], clean.zip5(row["ZIP Code"], row["State"])) for row in independent_rows(MAINE)
    ]
    assert sum(zip5 == "0" + raw[:4] for raw, zip5 in cleaned) == EXPECTED[MAINE]["ZIPs without their zero"]
    assert all(re.fullmatch(r"\d{5}", zip5) for _, zip5 in cleaned)


def test_the_loader_keeps_every_hospital():
    found = read_hospitals(SAMPLES / HOSPITAL, silent)
    expected, table = EXPECTED[HOSPITAL], found.table.to_pylist()
    assert (found.read, found.refused.total, len(table)) == (expected["rows"], 0, expected["rows"])
    assert len({row["ccn"] for row in table}) == expected["rows"]
    assert sum(row["ccn"].startswith("0") for row in table) == expected["numbers that begin with 0"]
    assert sum(not row["ccn"].isdigit() for row in table) == expected["numbers with a letter"]
    assert sum(row["zip"].startswith("0") for row in table) == expected["ZIPs that begin with 0"]
    assert sum(row["emergency"] == "Yes" for row in table) == expected["emergency"]


def test_the_layouts_of_these_tests_are_the_real_ones():
    for name, header in (("nppes_v2_fileheader.csv", V2), (THREE, V2), (WEEKLY, V2), (HOSPITAL, HOSPITALS)):
        with (SAMPLES / name).open(newline="", encoding="utf-8") as file:
            assert next(csv.reader(file)) == header

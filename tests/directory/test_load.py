"""Loading public files: what is kept, what is reported, and what stays when a file is refused."""

import json

import pytest

from finder.directory.checked_data import read_data
from finder.directory.load import load
from finder.directory.people.join import join_people
from finder.directory.people.lookups import make_lookups
from finder.errors import BadFile
from finder.sources.files.cancer_care import CancerCare
from finder.sources.files.data_folder import DataFolder
from finder.sources.files.extract import read_extract
from finder.sources.public_files import BY_NAME
from tests.conftest import DATA, ROOT
from tests.sources.files.layouts import switch
from tests.sources.files.made_up_files import (
    MAKERS,
    NURSE,
    ONCOLOGY,
    STUDENT,
    clinic,
    npi,
    nppes,
    person,
    silent,
    stub,
)

SAMPLES = ROOT.parent / "shared" / "samples"
LINE = "Provider First Line Business Practice Location Address"
WEEKS = (("20260810", "20260816"), ("20260817", "20260823"))


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return read_data(tmp_path_factory.mktemp("places"), DATA)


@pytest.fixture(scope="module")
def care(data):
    return CancerCare.of(data.curated)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "extracts").mkdir()
    return DataFolder(tmp_path / "extracts")


def loaded(folder, name, path, care):
    return load(folder, BY_NAME[name], path, care, silent)


def joined(folder, data):
    people = join_people(folder, make_lookups(data.curated, data.places, folder.points))
    return {each.npi: each for each in people.clinicians}


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of real rows are not here")
def test_the_real_samples_load_with_these_numbers(folder, care):
    expected = json.loads((ROOT / "tests/sources/files/expected_samples.json").read_text())
    week, maine = expected["nppes_v2_weekly_918.csv"], expected["dac_maine_2026.csv"]
    weekly = loaded(folder, "nppes-weekly", SAMPLES / "nppes_v2_weekly_918.csv", care)
    assert week["kept clinics"] == 0
    assert (weekly.read, weekly.kept, weekly.refused.total) == (week["rows"], week["kept persons"], 0)
    clinicians = loaded(folder, "clinicians", SAMPLES / "dac_maine_2026.csv", care)
    assert clinicians.read == maine["rows"] == 3516
    table = read_extract(folder.extract("clinicians"))
    specialties = table.column("specialty").to_pylist()
    for each in ("HEMATOLOGY/ONCOLOGY", "PATHOLOGY", "RADIATION ONCOLOGY", "MEDICAL ONCOLOGY"):
        assert specialties.count(each) == maine[each]
    # The zero was lost in the file.
    assert all(zip5.startswith("0") for zip5 in table.column("zip").to_pylist())
    hospitals = loaded(folder, "hospitals", SAMPLES / "hospital_general_information_2026_06.csv", care)
    assert hospitals.kept == expected["hospital_general_information_2026_06.csv"]["rows"] == 5381
    assert loaded(folder, "nppes", SAMPLES / "nppes_v2_three_rows.csv", care).read == 3


@pytest.mark.parametrize("kind", MAKERS)
def test_each_kind_is_read_as_what_it_is(folder, care, tmp_path, kind):
    report = loaded(folder, kind, MAKERS[kind](tmp_path), care)
    assert (report.file.name, report.read, report.kept, report.is_first) == (kind, 1, 1, True)
    assert read_extract(folder.extract(kind)).num_rows == 1


def test_who_is_left_out_and_who_is_not(folder, care, tmp_path):
    gone = {"deactivated": "03/01/2026"}
    rows = [
        person(1, **gone),
        person(2, **gone, reactivated="04/01/2026"),
        person(3, STUDENT, ONCOLOGY, **{switch(1): "Y"}),
        person(4, ONCOLOGY, STUDENT, **{switch(1): "Y"}),
        person(5, country="CA"),
        clinic(6, ONCOLOGY),
        clinic(7),
        person(8, npi="2000000000"),
        person(9, updated="05/01/2099"),
        person(10, updated="soon"),
        person(11, updated="5/1/26", zip="2115"),
    ]
    report = loaded(folder, "nppes", nppes(tmp_path, rows), care)
    kept = read_extract(folder.extract("nppes")).column("npi").to_pylist()
    assert kept == [npi(n) for n in (2, 4, 7, 11)]
    assert report.refused.examples == [
        "row 9: the NPI fails its check digit",
        "row 10: a date lies in the future",
        "row 11: a date cannot be read",
    ]
    assert report.left_out == {"deactivated": 1, "in training": 1, "abroad": 1}


def test_weekly_files_in_any_order_replace_and_remove(folder, data, care, tmp_path):
    loaded(folder, "nppes", nppes(tmp_path, [person(n) for n in range(1, 5)]), care)
    first = [person(1, updated="08/11/2026", city="QUINCY"), person(5)]
    second = [
        person(1, updated="08/18/2026", city="SALEM"),
        stub(2, "08/19/2026"),
        person(3, NURSE, updated="08/18/2026"),
    ]
    files = [nppes(tmp_path, rows, days) for rows, days in zip((first, second), WEEKS, strict=True)]
    for file in files[::-1]:
        loaded(folder, "nppes-weekly", file, care)
    backwards = joined(folder, data)
    folder.extract("nppes-weekly").unlink()
    for file in files:
        loaded(folder, "nppes-weekly", file, care)
    assert joined(folder, data) == backwards
    assert set(backwards) == {npi(n) for n in (1, 4, 5)}
    assert backwards[npi(1)].practices[0].city == "SALEM"
    again = loaded(folder, "nppes-weekly", files[1], care)
    assert (again.new, again.changed, again.gone) == (0, 0, 0)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<!doctype html><html>moved</html>", "web page"),
        (b"", "empty"),
        (b"PK\x03\x04 and then nothing", "cut short or damaged"),
        (b"no zip at all", "no zip"),
    ],
)
def test_what_is_no_zip_is_refused_and_nothing_is_lost(folder, care, tmp_path, content, said):
    loaded(folder, "nppes", nppes(tmp_path, [person(1)]), care)
    before = folder.extract("nppes").read_bytes()
    bad = tmp_path / "bad.zip"
    bad.write_bytes(content)
    with pytest.raises(BadFile, match=said):
        loaded(folder, "nppes", bad, care)
    assert folder.extract("nppes").read_bytes() == before


def test_a_street_where_two_work_is_shown_also_where_zip_codes_lost_their_first_zero(
    folder, data, care, tmp_path
):
    sole = {"Is Sole Proprietor": "Y"}
    both = [
        person(number, zip=zip_code, **{LINE: "7 HIDDEN LN"}, **sole)
        for number, zip_code in ((1, "021150001"), (2, "2115"))
    ]
    alone = person(3, zip="21150002", **{LINE: "9 HIDDEN LN"}, **sole)
    loaded(folder, "nppes", nppes(tmp_path, [*both, alone]), care)
    practices = {each: one.practices[0] for each, one in joined(folder, data).items()}
    assert [practices[npi(number)].street for number in (1, 2, 3)] == ["7 HIDDEN LN", "7 HIDDEN LN", None]
    assert {each.zip for each in practices.values()} == {"02115"}

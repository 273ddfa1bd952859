"""Loading public files: what is kept of the samples, what is told, and what stays where a file is refused."""

import json

import pytest

from finder.directory.gazetteer_file import places_file
from finder.directory.load import Wanted, load
from finder.directory.people import join as people
from finder.directory.people.lookups import known_from
from finder.errors import BadFile
from finder.sources.curated import read as curated
from finder.sources.files.data_folder import Home
from finder.sources.files.extract import read_extract
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
WEEKS = (("20260810", "20260816"), ("20260817", "20260823"))


@pytest.fixture(scope="module")
def wanted(tmp_path_factory):
    return Wanted.of(curated.read_curated(DATA, places_file(tmp_path_factory.mktemp("places"))))


@pytest.fixture
def home(tmp_path):
    (tmp_path / "extracts").mkdir()
    return Home(tmp_path / "extracts")


def loaded(home, kind, path, wanted):
    return load(home, kind, path, wanted, silent)


def found(home):
    zips = places_file(home.folder.parent)
    read = curated.read_curated(DATA, zips)
    known = known_from(read.specialties, read.cms_specialties, read.care_sites, zips, home.points)
    return {each.npi: each for each in people.clinicians(home, known)}


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of real rows are not here")
def test_the_real_samples_load_with_these_numbers(home, wanted):
    expected = json.loads((ROOT / "tests/sources/files/expected_samples.json").read_text())
    week, maine = expected["nppes_v2_weekly_918.csv"], expected["dac_maine_2026.csv"]
    weekly = loaded(home, "nppes-weekly", SAMPLES / "nppes_v2_weekly_918.csv", wanted)
    assert week["kept clinics"] == 0
    assert (weekly.read, weekly.kept, weekly.refused.total) == (week["rows"], week["kept persons"], 0)
    clinicians = loaded(home, "clinicians", SAMPLES / "dac_maine_2026.csv", wanted)
    assert clinicians.read == maine["rows"] == 3516
    table = read_extract(home.extract("clinicians"))
    told = table.column("specialty").to_pylist()
    for each in ("HEMATOLOGY/ONCOLOGY", "PATHOLOGY", "RADIATION ONCOLOGY", "MEDICAL ONCOLOGY"):
        assert told.count(each) == maine[each]
    # The zero was lost in the file.
    assert all(zip5.startswith("0") for zip5 in table.column("zip").to_pylist())
    hospitals = loaded(home, "hospitals", SAMPLES / "hospital_general_information_2026_06.csv", wanted)
    assert hospitals.kept == expected["hospital_general_information_2026_06.csv"]["rows"] == 5381
    assert loaded(home, "nppes", SAMPLES / "nppes_v2_three_rows.csv", wanted).read == 3


@pytest.mark.parametrize("kind", MAKERS)
def test_each_kind_is_read_as_what_it_is(home, wanted, tmp_path, kind):
    report = loaded(home, kind, MAKERS[kind](tmp_path), wanted)
    assert (report.kind, report.read, report.kept, report.is_first) == (kind, 1, 1, True)
    assert read_extract(home.extract(kind)).num_rows == 1


def test_who_is_left_out_and_who_is_not(home, wanted, tmp_path):
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
    report = loaded(home, "nppes", nppes(tmp_path, rows), wanted)
    kept = read_extract(home.extract("nppes")).column("npi").to_pylist()
    assert kept == [npi(n) for n in (2, 4, 7, 11)]
    assert report.refused.told == [
        "row 9: the NPI fails its check digit",
        "row 10: a date lies in the future",
        "row 11: a date cannot be read",
    ]
    assert report.left_out == {"deactivated": 1, "in training": 1, "abroad": 1}


def test_weekly_files_in_any_order_replace_and_remove(home, wanted, tmp_path):
    loaded(home, "nppes", nppes(tmp_path, [person(n) for n in range(1, 5)]), wanted)
    first = [person(1, updated="08/11/2026", city="QUINCY"), person(5)]
    second = [
        person(1, updated="08/18/2026", city="SALEM"),
        stub(2, "08/19/2026"),
        person(3, NURSE, updated="08/18/2026"),
    ]
    files = [nppes(tmp_path, rows, days) for rows, days in zip((first, second), WEEKS, strict=True)]
    for file in files[::-1]:
        loaded(home, "nppes-weekly", file, wanted)
    backwards = found(home)
    home.extract("nppes-weekly").unlink()
    for file in files:
        loaded(home, "nppes-weekly", file, wanted)
    assert found(home) == backwards
    assert set(backwards) == {npi(n) for n in (1, 4, 5)}
    assert backwards[npi(1)].practices[0].city == "SALEM"
    again = loaded(home, "nppes-weekly", files[1], wanted)
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
def test_what_is_no_zip_is_refused_and_nothing_is_lost(home, wanted, tmp_path, content, said):
    loaded(home, "nppes", nppes(tmp_path, [person(1)]), wanted)
    before = home.extract("nppes").read_bytes()
    bad = tmp_path / "bad.zip"
    bad.write_bytes(content)
    with pytest.raises(BadFile, match=said):
        loaded(home, "nppes", bad, wanted)
    assert home.extract("nppes").read_bytes() == before

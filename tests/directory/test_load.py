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
from tests.sources.files.layouts import DAC, switch
from tests.sources.files.made_up_files import (
    MAKERS,
    NURSE,
    ONCOLOGY,
    STUDENT,
    clinic,
    cms_row,
    csv_bytes,
    npi,
    nppes,
    person,
    silent,
    stub,
    written,
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


def loaded(folder, name, path, care, **options):
    return load(folder, BY_NAME[name], path, care, silent, **options)


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
    with pytest.raises(BadFile, match="none of its 3 rows is about cancer care"):
        loaded(folder, "nppes", SAMPLES / "nppes_v2_three_rows.csv", care)


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
    rows = read_extract(folder.extract("nppes")).to_pylist()
    assert [row["npi"] for row in rows if not row["gone"]] == [npi(n) for n in (2, 4, 7, 9, 10, 11)]
    assert [row["npi"] for row in rows if row["gone"]] == [npi(1)]
    assert report.kept == 6
    assert report.refused.examples == ["row 9: the NPI fails its check digit"]
    assert report.notes == ("dates of “Last Update Date” left out because they cannot be right: 2",)
    assert report.left_out == {"deactivated": 1, "in training": 1, "abroad": 1}


def test_a_file_that_keeps_much_less_than_the_last_one_is_refused_unless_that_is_accepted(
    folder, care, tmp_path
):
    loaded(folder, "nppes", nppes(tmp_path, [person(n) for n in range(1, 11)]), care)
    enough = nppes(tmp_path, [person(n) for n in range(1, 8)])
    assert loaded(folder, "nppes", enough, care).gone == 3
    less = nppes(tmp_path, [person(n) for n in range(1, 5)])
    with pytest.raises(BadFile, match=r"only 4 of its 4 rows, and 7 are loaded now"):
        loaded(folder, "nppes", less, care)
    assert read_extract(folder.extract("nppes")).num_rows == 7
    assert loaded(folder, "nppes", less, care, accept_loss=True).gone == 3


def test_a_weekly_file_under_another_name_is_not_loaded_as_the_monthly_one(folder, care, tmp_path):
    week = [person(n, updated=f"11/{2 + n % 7:02}/2026") for n in range(1, 31)]
    path = written(tmp_path / "my_copy.csv", csv_bytes(week))
    with pytest.raises(BadFile, match="is a weekly file"):
        loaded(folder, "nppes", path, care)
    assert loaded(folder, "nppes-weekly", path, care).kept == 30
    years = written(tmp_path / "years.csv", csv_bytes([person(n) for n in range(1, 200)]))
    with pytest.raises(BadFile, match="is the monthly file"):
        loaded(folder, "nppes-weekly", years, care)


def test_a_deactivated_npi_of_the_monthly_file_is_hidden_in_medicares_file_too(folder, data, care, tmp_path):
    loaded(folder, "clinicians", written(tmp_path / "d.csv", csv_bytes([cms_row(1), cms_row(2)], DAC)), care)
    loaded(folder, "nppes", nppes(tmp_path, [stub(1, "08/01/2026"), person(3)]), care)
    assert set(joined(folder, data)) == {npi(2), npi(3)}


def test_medicare_rows_are_joined_whatever_medicare_calls_the_specialty(folder, data, care, tmp_path):
    loaded(folder, "nppes", nppes(tmp_path, [person(1)]), care)
    rows = [cms_row(1, "CARDIOLOGY"), cms_row(2, "CARDIOLOGY"), cms_row(3)]
    loaded(folder, "clinicians", written(tmp_path / "d.csv", csv_bytes(rows, DAC)), care)
    people = joined(folder, data)
    assert set(people) == {npi(1), npi(3)}
    assert [each.name for each in people[npi(1)].practices] == ["MADE UP ONCOLOGY GROUP", None]
    assert people[npi(1)].assignment is True


@pytest.mark.parametrize(
    ("assignment", "accepts"), [("Y", True), ("M", False), ("N", False), ("", None), (None, None)]
)
def test_what_medicares_file_leaves_blank_is_not_known(folder, data, care, tmp_path, assignment, accepts):
    header = [name for name in DAC if assignment is not None or name not in ("ind_assgn", "gndr")]
    row = cms_row(1, ind_assgn=assignment or "")
    loaded(folder, "clinicians", written(tmp_path / "d.csv", csv_bytes([row], header)), care)
    (person_1,) = joined(folder, data).values()
    assert (person_1.assignment, person_1.telehealth) == (accepts, None)
    assert person_1.sex == ("F" if "gndr" in header else None)


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
        (b"PK\x03\x04 and then nothing", "incomplete or damaged"),
        (b"no zip at all", "not a zip file"),
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


def test_a_report_counts_people_and_says_of_whom_medicares_file_may_say_more(folder, care, tmp_path):
    loaded(folder, "nppes", nppes(tmp_path, [person(1, ONCOLOGY)]), care)
    rows = [cms_row(1), cms_row(1, adr_ln_1="2 EXAMPLE ST"), cms_row(2, "CARDIOLOGY")]
    report = loaded(folder, "clinicians", written(tmp_path / "d.csv", csv_bytes(rows, DAC)), care)
    assert (report.read, report.kept, report.rows) == (3, 1, 2)
    report = loaded(folder, "nppes", nppes(tmp_path, [person(1, ONCOLOGY), person(2, ONCOLOGY)]), care)
    assert (report.kept, report.unjoined) == (2, 1)
    loaded(folder, "clinicians", written(tmp_path / "d.csv", csv_bytes(rows, DAC)), care)
    assert (
        loaded(folder, "nppes", nppes(tmp_path, [person(1, ONCOLOGY)]), care, accept_loss=True).unjoined == 0
    )


def test_hospitals_without_affiliations_say_what_else_to_load(folder, care, tmp_path):
    alone = loaded(folder, "hospitals", MAKERS["hospitals"](tmp_path), care)
    assert any("finder load affiliations" in note for note in alone.notes)
    loaded(folder, "affiliations", MAKERS["affiliations"](tmp_path), care)
    assert loaded(folder, "hospitals", MAKERS["hospitals"](tmp_path), care).notes == ()

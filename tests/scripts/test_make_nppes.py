"""The made-up NPPES month is laid out as the real one, is plainly made up, and agrees with its CMS files."""

from __future__ import annotations

import csv
import hashlib
import io
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from finder.domain.clinicians import is_npi
from scripts.made_up.files import make_all
from scripts.made_up.job import BLOCK, Job, read_job
from scripts.made_up.layouts import HEADERS, hospital_header, main_header
from scripts.made_up.taxonomies import TAXONOMIES

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
ROOT = Path(__file__).resolve().parents[2]
MONTHLY = "NPPES_Data_Dissemination_August_2026_V2.zip"
WEEKLY = "NPPES_Data_Dissemination_081026_081626_Weekly_V2.zip"
DEACTIVATED = "NPPES_Deactivated_NPI_Report_081126_V2.zip"
ROWS = 2_000

Rows = list[dict[str, str]]


def job_for(folder: Path) -> Job:
    """Several blocks, so that pieces are joined."""
    return Job(folder, ROWS, seed=1, as_of=date(2026, 8, 9), block=700)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nppes")
    make_all(job_for(folder))
    return folder


def rows_of(path: Path, member: str) -> Rows:
    """The rows of the member whose name begins so."""
    with zipfile.ZipFile(path) as opened:
        name = next(each for each in opened.namelist() if each.startswith(member) and "header" not in each)
        return list(csv.DictReader(io.TextIOWrapper(opened.open(name), "utf-8", newline="")))


def csv_rows(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture(scope="module")
def main_rows(folder: Path) -> Rows:
    return rows_of(folder / MONTHLY, "npidata")


@pytest.fixture(scope="module")
def people(main_rows: Rows) -> Rows:
    return [row for row in main_rows if row["Entity Type Code"] == "1"]


def sample_header(name: str) -> list[str]:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip("the samples are not here")
    with path.open(encoding="utf-8", newline="") as opened:
        return next(csv.reader(opened))


def test_the_header_is_that_of_the_real_file() -> None:
    assert main_header() == sample_header("nppes_v2_fileheader.csv")


def test_the_header_of_the_hospitals_is_that_of_the_real_file() -> None:
    assert hospital_header() == sample_header("hospital_general_information_2026_06.csv")


def test_the_headers_have_as_many_names_as_the_real_ones() -> None:
    assert len(set(main_header())) == 330
    assert len(set(hospital_header())) == 38
    assert {what: len(names.split("|")) for what, names in HEADERS.items()} == {
        "othername": 4,
        "pl": 10,
        "endpoint": 19,
    }


def test_the_codes_of_cancer_doctors_are_ones_the_finder_knows() -> None:
    known = (ROOT / "data" / "specialties.csv").read_text(encoding="utf-8")
    lines = [line for line in TAXONOMIES.strip().splitlines() if line.startswith("c ")]
    codes = [word for line in lines for word in line.partition(": ")[2].split() if word.endswith("X")]
    assert len(codes) > 50
    assert [code for code in codes if code not in known] == []


def test_the_zip_is_whole_and_has_the_members_of_the_real_one(folder: Path) -> None:
    with zipfile.ZipFile(folder / MONTHLY) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == [
            "npidata_pfile_20050523-20260809.csv",
            "npidata_pfile_20050523-20260809_fileheader.csv",
            "othername_pfile_20050523-20260809.csv",
            "othername_pfile_20050523-20260809_fileheader.csv",
            "pl_pfile_20050523-20260809.csv",
            "pl_pfile_20050523-20260809_fileheader.csv",
            "endpoint_pfile_20050523-20260809.csv",
            "endpoint_pfile_20050523-20260809_fileheader.csv",
        ]


def test_every_field_is_quoted_and_every_row_has_330_of_them(folder: Path) -> None:
    with zipfile.ZipFile(folder / MONTHLY) as opened:
        lines = opened.read(opened.namelist()[0]).decode().split("\n")
    assert lines.pop() == ""
    assert len(lines) == 1 + ROWS
    assert {len(row) for row in csv.reader(lines)} == {330}
    assert {line.count('","') for line in lines} == {329}
    assert all(line[0] == line[-1] == '"' for line in lines)


def test_npis_are_valid_unique_and_none_that_a_real_person_has(main_rows: Rows) -> None:
    npis = [row["NPI"] for row in main_rows]
    assert len(set(npis)) == ROWS
    assert all(map(is_npi, npis))
    assert {npi[0] for npi in npis} == {"2"}


def test_every_name_says_that_it_is_made_up(main_rows: Rows, folder: Path) -> None:
    for row in main_rows:
        kind = row["Entity Type Code"]
        if kind == "1":
            assert "MADEUP" in row["Provider Last Name (Legal Name)"]
        elif kind == "2":
            assert row["Provider Organization Name (Legal Business Name)"].startswith("MADE UP ")
            assert "MADEUP" in row["Authorized Official Last Name"]
        else:
            assert [name for name, value in row.items() if value] == ["NPI", "NPI Deactivation Date"]
    names = [row["Facility Name"] for row in csv_rows(folder / "Hospital_General_Information.csv")]
    assert all(name.startswith("MADE UP ") for name in names)


def test_no_telephone_number_is_anyones(main_rows: Rows) -> None:
    numbers = [value for row in main_rows for name, value in row.items() if "phone" in name or "Fax" in name]
    written = [number for number in numbers if number]
    assert len(written) > ROWS
    assert all(len(number) == 10 and number[3:8] == "55501" for number in written)


def test_kinds_of_rows_have_the_shares_of_the_real_file(main_rows: Rows) -> None:
    kinds = Counter(row["Entity Type Code"] for row in main_rows)
    assert kinds["1"] == pytest.approx(0.76 * ROWS, rel=0.06)
    assert kinds["2"] == pytest.approx(0.205 * ROWS, rel=0.15)
    assert kinds[""] == pytest.approx(0.035 * ROWS, rel=0.35)


def test_the_primary_code_is_not_always_the_first(people: Rows) -> None:
    def primary(row: dict[str, str]) -> list[int]:
        name = "Healthcare Provider Primary Taxonomy Switch_"
        return [number for number in range(1, 16) if row[f"{name}{number}"] == "Y"]

    places = Counter(tuple(primary(row)) for row in people)
    assert set(map(len, places)) == {0, 1}
    assert places[1,] > 0.75 * len(people)
    assert places[2,] > 0.06 * len(people)


def test_who_came_back_has_both_days_in_order(main_rows: Rows) -> None:
    def day(text: str) -> tuple[str, str]:
        return text[6:], text[:5]

    back = [row for row in main_rows if row["NPI Reactivation Date"]]
    assert back
    for row in back:
        assert day(row["NPI Deactivation Date"]) <= day(row["NPI Reactivation Date"])


def test_further_locations_belong_to_rows_of_the_main_file(folder: Path, main_rows: Rows) -> None:
    further = rows_of(folder / MONTHLY, "pl_")
    assert len(further) > 50
    assert {row["NPI"] for row in further} <= {row["NPI"] for row in main_rows}
    assert all(len(row) == 10 for row in further)


def test_clinicians_of_cms_are_people_of_the_main_file(folder: Path, people: Rows) -> None:
    names = {row["NPI"]: row["Provider Last Name (Legal Name)"] for row in people}
    clinicians = csv_rows(folder / "DAC_NationalDownloadableFile.csv")
    assert len(clinicians) > len({row["NPI"] for row in clinicians}) > 100
    for row in clinicians:
        assert len(row) == 31
        assert None not in row.values()
        assert row["Provider Last Name"] == names[row["NPI"]]
        assert row["pri_spec"]
        assert row["ind_assgn"] in {"Y", "M"}


def test_affiliations_are_with_hospitals_of_the_file(folder: Path) -> None:
    hospitals = csv_rows(folder / "Hospital_General_Information.csv")
    ccns = {row["Facility ID"] for row in hospitals}
    assert len(ccns) == len(hospitals)
    assert {len(ccn) for ccn in ccns} == {6}
    assert any(ccn.startswith("0") for ccn in ccns)
    clinicians = {row["NPI"] for row in csv_rows(folder / "DAC_NationalDownloadableFile.csv")}
    affiliations = csv_rows(folder / "Facility_Affiliation.csv")
    named = [row for row in affiliations if row["facility_type"] == "Hospital"]
    assert len(named) > 100
    assert {row["Facility Affiliations Certification Number"] for row in named} <= ccns
    assert {row["NPI"] for row in affiliations} <= clinicians


def test_the_week_changes_old_rows_and_adds_new_ones(tmp_path: Path) -> None:
    job = replace(job_for(tmp_path), rows=4_000, wanted=frozenset({"monthly", "weekly"}))
    make_all(job)
    old = {row["NPI"] for row in rows_of(tmp_path / MONTHLY, "npidata")}
    week = rows_of(tmp_path / WEEKLY, "npidata")
    npis = [row["NPI"] for row in week]
    assert len(set(npis)) == len(npis)
    assert any(npi in old for npi in npis)
    assert any(npi not in old for npi in npis)
    assert all(map(is_npi, npis))
    for row in week:
        changed = row["Last Update Date"] or row["NPI Deactivation Date"]
        assert "08/10/2026" <= changed <= "08/16/2026"
        assert changed.endswith("2026")


def test_the_deactivation_report_lists_the_rows_without_a_type(folder: Path, main_rows: Rows) -> None:
    with zipfile.ZipFile(folder / DEACTIVATED) as opened:
        assert opened.namelist() == ["NPPES Deactivated NPI Report 20260811.xlsx"]
        book = CalamineWorkbook.from_filelike(io.BytesIO(opened.read(opened.namelist()[0])))
    assert book.sheet_names == ["DeactivatedNPIs"]
    _, header, *cells = book.get_sheet_by_name("DeactivatedNPIs").to_python()
    assert header == ["NPI", "NPPES Deactivation Date"]
    ended = [row for row in main_rows if not row["Entity Type Code"]]
    assert cells == [[row["NPI"], row["NPI Deactivation Date"]] for row in ended]


def prints(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_the_same_seed_makes_the_same_files_and_another_seed_others(folder: Path, tmp_path: Path) -> None:
    make_all(job_for(tmp_path / "again"))
    assert prints(tmp_path / "again") == prints(folder)
    make_all(replace(job_for(tmp_path / "other"), seed=2))
    assert not set(prints(tmp_path / "other").values()) & set(prints(folder).values())


def test_leaving_files_out_does_not_change_the_others(folder: Path, tmp_path: Path) -> None:
    make_all(replace(job_for(tmp_path), wanted=frozenset({"cms"})))
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(made) == {
        "DAC_NationalDownloadableFile.csv",
        "Facility_Affiliation.csv",
        "Hospital_General_Information.csv",
    }
    assert made == {name: (folder / name).read_bytes() for name in made}


def test_spread_keeps_people_within_the_heaviest_zip_codes(tmp_path: Path) -> None:
    make_all(replace(job_for(tmp_path), rows=500, spread=3, wanted=frozenset({"monthly"})))
    rows = rows_of(tmp_path / MONTHLY, "npidata")
    zips = Counter(row["Provider Business Practice Location Address Postal Code"][:5] for row in rows)
    assert sum(many for _, many in zips.most_common(4)) > 0.98 * len(rows)  # a fourth: the blank of stubs


def test_the_command_line_dates_the_data_to_the_second_sunday() -> None:
    job = read_job(["somewhere", "--rows", "10", "--month", "September", "--only", "cms", "--only", "weekly"])
    assert job.as_of == date(2026, 9, 13)
    assert job.wanted == {"cms", "weekly"}
    assert read_job(["somewhere"]).as_of == date(2026, 8, 9)


def test_the_command_works_in_any_folder_and_two_workers_make_what_one_makes(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "make_nppes.py"), "made", "--rows", str(BLOCK + 500)]
    command += ["--only", "weekly", "--spread", "300"]
    subprocess.run([*command, "--workers", "2"], cwd=tmp_path, check=True)
    make_all(replace(read_job([*command[2:], "--workers", "1"]), folder=tmp_path / "alone"))
    assert prints(tmp_path / "made") == prints(tmp_path / "alone")
    assert list(prints(tmp_path / "made")) == [WEEKLY]

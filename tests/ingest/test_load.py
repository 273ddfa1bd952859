"""Loading public files: the samples against an independent reading, faults, crashes, two loads at once."""

import csv
import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from finder.domain.npi import is_npi
from finder.errors import BadFile
from finder.ingest import curated, people
from finder.ingest.extract import read_extract
from finder.ingest.home import Home
from finder.ingest.load import Wanted, load
from finder.ingest.places import places_file
from tests.conftest import DATA, ROOT, WORLD

SAMPLES = ROOT.parent / "shared" / "samples"
EXPECTED = json.loads((Path(__file__).parent / "expected_samples.json").read_text())
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of real rows are not here")

HEADER = [
    "NPI", "Entity Type Code", "Provider Organization Name (Legal Business Name)",
    "Provider Last Name (Legal Name)", "Provider First Name",
    "Provider First Line Business Practice Location Address",
    "Provider Business Practice Location Address City Name",
    "Provider Business Practice Location Address State Name",
    "Provider Business Practice Location Address Postal Code",
    "Provider Business Practice Location Address Country Code (If outside U.S.)",
    "Provider Business Practice Location Address Telephone Number",
    "Provider Enumeration Date", "Last Update Date", "NPI Deactivation Date", "NPI Reactivation Date",
    "Provider Gender Code", "Is Sole Proprietor",
    *(name for n in range(1, 16) for name in (
        f"Healthcare Provider Taxonomy Code_{n}", f"Healthcare Provider Primary Taxonomy Switch_{n}")),
]  # fmt: skip


def npi(number):
    """A made-up NPI: nobody real has one that begins with 2."""
    first = 2_000_000_000 + number * 10
    return next(str(each) for each in range(first, first + 10) if is_npi(str(each)))


def person(number, code="207RH0003X", slot=1, **changes):
    row = dict.fromkeys(HEADER, "") | {
        "NPI": npi(number),
        "Entity Type Code": "1",
        "Provider Last Name (Legal Name)": f"MADEUP{number}",
        "Provider First Name": "TEST",
        HEADER[5]: f"{number} EXAMPLE ST STE 1",
        HEADER[6]: "BOSTON",
        HEADER[7]: "MA",
        HEADER[8]: "021150001",
        HEADER[9]: "US",
        HEADER[10]: "6175550100",
        "Provider Enumeration Date": "01/02/2010",
        "Last Update Date": "05/01/2026",
        f"Healthcare Provider Taxonomy Code_{slot}": code,
    }
    return row | changes


def text_of(rows, header=HEADER, extra=()):
    out = io.StringIO()
    writer = csv.DictWriter(out, [*header, *extra], quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def monthly(folder, rows, *, day="20260809", start="20050523", **members):
    path = folder / f"NPPES_{start}_{day}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"npidata_pfile_{start}-{day}_fileheader.csv", text_of([]))
        archive.writestr(f"npidata_pfile_{start}-{day}.csv", rows if isinstance(rows, str) else text_of(rows))
        for name, text in members.items():
            archive.writestr(f"{name}_pfile_{start}-{day}.csv", text)
    return path


@pytest.fixture(scope="module")
def wanted(tmp_path_factory):
    return Wanted.of(curated.read_curated(DATA, places_file(tmp_path_factory.mktemp("places"))))


@pytest.fixture
def home(tmp_path):
    (tmp_path / "extracts").mkdir()
    return Home(tmp_path / "extracts")


def loaded(home, kind, path, wanted, **more):
    return load(home, kind, path, wanted, lambda *_: None, **more)


def kept(home, kind="nppes"):
    table = read_extract(home.extract(kind))
    return {row["npi"]: row for row in table.to_pylist() if not row.get("gone")}


def found(home, world=WORLD):
    zips = places_file(home.folder.parent)
    read = curated.read_curated(world, zips)
    known = people.known_from(read.specialties, read.cms_specialties, read.care_sites, zips, home.points)
    return {each.npi: each for each in people.clinicians(home, known)}


# The samples, read by a dozen lines that know nothing of the loader


def independent(name, codes):
    with (SAMPLES / name).open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if any(row.values())]
    counts = {"rows": len(rows)}
    if "Entity Type Code" in rows[0]:
        slots = [f"Healthcare Provider Taxonomy Code_{n}" for n in range(1, 16)]
        counts["persons"] = sum(row["Entity Type Code"] == "1" for row in rows)
        counts["organizations"] = sum(row["Entity Type Code"] == "2" for row in rows)
        ours = [row for row in rows if row["Entity Type Code"] == "1" and codes & {row[s] for s in slots}]
        switches = [f"Healthcare Provider Primary Taxonomy Switch_{n}" for n in range(1, 16)]
        primary = [
            next((s for s, y in zip(slots, switches, strict=True) if row[y] == "Y"), slots[0]) for row in ours
        ]
        counts["ours"] = sum(row[s] != "390200000X" for row, s in zip(ours, primary, strict=True))
    if "Primary Specialty" in rows[0]:
        counts |= {
            each: sum(row["Primary Specialty"] == each for row in rows)
            for each in ("HEMATOLOGY/ONCOLOGY", "PATHOLOGY", "RADIATION ONCOLOGY", "MEDICAL ONCOLOGY")
        }
    return counts


@needs_samples
@pytest.mark.parametrize("name", EXPECTED)
def test_the_expected_numbers_are_those_of_an_independent_reading(name, wanted):
    assert independent(name, wanted.codes.person) == EXPECTED[name]


@needs_samples
def test_the_real_samples_load_with_these_numbers(home, wanted):
    weekly = loaded(home, "nppes-weekly", SAMPLES / "nppes_v2_weekly_918.csv", wanted)
    expected = EXPECTED["nppes_v2_weekly_918.csv"]
    assert (weekly.read, weekly.kept, weekly.refused.total) == (expected["rows"], expected["ours"], 0)
    maine = loaded(home, "clinicians", SAMPLES / "dac_maine_2026.csv", wanted)
    assert maine.read == EXPECTED["dac_maine_2026.csv"]["rows"] == 3516
    table = read_extract(home.extract("clinicians"))
    told = table.column("specialty").to_pylist()
    for each in ("HEMATOLOGY/ONCOLOGY", "PATHOLOGY", "RADIATION ONCOLOGY", "MEDICAL ONCOLOGY"):
        assert told.count(each) == EXPECTED["dac_maine_2026.csv"][each]
    assert all(
        zip5.startswith("0") for zip5 in table.column("zip").to_pylist()
    )  # the zero was lost in the file
    hospitals = loaded(home, "hospitals", SAMPLES / "hospital_general_information_2026_06.csv", wanted)
    assert hospitals.kept == EXPECTED["hospital_general_information_2026_06.csv"]["rows"] == 5381
    assert loaded(home, "nppes", SAMPLES / "nppes_v2_three_rows.csv", wanted).read == 3


# Who counts


@pytest.mark.parametrize("slot", range(1, 16))
def test_every_slot_of_the_fifteen_is_read(home, wanted, tmp_path, slot):
    loaded(home, "nppes", monthly(tmp_path, [person(1, slot=slot), person(2, "163W00000X")]), wanted)
    assert list(kept(home)) == [npi(1)]


def test_who_is_left_out_and_who_is_not(home, wanted, tmp_path):
    gone = {"NPI Deactivation Date": "03/01/2026"}
    switch, second = "Healthcare Provider Primary Taxonomy Switch_1", "Healthcare Provider Taxonomy Code_2"
    rows = [
        person(1, **gone),
        person(2, **gone, **{"NPI Reactivation Date": "04/01/2026"}),
        person(3, "390200000X", **{second: "207RH0003X", switch: "Y"}),
        person(4, **{second: "390200000X", switch: "Y"}),
        person(5, **{HEADER[9]: "CA"}),
        person(6, **{"Entity Type Code": "2"}),
        person(7, "261QX0200X", **{"Entity Type Code": "2"}),
        person(8) | {"NPI": "2000000000"},
        person(9, **{"Last Update Date": "05/01/2099"}),
        person(10, **{"Last Update Date": "soon"}),
        person(11, **{"Last Update Date": "5/1/26", HEADER[8]: "2115"}),
    ]
    report = loaded(home, "nppes", monthly(tmp_path, rows), wanted)
    assert list(kept(home)) == [npi(n) for n in (2, 4, 7, 11)]
    assert report.refused.told == [
        "row 9: the NPI fails its check digit",
        "row 10: a date lies in the future",
        "row 11: a date cannot be read",
    ]
    assert report.left_out == {"deactivated": 1, "in training": 1, "abroad": 1}


def test_columns_may_stand_in_any_order_with_others_beside_them(home, wanted, tmp_path):
    rows = [person(1) | {"npi_fhir_url": "", "npi_managed_by": "npd"}]
    text = text_of(rows, header=HEADER[::-1], extra=("npi_managed_by", "npi_fhir_url"))
    assert loaded(home, "nppes", monthly(tmp_path, text), wanted).kept == 1


def test_weekly_files_in_any_order_replace_and_remove(home, wanted, tmp_path):
    loaded(home, "nppes", monthly(tmp_path, [person(n) for n in range(1, 5)]), wanted)
    first = [person(1, **{"Last Update Date": "08/11/2026", HEADER[6]: "QUINCY"}), person(5)]
    second = [
        person(1, **{"Last Update Date": "08/18/2026", HEADER[6]: "SALEM"}),
        dict.fromkeys(HEADER, "") | {"NPI": npi(2), "NPI Deactivation Date": "08/19/2026"},
        person(3, "163W00000X", **{"Last Update Date": "08/18/2026"}),
    ]
    files = [
        monthly(tmp_path, rows, start=start, day=day)
        for rows, start, day in ((first, "20260810", "20260816"), (second, "20260817", "20260823"))
    ]
    for file in files[::-1]:
        loaded(home, "nppes-weekly", file, wanted)
    backwards = found(home, DATA)
    home.extract("nppes-weekly").unlink()
    for file in files:
        loaded(home, "nppes-weekly", file, wanted)
    assert found(home, DATA) == backwards
    assert set(backwards) == {npi(n) for n in (1, 4, 5)}
    assert backwards[npi(1)].practices[0].city == "SALEM"
    again = loaded(home, "nppes-weekly", files[1], wanted)
    assert (again.new, again.changed, again.gone) == (0, 0, 0)


# Faults


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
    loaded(home, "nppes", monthly(tmp_path, [person(1)]), wanted)
    before = home.extract("nppes").read_bytes()
    bad = tmp_path / "bad.zip"
    bad.write_bytes(content)
    with pytest.raises(BadFile, match=said):
        loaded(home, "nppes", bad, wanted)
    assert home.extract("nppes").read_bytes() == before


def test_a_damaged_zip_is_refused(home, wanted, tmp_path):
    path = monthly(tmp_path, [person(n) for n in range(1, 400)])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadFile, match="cut short or damaged"):
        loaded(home, "nppes", path, wanted)
    hurt = bytearray(whole)
    hurt[len(hurt) // 2] ^= 0xFF
    path.write_bytes(hurt)
    with pytest.raises(BadFile, match="damaged"):
        loaded(home, "nppes", path, wanted)


def test_a_file_of_the_wrong_kind_is_refused_by_name(home, wanted, tmp_path):
    weekly = monthly(tmp_path, [person(1)], start="20260810", day="20260816")
    with pytest.raises(BadFile, match="finder load nppes-weekly"):
        loaded(home, "nppes", weekly, wanted)
    other = tmp_path / "hospitals.csv"
    other.write_text('"Facility ID","Facility Name"\n"010001","MADE UP HOSPITAL"\n')
    for kind, missing in (("nppes", "NPI"), ("clinicians", "NPI"), ("hospitals", "Address")):
        with pytest.raises(BadFile, match=f"no column “{missing}”"):
            loaded(home, kind, other, wanted)
    other.write_bytes("NPI,City\n".encode("utf-16"))
    with pytest.raises(BadFile, match="encoding UTF-8"):
        loaded(home, "nppes", other, wanted)


def test_rows_with_too_few_fields_are_set_aside_with_their_number(home, wanted, tmp_path):
    text = text_of([person(1), person(2), person(3)]).splitlines()
    text[2] = text[2].rsplit(",", 3)[0]
    report = loaded(home, "nppes", monthly(tmp_path, "\n".join(text) + "\n"), wanted)
    assert (report.read, report.kept) == (3, 2)
    assert report.refused.told[0].startswith("row 3: ")


# Crashes


def finder(home, *arguments):
    environment = os.environ | {"FINDER_HOME": str(home), "FINDER_DATA": str(WORLD)}
    command = [sys.executable, "-m", "finder", *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment, stdout=pipe, stderr=subprocess.STDOUT, text=True)


def ended(process):
    out, _ = process.communicate(timeout=120)
    return process.returncode, out


def test_a_load_killed_at_any_moment_loses_nothing_and_the_next_one_finishes(tmp_path):
    home, source = tmp_path / "home", tmp_path / "source"
    source.mkdir()
    few = monthly(source, [person(n) for n in range(1, 20)])
    assert ended(finder(home, "load", "nppes", few))[0] == 0
    many = monthly(source, [person(n) for n in range(1, 3000)], day="20260913")
    directory = home / "directory.sqlite"
    for wait in (0.3, 0.8, 1.3, 1.8):
        process = finder(home, "load", "nppes", many)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        ended(process)
        with sqlite3.connect(directory) as connection:
            assert connection.execute("SELECT count(*) FROM clinician").fetchone()[0] in (19, 2999)
        connection.close()
    status, out = ended(finder(home, "load", "nppes", many))
    assert status == 0, out
    assert "2,999 clinicians" in out
    left = [each.name for folder in (home, home / "extracts") for each in folder.iterdir()]
    assert not [name for name in left if "building" in name or "loading" in name]


def test_two_loads_at_once_wait_for_each_other(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    files = [monthly(source, [person(n) for n in range(1, 50)], day=f"2026080{d}") for d in (1, 2)]
    running = [finder(tmp_path / "home", "load", "nppes", file) for file in files]
    assert [ended(each)[0] for each in running] == [0, 0]
    assert ended(finder(tmp_path / "home", "search", "02115", "--name", "madeup7"))[0] == 0


def test_a_load_of_which_nothing_is_good_tells_the_shell(tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text("<html>")
    status, out = ended(finder(tmp_path / "home", "load", "nppes", bad))
    assert status == 1
    assert "web page" in out
    assert "Nothing could be loaded" in out


NO_DISK = os.name != "posix" or not shutil.which("mount") or os.geteuid() != 0


@pytest.mark.skipif(NO_DISK, reason="only root can mount a small disk to fill")
def test_a_full_disk_leaves_the_old_directory(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(home)], check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        source = tmp_path / "source"
        source.mkdir()
        assert ended(finder(home, "load", "nppes", monthly(source, [person(1)])))[0] == 0
        before = (home / "directory.sqlite").read_bytes()
        (home / "filler").write_bytes(b"x" * (shutil.disk_usage(home).free - 200_000))
        status, out = ended(
            finder(home, "load", "nppes", monthly(source, [person(n) for n in range(1, 3000)]))
        )
        assert status == 1
        assert "space" in out or "full" in out
        assert (home / "directory.sqlite").read_bytes() == before
    finally:
        subprocess.run(["umount", str(home)], check=False)

"""Specialists, clinics and hospital teams in the terminal."""

import csv
import io
import json
import os
import socket
import subprocess
import sys

import pytest
from click.testing import CliRunner

from finder.cli import cli, main
from finder.cli.loading import load
from finder.domain.care import GROUPS
from finder.formats.json.people import SELF_REPORTED
from finder.store.connect import Directory
from tests.conftest import ROOT, WORLD
from tests.people_world import WHOLE, team_of
from tests.sources.files.made_up_files import nppes, person


@pytest.fixture
def run(people, monkeypatch):
    """Run a command that must succeed on the directory with people, and return its output."""
    monkeypatch.setattr("finder.directory.build.open_directory", lambda *_: Directory(people.path))
    monkeypatch.setenv("FINDER_HOME", str(people.path.parent))

    def invoke(*arguments):
        result = CliRunner().invoke(cli, arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    return invoke


SPECIALISTS = ("search", "02115", "--kind", "clinician")


def test_specialists_are_printed_with_practice_telephone_hospital_and_source(run):
    printed = run(*SPECIALISTS, "--name", "centermadeup")
    assert "Only places that treat" not in printed
    assert "1 specialist, nearest first; miles: 1 within 25" in printed
    card = printed.split("\n\n")[1].splitlines()
    assert card[0].startswith("about 1 mile or less  ")
    assert card[0].endswith(" Centermadeup")
    assert card[1].startswith("    Reports: ")
    assert card[2] == "    1 Example Street, Boston, MA 02115"
    assert card[-1] == "    From: NPPES, the file of National Provider Identifiers, May 1, 2026"
    assert SELF_REPORTED in printed


def test_each_specialty_is_counted_by_distance(run):
    printed = run(*SPECIALISTS, "--specialty", "pathology")
    assert "  Anatomic and clinical pathology: " in printed
    answer = json.loads(run(*SPECIALISTS, "--specialty", "pathology", "--json"))
    rings = answer["by_specialty"]["anatomic-and-clinical"]
    nearby = ", ".join(f"{count} within {radius}" for radius, count in rings.items() if count)
    assert f"  Anatomic and clinical pathology: {nearby}\n" in printed


def test_hospitals_are_printed_with_their_team_and_number(run):
    printed = run("search", "02115", "--kind", "hospital", "--team", "all")
    assert "2 hospitals, nearest first" in printed
    lines = [
        " ".join(each.split("    1 Example")[0].split()) for each in printed.split("Affiliated clinicians: ")
    ]
    for ccn, line in zip(WHOLE, lines[1:], strict=True):
        assert line.split(", ") == [f"{team_of(ccn)[g]} in {g.replace('-', ' ')}" for g in GROUPS]
    assert "    1 Example St, Boston, MA 02115" in printed
    assert "    Number in Medicare’s records; ask for cancer care: (617) 555-0160" in printed


def test_the_nearest_people_and_hospitals_follow_the_places(run):
    printed = run("search", "02115")
    whole = json.loads(run(*SPECIALISTS, "--json"))
    assert f"\nSpecialists: {whole['total']}, the nearest first; all: --kind clinician\n" in printed
    assert (
        "\nHospitals with all four specialist groups: 2, the nearest first; all: --kind hospital\n" in printed
    )
    places, _, rest = printed.partition("\nSpecialists: ")
    people, _, hospitals = rest.partition("\nHospitals with")
    assert "Reports: " not in places
    assert people.count("Reports: ") == 5
    assert hospitals.count("Affiliated clinicians: ") == 2
    assert "Hospital" not in run("search", "02115", "--kind", "center").split("Not medical")[1]


def test_a_name_without_results_nearby_names_the_nearest(run):
    printed = run("search", "96913", "--name", "centermadeup", "--miles", "25", "--kind", "clinician")
    assert "0 specialists, nearest first" in printed
    assert "The nearest:\nabout " in printed
    assert "Centermadeup" in printed.split("The nearest:")[1]


@pytest.mark.parametrize(
    "options",
    [
        ("--kind", "clinician"),
        ("--kind", "clinician", "--kind", "clinic", "--name", "madeup"),
        ("--kind", "clinic"),
        ("--kind", "hospital"),
        ("--team", "surgery", "--team", "pathology"),
        ("--sex", "female", "--telehealth"),
        ("--assignment",),
        ("--hospital", "990001"),
        ("--hospital", "example-boston", "--kind", "clinician"),
        ("--kind", "center", "--kind", "hospital", "--kind", "clinician", "--miles", "50"),
    ],
)
def test_json_csv_and_text_are_one_list(run, options):
    asked = ("search", "02115", "--limit", "9", *options)
    as_json = json.loads(run(*asked, "--json", "--detail", "full"))
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--csv"))))
    assert [(row["id"], row["kind"]) for row in rows] == [
        (row["id"], row["kind"]) for row in as_json["results"]
    ]
    assert 0 < len(rows) <= 9
    printed = run(*asked)
    at = [printed.index(f"  {row['name']}") for row in as_json["results"]]
    assert len(at) == len(rows)
    for row, each in zip(rows, as_json["results"], strict=True):
        assert float(row["miles"]) == each["miles"]
        assert row["about"] == ("yes" if each["about"] else "no")
        assert (row["zip"], row["city"]) == (each["address"]["zip"], each["address"]["city"])
        assert row["precision"] == each["position"]["precision"]
    for row, each in zip(rows, as_json["results"], strict=True):
        if row["kind"] == "hospital":
            assert row["specialties"].split("|") == [f"{g}={n}" for g, n in each["team"].items()]
            assert row["phone_medicare_records"] == "617-555-0160"
        elif row["kind"] in ("clinician", "clinic"):
            assert row["specialties"].split("|") == each["specialties"]
            assert [each for each in row["hospitals"].split("|") if each] == [
                one["ccn"] for one in each["hospitals"]
            ]


def test_a_filter_that_the_kind_does_not_support_is_refused(people, monkeypatch, capsys):
    monkeypatch.setattr("finder.directory.build.open_directory", lambda *_: Directory(people.path))
    for arguments, message in (
        (
            ("--kind", "hospital", "--sex", "male"),
            "sex: We don't know this about hospitals with a team.",
        ),
        (("--hospital", "example-bostn"), "  centers/example-boston  (Example Cancer Center, Boston, MA)"),
        (("--hospital", "999999"), "hospital: We couldn't find a hospital with the number 999999."),
    ):
        monkeypatch.setattr("sys.argv", ["finder", "search", "02115", *arguments])
        with pytest.raises(SystemExit) as caught:
            main()
        assert caught.value.code == 2
        assert message in capsys.readouterr().err


def test_a_refused_place_is_reported_in_words_even_for_json(people, monkeypatch, capsys):
    monkeypatch.setattr("finder.directory.build.open_directory", lambda *_: Directory(people.path))
    assert CliRunner().invoke(cli, ["place", "Springfield"]).exit_code == 1
    monkeypatch.setattr("sys.argv", ["finder", "place", "Springfield"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    assert "  Springfield, IL" in capsys.readouterr().err


def test_cancers_and_documents_are_printed_without_an_unneeded_heading(run):
    assert run("cancers", "breast cancer").splitlines() == ["  breast-cancer  (Breast cancer)"]
    printed = run("guidelines", "--publisher", "NCCN", "--audience", "professional")
    assert printed.splitlines()[0] != ""
    assert printed.rstrip().splitlines()[-1].endswith("The finder is not affiliated with NCCN or NCI.")


def test_rows_left_out_and_set_aside_are_reported(tmp_path, monkeypatch, home, quick_zips):
    monkeypatch.setattr(load, "_yield_processor", lambda: None)
    monkeypatch.setenv("FINDER_HOME", str(home))
    monkeypatch.setenv("FINDER_DATA", str(WORLD))
    rows = [person(1), person(2, npi="2000000001"), person(3, country="CA")]
    file = nppes(tmp_path, rows)
    printed = CliRunner().invoke(cli, ["load", "nppes", str(file), "--as-of", "2026-08-09"]).stdout
    assert "as of August 9, 2026\n  3 rows read, " in printed
    assert "  skipped: 1 (the NPI fails its check digit)\n" in printed
    assert "  left out: 1 " in printed


def test_a_load_runs_at_low_priority_beside_the_site(tmp_path):
    environment = os.environ | {"FINDER_HOME": str(tmp_path / "home"), "FINDER_DATA": str(WORLD)}
    program = (
        "import os; from finder.cli.loading.load import _yield_processor; _yield_processor(); "
        "print(os.sched_getscheduler(0) == os.SCHED_IDLE if hasattr(os, 'SCHED_IDLE') else os.nice(0) > 0)"
    )
    output = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert output == "True\n"


def test_the_module_runs_as_the_command():
    ran = subprocess.run(
        [sys.executable, "-m", "finder", "--version"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.startswith("finder, version ")


@pytest.mark.parametrize("shared", [False, True], ids=["alone", "as finders do"])
def test_a_port_in_use_is_reported(home, shared):
    """The port is in use, even by a server that would share it."""
    environment = os.environ | {"FINDER_HOME": str(home), "FINDER_DATA": str(WORLD)}
    with socket.create_server(("127.0.0.1", 0), reuse_port=shared) as taken:
        port = taken.getsockname()[1]
        ran = subprocess.run(
            [sys.executable, "-m", "finder", "serve", "--port", str(port)],
            env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert ran.returncode != 0
    assert f"Stop what is running at 127.0.0.1:{port}, or choose another --port." in ran.stderr
    assert "Address already in use." in ran.stderr
    assert "The finder is at" not in ran.stdout


def test_faults_that_hide_no_others_are_reported_as_complete(
    data, home, edit, monkeypatch, capsys, quick_zips
):
    monkeypatch.setenv("FINDER_HOME", str(home))
    monkeypatch.setenv("FINDER_DATA", str(data))
    edit("centers/example-boston.toml", "+1-617-555-0101", "+1-617-555-010")
    monkeypatch.setattr("sys.argv", ["finder", "check"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 1
    assert capsys.readouterr().err.splitlines()[1:] == [
        "Fix 1 error in data/, then try again. Nothing was built."
    ]

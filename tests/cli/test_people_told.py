"""Specialists, clinics and hospital teams as the terminal tells them."""

import csv
import io
import json
import os
import socket
import subprocess
import sys

import pytest
from click.testing import CliRunner

from finder.cli import cli, load, main
from finder.cli import search as find
from finder.domain.care import GROUPS
from finder.formats.json.people import SELF_REPORTED
from finder.store.connect import Directory
from tests.conftest import ROOT, WORLD
from tests.people_world import WHOLE, team_of
from tests.sources.files.made_up_files import nppes, person


@pytest.fixture
def run(people, monkeypatch):
    """Run a command that succeeds against the directory with people; what it prints is returned."""
    monkeypatch.setattr(find, "open_directory", lambda *_: Directory(people.path))
    monkeypatch.setenv("FINDER_HOME", str(people.path.parent))

    def invoke(*arguments):
        result = CliRunner().invoke(cli, arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    return invoke


SPECIALISTS = ("search", "02115", "--kind", "clinician")


def test_specialists_are_told_with_practice_telephone_hospital_and_source(run):
    said = run(*SPECIALISTS, "--name", "centermadeup")
    assert "Only places that treat" not in said
    assert "1 specialist, nearest first; miles: 1 within 25" in said
    card = said.split("\n\n")[1].splitlines()
    assert card[0].startswith("about 1 mile or less  ")
    assert card[0].endswith(" Centermadeup")
    assert card[1].startswith("    Reports: ")
    assert card[2] == "    1 Example Street, Boston, MA 02115"
    assert card[-1] == "    From: NPPES, the file of National Provider Identifiers, May 1, 2026"
    assert SELF_REPORTED in said


def test_how_many_there_are_of_each_specialty_is_told_by_distance(run):
    said = run(*SPECIALISTS, "--specialty", "pathology")
    assert "  Anatomic and clinical pathology: " in said
    answer = json.loads(run(*SPECIALISTS, "--specialty", "pathology", "--json"))
    rings = answer["by_specialty"]["anatomic-and-clinical"]
    told = ", ".join(f"{count} within {radius}" for radius, count in rings.items() if count)
    assert f"  Anatomic and clinical pathology: {told}\n" in said


def test_hospitals_are_told_with_their_team_and_switchboard(run):
    said = run("search", "02115", "--kind", "hospital", "--team", "all")
    assert "2 hospitals, nearest first" in said
    told = [
        " ".join(each.split("    1 Example")[0].split()) for each in said.split("Affiliated clinicians: ")
    ]
    for ccn, line in zip(WHOLE, told[1:], strict=True):
        assert line.split(", ") == [f"{team_of(ccn)[g]} in {g.replace('-', ' ')}" for g in GROUPS]
    assert "    1 Example St, Boston, MA 02115" in said
    assert "    Hospital switchboard: 617-555-0160" in said


def test_the_beginnings_of_both_lists_follow_the_places(run):
    said = run("search", "02115")
    whole = json.loads(run(*SPECIALISTS, "--json"))
    assert f"\nSpecialists: {whole['total']}, the nearest first; all: --kind clinician\n" in said
    assert "\nHospitals with all four specialist groups: 2, the nearest first; all: --kind hospital\n" in said
    places, _, rest = said.partition("\nSpecialists: ")
    people, _, hospitals = rest.partition("\nHospitals with")
    assert "Reports: " not in places
    assert people.count("Reports: ") == 5
    assert hospitals.count("Affiliated clinicians: ") == 2
    assert "Hospital" not in run("search", "02115", "--kind", "center").split("Not medical")[1]


def test_a_name_that_nobody_nearby_has_leads_to_the_nearest_who_has(run):
    said = run("search", "96913", "--name", "centermadeup", "--miles", "25", "--kind", "clinician")
    assert "0 specialists, nearest first" in said
    assert "The nearest:\nabout " in said
    assert "Centermadeup" in said.split("The nearest:")[1]


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
    as_json = json.loads(run(*asked, "--json"))
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--csv"))))
    assert [(row["id"], row["kind"]) for row in rows] == [
        (row["id"], row["kind"]) for row in as_json["results"]
    ]
    assert 0 < len(rows) <= 9
    said = run(*asked)
    at = [said.index(f"  {row['name']}") for row in as_json["results"]]
    assert len(at) == len(rows)
    for row, each in zip(rows, as_json["results"], strict=True):
        assert float(row["miles"]) == each["miles"]
        assert row["about"] == ("yes" if each["about"] else "no")
        assert (row["zip"], row["city"]) == (each["address"]["zip"], each["address"]["city"])
        assert row["precision"] == each["position"]["precision"]
    for row, each in zip(rows, as_json["results"], strict=True):
        if row["kind"] == "hospital":
            assert row["specialties"].split("|") == [f"{g}={n}" for g, n in each["team"].items()]
            assert row["phone_main"] == "617-555-0160"
        elif row["kind"] in ("clinician", "clinic"):
            assert row["specialties"].split("|") == each["specialties"]
            assert [each for each in row["hospitals"].split("|") if each] == [
                one["ccn"] for one in each["hospitals"]
            ]


def test_what_is_not_known_of_the_kind_asked_for_is_refused(people, monkeypatch, capsys):
    monkeypatch.setattr(find, "open_directory", lambda *_: Directory(people.path))
    for asked, told in (
        (
            ("--kind", "hospital", "--sex", "male"),
            "sex: This is not known of hospitals with a team.",
        ),
        (("--hospital", "exampleboston"), "  example-boston  (Example Cancer Center)"),
        (("--hospital", "999999"), "hospital: No hospital with the number 999999 is on record."),
    ):
        monkeypatch.setattr("sys.argv", ["finder", "search", "02115", *asked])
        with pytest.raises(SystemExit) as caught:
            main()
        assert caught.value.code == 2
        assert told in capsys.readouterr().err


def test_a_place_that_is_refused_is_told_in_words_though_json_was_asked_for(people, monkeypatch, capsys):
    monkeypatch.setattr(find, "open_directory", lambda *_: Directory(people.path))
    assert CliRunner().invoke(cli, ["place", "Springfield"]).exit_code == 1
    monkeypatch.setattr("sys.argv", ["finder", "place", "Springfield"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    assert "  Springfield, IL" in capsys.readouterr().err


def test_cancers_and_documents_are_told_without_a_heading_where_none_is_due(run):
    assert run("cancers", "breast cancer").splitlines() == ["  breast-cancer  (Breast cancer)"]
    said = run("guidelines", "--publisher", "NCCN", "--audience", "professional")
    assert said.splitlines()[0] != ""
    assert said.rstrip().splitlines()[-1].endswith("The finder is not affiliated with NCCN or NCI.")


def test_what_was_left_out_and_set_aside_is_told(tmp_path, monkeypatch, home, quick_zips):
    monkeypatch.setattr(load, "_yield_processor", lambda: None)
    monkeypatch.setenv("FINDER_HOME", str(home))
    monkeypatch.setenv("FINDER_DATA", str(WORLD))
    rows = [person(1), person(2, npi="2000000001"), person(3, country="CA")]
    file = nppes(tmp_path, rows)
    said = CliRunner().invoke(cli, ["load", "nppes", str(file), "--as-of", "2026-08-09"]).stdout
    assert "as of August 9, 2026\n  3 rows read, " in said
    assert "  set aside: 1 because the NPI fails its check digit\n" in said
    assert "  left out: 1 " in said


def test_a_load_gives_way_to_the_site_beside_it(tmp_path):
    environment = os.environ | {"FINDER_HOME": str(tmp_path / "home"), "FINDER_DATA": str(WORLD)}
    program = (
        "import os; from finder.cli.load import _yield_processor; _yield_processor(); "
        "print(os.sched_getscheduler(0) == os.SCHED_IDLE if hasattr(os, 'SCHED_IDLE') else os.nice(0) > 0)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert told == "True\n"


def test_the_module_is_the_command():
    ran = subprocess.run(
        [sys.executable, "-m", "finder", "--version"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.startswith("finder, version ")


@pytest.mark.parametrize("shared", [False, True], ids=["alone", "as finders do"])
def test_a_port_that_is_taken_is_told(home, shared):
    """The server is asked for a port that somebody has, even one who would share it."""
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


def test_faults_behind_which_no_others_can_hide_are_told_as_all(
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
        "Fix 1 fault in data/, then try again. Nothing was built."
    ]

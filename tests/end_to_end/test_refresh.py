"""`finder refresh` against servers on this machine: it loads what changed, a failure stops nothing else."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import time

import filelock
import pytest

from finder import utc
from finder.cli.operating import refresh_report
from tests.end_to_end.cms_world import API, LISTING, MONTH, npi, offer
from tests.sources.census_server import CensusServer
from tests.sources.cms_server import AFFILIATIONS, CLINICIANS, HOSPITALS, cms_server
from tests.sources.files.made_up_files import affiliation_row, cms_row, hospital_row
from tests.sources.links.link_server import Answer, link_server
from tests.sources.provider_data_server import provider_data
from tests.sources.trials.studies import study
from tests.sources.trials_server import Fault as TrialsFault
from tests.sources.trials_server import trials_registry
from tests.web.page_reader import read

BOZEMAN = {"City/Town": "BOZEMAN", "State": "MT", "ZIP Code": "597150001", "Telephone Number": "4065550177"}
HOST = re.compile(r"https?://([a-z.]*example\.org)/?")


@pytest.fixture
def cms():
    with provider_data() as server:
        server.data_sets[CLINICIANS].rows = [
            cms_row(1, "HEMATOLOGY/ONCOLOGY", **BOZEMAN),
            cms_row(4, "MEDICAL ONCOLOGY"),  # in Maine
        ]
        server.data_sets[AFFILIATIONS].rows = [affiliation_row(1, "019001")]
        server.data_sets[HOSPITALS].rows = [hospital_row(1, **BOZEMAN), hospital_row(2)]
        yield server


@pytest.fixture
def registry():
    with trials_registry() as server:
        server.studies = [study(1, conditions=["Pancreatic Cancer"])]
        yield server


@pytest.fixture
def pages(data):
    """A site that has every page that the data link to."""
    with link_server() as server:
        for file in (*data.glob("*.csv"), data / "helplines.toml", *data.glob("centers/*.toml")):
            text = HOST.sub(lambda match: server.url(f"/{match[1]}/"), file.read_text(encoding="utf-8"))
            file.write_text(text, encoding="utf-8")
            for path in re.findall(rf"http://127\.0\.0\.1:{server.port}([^\s\",|]*)", text):
                server.page(path, "Some page")
        with (data / "guidelines.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(io.StringIO(file.read())):
                kind = "application/pdf" if row["format"] == "pdf" else "text/html"
                path = row["url"].removeprefix(server.url(""))
                server.page(path, f"{row['title']} - NCI", Content_Type=kind)
        yield server


@pytest.fixture
def finder(cms, registry, pages, data, finder_with, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    monkeypatch.setattr("finder.cli.links.PAUSE", 0.0)
    with CensusServer() as census:
        yield finder_with(
            FINDER_DATA=str(data),
            FINDER_PROVIDER_DATA_URL=cms.base,
            FINDER_TRIALS_URL=registry.base,
            FINDER_CENSUS_URL=census.url,
        )


def outcomes(output: str) -> dict[str, str]:
    """Return step → how it ended, of a report in JSON."""
    return {each["name"]: each["outcome"] for each in json.loads(output)["steps"]}


def test_everything_is_loaded_checked_and_built_once(finder, home):
    site = finder.site()
    output = finder("refresh")
    lines = output.splitlines()
    for part in ("quick", "trials", "geocode", "links", "build"):
        assert f"== {part}" in lines
    assert output.count("Doctors and clinics: 2, hospitals: 2.") == 1
    found = re.findall(r"^(\w+) +(new|no change|failed) +\d+\.\d s$", output, re.MULTILINE)
    assert [name for name, _ in found] == ["quick", "trials", "geocode", "links", "build"]
    assert "failed" not in dict(found).values()
    assert site.get(f"/clinicians/{npi(1)}").status_code == 200
    assert "1 trials" in finder("trials", "59715")
    assert refresh_report.last(home).failed == []


def test_a_second_refresh_changes_nothing_and_builds_nothing(finder, home):
    finder("refresh", "--json")
    built = (home / "directory.sqlite").stat().st_mtime_ns
    assert set(outcomes(finder("refresh", "--json")).values()) == {"unchanged"}
    assert (home / "directory.sqlite").stat().st_mtime_ns == built


def test_the_data_set_is_made_again_if_it_is_there_and_the_directory_is_new(finder, home):
    assert "data" not in outcomes(finder("refresh", "--only", "quick", "--json"))
    finder("export", "data")
    table = home / "dataset" / "csv" / "trial.csv"
    before = table.read_bytes()
    assert outcomes(finder("refresh", "--only", "quick", "--json"))["data"] == "unchanged"
    finder("load", "trials")
    assert "other data" in finder.site().get("/data").text
    assert outcomes(finder("refresh", "--only", "quick", "--json"))["data"] == "changed"
    assert len(table.read_bytes()) > len(before)
    assert "other data" not in finder.site().get("/data").text


def test_a_folder_of_other_files_is_left_alone(finder, home):
    (home / "dataset").mkdir()
    (home / "dataset" / "mine.txt").write_text("mine")
    assert outcomes(finder("refresh", "--only", "quick", "--json"))["data"] == "unchanged"
    assert [each.name for each in (home / "dataset").iterdir()] == ["mine.txt"]


def test_a_step_that_fails_stops_no_other(finder, cms, registry, home):
    registry.faults.extend([TrialsFault(status=503)] * 50)
    ran = finder.run("refresh", "--json")
    assert ran.code == 1
    report = json.loads(ran.out)
    assert outcomes(ran.out)["trials"] == "failed"
    assert outcomes(ran.out)["quick"] == outcomes(ran.out)["build"] == "changed"
    failed = next(each for each in report["steps"] if each["name"] == "trials")
    assert any("503" in line for line in failed["lines"])
    assert finder.site().get(f"/clinicians/{npi(1)}").status_code == 200
    registry.faults.clear()
    assert outcomes(finder("refresh", "--json"))["trials"] == "changed"


def test_the_summary_says_what_failed_in_the_language_of_the_terminal(finder, registry):
    registry.faults.extend([TrialsFault(status=503)] * 50)
    ran = finder.run("--language", "es", "refresh", "--only", "trials")
    assert ran.code == 1
    assert "Estos pasos fallaron: trials" in ran.out


def test_only_the_steps_that_are_named_run(finder, cms):
    ran = finder("refresh", "--only", "trials", "--json")
    assert outcomes(ran) == {"trials": "changed", "build": "changed"}
    assert cms.queries == []


def test_the_setting_says_which_steps_and_which_states(finder, cms, monkeypatch):
    monkeypatch.setenv("FINDER_REFRESH", "quick")
    monkeypatch.setenv("FINDER_QUICK_STATES", "MT")
    assert set(outcomes(finder("refresh", "--json"))) == {"quick", "build"}
    results = json.loads(finder("search", "59715", "--kind", "clinician", "--json"))["results"]
    assert [each["id"] for each in results] == [npi(1)]


def test_a_dead_link_is_in_the_report_and_no_failure(finder, pages):
    finder("refresh", "--only", "links")
    path = next(path for path in pages.answers if path.endswith("breast"))
    for _ in range(3):
        pages.answers[path] = [Answer(404)]
    ran = finder.run("refresh", "--only", "links", "--json")
    assert ran.code == 0, ran.err


def test_a_second_refresh_at_the_same_time_does_nothing(finder, cms, home):
    with filelock.FileLock(home / ".refresh.lock"):
        ran = finder.run("refresh")
    assert ran.code == 3
    assert "Another refresh is running" in ran.err
    assert cms.queries == []


def test_a_directory_that_cannot_be_built_is_another_status(finder, data, home):
    (data / "cancers.csv").write_text("nothing\n", encoding="utf-8")
    ran = finder.run("refresh", "--only", "trials")
    assert ran.code == 2
    assert (home / "directory.sqlite").exists()


def test_what_is_too_old_is_said_in_the_report_on_the_page_and_in_the_metrics(finder, monkeypatch):
    finder("refresh", "--only", "trials", "--only", "quick")
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=11)
    monkeypatch.setattr(utc, "now", lambda: later)
    site = finder.site()
    object.__setattr__(site.application.extensions["finder"], "now", lambda: later)
    page = read(site.get("/about").text)
    notes = [
        text for text in page.text("p") if text.startswith("Call to confirm. This list may be out of date")
    ]
    assert len(notes) == 1
    assert "ClinicalTrials.gov" in notes[0]
    spanish = read(site.get("/es/about").text)
    assert any("ClinicalTrials.gov" in text and "<" not in text for text in spanish.text("p"))
    metrics = site.get("/metrics").text
    assert 'finder_source_overdue{source="clinical-trials"} 1.0' in metrics
    assert 'finder_source_overdue{source="cms-clinicians"} 0.0' in metrics
    assert 'finder_source_age_days{source="cms-clinicians"} 11.0' in metrics
    output = finder("refresh", "--only", "geocode", "--json")
    assert json.loads(output)["overdue"] == ["clinical-trials"]


def test_a_fresh_site_says_nothing_about_age(finder):
    finder("refresh", "--only", "trials")
    assert "out of date" not in " ".join(read(finder.site().get("/about").text).text("p"))


def test_whole_files_are_loaded_once(finder_with, tmp_path, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    (tmp_path / "offered").mkdir()
    with cms_server() as server:
        offer(server, tmp_path / "offered")
        finder = finder_with(
            FINDER_NPPES_URL=server.url(LISTING),
            FINDER_PROVIDER_DATA_URL=server.url(API),
            FINDER_REFRESH="nppes cms",
        )
        began = time.monotonic()
        first = finder("refresh")
        assert f"nppes: {MONTH}, as of September 2026" in first
        assert "Doctors and clinics: 4, hospitals: 2." in first
        second = finder("refresh")
        assert f"{MONTH} is loaded already." in second
        assert "== build" not in second
        assert time.monotonic() - began < 120

"""`finder load trials`: made-up studies from files and from a registry that fails are found near a place."""

from __future__ import annotations

import json

import pytest

from tests.sources.trials.studies import site, study
from tests.sources.trials_server import Fault, trials_registry
from tests.web.page_reader import read

CHILDREN = {"eligibilityModule": {"minimumAge": "1 Year", "maximumAge": "17 Years"}}


@pytest.fixture
def registry():
    with trials_registry() as server:
        server.studies = [
            study(1, conditions=["Metastatic Pancreatic Cancer"]),
            study(
                2, conditions=["Advanced Solid Tumor"], sites=[site(facility="Research Site", zip="59717")]
            ),
            study(3, conditions=["Neuroblastoma"], **CHILDREN),
            study(4, conditions=["Diabetes"]),
            study(
                5, conditions=["Breast Cancer"], sites=[site(city="Anchorage", state="Alaska", zip="98508")]
            ),
        ]
        yield server


@pytest.fixture
def finder(registry, finder_with, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    return finder_with(FINDER_TRIALS_URL=registry.base)


@pytest.fixture
def saved(tmp_path):
    """A page of two studies on pancreatic cancer, as a file."""
    path = tmp_path / "page.json"
    path.write_text(json.dumps({"studies": [study(7, conditions=["Pancreatic Cancer"]), study(8)]}))
    return path


def found(finder, *arguments, near="59715"):
    """Return the numbers of the trials near a place, with their scopes."""
    results = json.loads(finder("trials", near, *arguments, "--json"))["results"]
    return [(each["id"][-1], each["scope"]) for each in results]


def test_trials_of_the_registry_are_found_those_that_name_the_cancer_first(finder, registry):
    output = finder("load", "trials")
    assert "trials: page-001.json, as of October 5, 2026" in output
    assert "5 rows read, 0 skipped\n  trials kept: 4\n" in output
    assert "left out: 1 studies that are not about cancer" in output
    assert found(finder, "--cancer", "pancreatic cancer") == [("1", "own"), ("2", "wider")]
    assert found(finder, "--cancer", "neuroblastoma") == [("3", "own")]
    assert found(finder, "--age", "10") == [("3", "own")]
    printed = finder("trials", "59715", "--cancer", "pancreatic cancer")
    assert "Research site in Bozeman, MT (the sponsor does not give its name)" in printed
    assert "Phase 2: does it work?" in printed
    assert "Age 18 and older" in printed
    assert "Ask the trial's main office: Made Up Office, (406) 555-0101" in printed


def test_a_mistyped_zip_code_is_corrected_by_the_city(finder):
    finder("load", "trials")
    near = json.loads(finder("trials", "99508", "--cancer", "breast cancer", "--json"))["results"][0]
    assert (near["site"]["zip"], near["site"]["precision"]) == ("99508", "zip")
    assert near["miles"] < 1


def test_places_show_how_many_trials_recruit_there(finder):
    finder("load", "trials")
    client = finder.site()
    card = read(client.get("/search?near=59715&cancer=pancreatic-cancer").text)
    assert "recruiting for 2 cancer trials, 1 for this cancer (2026)" in card.text("li", class_="card")[0]
    record = read(client.get("/programs/example-bridger-mt").text)
    assert any("Recruiting for 2 cancer trials (October 2026)" in each for each in record.text("dd"))
    answer = client.get("/api/v1/search?near=59715&cancer=pancreatic-cancer").json
    assert answer["results"][0]["trials"] == {"recruiting": 2, "for_this_cancer": 1, "as_of": "2026-10-05"}
    assert client.get("/api/v1/programs/example-bridger-mt").json["trials"]["recruiting"] == 2


def test_the_page_and_its_data_have_the_same_trials_in_one_order(finder):
    finder("load", "trials")
    client = finder.site()
    query = "near=59715&cancer=pancreatic-cancer"
    page = read(client.get(f"/trials?{query}").text)
    answer = client.get(f"/api/v1/trials?{query}").json
    rows = client.get(f"/api/v1/trials.csv?{query}").text.splitlines()
    assert page.text("h1") == ["Trials for pancreatic cancer near Bozeman, MT 59715"]
    assert (
        page.text("h3")
        == [each["name"] for each in answer["results"]]
        == [line.split(",")[3] for line in rows[1:]]
    )
    assert (answer["total"], answer["for_this_cancer"], answer["next"]) == (2, 1, None)
    assert client.get("/api/v1/trials/NCT99000001").json["sites"][0]["facility"] == "Example Bridger Hospital"
    assert client.get("/api/v1/trials/NCT00000000").status_code == 404


def test_saved_files_are_loaded_instead(finder, saved):
    output = finder("load", "trials", saved)
    assert "trials: page.json, as of September 15, 2026" in output
    assert found(finder, "--cancer", "pancreatic cancer") == [("7", "own")]


def test_less_than_half_of_what_is_loaded_is_refused_unless_asked_for(finder, saved, tmp_path):
    many = tmp_path / "many.json"
    many.write_text(json.dumps([study(number) for number in range(10, 20)]))
    finder("load", "trials", many)
    refused = finder.run("load", "trials", saved)
    assert refused.code == 1
    assert "They have 2 trials; 10 are loaded now." in refused.err
    assert len(found(finder)) == 10
    finder("load", "trials", saved, "--partial")
    assert len(found(finder)) == 2


def test_a_download_that_breaks_off_is_not_swapped_in(finder, registry, saved):
    finder("load", "trials", saved)
    registry.faults.extend([None, *[Fault(500)] * 9])
    broken = finder.run("load", "trials")
    assert broken.code == 1
    assert "answered 500" in broken.err
    assert "Nothing was loaded. To load these anyway, add --partial." in broken.err
    assert found(finder, "--cancer", "pancreatic cancer") == [("7", "own")]
    registry.faults.clear()
    registry.asked.clear()
    finder("load", "trials")
    assert registry.asked[0]["pageToken"] == "at-2"
    assert ("1", "own") in found(finder, "--cancer", "pancreatic cancer")


def test_studies_that_moved_between_pages_come_in_a_second_reading(finder, registry):
    def swap(number):
        if number == 1:  # the third study moves to the first page, which was read already
            registry.studies.insert(0, registry.studies.pop(2))

    registry.before_page = swap
    ran = finder.run("load", "trials")
    assert ran.code == 0
    assert "The registry counted 5 studies; 1 of them are missing here." in ran.err
    assert "trials kept: 4" in ran.out
    assert found(finder, "--cancer", "neuroblastoma") == [("3", "own")]


def test_a_count_that_is_never_reached_is_not_swapped_in(finder, registry):
    registry.faults.extend([Fault(change=lambda page: page | {"totalCount": 9}), None, None] * 2)
    refused = finder.run("load", "trials")
    assert refused.code == 1
    assert "The registry counted 9 studies; 4 of them are missing here." in refused.err
    registry.faults.extend([Fault(change=lambda page: page | {"totalCount": 9}), None, None] * 2)
    assert finder.run("load", "trials", "--partial").code == 0


def test_a_damaged_file_among_others_is_not_swapped_in(finder, saved, tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text(saved.read_text()[:-30])
    refused = finder.run("load", "trials", saved, bad)
    assert refused.code == 1
    assert "Download bad.json again. It is incomplete or not a JSON file of studies" in refused.err
    finder("load", "trials", saved, bad, "--partial")
    assert found(finder, "--cancer", "pancreatic cancer") == [("7", "own")]


def test_ages_that_cannot_be_read_are_named(finder, tmp_path):
    path = tmp_path / "study.json"
    path.write_text(json.dumps(study(1, eligibilityModule={"minimumAge": "grown-up"})))
    ran = finder.run("load", "trials", path)
    assert (
        "We use this trial, but we could not read all of it: NCT99000001: the age “grown-up” cannot be read"
        in ran.err
    )
    assert "Ask which ages can join" in finder("trials", "59715")


def test_without_a_load_nothing_is_shown_and_nothing_is_linked(finder):
    client = finder.site()
    page = client.get("/search?near=59715&cancer=pancreatic-cancer").text
    assert "/trials" not in page
    assert "Trials near you" not in page
    assert client.get("/trials?near=59715").status_code == 404
    assert client.get("/api/v1/trials?near=59715").status_code == 404
    assert finder.run("trials", "59715").code == 1


def test_options_that_do_not_fit_are_refused(finder, saved):
    assert finder.run("load", "trials", saved, "--download").code == 2
    assert finder.run("load", "quick", "--partial").code == 2
    assert finder.run("trials", "59715", "--age", "old").code == 2

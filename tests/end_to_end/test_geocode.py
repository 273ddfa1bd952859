"""`finder geocode` against a server that behaves like the Census geocoder: matched addresses become exact."""

from __future__ import annotations

import json
import time

import pytest

from finder.cli.loading import load
from finder.directory import geocode_places as street_points
from finder.sources.geocoding.run import Report
from tests.end_to_end.cms_world import HOSPITAL
from tests.sources.census_server import HTML, CensusServer, Reply
from tests.sources.files.layouts import HOSPITALS
from tests.sources.files.made_up_files import (
    ONCOLOGY,
    csv_bytes,
    hospital_row,
    npi,
    nppes,
    person,
    written,
)
from tests.web.page_reader import read

#: A search from a point: only the clinicians' positions can make miles approximate.
HERE = "42.3400,-71.1000"
#: Streets in Boston that the geocoder finds: those of people 1 to 3 of the file, not of 4 and 5.
FOUND = {f"{number} MADEUP ST": ("Match", "Exact", f"-71.10{number}0", "42.3450") for number in (1, 2, 3)}
#: Those of five people and a hospital, and of six curated places of which only the ZIP code is on the map.
ADDRESSES = 12
FIRST_LINE = "Provider First Line Business Practice Location Address"


def somebody(number, street=None):
    """A person of the file, by default at a street of their own, where there is no curated place."""
    line = {FIRST_LINE: street or f"{number} MADEUP ST"}
    return person(number, ONCOLOGY, last=f"MADEUP{number}", **line)


@pytest.fixture
def census():
    with CensusServer() as server:
        server.places |= FOUND
        yield server


@pytest.fixture
def month(tmp_path):
    """The file of a month."""
    return nppes(tmp_path, [somebody(number) for number in range(1, 6)])


@pytest.fixture
def finder(census, finder_with, month, tmp_path):
    made = finder_with(FINDER_CENSUS_URL=census.url)
    rows = [hospital_row(1, Address="9 MADEUP HOSPITAL DR")]
    made("load", "nppes", month)
    made("load", "hospitals", written(tmp_path / "h.csv", csv_bytes(rows, HOSPITALS)))
    return made


def precisions(finder):
    """Return NPI → precision of the position, and whether the miles are approximate."""
    rows = json.loads(finder("search", HERE, "--kind", "clinician", "--json", "--detail", "full"))["results"]
    return {row["id"]: (row["position"]["precision"], row["about"]) for row in rows}


EXACT, ROUGH = ("address", False), ("zip", True)


def test_geocoding_makes_miles_exact_on_page_json_and_terminal(finder, census):
    everybody = [npi(number) for number in range(1, 6)]
    assert precisions(finder) == dict.fromkeys(everybody, ROUGH)
    site = finder.site()
    output = finder("geocode", "--pause", "0")
    assert output.startswith(
        f"{ADDRESSES} addresses looked up: 3 found, {ADDRESSES - 3} not found, "
        "0 too far from their ZIP code, 0 without an answer. "
    )
    assert "Doctors and clinics: 5, hospitals: 1." in output
    (request,) = census.asked
    assert {row[1] for row in request.rows} >= {"1 MADEUP ST", "5 MADEUP ST"}
    assert request.agent.startswith("cancer-finder/")

    exact, rough = everybody[:3], everybody[3:]
    assert precisions(finder) == dict.fromkeys(exact, EXACT) | dict.fromkeys(rough, ROUGH)
    cards = {each.attributes["id"]: each.text for each in cards_of(site)}
    assert cards.keys() == {f"npi-{number}" for number in everybody}
    output = finder("search", HERE, "--name", "madeup1", "--kind", "clinician")
    assert "\nless than 1 mile  Test Madeup1, MD" in output
    assert "about" in finder("search", HERE, "--name", "madeup5", "--kind", "clinician").split("Test")[0]

    for number, words in ((exact[0], "less than 1 mile from"), (rough[0], "about 1 mile or less from")):
        assert words in read(site.get(f"/clinicians/{number}?near={HERE}").text).text("main")[0]
    assert site.get(f"/api/v1/hospitals/{HOSPITAL}").json["position"]["precision"] == "zip"


def cards_of(site):
    return read(site.get(f"/search?near={HERE}&kind=clinician").text).all("li", class_="card")


def test_a_practice_at_the_address_of_a_center_is_exact_before_any_geocoding(finder, month):
    at_center = somebody(1, "1 EXAMPLE ST")
    finder("load", "nppes", nppes(month.parent, [at_center, *(somebody(each) for each in range(2, 6))]))
    rows = json.loads(finder("search", HERE, "--kind", "clinician", "--json", "--detail", "full"))["results"]
    exact = {row["id"]: row["position"] for row in rows if not row["about"]}
    assert list(exact) == [npi(1)]
    point = exact[npi(1)]
    # tests/world/centers/example-boston.toml
    assert (point["latitude"], point["longitude"], point["precision"]) == (42.337, -71.1066, "address")


def test_a_run_in_steps_requests_nothing_twice(finder, census):
    for found, step in ((2, 2), (3, 4)):
        finder("geocode", "--pause", "0", "--limit", "2")
        assert sum(each == EXACT for each in precisions(finder).values()) == found
        assert sum(len(each.rows) for each in census.asked) == step
    finder("geocode", "--pause", "0")
    streets = [tuple(row[1:]) for each in census.asked for row in each.rows]
    assert len(streets) == len(set(streets)) == ADDRESSES
    output = finder("geocode", "--pause", "0")
    assert output.startswith("0 addresses looked up")
    assert "built" not in output  # nothing was found, so nothing is built
    assert len(census.asked) == 3


def test_a_killed_run_keeps_its_results_so_far(finder, census):
    finder("geocode", "--pause", "0", "--limit", "2")
    kept = precisions(finder)
    census.faults.append(lambda rows: Reply(silent=True))
    process = finder.start("geocode", "--pause", "0")
    end = time.monotonic() + 60
    while len(census.asked) < 2:
        assert time.monotonic() < end, "the geocoder was not asked again"
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.05)
    process.kill()
    process.communicate(timeout=30)
    assert precisions(finder) == kept
    output = finder("geocode", "--pause", "0")
    assert output.startswith(f"{ADDRESSES - 2} addresses looked up: 1 found, {ADDRESSES - 3} not found")
    assert sum(each == EXACT for each in precisions(finder).values()) == 3


def test_results_survive_a_reload_of_the_file(finder, census, month):
    finder("geocode", "--pause", "0")
    before = precisions(finder)
    assert "0 new, 0 changed, 0 gone" in finder("load", "nppes", month)
    assert precisions(finder) == before
    newer = [somebody(1, "77 MADEUP ST"), *(somebody(number) for number in range(2, 6))]
    assert "0 new, 1 changed, 0 gone" in finder("load", "nppes", nppes(month.parent, newer))
    assert precisions(finder) == before | {npi(1): ROUGH}  # moved away from the street that was found
    assert len(census.asked) == 1


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(500, HTML), "answered with an error (500)"),
        (Reply(200, HTML), "did not send a list of addresses"),
        (Reply(200, '"1","x"\n', promised=10_000), "its answer was cut off"),
    ],
)
def test_a_failing_geocoder_is_reported_and_asked_again_next_time(
    finder, census, monkeypatch, reply, message
):
    waits = []
    monkeypatch.setattr(load.time, "sleep", waits.append)
    census.faults.extend([lambda rows: reply] * 3)
    ran = finder.run("geocode", "--pause", "0")
    assert ran.out.startswith(
        f"{ADDRESSES} addresses looked up: 0 found, 0 not found, 0 too far from their ZIP code, "
        f"{ADDRESSES} with"
    )
    assert message in ran.err
    assert ran.err.endswith("Run this again to look up the rest. Some batches got no answer.\n")
    assert ran.code == 1
    assert len(waits) == 2  # three tries
    assert set(precisions(finder).values()) == {ROUGH}
    finder("geocode", "--pause", "0")
    assert list(precisions(finder).values()).count(EXACT) == 3


def test_a_match_far_from_its_zip_code_is_rejected(finder, census):
    census.places["1 MADEUP ST"] = ("Match", "Exact", "-118.2", "34.05")
    assert ", 1 too far from their ZIP code," in finder("geocode", "--pause", "0")
    assert precisions(finder)[npi(1)] == ROUGH


def test_a_geopy_service_requires_an_identity(finder):
    ran = finder.run("geocode", "--service", "nominatim")
    assert (ran.code, ran.out) == (1, "")
    assert "user-agent" in ran.err.lower().replace("_", "-")


def test_points_can_be_built_later(finder, home):
    before = (home / "directory.sqlite").read_bytes()
    assert "built" not in finder("geocode", "--pause", "0", "--no-build")
    assert (home / "directory.sqlite").read_bytes() == before
    finder("build")
    assert list(precisions(finder).values()).count(EXACT) == 3


def test_a_service_that_keeps_failing_is_reported_and_no_longer_asked(finder, monkeypatch):
    gave_up = Report(asked=30_000, unanswered=30_000, failures=("it is down",) * 3, gave_up=True)
    monkeypatch.setattr(street_points, "improve_points", lambda *_, **__: gave_up)
    ran = finder.run("geocode")
    assert ran.code == 1
    assert ran.err.endswith(
        "it is down\nRun this again later to continue. The service failed several times.\n"
    )

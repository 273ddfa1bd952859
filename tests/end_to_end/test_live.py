"""The live registry without loaded people: page, JSON and terminal, with every known fault."""

from __future__ import annotations

import datetime
import json
import time

import pytest

from finder.search.live import NOT_LOADED
from finder.sources.registry.search import NOTES
from tests.sources.registry_server import npi, person, serving, taxonomy
from tests.web.page_reader import read

ONCOLOGY = ("207RH0003X", "Internal Medicine, Hematology & Oncology")
#: Seconds that a page may wait here, in addition to the cost of the page itself.
LIMIT = 2.0
MARGIN = 0.25 * LIMIT
#: A page that waits too long does so every time; a busy machine does not.
TRIES = 3


@pytest.fixture
def registry():
    with serving() as running:
        running.people = [
            person(1, "021150001", taxonomy(*ONCOLOGY)),
            person(2, "021160001", taxonomy(*ONCOLOGY)),
            person(3, "597150001", taxonomy(*ONCOLOGY)),
            person(4, "021150001", taxonomy("163W00000X", "Registered Nurse")),
        ]
        yield running


@pytest.fixture
def finder(registry, finder_with):
    return finder_with(
        FINDER_LIVE_REGISTRY="on", FINDER_REGISTRY_URL=registry.url, FINDER_LIVE_SECONDS=str(LIMIT)
    )


ASKED = "near=02115&kind=clinician&miles=25"
#: The headings of the doctors' cards.
NUMBERED = [f"{number} on the map Mary Madeup{number}" for number in (1, 2)]


def test_specialists_are_shown_and_marked_as_live(finder):
    site = finder.site()
    page = read(site.get(f"/search?{ASKED}").text)
    assert page.text("h3") == NUMBERED
    assert page.text("ul", class_="marks") == ["From the NPI Registry"] * 2
    (note,) = page.text("p", class_="caution")
    assert note.startswith("Live from the NPI Registry, within 25 miles. Looked up on ")
    assert "tel:+12125550100" in page.links()
    assert list(dict.fromkeys(each.partition("?")[0] for each in page.links() if "/clinicians/" in each)) == [
        f"/clinicians/{npi(number)}" for number in (1, 2)
    ]

    answer = site.get(f"/api/v1/search?{ASKED}&detail=full").json
    assert answer["live"] is True
    assert [(each["id"], each["live"]) for each in answer["results"]] == [(npi(1), True), (npi(2), True)]
    assert answer["note"].startswith("Live from the NPI Registry, within 25 miles. Looked up on ")
    assert datetime.datetime.fromisoformat(answer["asked"]).utcoffset() == datetime.timedelta()
    assert {each["asked"] for each in answer["results"]} == {answer["asked"]}
    assert {each["position"]["precision"] for each in answer["results"]} == {"zip"}

    output = finder("search", "02115", "--miles", "25", "--kind", "clinician")
    assert "Live from the NPI Registry, within 25 miles." in output
    assert output.index("Mary Madeup1") < output.index("Mary Madeup2")
    assert (
        json.loads(finder("search", "02115", "--miles", "25", "--kind", "clinician", "--json"))["live"]
        is True
    )


def test_live_specialists_are_also_counted_beside_and_listed_among_places(finder):
    site = finder.site()
    places = read(site.get("/search?near=02115&miles=25").text)
    assert "Doctors 2" in places.text("ul", class_="tabs")[0]
    assert "Mary Madeup1" not in places.text("main")[0]
    answer = site.get("/api/v1/search?near=02115&kind=center&kind=clinician").json
    assert {each["kind"] for each in answer["results"]} == {"center", "clinician"}
    assert answer["total"] == len(answer["results"])
    page = read(site.get("/search?near=02115&kind=center&kind=clinician").text)
    assert "Mary Madeup1" in page.text("main")[0]
    assert "Specialists: live from the NPI Registry, within " in page.text("p", class_="caution")[0]
    output = finder("search", "02115", "--miles", "25")
    output = output[output.index("\nSpecialists: 2, the nearest first; all: --kind clinician\n") :]
    assert "\nLive from the NPI Registry, within 25 miles. Looked up on " in output
    assert "Mary Madeup1" in output
    output = finder("search", "02115", "--kind", "center", "--kind", "clinician")
    assert f"{answer['total']} results, nearest first" in output
    assert "Example Cancer Center" in output
    assert "Mary Madeup2" in output


def test_a_registry_answer_is_cached(finder, registry):
    site = finder.site()
    site.get(f"/search?{ASKED}")
    asked = len(registry.asked)
    assert asked > 0
    assert site.get(f"/api/v1/search?{ASKED}").json["total"] == 2
    assert len(registry.asked) == asked


def quickly(ask):
    """Return the result of `ask`, and the seconds it took."""
    started = time.perf_counter()
    answer = ask()
    return answer, time.perf_counter() - started


@pytest.fixture
def page_costs(finder):
    """Return the seconds that the page takes without the registry: those of the same search for places."""
    site = finder.site()
    site.get("/search?near=02115&kind=center")
    return quickly(lambda: site.get("/search?near=02115&kind=center"))[1]


RUBBISH = b"<!DOCTYPE html><html><body>Sorry</body></html>"
ERRORS = b'{"Errors": [{"description": "Something broke", "field": "generic", "number": "99"}]}'
FAULTS = {
    "never ends its header": ("head", "silent"),
    "drips its body": ("body", "silent"),
    "429 for long": ((429, {"Retry-After": "3600"}, b"slow down"), "silent"),
    "429 without a word": ((429, {}, b""), "silent"),
    "503": ((503, {}, RUBBISH), "silent"),
    "a web page under 200": ((200, {}, RUBBISH), "silent"),
    "half of a JSON": ((200, {}, b'{"result_count": 2, "results": [{"number"'), "silent"),
    "errors under 200": ((200, {}, ERRORS), "refused"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_failing_registry_costs_at_most_the_time_limit_and_one_sentence(
    finder, registry, page_costs, fault
):
    fault_reply, note = FAULTS[fault]
    every_place = finder.site().get("/api/v1/search?near=02115").json["total"]
    registry.fault = lambda asked: fault_reply
    for _ in range(TRIES):
        site = finder.site()  # one that remembers no answer
        answer, seconds = quickly(lambda site=site: site.get(f"/search?{ASKED}"))
        if seconds <= LIMIT + MARGIN + page_costs:
            break
    assert seconds <= LIMIT + MARGIN + page_costs
    assert answer.status_code == 200
    page = read(answer.text)
    assert page.text("p", class_="caution") == [NOTES[note]]
    assert page.text("li", class_="card") == []
    assert "We don't know of any specialist" not in answer.text
    assert "(800) 555-0101" in page.text("main")[0]  # the first of the help lines for anyone

    as_json = site.get(f"/api/v1/search?{ASKED}").json
    assert (as_json["results"], as_json["note"]) == ([], NOTES[note])
    places = site.get("/api/v1/search?near=02115&detail=full").json
    assert places["total"] == every_place > 10
    assert places["clinicians"]["note"] == NOTES[note]


@pytest.mark.parametrize(
    "path",
    ["/search?near=02115", "/search?near=02115&kind=center&kind=clinician", f"/api/v1/search.csv?{ASKED}"],
)
def test_every_page_waits_for_the_registry_only_once(finder, registry, path):
    registry.fault = lambda asked: "body"
    site = finder.site()
    answer, seconds = quickly(lambda: site.get(path))
    assert answer.status_code == 200
    assert LIMIT / 2 < seconds < 2 * LIMIT


def test_an_unreachable_registry_is_reported_at_once(finder_with):
    with serving() as registry:
        gone = registry.url
    finder = finder_with(FINDER_LIVE_REGISTRY="on", FINDER_REGISTRY_URL=gone, FINDER_LIVE_SECONDS=str(LIMIT))
    output, seconds = quickly(lambda: finder("search", "02115", "--miles", "25", "--kind", "clinician"))
    assert seconds < LIMIT + MARGIN
    assert output.count(NOTES["silent"]) == 1
    assert "Live from" not in output
    site = finder.site()
    page = read(site.get(f"/search?{ASKED}").text)
    assert page.text("p", class_="caution") == [NOTES["silent"]]
    mixed = site.get("/api/v1/search?near=02115&kind=center&kind=clinician").json
    assert {each["kind"] for each in mixed["results"]} == {"center"}
    assert mixed["note"] == NOTES["silent"]


def test_answers_before_the_registry_failed_are_shown(finder, registry):
    site = finder.site()
    site.get(f"/search?{ASKED}")
    registry.fault = lambda asked: (500, {}, RUBBISH)
    asked = len(registry.asked)
    page = read(site.get(f"/search?{ASKED.replace('25', '60')}").text)
    assert len(registry.asked) > asked  # more is wanted than is known from before
    assert page.text("h3") == NUMBERED
    (note,) = page.text("p", class_="caution")
    assert note.startswith("Live from the NPI Registry, within 60 miles. Looked up on ")
    assert note.endswith(NOTES["down"])


def test_without_registry_and_people_one_sentence_says_how_to_load(finder_with, registry):
    finder = finder_with(FINDER_LIVE_REGISTRY="off", FINDER_REGISTRY_URL=registry.url)
    site = finder.site()
    for asked in (ASKED, "near=02115&kind=clinic", "near=02115&kind=center&kind=clinician"):
        page = read(site.get(f"/search?{asked}").text)
        assert page.text("main")[0].count(NOT_LOADED) == 1
        assert "We don't know of any specialist" not in page.text("main")[0]
        assert site.get(f"/api/v1/search?{asked}").json["note"] == NOT_LOADED
    assert len(page.text("li", class_="card")) == 6
    assert site.get("/search?near=02115").text.count(NOT_LOADED) == 1
    assert finder("search", "02115").count(NOT_LOADED) == 1
    assert finder("search", "02115", "--miles", "25", "--kind", "clinician").count(NOT_LOADED) == 1
    assert registry.asked == []

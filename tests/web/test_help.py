"""The help page: which lines are open now, in the reader's time zone."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from finder.app import create_app
from tests.conftest import DATA, settings_for
from tests.web.page_reader import read


@pytest.fixture(scope="module")
def real_app(real):
    return create_app(settings_for(real.path.parent, DATA))


@pytest.fixture
def real_client(real_app):
    return real_app.test_client()


@pytest.fixture
def at(real_app):
    """Set the clock of the site, given in UTC."""
    kept = real_app.extensions["finder"]

    def set_clock(text: str) -> None:
        instant = datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)
        real_app.extensions["finder"] = replace(kept, now=lambda: instant)

    yield set_clock
    real_app.extensions["finder"] = kept


def line(page, name):
    (found,) = [
        each.text for each in page.all("li", class_="line") if " ".join(each.text.split()).startswith(name)
    ]
    return " ".join(found.replace("\u00a0", " ").split())


def test_on_sunday_at_eight_eastern_the_phone_is_open_and_the_chat_is_closed(real_client, at):
    at("2026-11-23T01:00")
    page = read(real_client.get("/help?near=10001").text)
    now = page.text("div", class_="calls now")[0]
    assert "American Cancer Society" in now
    assert "(800) 227-2345" in now
    acs = line(page, "American Cancer Society Ask")
    assert "Open now" in acs
    assert "Closed now; opens tomorrow at 7:00 am Central Time" in acs
    assert "That is Monday, 8:00 am Eastern Time where you are." in acs


def test_on_a_weekday_both_are_open_and_thanksgiving_is_mentioned(real_client, at):
    at("2026-11-24T15:00")
    acs = line(read(real_client.get("/help").text), "American Cancer Society Ask")
    assert "Open now, until 6:30 pm Central Time" in acs
    assert "holiday" not in acs
    at("2026-11-26T15:00")
    acs = line(read(real_client.get("/help").text), "American Cancer Society Ask")
    assert "federal holiday: it may be closed" in acs


def test_unconfirmed_hours_are_marked(real_client):
    page = read(real_client.get("/help").text)
    for name in ("Cancer Support Community", "NCI Cancer Information Service", "Patient Advocate Foundation"):
        assert "Hours not confirmed" in line(page, name)
        assert "Open now" not in line(page, name)


def test_every_line_is_under_a_need_and_other_directories_get_the_place(real_client):
    page = read(real_client.get("/help?near=Billings, MT").text)
    headings = page.text("h2")
    for need in (
        "Rides to treatment",
        "A place to stay",
        "Money and insurance",
        "Legal and job help",
        "Interpreters",
    ):
        assert need in headings
    lines = real_client.get("/api/v1/helplines").json["results"]
    assert len(page.all("li", class_="line")) == len(lines)
    (compare,) = [each for each in page.links() if "searchType=Hospital" in each]
    assert "city=Billings&state=MT&zipcode=59" in compare


def test_an_unknown_place_is_reported(real_client):
    assert real_client.get("/help?near=00000").status_code == 400
    assert real_client.get("/help?nearby=59715").status_code == 400


def test_the_api_says_whether_a_line_is_open_and_when_that_changes(real_client, at):
    at("2026-11-23T01:00")
    lines = {each["key"]: each for each in real_client.get("/api/v1/helplines").json["results"]}
    assert lines["acs"]["open_now"] is True
    assert lines["acs"]["closes_at"] is None
    assert lines["acs"]["chat_open_now"] is False
    assert lines["acs"]["chat_opens_at"] == "2026-11-23T07:00:00-06:00"
    assert lines["csc"]["open_now"] is None
    assert (lines["acs"]["hours_confirmed"], lines["csc"]["hours_confirmed"]) == (True, False)
    at("2026-11-26T15:00")
    lines = {each["key"]: each for each in real_client.get("/api/v1/helplines").json["results"]}
    assert (lines["acs"]["chat_open_now"], lines["acs"]["chat_on_holiday"]) == (True, True)

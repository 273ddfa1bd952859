"""Files that only machines ask for, and small answers where there are none."""

from __future__ import annotations

import datetime
import struct
from urllib.robotparser import RobotFileParser

import pytest

from finder.app import create_app
from finder.settings import Settings
from tests.conftest import WORLD


def test_robots_may_read_pages_but_not_what_has_no_end(client):
    response = client.get("/robots.txt")
    assert (response.status_code, response.mimetype) == (200, "text/plain")
    robots = RobotFileParser()
    robots.parse(response.text.splitlines())
    for path in ("/", "/cancers/breast-cancer", "/es/guidelines", "/search?near=59715"):
        assert robots.can_fetch("*", path)
    for path in ("/api/v1/search?near=59715", "/es/shortlist?pick=centers/x", "/leave", "/pack.pdf"):
        assert not robots.can_fetch("*", path)


def test_the_icon_is_an_icon(client):
    response = client.get("/favicon.ico")
    assert (response.status_code, response.mimetype) == (200, "image/x-icon")
    _, kind, count, width, height, *_, size, offset = struct.unpack("<3H4B2H2I", response.data[:22])
    assert (kind, count, width, height) == (1, 1, 32, 32)
    assert response.data[offset:] == client.get("/static/icon-32.png").data
    assert size == len(response.data) - offset


@pytest.mark.parametrize(
    ("settings", "contact"),
    [
        ({"FINDER_SECURITY_CONTACT": "safe@example.org"}, "mailto:safe@example.org"),
        ({"FINDER_SECURITY_CONTACT": "https://example.org/safe"}, "https://example.org/safe"),
        ({"FINDER_REPORT_TO": "library@example.org"}, "mailto:library@example.org"),
        (
            {"FINDER_REPORT_TO": "library@example.org", "FINDER_SECURITY_CONTACT": "safe@example.org"},
            "mailto:safe@example.org",
        ),
        ({"FINDER_REPORT_TO": "https://example.org/new?title={subject}"}, None),
        ({}, None),
    ],
)
def test_security_txt_names_whom_to_tell(home, quick_zips, settings, contact):
    environment = {"FINDER_HOME": str(home), "FINDER_DATA": str(WORLD), **settings}
    response = create_app(Settings.read(environment)).test_client().get("/.well-known/security.txt")
    if contact is None:
        assert (response.status_code, response.text) == (404, "Not found\n")
        return
    fields = dict(line.split(": ", 1) for line in response.text.splitlines())
    assert fields["Contact"] == contact
    assert fields["Preferred-Languages"] == "en, es"
    expires = datetime.datetime.fromisoformat(fields["Expires"])
    ahead = expires - datetime.datetime.now(datetime.UTC)
    assert datetime.timedelta(days=170) < ahead < datetime.timedelta(days=365)


@pytest.mark.parametrize(
    "path",
    ["/wp-login.php", "/.env", "/.git/config", "/x.png", "/es/apple-touch-icon.png", "/wp-admin/", "/a/b.js"],
)
def test_a_file_that_is_not_there_gets_a_small_answer(client, path):
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (404, "text/plain")
    assert len(response.data) < 100


@pytest.mark.parametrize("path", ["/nowhere", "/es/nada", "/centers/st.-nobody", "/cancers/nothing.at-all"])
def test_a_person_still_gets_a_page(client, path):
    response = client.get(path, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (response.status_code, response.mimetype) == (404, "text/html")
    assert "<form" in response.text


def test_a_client_that_wants_no_page_gets_none(client):
    response = client.get("/nowhere", headers={"Accept": "image/avif,image/webp"})
    assert (response.status_code, response.text) == (404, "Not found\n")


def test_the_api_answers_in_json(client):
    for path in ("/api/v1/nowhere", "/api/v1/x.png", "/api/.env"):
        response = client.get(path)
        assert (response.status_code, response.mimetype) == (404, "application/problem+json")

"""The metrics: what is counted, who may read it, and that nobody's words get in."""

from __future__ import annotations

import datetime
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from finder.app import create_app
from finder.domain.sources import Source, days_old, is_overdue
from finder.settings import Settings
from tests.conftest import ROOT, WORLD
from tests.web.test_served import asked

SECRET = "zyxsecretword"


@pytest.fixture
def site_with(home, quick_zips):
    def made(**settings: str):
        environment = {"FINDER_HOME": str(home), "FINDER_DATA": str(WORLD), **settings}
        return create_app(Settings.read(environment)).test_client()

    return made


def value(text: str, name: str, **labels: str) -> float:
    """Return the value of a metric, 0 if it is not there."""
    for line in text.splitlines():
        found = re.fullmatch(r"(\w+)(?:\{(.*)\})? (\S+)", line)
        if found and found[1] == name and dict(re.findall(r'(\w+)="([^"]*)"', found[2] or "")) == labels:
            return float(found[3])
    return 0.0


def test_answers_are_counted_by_route_and_class_of_status(site_with):
    client = site_with()
    for path in ("/about", "/es/about", "/search?near=00000", "/nowhere", "/x.png"):
        client.get(path)
    text = client.get("/metrics").text
    assert value(text, "finder_answers_total", route="about.about", status="2xx") == 2
    assert value(text, "finder_answers_total", route="pages.search", status="4xx") == 1
    assert value(text, "finder_answers_total", route="none", status="4xx") == 2
    assert value(text, "finder_answer_seconds_count", route="about.about") == 2
    assert value(text, "finder_answer_seconds_bucket", route="about.about", le="+Inf") == 2


def test_the_directory_has_its_age_and_version(site_with):
    client = site_with()
    text = client.get("/metrics").text
    version = client.get("/readyz").json["directory"]["version"]
    assert value(text, "finder_directory_info", version=version) == 1
    assert value(text, "finder_ready") == 1
    assert 0 < value(text, "finder_directory_age_seconds") < 10**6


@pytest.mark.sqlite
def test_a_missing_directory_is_not_ready(site_with, home):
    client = site_with()
    (home / "directory.sqlite").unlink()
    text = client.get("/metrics").text
    assert "finder_ready 0.0" in text
    assert "finder_directory_age_seconds" in text  # of the verified copy that answers


def test_no_word_of_a_reader_gets_into_the_metrics(site_with):
    client = site_with()
    for path in (
        f"/search?near={SECRET}&cancer={SECRET}",
        f"/{SECRET}",
        f"/{SECRET}.png",
        f"/cancers/{SECRET}",
        f"/clinicians/{SECRET}",
        f"/api/v1/search?near={SECRET}",
        f"/api/v1/{SECRET}",
        f"/static/{SECRET}",
        f"/find?name={SECRET}",
    ):
        client.get(path, headers={"User-Agent": SECRET, "Referer": f"https://example.org/{SECRET}"})
    client.post("/search", data={"near": SECRET, "cancer": SECRET})
    client.open("/about", method=SECRET.upper())
    assert SECRET not in client.get("/metrics").text.lower()


@pytest.mark.parametrize(
    ("setting", "request_from", "status"),
    [
        ("loopback", {}, 200),
        ("loopback", {"environ_base": {"REMOTE_ADDR": "::1"}}, 200),
        ("loopback", {"headers": {"Host": "[::1]:8000"}}, 200),
        ("loopback", {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}, 404),
        ("loopback", {"environ_base": {"REMOTE_ADDR": ""}}, 404),
        ("loopback", {"headers": {"X-Forwarded-For": "127.0.0.1"}}, 404),
        ("loopback", {"headers": {"X-Real-IP": "192.0.2.7"}}, 404),
        ("loopback", {"headers": {"Forwarded": "for=192.0.2.7"}}, 404),
        ("loopback", {"headers": {"Host": "finder.example.org"}}, 404),
        ("off", {}, 404),
        ("on", {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}, 200),
    ],
)
def test_the_setting_says_who_may_read_the_metrics(site_with, setting, request_from, status):
    assert site_with(FINDER_METRICS=setting).get("/metrics", **request_from).status_code == status


def test_openmetrics_is_sent_to_who_asks_for_it(site_with):
    response = site_with().get("/metrics", headers={"Accept": "application/openmetrics-text; version=1.0.0"})
    assert response.mimetype == "application/openmetrics-text"
    assert response.text.count("# EOF") == 1
    assert response.text.endswith("# EOF\n")


def test_a_source_is_overdue_after_its_days():
    today = datetime.date(2026, 11, 30)
    source = Source("nppes", "NPPES", "federal", loaded="2026-10-01", renew_days=60)
    assert days_old(source, today) == 60
    assert not is_overdue(source, today)
    assert is_overdue(source, today + datetime.timedelta(1))
    assert days_old(Source("own", "Own", "federal", renew_days=60), today) is None
    assert not is_overdue(Source("own", "Own", "federal", loaded="2001-01-01"), today)


def test_the_workers_of_one_server_add_up(home):
    """Three processes answer; whichever is asked for the metrics has the counts of all."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {"FINDER_HOME": str(home), "FINDER_DATA": str(WORLD)}
    command = [sys.executable, "-m", "finder", "serve", "--port", str(port), "--workers", "3"]
    server = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        assert asked(port, "/about") == 200
        for _ in range(40):
            assert asked(port, "/limits") == 200
        for _ in range(5):
            text = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10).read().decode()
            assert value(text, "finder_answers_total", route="about.limits", status="2xx") == 40
            assert value(text, "finder_answer_seconds_count", route="about.limits") == 40
            assert text.count("# TYPE finder_ready gauge") == 1
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=20) is not None

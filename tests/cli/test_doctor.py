"""`finder doctor`: each thing that may be wrong with a deployment is found, with what to do about it."""

from __future__ import annotations

import collections
import datetime
import json
import os
import shutil
import threading
import zoneinfo

import pytest
from click.testing import CliRunner
from werkzeug.serving import make_server

from finder import utc
from finder.app import create_app
from finder.cli import cli
from finder.cli.operating import refresh_report
from finder.cli.operating.refresh_report import Report, Step
from finder.directory.build import make_directory
from finder.language import using_language
from finder.settings import Settings
from tests.conftest import WORLD


@pytest.fixture
def doctor(home, monkeypatch, quick_zips):
    """Run the command in JSON; return its status and its findings by check."""
    monkeypatch.setenv("FINDER_HOME", str(home))
    monkeypatch.setenv("FINDER_DATA", str(WORLD))
    monkeypatch.setenv("NO_PROXY", "*")
    make_directory(home / "directory.sqlite", WORLD)

    def run(*arguments: str):
        result = CliRunner().invoke(cli, ["doctor", "--json", *arguments])
        said = json.loads(result.stdout)
        assert said["status"] == result.exit_code
        found = collections.defaultdict(list)
        for each in said["findings"]:
            found[each["check"]].append(each)
            assert (each["level"] == "ok") == (each["advice"] == ""), each
        return result.exit_code, found

    return run


def only(found, check):
    assert len(found[check]) == 1, found[check]
    return found[check][0]


def test_what_is_right_is_said_and_what_is_missing_has_a_command(doctor):
    status, found = doctor()
    assert status == 1
    for check in ("settings", "home", "directory", "time zones", "clock"):
        assert only(found, check)["level"] == "ok"
    assert {each["advice"] for each in found["sources"]} == {
        "Run: finder load quick",
        "Run: finder load trials",
    }
    assert only(found, "links")["advice"] == "Run: finder links check"
    assert "has not run" in only(found, "refresh")["said"]


def test_lines_for_people_are_in_their_language(doctor):
    with using_language("es"):
        result = CliRunner().invoke(cli, ["doctor"])
    assert "Ejecute: finder load quick" in result.stdout
    assert "→" in result.stdout


def test_wrong_settings_are_all_named(doctor, monkeypatch):
    monkeypatch.setenv("FINDER_METRICS", "everybody")
    monkeypatch.setenv("FINDER_NAEM", "x")
    status, found = doctor()
    assert status == 2
    assert len(found["settings"]) == 2
    assert set(found) == {"settings"}


def test_a_missing_folder_says_how_to_make_it(doctor, monkeypatch, tmp_path):
    monkeypatch.setenv("FINDER_HOME", str(tmp_path / "nowhere"))
    status, found = doctor()
    assert status == 2
    assert only(found, "home")["advice"].endswith(f"mkdir -p {tmp_path / 'nowhere'}")
    assert only(found, "directory")["level"] == "fail"
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_everybody_may_write_to_is_refused(doctor, home):
    home.chmod(0o777)
    status, found = doctor()
    assert status == 2
    assert only(found, "home")["advice"].endswith(f"chmod o-w {home}")


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give files to somebody else")
def test_files_of_somebody_else_are_found(doctor, home):
    os.chown(home / "directory.sqlite", 12345, 12345)
    _, found = doctor()
    assert "directory.sqlite" in only(found, "home")["said"]


def test_a_missing_directory_is_broken(doctor, home):
    (home / "directory.sqlite").unlink()
    status, found = doctor()
    assert (status, only(found, "directory")["level"]) == (2, "fail")
    assert "finder build" in only(found, "directory")["advice"]


def test_a_damaged_directory_is_broken(doctor, home):
    path = home / "directory.sqlite"
    with path.open("r+b") as file:
        for at in range(40960, path.stat().st_size, 65536):
            file.seek(at)
            file.write(b"\xff" * 4096)
    status, found = doctor()
    assert (status, only(found, "directory")["level"]) == (2, "fail")


def test_a_directory_of_other_data_is_to_be_built_again(doctor, monkeypatch, tmp_path):
    data = shutil.copytree(WORLD, tmp_path / "changed")
    (data / "SOURCES.md").write_text("changed")
    (data / "sources.toml").write_text((data / "sources.toml").read_text() + "\n# changed\n")
    monkeypatch.setenv("FINDER_DATA", str(data))
    _, found = doctor()
    assert only(found, "directory")["level"] == "warn"


def test_a_clock_in_the_past_is_broken(doctor, monkeypatch):
    monkeypatch.setattr(utc, "today", lambda: datetime.date(1970, 1, 1))
    status, found = doctor()
    assert (status, only(found, "clock")["level"]) == (2, "fail")
    assert "January 1, 1970" in only(found, "clock")["said"]


def test_missing_time_zones_are_broken(doctor, monkeypatch):
    def missing(name):
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(zoneinfo, "ZoneInfo", missing)
    status, found = doctor()
    assert (status, only(found, "time zones")["level"]) == (2, "fail")


def test_a_full_disk_is_broken(doctor, monkeypatch):
    usage = collections.namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(10**9, 10**9 - 10**6, 10**6))
    status, found = doctor()
    assert (status, only(found, "disk")["said"]) == (2, "1 MB are free.")


@pytest.mark.parametrize(
    ("outcome", "days", "level"), [("changed", 1, "ok"), ("failed", 1, "warn"), ("unchanged", 30, "warn")]
)
def test_the_last_refresh_is_looked_at(doctor, home, outcome, days, level):
    ended = (utc.now() - datetime.timedelta(days=days)).isoformat(timespec="seconds")
    refresh_report.save(Report(ended, ended, (Step("trials", outcome, 1.0),)), home)
    _, found = doctor()
    assert only(found, "refresh")["level"] == level


class Proxy:
    """WSGI middleware that behaves as a proxy: it may drop headers, or pass on another scheme."""

    def __init__(self, app, drop=(), scheme="http") -> None:
        self.app, self.drop, self.scheme = app, drop, scheme

    def __call__(self, environ, start_response):
        environ["wsgi.url_scheme"] = self.scheme

        def start(status, headers, *rest):
            kept = [each for each in headers if each[0] not in self.drop]
            return start_response(status, kept, *rest)

        return self.app(environ, start)


@pytest.fixture
def served(home, quick_zips):
    """Serve the site behind a proxy, and return its address."""
    servers = []

    def serve(**faults):
        environment = {"FINDER_HOME": str(home), "FINDER_DATA": str(WORLD)}
        app = create_app(Settings.read(environment))
        server = make_server("127.0.0.1", 0, Proxy(app, **faults), threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.port}"

    yield serve
    for server in servers:
        server.shutdown()


def test_a_site_that_is_well_says_so(doctor, served):
    _, found = doctor("--url", served())
    for check in ("site", "headers", "proxy"):
        assert only(found, check)["level"] == "ok", found[check]
    assert only(found, "metrics")["level"] == "warn"  # no proxy is between


def test_headers_that_a_proxy_drops_are_named(doctor, served):
    _, found = doctor("--url", served(drop=("Referrer-Policy",)))
    assert "Referrer-Policy" in only(found, "headers")["said"]


def test_a_site_that_does_not_know_its_public_address_is_broken(doctor, served):
    status, found = doctor("--url", served(scheme="https"))  # it is asked by http, and writes https
    assert status == 2
    assert only(found, "proxy")["level"] == "fail"
    assert "https://127.0.0.1" in only(found, "proxy")["said"]


def test_another_clock_is_found(doctor, served, monkeypatch):
    url, later = served(), utc.now() + datetime.timedelta(hours=1)
    monkeypatch.setattr(utc, "now", lambda: later)
    _, found = doctor("--url", url)
    assert any("seconds apart" in each["said"] for each in found["clock"])


def test_a_site_that_is_not_ready_says_why(doctor, served, home):
    url = served()
    (home / "directory.sqlite").unlink()
    status, found = doctor("--url", url)
    assert status == 2
    assert "missing" in only(found, "site")["said"]


def test_nobody_at_the_address_is_broken(doctor):
    status, found = doctor("--url", "http://127.0.0.1:9/")
    assert status == 2
    assert "does not answer" in only(found, "site")["said"]


def test_an_address_needs_a_scheme(doctor):
    result = CliRunner().invoke(cli, ["doctor", "--url", "finder.example.org"])
    assert result.exit_code == 2
    assert "https://" in result.output

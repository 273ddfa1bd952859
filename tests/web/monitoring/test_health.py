"""Health and readiness: what a monitor learns, and nothing more."""

from __future__ import annotations

import datetime
import shutil

import pytest

from finder import __version__
from finder.app import create_app
from finder.store import connect
from tests.conftest import settings_for


@pytest.fixture
def own(home, quick_zips):
    """A site with a directory of its own, which a test may break."""
    return create_app(settings_for(home))


def test_the_process_says_that_it_answers(client):
    response = client.get("/healthz")
    assert (response.status_code, response.text, response.mimetype) == (200, "ok\n", "text/plain")
    assert response.headers["Cache-Control"] == "no-store"


def test_a_ready_site_says_its_version_and_the_age_of_its_directory(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    said = response.json
    assert (said["ready"], said["version"], said["directory"]["verified"]) == (True, __version__, True)
    built = datetime.datetime.fromisoformat(said["directory"]["built"])
    age = (datetime.datetime.now(datetime.UTC) - built).total_seconds()
    assert said["directory"]["age_seconds"] == pytest.approx(age, abs=60)
    assert len(said["directory"]["version"]) == 12


@pytest.mark.sqlite
def test_a_directory_that_is_gone_is_said_with_what_to_do_and_no_path(own, home):
    (home / "directory.sqlite").unlink()
    response = own.test_client().get("/readyz")
    assert response.status_code == 503
    said = response.json
    assert (said["ready"], said["version"], said["reason"]) == (False, __version__, connect.MISSING)
    assert said["directory"]["verified"] is False
    assert "finder build" in connect.MISSING
    assert str(home) not in response.text
    assert own.test_client().get("/healthz").status_code == 200
    assert own.test_client().get("/about").status_code == 200  # from the verified copy


@pytest.mark.sqlite
def test_a_damaged_directory_is_said(own, home):
    path = home / "directory.sqlite"
    damaged = home / "damaged.sqlite"
    shutil.copyfile(path, damaged)
    size = damaged.stat().st_size
    with damaged.open("r+b") as file:
        for at in range(40960, size, 65536):  # in the middle of pages: the schema stays
            file.seek(at)
            file.write(b"\xff" * 4096)
    damaged.replace(path)
    response = own.test_client().get("/readyz")
    assert response.status_code == 503
    assert response.json["ready"] is False
    assert "finder build" in response.json["reason"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_only_reading_is_allowed(client, path):
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200

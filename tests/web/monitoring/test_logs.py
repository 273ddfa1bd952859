"""The log: JSON where the operator wants it, and never a question."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from finder.app import create_app
from finder.settings import Settings
from finder.web.monitoring import logs
from tests.conftest import WORLD

SECRET = "zyxsecretword"


@pytest.fixture
def site_with(home, quick_zips):
    """A site with settings and one route that fails; afterwards the loggers are as they were."""
    log = logging.getLogger("finder")
    before = (log.handlers, log.level, log.propagate)

    def made(**settings: str):
        environment = {"FINDER_HOME": str(home), "FINDER_DATA": str(WORLD), **settings}
        app = create_app(Settings.read(environment))

        @app.get("/fails/<word>")
        def fails(word: str) -> str:
            try:
                return {}[word]
            except KeyError as error:
                raise ValueError(f"cannot read {word}") from error

        return app.test_client()

    yield made
    log.handlers, log.level, log.propagate = before


def test_each_line_is_one_json_object(site_with, capfd):
    client = site_with(FINDER_LOG="json", FINDER_LOG_REQUESTS="on")
    client.get("/es/about")
    client.get(f"/search?near={SECRET}")
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    first = lines[0]
    assert (first["route"], first["method"], first["status"]) == ("about.about", "GET", 200)
    assert (first["language"], first["level"], first["logger"]) == ("es", "info", "finder.requests")
    assert first["ms"] > 0
    assert (lines[1]["route"], lines[1]["status"]) == ("pages.search", 400)


def test_without_the_setting_nothing_is_written_about_an_answer(site_with, capfd):
    client = site_with()
    client.get("/about")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_failure_is_logged_by_type_and_lines_of_code_without_its_words(site_with, capfd, form):
    client = site_with(FINDER_LOG=form, FINDER_LOG_REQUESTS="on")
    path = f"/fails/{SECRET}?near={SECRET}"
    assert client.get(path, headers={"User-Agent": SECRET, "Cookie": SECRET}).status_code == 500
    written = capfd.readouterr().err
    assert SECRET not in written
    assert "ValueError at tests/web/monitoring/test_logs.py:" in written
    assert "; from KeyError at tests/web/monitoring/test_logs.py:" in written
    assert "fails" in written
    if form == "json":
        assert {json.loads(line)["level"] for line in written.splitlines()} == {"error", "info"}


def test_no_line_has_a_word_of_a_reader(site_with, capfd):
    client = site_with(FINDER_LOG="json", FINDER_LOG_REQUESTS="on")
    for path in (f"/{SECRET}", f"/search?near={SECRET}", f"/cancers/{SECRET}", f"/a%0a{SECRET}"):
        client.get(path)
    client.post("/search", data={"near": SECRET})
    client.open("/", method=SECRET.upper())
    written = capfd.readouterr().err
    assert SECRET not in written.lower()
    assert len(written.splitlines()) == 5  # the one with a line break is refused before


def test_the_lines_of_the_server_have_the_same_form_and_no_words_of_errors():
    for form in ("text", "json"):
        config = logs.server_config(form)
        name = config["formatters"]["generic"]["()"].rpartition(".")[2]
        formatter = getattr(logs, name)(config["formatters"]["generic"]["fmt"])
        try:
            int(SECRET)
        except ValueError:
            info = sys.exc_info()
        record = logging.LogRecord("_granian", logging.ERROR, "", 0, "It failed", (), info)
        line = formatter.format(record)
        assert "It failed" in line
        assert "ValueError at " in line
        assert SECRET not in line

"""Help lines in the terminal: which are open now, and when the others open."""

from __future__ import annotations

import datetime
import json

import pytest
from click.testing import CliRunner

from finder.cli import cli, helplines, main

pytestmark = pytest.mark.usefixtures("quick_zips")


@pytest.fixture
def run(home, data, monkeypatch):
    """Run the command at noon in New York on a Wednesday, and return its output."""
    monkeypatch.setenv("FINDER_HOME", str(home))
    monkeypatch.setenv("FINDER_DATA", str(data))
    wednesday_noon = datetime.datetime(2026, 11, 18, 17, tzinfo=datetime.UTC)
    monkeypatch.setattr(helplines.utc, "now", lambda: wednesday_noon)

    def invoke(*arguments):
        result = CliRunner().invoke(cli, ["help-lines", *arguments])
        assert result.exit_code == 0, result.output
        return result.stdout

    return invoke


def test_open_lines_come_first_with_number_and_hours(run):
    text = run()
    assert text.startswith("In an emergency call 911.\n\nExample Help Line: (800) 555-0199\n")
    assert text.index("Open now, until 5:00\u00a0pm Eastern Time.") < text.index("211: 211")
    assert "weekdays, 9:00\u00a0am to 5:00\u00a0pm, Eastern Time" in text
    assert "    Hours not confirmed.\n    Find local help.\n" in text
    assert "    Free\n    English, Spanish\n    https://line.example.org/\n" in text
    assert "where you are" not in text


def test_times_are_also_shown_in_the_time_zone_of_a_place(run):
    text = run("--near", "59715").replace("\n      ", " ")
    assert "Eastern Time. That is Wednesday, 3:00\u00a0pm Mountain Time where you are." in text


def test_json_equals_that_of_the_api(run, client):
    listing = json.loads(run("--json"))
    over_http = client.get("/api/v1/helplines").json
    assert [each["key"] for each in listing["results"]] == [each["key"] for each in over_http["results"]]
    assert listing["results"][0].keys() == over_http["results"][0].keys()
    by_key = {each["key"]: each for each in listing["results"]}
    assert by_key["example-line"]["open_now"] is True
    assert by_key["example-line"]["closes_at"] == "2026-11-18T17:00:00-05:00"
    assert by_key["example-211"]["open_now"] is None


def test_an_unknown_place_is_refused(home, data, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["finder", "help-lines", "--near", "0213"])
    monkeypatch.setenv("FINDER_HOME", str(home))
    monkeypatch.setenv("FINDER_DATA", str(data))
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("near: A ZIP code has 5 digits; this has 4.")

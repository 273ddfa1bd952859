"""The shortlist in the terminal: for people, and for the programs that read it on."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner
from icalendar import Calendar

from finder.cli import cli, main

pytestmark = pytest.mark.usefixtures("quick_zips")
PICKS = ("centers/example-boston", "programs/example-north-ak")


@pytest.fixture
def run(home, data, monkeypatch):
    """Run the command; its two streams are returned."""
    monkeypatch.setenv("FINDER_HOME", str(home))
    monkeypatch.setenv("FINDER_DATA", str(data))

    def invoke(*arguments):
        result = CliRunner().invoke(cli, ["shortlist", *arguments])
        assert result.exit_code == 0, result.output
        return result.stdout, result.stderr

    return invoke


def test_it_says_whom_to_call_and_what_to_ask(run):
    said, _ = run(*PICKS, "--near", "02115", "--cancer", "breast cancer")
    first, second = said.split("\n\n")[:2]
    assert first.startswith("Example Cancer Center (")
    assert "    617-555-0102  Second opinions; for adults. Call this one first." in first
    assert "(Eastern Time) there." in first
    assert second.startswith("Example North Hospital")


def test_what_is_gone_is_said_on_the_error_stream(run):
    said, complaint = run("centers/gone", "centers/example-boston")
    assert complaint == "We left out centers/gone. There is no such record here.\n"
    assert said.startswith("Example Cancer Center\n")


def test_every_form_holds_the_list_in_its_order(run):
    told = json.loads(run(*PICKS, "--json")[0])
    assert [each["path"] for each in told["results"]] == list(PICKS)
    rows = csv.DictReader(io.StringIO(run(*PICKS, "--csv")[0]))
    assert [each["path"] for each in rows] == list(PICKS)
    assert run(*PICKS, "--vcard")[0].count("BEGIN:VCARD") == 2
    assert len(Calendar.from_ical(run(*PICKS, "--calendar")[0]).walk("VEVENT")) == 2


@pytest.mark.parametrize("wrong", [("foo",), (PICKS[0], "--calendar", "--from", "9999-12-31")])
def test_what_is_wrong_is_said_and_nothing_is_printed(run, monkeypatch, capsys, wrong):
    monkeypatch.setattr("sys.argv", ["finder", "shortlist", *wrong])
    with pytest.raises(SystemExit) as caught:
        main()
    said = capsys.readouterr()
    assert (caught.value.code, said.out) == (2, "")
    assert said.err.startswith(("pick: “foo” is no record.", "from: It must be a day"))

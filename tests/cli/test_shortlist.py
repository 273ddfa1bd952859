"""The shortlist command, as text and as files for other programs."""

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
    """Run the command, and return standard output and standard error."""
    monkeypatch.setenv("FINDER_HOME", str(home))
    monkeypatch.setenv("FINDER_DATA", str(data))

    def invoke(*arguments):
        result = CliRunner().invoke(cli, ["shortlist", *arguments])
        assert result.exit_code == 0, result.output
        return result.stdout, result.stderr

    return invoke


def test_the_list_says_whom_to_call_and_what_to_ask(run):
    text, _ = run(*PICKS, "--near", "02115", "--cancer", "breast cancer")
    first, second = text.split("\n\n")[:2]
    assert first.startswith("Example Cancer Center (")
    assert "    (617) 555-0102  Second opinions; for adults. Call this one first." in first
    assert "(Eastern Time) there." in first
    assert second.startswith("Example North Hospital")


def test_missing_records_are_reported_on_standard_error(run):
    text, complaint = run("centers/gone", "centers/example-boston")
    assert complaint == "We left out centers/gone. We do not have that record.\n"
    assert text.startswith("Example Cancer Center\n")


def test_every_format_keeps_the_order_of_the_list(run):
    listing = json.loads(run(*PICKS, "--json")[0])
    assert [each["path"] for each in listing["results"]] == list(PICKS)
    rows = csv.DictReader(io.StringIO(run(*PICKS, "--csv")[0]))
    assert [each["path"] for each in rows] == list(PICKS)
    assert run(*PICKS, "--vcard")[0].count("BEGIN:VCARD") == 2
    assert len(Calendar.from_ical(run(*PICKS, "--calendar")[0]).walk("VEVENT")) == 2


@pytest.mark.parametrize("wrong", [("foo",), (PICKS[0], "--calendar", "--from", "9999-12-31")])
def test_faults_are_reported_and_nothing_is_printed(run, monkeypatch, capsys, wrong):
    monkeypatch.setattr("sys.argv", ["finder", "shortlist", *wrong])
    with pytest.raises(SystemExit) as caught:
        main()
    text = capsys.readouterr()
    assert (caught.value.code, text.out) == (2, "")
    assert text.err.startswith(("pick: “foo” is not a record.", "from: Choose a day"))

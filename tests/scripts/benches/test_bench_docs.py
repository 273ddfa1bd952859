"""Tables of benches in docs/performance.md."""

from __future__ import annotations

import re

import pytest

from scripts.benches.main import main
from scripts.benches.runs import docs, saved
from scripts.benches.runs.results import Plan, Report, Table
from scripts.benches.table import BENCHES

TEXT = "# Page\n\n<!-- bench near -->\nold\n<!-- end -->\n\n<!-- bench http -->\n<!-- end -->\nthe rest\n"


@pytest.fixture
def run(tmp_path):
    return saved.run_of("scripts/bench.py near", Plan(tmp_path, False, 400, 20), {})


def test_tables_replace_what_is_between_the_marks_of_their_bench(run):
    report = Report([Table("Times", ("", "ms"), [("near", r"0.5 \1")])], [])
    once = docs.put(TEXT, "near", report, run)
    assert "old" not in once
    assert "`.venv/bin/python scripts/bench.py near`" in once
    assert r"| near | 0.5 \1 |" in once
    assert once.endswith("<!-- bench http -->\n<!-- end -->\nthe rest\n")
    assert docs.put(once, "near", report, run) == once


def test_a_bench_without_marks_changes_nothing(run):
    assert docs.put(TEXT, "words", Report([], []), run) == TEXT


def test_every_mark_in_the_docs_names_a_bench():
    named = re.findall("<!-- bench (.*) -->", docs.FILE.read_text(encoding="utf8"))
    assert set(named) <= set(BENCHES)
    assert len(named) == len(set(named)) >= 9


def test_a_quick_run_is_not_put_into_the_docs(capsys):
    with pytest.raises(SystemExit):
        main(["near", "--quick", "--docs"])
    assert "leave out --quick" in capsys.readouterr().err


def test_a_bench_that_does_not_exist_is_said(capsys):
    with pytest.raises(SystemExit):
        main(["search"])
    assert "there is no bench 'search'; there are: http," in capsys.readouterr().err

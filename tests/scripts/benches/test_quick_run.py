"""The HTTP bench from end to end, with a tiny directory."""

from __future__ import annotations

import pytest

from scripts.benches.http import bench as http
from scripts.benches.http.kinds import Pace, kinds
from scripts.benches.main import main
from scripts.benches.runs import saved
from scripts.benches.runs.results import Report, Table
from scripts.benches.table import BENCHES, Bench


def test_the_table_is_measured_and_saved(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(http, "QUICK", Pace((2,), 1, 1))
    monkeypatch.setattr(http, "kinds", lambda clinicians: [kinds(clinicians)[each] for each in (0, -1)])
    file = tmp_path / "run.json"
    sizes = ["--quick", "--sites", "300", "--folder", str(tmp_path)]
    assert main(["http", *sizes, "--json", str(file)]) == 0
    printed = capsys.readouterr().out
    assert "300 sites of made-up doctors, one worker" in printed
    figures = {each.name: each.value for each in saved.load(file).figures["http"]}
    for kind in ("JSON search", "HTML search, repeated"):
        assert 0 < figures[f"{kind}, 2 clients: of bare"] < 100
        assert figures[f"{kind}, 2 clients: p99 / p50"] >= 1
    assert 10 < figures["memory of a worker, idle, its own"] < 500


def test_help_names_every_bench(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    printed = capsys.readouterr().out
    assert [name for name in BENCHES if f"\n  {name} " not in printed] == []


def test_a_bench_whose_library_is_missing_is_left_out(tmp_path, monkeypatch, capsys):
    def without(_plan):
        raise ModuleNotFoundError(name="playwright")

    monkeypatch.setitem(BENCHES, "paint", Bench("", without))
    monkeypatch.setitem(BENCHES, "names", Bench("", lambda _plan: Report([Table("Names", ("",), [])], [])))
    assert main(["paint", "names", "--folder", str(tmp_path)]) == 0
    printed = capsys.readouterr()
    assert "paint is left out: it needs playwright" in printed.err
    assert printed.out.startswith("Names")

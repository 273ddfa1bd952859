"""Two runs of benches: saved, read again and compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scripts.benches.main import main
from scripts.benches.runs import saved
from scripts.benches.runs.compare import changes, is_worse, lines
from scripts.benches.runs.results import Figure, Plan
from scripts.benches.runs.saved import Run

RATIO = Figure("JSON search, 16 clients: of bare", 0.2, "ratio", "more")
MEMORY = Figure("memory of a worker", 100, "MB", "less")
FAILED = Figure("failed", 0, "requests", "less")


@pytest.fixture
def run(tmp_path) -> Run:
    return saved.run_of(
        "scripts/bench.py http", Plan(tmp_path, True, 40, 20), {"http": (RATIO, MEMORY, FAILED)}
    )


def changed(run: Run, *figures: Figure) -> Run:
    return replace(run, figures={"http": figures})


def test_a_saved_run_is_read_as_it_was(run, tmp_path):
    saved.save(run, tmp_path / "run.json")
    read = saved.load(tmp_path / "run.json")
    assert [*read.figures["http"]] == [*run.figures["http"]]
    assert replace(read, figures={}) == replace(run, figures={})
    assert read.command == "scripts/bench.py http"
    assert read.commit
    assert read.machine.processors >= 1


def test_a_fifth_is_noise(run):
    new = changed(run, replace(RATIO, value=0.17), replace(MEMORY, value=119), FAILED)
    assert changes(run, new) == []
    assert list(lines(run, new))[-1] == "Nothing changed by more than noise."


@pytest.mark.parametrize(
    ("new", "verdict"),
    [
        (replace(RATIO, value=0.1), "worse"),
        (replace(RATIO, value=0.4), "better"),
        (replace(MEMORY, value=130), "worse"),
        (replace(MEMORY, value=70), "better"),
        (replace(FAILED, value=1), "worse"),
    ],
)
def test_more_than_a_fifth_is_a_change(run, new, verdict):
    rest = (each for each in run.figures["http"] if each.name != new.name)
    found = changes(run, changed(run, new, *rest))
    assert [(each.name, each.verdict) for each in found] == [(new.name, verdict)]


def test_the_slowest_answers_may_differ_by_more(run):
    slowest = replace(MEMORY, noise=0.5)
    assert not changes(changed(run, slowest), changed(run, replace(slowest, value=140)))
    assert is_worse(changed(run, slowest), changed(run, replace(slowest, value=160)))


def test_what_only_one_run_measured_is_said_and_no_fault(run):
    found = changes(changed(run, RATIO), changed(run, MEMORY))
    assert [each.verdict for each in found] == ["new", "gone"]
    assert not is_worse(changed(run, RATIO), changed(run, MEMORY))
    assert not changes(run, replace(run, figures={"near": (RATIO,)}))


def test_a_difference_of_machine_or_size_is_said(run):
    other = replace(run, sites=50, machine=replace(run.machine, processors=64))
    assert [line for line in lines(run, other) if "differ" in line] == [
        "The machines differ: seconds and MB cannot be compared, ratios can.",
        "The runs differ in sites or rows: compare only what does not depend on them.",
    ]


def test_the_command_fails_if_something_got_worse(run, tmp_path, capsys):
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    saved.save(run, old)
    saved.save(changed(run, replace(RATIO, value=0.1)), new)
    assert main(["compare", str(old), str(new)]) == 1
    assert "worse  http: JSON search, 16 clients: of bare: 0.2 → 0.1" in capsys.readouterr().out
    assert main(["compare", str(new), str(old)]) == 0


@pytest.mark.parametrize("text", ["", "{}", '{"command": 1}'])
def test_a_file_without_results_is_an_error_of_one_line(tmp_path, capsys, text):
    (tmp_path / "old.json").write_text(text)
    with pytest.raises(SystemExit):
        main(["compare", str(tmp_path / "old.json"), str(tmp_path / "old.json")])
    assert "holds no results of a bench" in capsys.readouterr().err

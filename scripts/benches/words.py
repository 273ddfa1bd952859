"""How long words for a cancer take to be read: the first in a fresh process, and labeled queries after it."""

from __future__ import annotations

import csv
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from finder.store.connect import Directory
from finder.words.cancer.find import find_cancers
from scripts.benches.runs.results import Figure, Plan, Report, Table
from scripts.benches.tools.made_up_directory import made_up_directory
from scripts.benches.tools.servers import ROOT
from scripts.benches.tools.timing import json_work, milliseconds, p50_p99

#: A name, a misspelled sentence, and an official title: the first of each reads other indexes.
_FIRST = {
    "a name": "breast cancer",
    "misspelled, with an organ": "malignant tumr of the pancreass",
    "an official title": "Malignant neoplasm of bladder, unspecified",
}


def bench(plan: Plan) -> Report:
    """Measure milliseconds of the processor from the opened directory to the answer."""
    directory = made_up_directory(plan.folder, plan.sites)
    unit = json_work()
    taken = {
        f"the first: {name}": (_first_in_a_process(directory.path, text, 3 if plan.quick else 9), None)
        for name, text in _FIRST.items()
    }
    taken["labeled queries after it"] = _after_it(directory)
    rows = [
        (name, f"{p50:.2f}", f"{p99:.1f}" if p99 else "", f"{p50 / unit:.3f}")
        for name, (p50, p99) in taken.items()
    ]
    figures = [
        Figure(f"{name}: of JSON work", p50 / unit, "ratio", "less") for name, (p50, _) in taken.items()
    ]
    title = f"Words for a cancer, of the processor; JSON work takes {unit:.1f} ms"
    return Report([Table(title, ("", "p50 ms", "p99 ms", "of JSON work"), rows)], figures)


def _first_in_a_process(path: Path, text: str, processes: int) -> float:
    command = (sys.executable, "-m", __name__, str(path), text)
    found = [
        subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout for _ in range(processes)
    ]
    return statistics.median(map(float, found))


def _after_it(directory: Directory) -> tuple[float, float]:
    snapshot = directory.snapshot()
    with (ROOT / "tests" / "data" / "queries.csv").open(encoding="utf8", newline="") as file:
        queries = [row["query"] for row in csv.DictReader(file)]
    find = partial(map, partial(find_cancers, snapshot))
    following = iter(find(queries))
    return p50_p99(milliseconds(lambda: next(following), len(queries), time.process_time))


def main(path: str, text: str) -> None:
    """Print the milliseconds of the processor for one text, the first in this process."""
    snapshot = Directory(Path(path)).snapshot()
    print(milliseconds(lambda: find_cancers(snapshot, text), 1, time.process_time)[0])


if __name__ == "__main__":
    main(*sys.argv[1:])

"""How long words take to be read: the first in a fresh process, and every labelled query after it."""

from __future__ import annotations

import csv
import statistics
import subprocess
import sys
import time
from pathlib import Path

from finder.directory.build import make_directory
from finder.store.connect import Directory
from finder.words.cancer.find import find_cancers

ROOT = Path(__file__).resolve().parents[2]
#: A name, a misspelled sentence, and an official title: the first of each reads other indexes.
_FIRST = ("breast cancer", "malignant tumr of the pancreass", "Malignant neoplasm of bladder, unspecified")
_PROCESSES = 9


def bench(folder: Path) -> None:
    """Print milliseconds from the opened directory to the first answer, and of the queries that follow."""
    path = folder / "directory.sqlite"
    make_directory(path, ROOT / "data")
    for text in _FIRST:
        command = (sys.executable, __file__, str(path), text)
        found = [
            float(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(_PROCESSES)
        ]
        print(f"first in a process, {text!r}: {statistics.median(found):.1f} ms of the processor")
    snapshot = Directory(path).snapshot()
    with (ROOT / "tests" / "data" / "queries.csv").open(encoding="utf8", newline="") as file:
        queries = [row["query"] for row in csv.DictReader(file)]
    taken: list[float] = []
    for text in queries:
        started = time.perf_counter()
        find_cancers(snapshot, text)
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    p99 = taken[int(len(taken) * 0.99)]
    print(f"{len(taken)} labelled queries: p50 {statistics.median(taken):.2f} ms, p99 {p99:.2f} ms")


def _first(path: Path, text: str) -> None:
    snapshot = Directory(path).snapshot()
    started = time.process_time()
    find_cancers(snapshot, text)
    print((time.process_time() - started) * 1000)


if __name__ == "__main__":
    _first(Path(sys.argv[1]), sys.argv[2])

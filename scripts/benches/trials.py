"""Measure a load of made-up trials of the size of the registry, and questions for trials in the store."""

from __future__ import annotations

import os
import random
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from finder.geo.points import Point, vector
from finder.settings import Settings
from finder.store.connect import Snapshot
from finder.store.trials.near_trials import TrialCriteria, count_at_places, find_trials
from scripts import make_trials

STUDIES, SITES = 6000, 60_000
QUESTIONS = {
    "a common cancer": TrialCriteria("breast-cancer", ages=(18, 999)),
    "a rare cancer": TrialCriteria("chordoma"),
    "phase 3, age 62, 250 miles": TrialCriteria("pancreatic-cancer", phases=("PHASE3",), age=62, miles=250),
    "any cancer": TrialCriteria(),
}
_PEER = """
SELECT trial, min((x - ?) * (x - ?) + (y - ?) * (y - ?) + (z - ?) * (z - ?)) AS chord
FROM site GROUP BY trial ORDER BY chord, trial LIMIT 20
"""


def bench(folder: Path) -> None:
    """Print the seconds of a load beside decoding the same JSON, and of questions beside SQL over all."""
    pages = folder / "pages"
    make_trials.make_pages(pages, STUDIES, SITES)
    _load(folder, pages)
    snapshot = Snapshot(Settings.read({**os.environ, "FINDER_HOME": str(folder)}).directory)
    _questions(snapshot)


def _load(folder: Path, pages: Path) -> None:
    started = time.process_time()
    for path in sorted(pages.iterdir()):
        msgspec.json.decode(path.read_bytes())
    plain = time.process_time() - started
    command = [sys.executable, "-m", "finder", "load", "trials", str(pages)]
    started = time.perf_counter()
    subprocess.run(command, env={**os.environ, "FINDER_HOME": str(folder)}, check=True, capture_output=True)
    whole = time.perf_counter() - started
    print(f"{STUDIES:,} studies, {SITES:,} sites: load and build {whole:.1f} s")
    print(f"  {whole / plain:.0f} times the {plain:.2f} s that decoding the JSON takes")


def _questions(snapshot: Snapshot) -> None:
    print(f"{'question':30}{'p50 ms':>8}{'p99 ms':>8}{'of SQL':>8}")
    with snapshot.connect() as connection:
        peer = _peer(connection.connection.dbapi_connection)
        beside = statistics.median(_timed(lambda: peer(_somewhere())))
        for name, criteria in QUESTIONS.items():

            def ask(criteria: TrialCriteria = criteria) -> None:
                find_trials(snapshot, connection, _somewhere(), criteria, offset=0, limit=20, radius=100)

            taken = _timed(ask)
            middle, slow = statistics.median(taken), statistics.quantiles(taken, n=100)[98]
            print(f"{name:30}{middle:8.2f}{slow:8.2f}{middle / beside:8.2f}")
        paths = [
            row[0]
            for row in connection.exec_driver_sql("SELECT name FROM trial_list WHERE kind='place' LIMIT 20")
        ]
        counted = _timed(lambda: count_at_places(snapshot, connection, paths, "breast-cancer", ""))
        print(f"{'counts at 20 places':30}{statistics.median(counted):8.2f}")
    print(f"SQL over all sites, grouped and sorted: {beside:.1f} ms")


def _peer(directory: sqlite3.Connection) -> Callable[[Point], None]:
    """Return a function that asks SQLite for the nearest trials of any cancer by brute force."""
    held = dict(
        directory.execute("SELECT name, numbers FROM trial_column WHERE name IN ('trial','x','y','z')")
    )
    columns = [
        memoryview(held[name]).cast("i" if name == "trial" else "d") for name in ("trial", "x", "y", "z")
    ]
    memory = sqlite3.connect(":memory:")
    memory.execute("CREATE TABLE site (trial INTEGER, x REAL, y REAL, z REAL)")
    memory.executemany("INSERT INTO site VALUES (?, ?, ?, ?)", zip(*columns, strict=True))

    def ask(here: Point) -> None:
        at = vector(here)
        memory.execute(_PEER, (at.x, at.x, at.y, at.y, at.z, at.z)).fetchall()

    return ask


def _somewhere() -> Point:
    return Point(random.uniform(26, 47), random.uniform(-122, -72))


def _timed(call: Callable[[], object], times: int = 300) -> list[float]:
    """Return the milliseconds of the processor for each of `times` calls, after a few to warm up."""
    taken: list[float] = []
    for number in range(times + 5):
        started = time.process_time()
        call()
        if number >= 5:
            taken.append((time.process_time() - started) * 1000)
    return taken

"""The load of made-up trials of the size of the registry, and questions for trials in the store."""

from __future__ import annotations

import os
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from finder.geo.points import Point, vector
from finder.settings import Settings
from finder.store.connect import Connection, FileSnapshot
from finder.store.trials.near_trials import TrialCriteria, count_at_places, find_trials
from scripts.benches.runs.results import Figure, Plan, Report, Table
from scripts.benches.tools.timing import finder, milliseconds, p50_p99, timed_command
from scripts.make_trials import make_pages

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
_PLACES = "SELECT name FROM trial_list WHERE kind = 'place' LIMIT 20"


def bench(plan: Plan) -> Report:
    """Measure a load beside decoding the same JSON, and questions beside SQL over all sites."""
    studies = 600 if plan.quick else 6000
    with tempfile.TemporaryDirectory() as made:
        home, pages = Path(made), Path(made) / "pages"
        make_pages(pages, studies, 10 * studies)
        ratio = _load(home, pages)
        snapshot = FileSnapshot(Settings.read({**os.environ, "FINDER_HOME": made}).directory)
        with snapshot.connect() as connection:
            table, figures = _questions(snapshot, connection, 30 if plan.quick else 300)
    load = Figure("load and build of trials: of decoding the JSON", ratio, "ratio", "less")
    sizes = f"{studies:,} studies, {10 * studies:,} sites"
    rows = [("load and build, of decoding the JSON, by processor", f"{ratio:.0f}")]
    return Report([Table(sizes, ("", "ratio"), rows), table], [load, *figures])


def _load(home: Path, pages: Path) -> float:
    """Return the processor time of a load and build over that of decoding the same JSON."""
    bodies = [path.read_bytes() for path in sorted(pages.iterdir())]
    plain = milliseconds(lambda: [msgspec.json.decode(body) for body in bodies], 1, time.process_time)[0]
    return timed_command(finder("load", "trials", str(pages)), home).processor * 1000 / plain


def _questions(snapshot: FileSnapshot, connection: Connection, many: int) -> tuple[Table, list[Figure]]:
    ask = _peer(connection)
    beside = statistics.median(_timed(lambda: ask(_somewhere()), many))
    calls: dict[str, Callable[[], object]] = {
        name: (
            lambda criteria=criteria: find_trials(
                snapshot, connection, _somewhere(), criteria, offset=0, limit=20, radius=100
            )
        )
        for name, criteria in QUESTIONS.items()
    }
    paths = [row[0] for row in connection.exec_driver_sql(_PLACES)]
    calls["counts at 20 places"] = lambda: count_at_places(snapshot, connection, paths, "breast-cancer", "")
    rows, figures = [], []
    for name, call in calls.items():
        p50, p99 = p50_p99(_timed(call, many))
        rows.append((name, f"{p50:.2f}", f"{p99:.2f}", f"{p50 / beside:.3f}"))
        figures.append(Figure(f"trials, {name}: of SQL", p50 / beside, "ratio", "less"))
    title = f"Trials near a place, of the processor; SQL over all sites takes {beside:.1f} ms"
    return Table(title, ("", "p50 ms", "p99 ms", "of SQL"), rows), figures


def _peer(connection: Connection) -> Callable[[Point], object]:
    """Return a function that asks SQLite for the nearest trials of any cancer by brute force."""
    asked = "SELECT name, numbers FROM trial_column WHERE name IN ('trial', 'x', 'y', 'z')"
    held = dict(tuple(row) for row in connection.exec_driver_sql(asked))
    columns = [
        memoryview(held[name]).cast("i" if name == "trial" else "d") for name in ("trial", "x", "y", "z")
    ]
    memory = sqlite3.connect(":memory:")
    memory.execute("CREATE TABLE site (trial INTEGER, x REAL, y REAL, z REAL)")
    memory.executemany("INSERT INTO site VALUES (?, ?, ?, ?)", zip(*columns, strict=True))

    def ask(here: Point) -> object:
        at = vector(here)
        return memory.execute(_PEER, (at.x, at.x, at.y, at.y, at.z, at.z)).fetchall()

    return ask


def _somewhere() -> Point:
    return Point(random.uniform(26, 47), random.uniform(-122, -72))


def _timed(call: Callable[[], object], many: int) -> list[float]:
    """Return the milliseconds of the processor for each of `many` calls, after a few to warm up."""
    return milliseconds(call, many + 5, time.process_time)[5:]

"""The search in the store, among made-up sites, beside SQL that looks at every site of one specialty."""

from __future__ import annotations

import random
import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from finder.geo.points import Point, vector
from finder.store.connect import Connection, Snapshot
from finder.store.flags import ASSIGNMENT, FEMALE, TELEHEALTH
from finder.store.near import Criteria, count_by_facet, find_page
from scripts.benches.runs.results import Figure, Plan, Report, Table
from scripts.benches.tools.made_up_directory import SHARES, ccn, made_up_directory
from scripts.benches.tools.made_up_table import made_up_table
from scripts.benches.tools.timing import milliseconds, p50_p99

PLACES = {
    "Manhattan": Point(40.7506, -73.9971),
    "Chicago": Point(41.8858, -87.6181),
    "rural Montana": Point(47.05, -109.43),
}
_SPECIALTY = "hematology-oncology"
_SURGEONS = ("clinician:general-surgery", "clinician:surgical-oncology")
_FLAGS = FEMALE | TELEHEALTH | ASSIGNMENT
QUESTIONS = {
    "one specialty": Criteria((f"clinician:{_SPECIALTY}",)),
    "a group": Criteria(("clinician:medical-oncology",)),
    "flags": Criteria(_SURGEONS, _FLAGS),
    "a name": Criteria(("clinician:any",), name=("madeup77", "an")),
    "a workplace": Criteria(("clinician:any",), workplace=ccn(7)),
    "all filters": Criteria(_SURGEONS, _FLAGS, ("madeup77", "an")),
}
_PEER = """
SELECT rowid, (x - ?) * (x - ?) + (y - ?) * (y - ?) + (z - ?) * (z - ?) AS chord
FROM site WHERE specialty = ? ORDER BY chord LIMIT 20
"""


def bench(plan: Plan) -> Report:
    """Measure a page of the nearest 20 with the total and the counts of the rings, from ever new points.

    "Specialties" are the counts by subspecialty. "Of SQL" compares a page with what SQLite takes to sort the
    sites of one specialty by their distance, in memory and with an index of the specialty.
    """
    directory = made_up_directory(plan.folder, plan.sites)
    snapshot, rows, figures = directory.snapshot(), [], []
    many = 50 if plan.quick else 500
    peer = statistics.median(_peer(made_up_table(directory.path.parent, plan.sites), 30))
    with snapshot.connect() as connection:
        for name, criteria in QUESTIONS.items():
            pages = []
            for place, point in PLACES.items():
                page, specialties = _calls(snapshot, connection, point, criteria)
                page()
                p50, p99 = p50_p99(milliseconds(page, many, time.thread_time))
                # Nothing is counted for those of a name or a place of work: they are few, and listed.
                counted = not (criteria.name or criteria.workplace)
                counts = (
                    statistics.median(milliseconds(specialties, many // 10, time.thread_time))
                    if counted
                    else None
                )
                pages.append(p50 / peer)
                cells = (f"{p50:.2f}", f"{p99:.2f}", f"{counts:.2f}" if counts else "")
                rows.append((f"{name}, {place}", *cells, f"{p50 / peer:.3f}"))
            figures.append(Figure(f"{name}: of SQL", statistics.median(pages), "ratio", "less"))
    title = f"Search in the store, {plan.sites:,} sites, of the processor; SQL takes {peer:.1f} ms"
    heads = ("", "page p50 ms", "p99 ms", "specialties ms", "of SQL")
    return Report([Table(title, heads, rows)], figures)


def _calls(
    snapshot: Snapshot, connection: Connection, around: Point, criteria: Criteria
) -> tuple[Callable[[], object], Callable[[], object]]:
    """Return what finds a page with its counts, and what counts each subspecialty, from ever new points."""
    chance = random.Random(7)

    def here() -> Point:
        """Return a point in the same town: no two questions come from the same one."""
        aside = chance.uniform(-0.15, 0.15), chance.uniform(-0.15, 0.15)
        return Point(around.latitude + aside[0], around.longitude + aside[1])

    shown = tuple(f"clinician:{slug}" for slug in SHARES)
    return (
        lambda: find_page(snapshot, connection, here(), criteria, miles=None, offset=0, limit=20),
        lambda: count_by_facet(snapshot, connection, here(), replace(criteria, facets=shown), None),
    )


def _peer(table: Path, many: int) -> list[float]:
    """Return the milliseconds that SQLite takes for the nearest 20 of a specialty by brute force."""
    with closing(sqlite3.connect(table)) as read, closing(sqlite3.connect(":memory:")) as memory:
        memory.execute("CREATE TABLE site (specialty TEXT, x REAL, y REAL, z REAL)")
        memory.executemany("INSERT INTO site VALUES (?, ?, ?, ?)", map(_in_space, read.execute(
            "SELECT specialty, latitude, longitude FROM site"
        )))  # fmt: skip
        memory.execute("CREATE INDEX by_specialty ON site (specialty)")
        at = vector(PLACES["Chicago"])
        given = (at.x, at.x, at.y, at.y, at.z, at.z, _SPECIALTY)
        return milliseconds(lambda: memory.execute(_PEER, given).fetchall(), many, time.thread_time)


def _in_space(row: tuple[str, float, float]) -> tuple[str, float, float, float]:
    at = vector(Point(*row[1:]))
    return row[0], at.x, at.y, at.z

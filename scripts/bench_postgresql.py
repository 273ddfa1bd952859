"""Compare near search on PostgreSQL with PostGIS on the same rows, and the build with that of a SQLite file.

usage: python -m scripts.bench_postgresql [SITES]

It starts a server of its own, and needs the packages postgresql and postgresql-15-postgis-3 of Debian.
"""

from __future__ import annotations

import math
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from finder.directory.checked_data import CheckedData, read_data
from finder.domain.clinicians import People
from finder.domain.database import Database
from finder.geo.points import ECCENTRICITY_SQUARED, Point
from finder.settings import Settings
from finder.sources.zip_codes import read_package
from finder.store.connect import Connection, Snapshot
from finder.store.locations import circles_around, count_each, locations_of
from finder.store.near import Criteria, find_page
from finder.store.read_records import records_numbered
from finder.store.storage.where import Where, at
from finder.store.write_directory import build
from scripts.bench_people import PLACES, made_up_people
from scripts.postgresql_server import NotInstalled, cluster

FACET = "clinician:hematology-oncology"
SITES = 400_000
#: How many questions of each kind are timed, each from another point, and how far from the place that is.
_QUESTIONS, _DEGREES = 300, 0.3
_RADIUS = 100
_METERS = 1609.344


@dataclass(frozen=True, slots=True)
class Measured:
    """What one question took near one place: milliseconds in the middle, and of the slowest hundredth.

    `ratio` is the middle against that of our own page in the same run: above 1 it is slower than ours.
    """

    place: str
    question: str
    p50: float
    p99: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Builds:
    """Seconds of a build into a SQLite file and into the database, and sites."""

    sites: int
    sqlite: float
    postgresql: float

    @property
    def ratio(self) -> float:
        """PostgreSQL against SQLite."""
        return self.postgresql / self.sqlite


@dataclass(frozen=True, slots=True)
class Results:
    """All that one run measured. `near` has no rows of PostGIS where that is not installed."""

    builds: Builds
    near: tuple[Measured, ...]


def bench(folder: Path, sites: int = SITES) -> Results:
    """Return what the builds and questions took, with so many sites; `folder` gets files.

    Raises NotInstalled where PostgreSQL is not on this machine.
    """
    with cluster() as made:
        settings = Settings.read({"FINDER_HOME": str(folder), "FINDER_DATABASE_URL": made.primary.address()})
        database = settings.database
        assert database
        data = read_data(folder, settings.data)
        builds = Builds(
            sites,
            _build(folder / "bench.sqlite", data, sites),
            _build(database, data, sites),
        )
        snapshot = at(database).open().snapshot()
        with snapshot.connect() as connection:
            peer = _peer(database, snapshot, connection)
            near = tuple(_near(snapshot, connection, peer))
        snapshot.engine.dispose()
        if peer:
            peer.close()
    return Results(builds, near)


def _build(where: Where, data: CheckedData, sites: int) -> float:
    """Build a directory with made-up clinicians; return the seconds."""
    located = [each for each in read_package.read_gazetteer().zips if each.point]
    started = time.perf_counter()
    build(where, data.curated, data.places, "bench", People(made_up_people(located, sites)))
    return time.perf_counter() - started


def _near(
    snapshot: Snapshot, connection: Connection, peer: psycopg.Connection[Any] | None
) -> Iterator[Measured]:
    for place, middle in PLACES.items():
        questions: dict[str, Callable[[Point], object]] = {
            "ours: nearest 20, rings, total": partial(_page, snapshot, connection),
            "ours: the same with the records": partial(_page_with_records, snapshot, connection),
            f"ours: count within {_RADIUS} miles": partial(_count, snapshot, connection),
        }
        if peer:
            questions |= {
                "PostGIS: nearest 20 (<->)": partial(_knn, peer),
                f"PostGIS: count within {_RADIUS} miles (ST_DWithin)": partial(_within, peer),
            }
            _check(snapshot, connection, peer, middle)
        base = 0.0
        for question, ask in questions.items():
            taken = sorted(_times(ask, middle))
            p50, p99 = statistics.median(taken), taken[int(len(taken) * 0.99)]
            base = base or p50
            yield Measured(place, question, p50, p99, p50 / base)


def _times(ask: Callable[[Point], object], middle: Point) -> Iterator[float]:
    chance = random.Random(2)
    ask(middle)  # the first loads what is kept
    for _ in range(_QUESTIONS):
        north, east = chance.uniform(-_DEGREES, _DEGREES), chance.uniform(-_DEGREES, _DEGREES)
        point = Point(middle.latitude + north, middle.longitude + east)
        started = time.perf_counter()
        ask(point)
        yield (time.perf_counter() - started) * 1000


def _page(snapshot: Snapshot, connection: Connection, point: Point) -> Any:
    return find_page(snapshot, connection, point, Criteria((FACET,)), miles=None, offset=0, limit=20)


def _page_with_records(snapshot: Snapshot, connection: Connection, point: Point) -> object:
    page = _page(snapshot, connection, point)
    return records_numbered(snapshot, connection, [number for number, _ in page.places])


def _count(snapshot: Snapshot, connection: Connection, point: Point) -> int:
    locations = [locations_of(snapshot, connection, FACET)]
    return count_each(circles_around(point, [_RADIUS], locations))[0]


def _knn(peer: psycopg.Connection[Any], point: Point) -> list[tuple[int, float]]:
    """Return the nearest 20 records and their meters; some may come twice, by two of their sites."""
    query = "SELECT record, site <-> {0} AS meters FROM site ORDER BY site <-> {0} LIMIT 20"
    here = "ST_SetSRID(ST_MakePoint(%(east)s, %(north)s), 4326)::geography"
    return peer.execute(query.format(here), _values(point)).fetchall()


def _within(peer: psycopg.Connection[Any], point: Point) -> int:
    here = "ST_SetSRID(ST_MakePoint(%(east)s, %(north)s), 4326)::geography"
    query = f"SELECT count(DISTINCT record) FROM site WHERE ST_DWithin(site, {here}, %(meters)s)"
    row = peer.execute(query, _values(point) | {"meters": _RADIUS * _METERS}).fetchone()
    return int(row[0]) if row else 0


def _values(point: Point) -> dict[str, float]:
    return {"north": point.latitude, "east": point.longitude}


def _peer(database: Database, snapshot: Snapshot, connection: Connection) -> psycopg.Connection[Any] | None:
    """Put the same locations into a table of PostGIS; return a connection, or None where it is missing."""
    peer = psycopg.connect(database.primary, autocommit=True)
    try:
        peer.execute("CREATE EXTENSION postgis")
    except psycopg.Error:
        peer.close()
        return None
    rows = locations_of(snapshot, connection, FACET)
    peer.execute("CREATE TABLE place (record int NOT NULL, north float8 NOT NULL, east float8 NOT NULL)")
    with peer.cursor() as cursor, cursor.copy("COPY place FROM STDIN") as copy:
        for record, x, y, z in zip(rows.record.tolist(), rows.x, rows.y, rows.z, strict=True):
            north = math.atan2(z, math.hypot(x, y) * (1 - ECCENTRICITY_SQUARED))
            copy.write_row((record, math.degrees(north), math.degrees(math.atan2(y, x))))
    peer.execute(
        "CREATE TABLE site AS SELECT record, ST_SetSRID(ST_MakePoint(east, north), 4326)::geography AS site"
        " FROM place"
    )
    peer.execute("CREATE INDEX site_by_place ON site USING gist (site)")
    peer.execute("CLUSTER site USING site_by_place")
    peer.execute("VACUUM ANALYZE site")
    peer.prepare_threshold = 0
    return peer


def _check(snapshot: Snapshot, connection: Connection, peer: psycopg.Connection[Any], point: Point) -> None:
    """Stop unless both give the same answers, but that <-> takes the Earth for a ball: half of a percent."""
    nearest: dict[int, float] = {}
    for record, meters in _knn(peer, point):
        nearest.setdefault(record, meters / _METERS)
    ours = [miles for _, miles in _page(snapshot, connection, point).places][: len(nearest)]
    pairs = [*zip(ours, nearest.values(), strict=True)]
    pairs.append((_count(snapshot, connection, point), _within(peer, point)))
    if any(abs(one - other) > max(0.006 * other, 0.02) for one, other in pairs):
        raise SystemExit(f"not the same answers: {pairs}")


def print_results(results: Results) -> None:
    """Print the tables."""
    builds = results.builds
    print(f"{builds.sites:,} sites; build: {builds.sqlite:.1f} s into a file, {builds.postgresql:.1f} s into"
          f" PostgreSQL ({builds.ratio:.2f})")  # fmt: skip
    print(f"\n{'':16}{'':50}{'p50 ms':>8}{'p99 ms':>8}{'x ours':>8}")
    for each in results.near:
        print(f"{each.place:16}{each.question:50}{each.p50:8.2f}{each.p99:8.2f}{each.ratio:8.1f}")


def main() -> None:
    """Measure and print."""
    sites = int(sys.argv[1]) if len(sys.argv) > 1 else SITES
    with tempfile.TemporaryDirectory() as folder:
        try:
            print_results(bench(Path(folder), sites))
        except NotInstalled as error:
            raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()

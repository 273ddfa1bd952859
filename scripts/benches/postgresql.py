"""The search on PostgreSQL, among made-up sites, beside PostGIS on the same rows in the same server."""

from __future__ import annotations

import math
import random
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

import psycopg

from finder.directory.checked_data import read_data
from finder.domain.clinicians import People
from finder.geo.points import Point
from finder.settings import Settings
from finder.store.connect import Connection, Snapshot
from finder.store.locations import circles_around, count_each, locations_of, ranked
from finder.store.near import RINGS, Criteria, find_page
from finder.store.storage.where import at
from finder.store.write_directory import build
from scripts.benches.near import PLACES
from scripts.benches.runs.results import Figure, Plan, Report, Table
from scripts.benches.tools.made_up_directory import made_up_people, zips_with_points
from scripts.benches.tools.postgis import PostGIS
from scripts.benches.tools.timing import milliseconds, p50_p99
from scripts.postgresql_server import NotInstalled, cluster

_FACET = "clinician:hematology-oncology"
_MILES = 100
_REACHES = (30.0, 120.0, 500.0, math.inf)
_HEADS = ("", "ours p50 ms", "p99 ms", "PostGIS p50 ms", "p99 ms", "of PostGIS")

Ask = Callable[[Point], object]


def bench(plan: Plan) -> Report:
    """Measure questions from ever new points; nothing where PostgreSQL or PostGIS is not installed.

    A page is the nearest 20 with the counts of the rings and the total. PostGIS finds the nearest 20 by <->,
    and counts with ST_DWithin, by an index of the one specialty. Both must give the same answers.
    """
    try:
        with tempfile.TemporaryDirectory() as folder, cluster() as made:
            return _bench(plan, Path(folder), made.primary.address())
    except (NotInstalled, psycopg.errors.FeatureNotSupported, psycopg.errors.UndefinedFile) as error:
        return Report([Table(f"Search on PostgreSQL: not measured. {error}".strip(), ("",), [])], [])


def _bench(plan: Plan, home: Path, address: str) -> Report:
    settings = Settings.read({"FINDER_HOME": str(home), "FINDER_DATABASE_URL": address})
    data = read_data(home, settings.data)
    people = People(made_up_people(zips_with_points(), plan.sites))
    build(settings.where, data.curated, data.places, "bench", people)
    snapshot = at(settings.where).open().snapshot()
    with snapshot.connect() as connection:
        peer = PostGIS(settings.database.primary, locations_of(snapshot, connection, _FACET))  # type: ignore[union-attr]
        questions = _questions(snapshot, connection, peer)
        rows, figures = [], []
        for name, (ours, theirs) in questions.items():
            shares = []
            for place, point in PLACES.items():
                _check(snapshot, connection, peer, point)
                own, other = (p50_p99(_times(ask, point, plan)) for ask in (ours, theirs))
                shares.append(own[0] / other[0])
                cells = (f"{own[0]:.2f}", f"{own[1]:.2f}", f"{other[0]:.2f}", f"{other[1]:.2f}")
                rows.append((f"{name}, {place}", *cells, f"{shares[-1]:.3f}"))
            figures.append(Figure(f"{name}: of PostGIS", statistics.median(shares), "ratio", "less"))
    peer.close()
    snapshot.engine.dispose()
    return Report([Table(f"Search on PostgreSQL, {plan.sites:,} sites", _HEADS, rows)], figures)


def _questions(snapshot: Snapshot, connection: Connection, peer: PostGIS) -> dict[str, tuple[Ask, Ask]]:
    """Return for each question how we and PostGIS are asked."""

    def page(point: Point) -> object:
        return find_page(snapshot, connection, point, Criteria((_FACET,)), miles=None, offset=0, limit=20)

    def page_of_peer(point: Point) -> object:
        return peer.nearest(point), [peer.count(point, ring) for ring in RINGS]

    return {
        "nearest 20": (lambda point: _nearest(snapshot, connection, point), peer.nearest),
        f"count within {_MILES} miles": (
            lambda point: _count(snapshot, connection, point), lambda point: peer.count(point, _MILES),
        ),
        "a page": (page, page_of_peer),
    }  # fmt: skip


def _times(ask: Ask, around: Point, plan: Plan) -> list[float]:
    """Return the milliseconds of questions from ever new points in the same town."""
    chance = random.Random(7)
    ask(around)  # the first loads what is kept

    def once() -> object:
        aside = chance.uniform(-0.15, 0.15), chance.uniform(-0.15, 0.15)
        return ask(Point(around.latitude + aside[0], around.longitude + aside[1]))

    return milliseconds(once, 50 if plan.quick else 300)


def _nearest(snapshot: Snapshot, connection: Connection, point: Point) -> list[tuple[int, float]]:
    """Return the nearest 20 records and their squared chords, of the smallest circle that has so many."""
    facets = [locations_of(snapshot, connection, _FACET)]
    for reach in _REACHES:
        found = ranked(circles_around(point, [reach], facets), 20)
        if len(found) == 20:
            break
    return found


def _count(snapshot: Snapshot, connection: Connection, point: Point) -> int:
    return count_each(circles_around(point, [_MILES], [locations_of(snapshot, connection, _FACET)]))[0]


def _check(snapshot: Snapshot, connection: Connection, peer: PostGIS, point: Point) -> None:
    """Raise RuntimeError unless both give the same; <-> takes the Earth for a ball: half of a percent."""
    theirs = list(peer.nearest(point).values())
    ours = [math.sqrt(chord) for _, chord in _nearest(snapshot, connection, point)][: len(theirs)]
    pairs = [*zip(ours, theirs, strict=True)]
    pairs.append((_count(snapshot, connection, point), peer.count(point, _MILES)))
    if any(abs(one - other) > max(0.006 * other, 0.02) for one, other in pairs):
        raise RuntimeError(f"not the same answers: {pairs}")

"""Write a new directory beside the old one, verify it, and swap it in by rename.

A crash at any instant leaves the old directory whole: until the rename, nothing has touched it.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import URL, Connection, Table, create_engine, func, insert, select, text
from sqlalchemy.schema import CreateIndex, CreateTable

from finder.domain.care import GROUPS, CareSite, Position
from finder.domain.curated import Curated
from finder.domain.documents import Serves
from finder.domain.places import Gazetteer
from finder.errors import BadDirectory
from finder.geo.circle import Point, cell, region, vector
from finder.store import schema
from finder.store.connect import Snapshot
from finder.store.near import ADULTS, ANY, CHILDREN, NCCN, NCI, Wanted, find_page, flags_of

#: A half-written directory older than this was left by a crash, and is removed.
STALE_SECONDS = 3600

SERIES_GROUPS = {
    "PDQ": "nci",
    "cancer.gov": "nci",
    "NCCN Guidelines": "nccn",
    "NCCN Guidelines for Patients": "nccn-patients",
}

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote: rows per table."""

    path: Path
    counts: dict[str, int]


def build(path: Path, curated: Curated, gazetteer: Gazetteer, fingerprint: str) -> Built:
    """Build the directory at `path`. Raises BadDirectory if what was written does not verify."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path)
    new = path.with_name(f"{path.name}.building-{os.getpid()}-{time.monotonic_ns()}")
    rows = _rows(curated, gazetteer, fingerprint)
    try:
        _write(new, rows)
        _verify(new, rows)
        _to_disk(new)
        new.replace(path)
        _to_disk(path.parent)
    finally:
        new.unlink(missing_ok=True)
    return Built(path, {table.name: len(content) for table, content in rows.items()})


def _sweep(path: Path) -> None:
    for left in path.parent.glob(f"{path.name}.building-*"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > STALE_SECONDS:
                left.unlink()


def _write(path: Path, rows: dict[Table, Rows]) -> None:
    engine = create_engine(URL.create("sqlite", database=str(path)))
    try:
        with engine.connect() as connection:
            # Nothing is lost if this file is: it is synced once, when it is whole.
            connection.exec_driver_sql("PRAGMA journal_mode = OFF")
            connection.exec_driver_sql("PRAGMA synchronous = OFF")
            # Indexes last: sorting once is faster than keeping them in order row by row.
            for table, content in rows.items():
                connection.execute(CreateTable(table))
                _insert(connection, table, content)
                for index in table.indexes:
                    connection.execute(CreateIndex(index))
            connection.exec_driver_sql("ANALYZE")
            connection.commit()
    finally:
        engine.dispose()


def _insert(connection: Connection, table: Table, content: Rows) -> None:
    """Insert through the driver: SQLAlchemy's own path takes three times as long for 80,000 rows."""
    if not content:
        return
    statement = insert(table).values(dict.fromkeys(content[0])).compile(dialect=connection.dialect)
    names = statement.positiontup or list(content[0])
    connection.exec_driver_sql(str(statement), [tuple(row[name] for name in names) for row in content])


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _rows(curated: Curated, gazetteer: Gazetteer, fingerprint: str) -> dict[Table, Rows]:
    points = {each.zip: each.point for each in gazetteer.zips}
    sites = [_located(site, points) for site in curated.care_sites]
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    facts = {"fingerprint": fingerprint, "built_at": now, "gazetteer": gazetteer.release}
    facts |= {name: str(count) for name, count in _counts(curated).items()}
    return {
        schema.meta: [{"name": name, "value": value} for name, value in facts.items()],
        schema.zip_code: [
            {
                "zip": each.zip,
                "city": each.city,
                "state": each.state,
                "kind": each.kind,
                "active": each.active,
                "latitude": each.point and each.point.latitude,
                "longitude": each.point and each.point.longitude,
                "cell": each.point and cell(each.point),
            }
            for each in gazetteer.zips
        ],
        schema.city: [
            {
                "id": number,
                "key": each.key,
                "state": each.state,
                "name": each.name,
                "label": each.label,
                "latitude": each.point.latitude,
                "longitude": each.point.longitude,
                "zips": each.zips,
            }
            for number, each in enumerate(gazetteer.cities, start=1)
        ],
        schema.care_site: [_care_site(number, site) for number, site in enumerate(sites, start=1)],
        schema.near: [row for number, site in enumerate(sites, start=1) for row in _near(number, site)],
        schema.catalog: list(_catalog(curated)),
        schema.treater: [
            {
                "cancer": each.cancer,
                "place": place,
                "specialty": each.specialty,
                "role": each.role,
                "document": _document(each),
            }
            for place, each in enumerate(curated.treaters)
        ],
        schema.group_rule: [
            {"cancer": each.cancer, "group": each.group, "document": _document(each)}
            for each in curated.group_rules
        ],
        schema.guideline: [
            {
                "id": each.id,
                "status": each.status,
                "place": place,
                "publisher": each.publisher,
                "audience": each.audience,
                "language": each.language,
                "kind": each.kind,
                "document": _document(each),
            }
            for place, each in enumerate(curated.guidelines)
        ],
        schema.serves: list(_serves(curated)),
    }


def _counts(curated: Curated) -> dict[str, int]:
    """Count what the first page tells: what a person can be led to, not what is merely kept."""
    shown = [document for document in curated.guidelines if document.status == "current"]
    treating = [site.kind for site in curated.care_sites if site.treats_patients]
    return {
        "centers": treating.count("center"),
        "programs": treating.count("program"),
        "documents": len(shown),
        "languages": len({document.language for document in shown}),
    }


def _document(record: object) -> str:
    return msgspec.json.encode(record).decode()


def _located(site: CareSite, points: Mapping[str, Point | None]) -> CareSite:
    """Give a place that treats patients its ZIP's point where it has none of its own."""
    if site.position or not site.treats_patients:
        return site
    point = points.get(site.address.zip or "")
    if point is None:
        raise BadDirectory(f"{site.id} has no position, and neither has its ZIP {site.address.zip}")
    return replace(site, position=Position(point, "zip", site.address.origin))


def _care_site(number: int, site: CareSite) -> dict[str, Any]:
    flags = flags_of(site)
    return {
        "id": number,
        "kind": site.kind,
        "slug": site.id,
        "name": site.name,
        "state": site.address.state,
        "treats_patients": site.treats_patients,
        "latitude": site.position and site.position.point.latitude,
        "longitude": site.position and site.position.point.longitude,
        "document": _document(site),
        "nci": bool(flags & NCI),
        "nccn": bool(flags & NCCN),
        "adults": bool(flags & ADULTS),
        "children": bool(flags & CHILDREN),
    }


def _near(number: int, site: CareSite) -> Iterator[dict[str, Any]]:
    """Yield the rows by which a place is found: under "any", and under each group it answers to.

    Nothing says which groups work at a community program, so it answers to all four: the page then says
    that this is not on record. Leaving it out would hide the hospital next door.
    """
    if not site.treats_patients or not site.position:
        return
    point = site.position.point
    here = vector(point)
    for facet in (ANY, *(site.groups or (GROUPS if site.kind == "program" else ()))):
        yield {
            "facet": facet,
            "cell": cell(point),
            "site": number,
            "region": region(point),
            "kind": site.kind,
            "flags": flags_of(site),
            "x": here.x,
            "y": here.y,
            "z": here.z,
        }


def _catalog(curated: Curated) -> Iterator[dict[str, Any]]:
    kinds: dict[str, Sequence[object]] = {
        "cancer": curated.cancers,
        "cancer name": curated.cancer_names,
        "specialty": curated.specialties,
        "source": curated.sources,
        "claim kind": curated.claim_kinds,
        "designation kind": curated.designation_kinds,
        "helpline": curated.helplines,
    }
    for kind, records in kinds.items():
        for place, record in enumerate(records):
            yield {"kind": kind, "place": place, "document": _document(record)}


def _serves(curated: Curated) -> Iterator[dict[str, Any]]:
    """Join topics to their documents. Where a type is served both ways, its own document's scope wins."""
    children = [cancer.slug for cancer in curated.cancers if cancer.population in ("pediatric", "both")]
    by_topic: dict[tuple[str, str], list[Serves]] = defaultdict(list)
    for each in curated.serves:
        by_topic[each.series_group, each.topic].append(each)
    for document in curated.guidelines:
        scopes: dict[str, str] = {}
        for each in by_topic[SERIES_GROUPS[document.series], document.topic]:
            for cancer in children if each.cancer == "children" else [each.cancer]:
                scopes[cancer] = "own" if "own" in (each.scope, scopes.get(cancer)) else each.scope
        for cancer, scope in scopes.items():
            yield {"cancer": cancer, "guideline": document.id, "scope": scope}


def _verify(path: Path, rows: dict[Table, Rows]) -> None:
    """Ask the new file what it must know. Raises BadDirectory at the first wrong answer."""
    engine = create_engine(URL.create("sqlite", database=str(path)))
    try:
        with engine.connect() as connection:
            if (state := connection.execute(text("PRAGMA integrity_check")).scalar()) != "ok":
                raise BadDirectory(f"the new directory is damaged: {state}")
            for table, content in rows.items():
                count = connection.execute(select(func.count()).select_from(table)).scalar()
                if count != len(content):
                    raise BadDirectory(f"{table.name}: {count} rows where {len(content)} were written")
    finally:
        engine.dispose()
    snapshot = Snapshot(path)
    try:
        with snapshot.connect() as connection:
            for site in rows[schema.near]:
                if site["facet"] == ANY:
                    _finds_itself(snapshot, connection, site)
    finally:
        snapshot.engine.dispose()


def _finds_itself(snapshot: Snapshot, connection: Connection, site: dict[str, Any]) -> None:
    """Check that a search from where a place stands finds it among the first."""
    here = connection.execute(
        select(schema.care_site.c.latitude, schema.care_site.c.longitude).where(
            schema.care_site.c.id == site["site"]
        )
    ).one()
    alike = Wanted(kinds=(site["kind"],))
    page = find_page(snapshot, connection, Point(*here), alike, miles=None, offset=0, limit=10)
    if site["site"] not in (number for number, _ in page.places):
        raise BadDirectory(f"place {site['site']} is not found from where it stands")

"""Write a new directory beside the old one, verify it, and swap it in by rename.

A crash at any instant leaves the old directory whole: until the rename, nothing has touched it.
"""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Table, create_engine, func, insert, select, text
from sqlalchemy.schema import CreateIndex, CreateTable

from finder.domain.curated import Curated
from finder.domain.places import Gazetteer
from finder.errors import BadDirectory
from finder.geo.circle import Point
from finder.store import schema
from finder.store.connect import Snapshot
from finder.store.near import ANY, Wanted, find_page
from finder.store.rows import Rows, rows_of

#: A half-written directory older than this was left by a crash, and is removed.
STALE_SECONDS = 3600


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
    rows = rows_of(curated, gazetteer, fingerprint)
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

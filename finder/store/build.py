"""Write a new directory beside the old one, verify it, and swap it in by rename.

A crash at any instant leaves the old directory whole: until the rename, nothing has touched it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Table, create_engine, func, insert, select, text
from sqlalchemy.schema import CreateIndex, CreateTable

from finder.domain.curated import Curated
from finder.domain.places import Gazetteer, ZipPlace
from finder.errors import BadDirectory
from finder.geo.circle import Point
from finder.store import schema
from finder.store.catalog import read_meta
from finder.store.connect import Snapshot
from finder.store.near import ANY, Wanted, find_page
from finder.store.places import zip_named
from finder.store.rows import Rows, curated_rows, place_rows

#: A half-written directory older than this was left by a crash, and is removed.
STALE_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote: rows per table."""

    path: Path
    counts: dict[str, int]


class PlacesFile:
    """The gazetteer as a file, which every directory starts as a copy of."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._snapshot = Snapshot(path, connections=1)

    def made_with(self) -> str:
        """Return what it was made with: the release of the ZIP package and the code."""
        with self._snapshot.connect() as connection:
            return read_meta(connection, "places_made_with")

    def get(self, digits: str) -> ZipPlace | None:
        """Return the ZIP code with these five digits, if there is one."""
        with self._snapshot.connect() as connection:
            return zip_named(connection, digits)


def write_places(path: Path, gazetteer: Gazetteer, made_with: str) -> PlacesFile:
    """Write the gazetteer to `path`, in place of what is there."""
    with _beside(path) as new:
        _write(new, place_rows(gazetteer, made_with))
    return PlacesFile(path)


def build(path: Path, curated: Curated, places: PlacesFile, fingerprint: str) -> Built:
    """Build the directory at `path`. Raises BadDirectory if what was written does not verify."""
    rows = curated_rows(curated, places, fingerprint)
    with _beside(path) as new:
        shutil.copyfile(places.path, new)
        _write(new, rows)
        counts = _verify(new, rows)
    return Built(path, counts)


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Lend a name beside `path` to write to; what was written takes its place if the block ends well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path)
    new = path.with_name(f"{path.name}.building-{os.getpid()}-{time.monotonic_ns()}")
    try:
        yield new
        _to_disk(new)
        new.replace(path)
        _to_disk(path.parent)
    finally:
        new.unlink(missing_ok=True)


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
                connection.execute(CreateTable(table, if_not_exists=True))
                _insert(connection, table, content)
                for index in table.indexes:
                    connection.execute(CreateIndex(index, if_not_exists=True))
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
    if path.is_dir() and os.name == "nt":  # Windows opens no folders, and needs no such push
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _verify(path: Path, rows: dict[Table, Rows]) -> dict[str, int]:
    """Ask the new file what it must know; return the rows per table. Raises BadDirectory if one is wrong."""
    counts: dict[str, int] = {}
    engine = create_engine(URL.create("sqlite", database=str(path)))
    try:
        with engine.connect() as connection:
            if (state := connection.execute(text("PRAGMA integrity_check")).scalar()) != "ok":
                raise BadDirectory(f"the new directory is damaged: {state}")
            for table in schema.metadata.sorted_tables:
                count = connection.execute(select(func.count()).select_from(table)).scalar_one()
                written = len(rows.get(table, ()))
                if count < 1 or (table not in schema.PLACES and count != written):
                    raise BadDirectory(f"{table.name}: {count} rows where {written} were written")
                counts[table.name] = count
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
    return counts


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

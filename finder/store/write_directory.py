"""Write a new directory beside the old one, verify it, and swap it in by rename.

A crash at any instant leaves the old directory whole: until the rename, nothing has touched it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Table, create_engine
from sqlalchemy.exc import DatabaseError

from finder.domain.cancers.types import CANCER_GROUPS
from finder.domain.clinicians import People
from finder.domain.curated import Curated
from finder.domain.places import CityPlace, Gazetteer, TownPoint, ZipPlace, ZipPoint
from finder.domain.sources import TRIALS
from finder.domain.trials import Trials
from finder.errors import BadDirectory
from finder.language import _
from finder.replace_file import disk_full, put_in_place, temporary_file
from finder.store.connect import Snapshot
from finder.store.copies.checksum import check, seal
from finder.store.copies.verified import accept_file
from finder.store.read_catalog import WordIndex, read_meta
from finder.store.read_places import every_city, every_zip, town_points, zip_named, zip_points
from finder.store.trials.write_trials import write_trials
from finder.store.verify import verify
from finder.store.write_curated import Rows, curated_rows, located, place_rows, with_numbers_of_centers
from finder.store.write_records import write_records, write_table

_CACHE_KIB = 24 * 1024

#: A half-written directory older than this was left by a crash, and is removed.
STALE_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote: rows per table, records per kind, and streets of practices per exactness."""

    path: Path
    counts: dict[str, int]
    records: dict[str, int]
    streets: Mapping[str, int] = field(default_factory=dict)


class PlacesFile:
    """The gazetteer as a file, which every directory starts as a copy of. Raises BadDirectory if damaged."""

    def __init__(self, path: Path) -> None:
        check(path)
        self.path = path
        self._snapshot = Snapshot(path, connections=1)
        self._found: dict[str, ZipPlace | None] = {}

    def made_with(self) -> str:
        """Return what it was made with: the release of the ZIP package and the code."""
        with self._snapshot.connect() as connection:
            return read_meta(connection, "places_made_with")

    def get(self, digits: str) -> ZipPlace | None:
        """Return the ZIP code with these five digits, if there is one."""
        if digits not in self._found:
            with self._snapshot.connect() as connection:
                self._found[digits] = zip_named(connection, digits)
        return self._found[digits]

    def towns(self) -> tuple[list[ZipPlace], list[CityPlace]]:
        """Return every ZIP code, and every city by each of its names: for looking up many of them."""
        with self._snapshot.connect() as connection:
            return every_zip(connection), every_city(connection)

    def points(self) -> tuple[list[ZipPoint], list[TownPoint]]:
        """Return where every ZIP code and every city is: as `towns`, in a fifth of the time."""
        with self._snapshot.connect() as connection:
            return zip_points(connection), town_points(connection)


def write_places(path: Path, gazetteer: Gazetteer, made_with: str) -> PlacesFile:
    """Write the gazetteer to `path`, in place of what is there."""
    with _beside(path) as new:
        _write(new, place_rows(gazetteer, made_with))
        seal(new)
        put_in_place(new, path)
    return PlacesFile(path)


def build(
    path: Path,
    curated: Curated,
    places: PlacesFile,
    fingerprint: str,
    people: People | None = None,
    trials: Trials | None = None,
    files: Sequence[str] = (),
    indexes: Iterable[WordIndex[Any]] = (),
) -> Built:
    """Build the directory at `path`, with indexes of its words; `files` names what was loaded for it.

    Raises BadDirectory if what was written does not verify, and OSError where it cannot be written.
    """
    people, trials = people or People(), trials or Trials()
    sites = with_numbers_of_centers([located(site, places) for site in curated.care_sites])
    days = {**people.days, **({TRIALS: trials.as_of} if trials.trials else {})}
    loaded = {**people.loaded, **({TRIALS: trials.loaded} if trials.trials else {})}
    made_from = {"fingerprint": fingerprint, "files": " ".join(files)}
    rows = curated_rows(curated, days, loaded, made_from, indexes)
    with _beside(path) as new:
        shutil.copyfile(places.path, new)

        def write_rest(connection: Connection) -> dict[str, int]:
            return write_records(connection, curated, sites, people) | write_trials(
                connection, curated.cancers, curated.rows(CANCER_GROUPS), trials
            )

        written = _write(new, rows, write_rest)
        counts, records = verify(new, written)
        seal(new)
        accept_file(new, path)
    return Built(path, counts, records)


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Yield a path beside `path` to write to; the file is removed if the block does not put it in place."""
    _sweep(path)
    with temporary_file(path, f".building-{os.getpid()}-{time.monotonic_ns()}") as new:
        yield new


def _sweep(path: Path) -> None:
    for left in path.parent.glob(f"{path.name}.building-*"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > STALE_SECONDS or not _is_running(left):
                left.unlink()


def _is_running(left: Path) -> bool:
    """Return whether the process that writes a file may still be running: its number is in the name."""
    number = left.name.rpartition("building-")[2].partition("-")[0]
    if os.name == "nt" or not number.isdigit():
        return True  # on Windows asking would end the process
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _write(
    path: Path, rows: Mapping[Table, Rows], more: Callable[[Connection], dict[str, int]] | None = None
) -> dict[str, int]:
    """Write tables, and what `more` writes; return table → rows written.

    Raises OSError on a full disk, and BadDirectory if the database cannot write for another reason.
    """
    written: dict[str, int] = {}
    engine = create_engine(URL.create("sqlite", database=str(path)))
    try:
        with engine.connect() as connection:
            # Nothing is lost if this file is: it is synced once, when it is whole.
            connection.exec_driver_sql("PRAGMA journal_mode = OFF")
            connection.exec_driver_sql("PRAGMA synchronous = OFF")
            connection.exec_driver_sql(f"PRAGMA cache_size = {-_CACHE_KIB}")
            for table, content in rows.items():
                written[table.name] = write_table(connection, table, content)
            if more:
                written |= more(connection)
            connection.exec_driver_sql("ANALYZE main")
            connection.commit()
    except DatabaseError as error:
        if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            raise disk_full(path) from error
        raise BadDirectory(
            _("The new directory could not be written: %(error)s") % {"error": error.orig}
        ) from error
    finally:
        engine.dispose()
    return written

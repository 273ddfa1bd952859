"""A directory in a SQLite file: a new one is written beside it, verified, and swapped in by rename."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import URL, Connection, Table, create_engine, insert, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.schema import CreateIndex, CreateTable

from finder.errors import BadDirectory
from finder.language import _
from finder.replace_file import disk_full, temporary_file
from finder.store.connect import Directory, FileSnapshot
from finder.store.copies.checksum import seal
from finder.store.copies.verified import accept_file
from finder.store.verify import verify

if TYPE_CHECKING:
    from finder.store.storage.interface import WriteTable
    from finder.store.storage.places_file import PlacesFile

Tables: TypeAlias = Mapping[Table, Iterable[Mapping[str, Any]]]

_CACHE_KIB = 24 * 1024
#: Rows of a table that are held at once while they are written.
_BATCH = 4000

#: A half-written directory older than this was left by a crash, and is removed.
STALE_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """The place at a path."""

    path: Path
    is_shared = False

    @property
    def home(self) -> Path:
        """The folder that holds what is loaded into the directory."""
        return self.path.parent

    def open(self) -> Directory:
        """Return the directory that lies here."""
        return Directory(self.path)

    @contextmanager
    def writing(self, places: PlacesFile) -> Iterator[NewFile]:
        """Return a new file beside the path, as a copy of the gazetteer."""
        with beside(self.path) as new:
            shutil.copyfile(places.path, new)
            yield NewFile(new, self.path)


@dataclass(frozen=True, slots=True)
class NewFile:
    """A directory that is being written to `new`, to be put at `path`."""

    new: Path
    path: Path

    def write(self, rows: Tables, more: Callable[[WriteTable], dict[str, int]]) -> dict[str, int]:
        """Write tables, and what `more` writes; return table → rows written. Raises as `write_file`."""
        return write_file(self.new, rows, more)

    def verify(self, written: Mapping[str, int]) -> tuple[dict[str, int], dict[str, int]]:
        """Return the rows per table and the records per kind. Raises BadDirectory if the file is wrong."""
        return verify_file(self.new, written)

    def put_in_place(self) -> None:
        """Seal the file, and let it be the directory."""
        seal(self.new)
        accept_file(self.new, self.path)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Yield a path beside `path` to write to; the file is removed if the block does not put it in place."""
    _sweep(path)
    with temporary_file(path, f".building-{os.getpid()}-{time.monotonic_ns()}") as new:
        yield new


def _sweep(path: Path) -> None:
    for left in path.parent.glob(f"{path.name}.building-*"):
        with suppress(FileNotFoundError):
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


def write_file(
    path: Path, rows: Tables, more: Callable[[WriteTable], dict[str, int]] | None = None
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
                written |= more(partial(write_table, connection))
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


def write_table(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> int:
    """Create a table where there is none, and write rows, then its indexes; return how many rows.

    Rows go to the driver: SQLAlchemy's own path takes three times as long. Indexes come last: sorting once
    is faster than keeping them in order row by row.
    """
    connection.execute(CreateTable(table, if_not_exists=True))
    count, rest = 0, iter(rows)
    while batch := list(islice(rest, _BATCH)):
        statement = insert(table).values(dict.fromkeys(batch[0])).compile(dialect=connection.dialect)
        names = statement.positiontup or list(batch[0])
        connection.exec_driver_sql(str(statement), [tuple(row[name] for name in names) for row in batch])
        count += len(batch)
    for index in table.indexes:
        connection.execute(CreateIndex(index, if_not_exists=True))
    return count


def verify_file(path: Path, written: Mapping[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the rows per table and the records per kind. Raises BadDirectory if the file is wrong."""
    _check_pages(path)
    snapshot = FileSnapshot(path)
    try:
        with snapshot.connect() as connection:
            return verify(snapshot, connection, written)
    finally:
        snapshot.engine.dispose()


def _check_pages(path: Path) -> None:
    """Raise BadDirectory if SQLite finds a page of the file damaged."""
    engine = create_engine(URL.create("sqlite", database=str(path)))
    try:
        with engine.connect() as connection:
            if (state := connection.execute(text("PRAGMA quick_check")).scalar()) != "ok":
                raise BadDirectory(_("the new directory is damaged: %(state)s") % {"state": state})
    finally:
        engine.dispose()

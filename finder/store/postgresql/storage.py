"""A directory in PostgreSQL: each build is a new schema, written, verified and named in one transaction.

A crash at any instant leaves nothing behind: nobody sees a schema before all of it is committed.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, NullPool, Table, create_engine, select, text
from sqlalchemy.exc import DBAPIError

from finder import utc
from finder.domain.database import Database
from finder.errors import BadDirectory
from finder.language import _
from finder.store import schema
from finder.store.connect import Snapshot
from finder.store.postgresql.directory import DatabaseDirectory
from finder.store.postgresql.servers import first_line
from finder.store.postgresql.tables import copy_rows
from finder.store.storage.interface import WriteTable
from finder.store.storage.places_file import PlacesFile
from finder.store.verify import verify

log = logging.getLogger("finder")

#: How many versions stay: the newest, and the one that readers may still be reading.
KEPT = 2
#: The lock that a build holds, and how often one that waits for another looks whether it is free, in seconds.
_LOCK, _LOOK = 7_346_337, 0.5
#: How long the removal of old versions may wait for readers, in seconds; the next build tries again.
_PATIENCE = 2
_CONNECT = 10
_VERSIONS = """
    CREATE SCHEMA IF NOT EXISTS finder;
    CREATE TABLE IF NOT EXISTS finder.version (
        number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text NOT NULL UNIQUE,
        form text NOT NULL
    );
    GRANT USAGE ON SCHEMA finder TO PUBLIC;
    GRANT SELECT ON finder.version TO PUBLIC;
"""


@dataclass(frozen=True, slots=True)
class PostgresDatabase:
    """The place in a database."""

    database: Database
    is_shared = True

    @property
    def home(self) -> Path:
        """The folder that holds what is loaded into the directory."""
        return self.database.home

    def open(self) -> DatabaseDirectory:
        """Return the directory that lies here."""
        return DatabaseDirectory(self.database)

    @contextmanager
    def writing(self, places: PlacesFile) -> Iterator[NewVersion]:
        """Return a new version that has the gazetteer. One build at a time: others wait for its end.

        Raises BadDirectory if the database does not answer, or cannot be written to.
        """
        engine = create_engine(
            "postgresql+psycopg://",
            creator=lambda: psycopg.connect(self.database.primary, connect_timeout=_CONNECT),
            poolclass=NullPool,
            hide_parameters=True,
            use_native_hstore=False,
        )
        try:
            with engine.connect() as connection:
                _wait_for_others(connection)
                new = NewVersion.begin(engine, connection, places)
                yield new
            if new.is_in_place:
                _remove_old(engine)
        except (DBAPIError, psycopg.Error) as error:
            raise self._explained(error) from error

    def _explained(self, error: DBAPIError | psycopg.Error) -> BadDirectory:
        cause = error.orig or error if isinstance(error, DBAPIError) else error
        values = {"database": self.database, "reason": first_line(cause)}
        if isinstance(cause, psycopg.OperationalError):
            message = _(
                "Start PostgreSQL, or correct FINDER_DATABASE_URL. %(database)s does not answer: %(reason)s"
            )
            return BadDirectory(message % values)
        return BadDirectory(
            _("The new directory could not be written: %(error)s") % {"error": values["reason"]}
        )


@dataclass(slots=True)
class NewVersion:
    """A version that is being written, in one transaction of a connection."""

    engine: Engine
    connection: Connection
    name: str
    is_in_place: bool = False

    @classmethod
    def begin(cls, engine: Engine, connection: Connection, places: PlacesFile) -> NewVersion:
        """Make the schema, and copy the gazetteer into it."""
        moment = utc.timestamp().replace("-", "").replace(":", "").partition("+")[0].lower()
        name = f"finder_{moment}_{secrets.token_hex(4)}"
        connection.exec_driver_sql(_VERSIONS)
        connection.exec_driver_sql(f'CREATE SCHEMA "{name}"')
        connection.exec_driver_sql(f'SET LOCAL search_path = "{name}"')
        with places.connect() as gazetteer:
            for table in schema.PLACES:
                rows = gazetteer.execute(select(table)).mappings()
                copy_rows(connection, table, map(dict, rows))
        return cls(engine, connection, name)

    def write(
        self,
        rows: Mapping[Table, Iterable[Mapping[str, Any]]],
        more: Callable[[WriteTable], dict[str, int]],
    ) -> dict[str, int]:
        """Write tables, and what `more` writes; return table → rows written."""
        write: WriteTable = partial(copy_rows, self.connection)
        written = {table.name: write(table, content) for table, content in rows.items()} | more(write)
        for name in written:
            self.connection.exec_driver_sql(f'ANALYZE "{name}"')
        return written

    def verify(self, written: Mapping[str, int]) -> tuple[dict[str, int], dict[str, int]]:
        """Return the rows per table and the records per kind. Raises BadDirectory if it is wrong."""
        return verify(Snapshot(self.engine), self.connection, written)

    def put_in_place(self) -> None:
        """Name the version as the newest, and let everybody see it."""
        insert = text("INSERT INTO finder.version (name, form) VALUES (:name, :form)")
        self.connection.exec_driver_sql(f'GRANT USAGE ON SCHEMA "{self.name}" TO PUBLIC')
        self.connection.exec_driver_sql(f'GRANT SELECT ON ALL TABLES IN SCHEMA "{self.name}" TO PUBLIC')
        self.connection.execute(insert, {"name": self.name, "form": schema.form()})
        self.connection.commit()
        self.is_in_place = True


def _wait_for_others(connection: Connection) -> None:
    """Take the lock of builds, which the end of the connection gives back."""
    said = False
    while not connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _LOCK}).scalar():
        connection.rollback()
        if not said:
            log.warning(_("Waiting for another build in the same database to finish."))
        said = True
        time.sleep(_LOOK)
    connection.commit()


def _remove_old(engine: Engine) -> None:
    """Remove the versions that nobody needs any more; where a reader holds one, the next build does it.

    The newest version of another form stays as well: servers of the release before read it.
    """
    versions = text("SELECT name, form FROM finder.version ORDER BY number DESC")
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_PATIENCE}s'")
            found = [tuple(row) for row in connection.execute(versions)]
            own = [name for name, form in found if form == schema.form()]
            others = [name for name, form in found if form != schema.form()]
            for name in (*own[KEPT:], *others[1:]):
                connection.execute(text("DELETE FROM finder.version WHERE name = :name"), {"name": name})
                connection.exec_driver_sql(f'DROP SCHEMA IF EXISTS "{name}" CASCADE')
    except DBAPIError as error:
        message = _("An old version stays in the database until the next build: %(reason)s")
        log.warning(message, {"reason": first_line(error.orig or error)})

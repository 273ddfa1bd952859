"""The directory in PostgreSQL: the newest version that the servers have, looked up at most once a second."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from finder.domain.database import Database
from finder.errors import BadDirectory, DirectoryAway, DirectoryGone
from finder.store import schema
from finder.store.postgresql.servers import Servers
from finder.store.postgresql.snapshot import VersionSnapshot

#: How often at most the newest version is looked up, in seconds.
LOOK = 1.0
MISSING = "There is no directory in the database. Run: finder build"
AWAY = "No database server answers. Start PostgreSQL"
_NEWEST = text("SELECT name FROM finder.version WHERE form = :form ORDER BY number DESC LIMIT 1")


class DatabaseDirectory:
    """The directory in a database; each question is answered from one version.

    A process uses the newest version of the server that it reads from, which a replica may have later.
    """

    #: It lies in no file.
    path: Path | None = None

    def __init__(self, database: Database) -> None:
        self._database = database
        self._servers = Servers(database)
        self._lock = threading.Lock()
        self._current: VersionSnapshot | None = None
        self._looked = -LOOK

    @property
    def home(self) -> Path:
        """The folder that holds what is loaded into the directory."""
        return self._database.home

    def unchanged(self) -> VersionSnapshot | None:
        """Return the version in use, None if it is time to look for a newer one; it asks no server."""
        current = self._current
        return current if current and self._is_of_now(current) else None

    def snapshot(self) -> VersionSnapshot:
        """Return the newest version.

        Raises BadDirectory if there is none, DirectoryAway if no server answers and none was read before.
        """
        if current := self.unchanged():
            return current
        current = self._current
        must_wait = current is None or current.is_gone
        if not self._lock.acquire(blocking=must_wait) and current:
            return current  # another thread is looking
        try:
            if current := self.unchanged():
                return current
            self._current = self._newest(self._current)
            self._looked = time.monotonic()
            return self._current
        finally:
            self._lock.release()

    def restore(self) -> None:
        """Do nothing: a version is in the database, or it is not there at all."""

    def check_in_background(self) -> None:
        """Do nothing: a version was verified before anybody could read it."""

    def fault(self) -> str:
        """Return what is wrong with the database and what to do, "" if nothing is."""
        try:
            with self.snapshot().connect() as connection:
                connection.execute(_NEWEST, {"form": schema.form()})
        except DirectoryAway:
            return AWAY
        except BadDirectory:
            return MISSING
        return ""

    def _is_of_now(self, current: VersionSnapshot) -> bool:
        return not current.is_gone and time.monotonic() - self._looked < LOOK

    def _newest(self, current: VersionSnapshot | None) -> VersionSnapshot:
        """Return the newest version; the present one as long as no server says that there is another."""
        try:
            version = self._version_of(current) or self._servers.newest(schema.form())
        except DirectoryAway:
            if current is None or current.is_gone:
                raise
            return current
        if current and not current.is_gone and version == current.version:
            return current
        return VersionSnapshot(self._servers, version)

    def _version_of(self, current: VersionSnapshot | None) -> str | None:
        """Return the newest version on the server that the present one is read from, None if that is gone."""
        if current is None or current.is_gone:
            return None
        try:
            with current.connect() as connection:
                return connection.execute(_NEWEST, {"form": schema.form()}).scalar()
        except (DirectoryGone, DBAPIError):
            return None

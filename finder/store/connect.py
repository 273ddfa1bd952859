"""Open a directory read-only, and notice when a new one has taken its place."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Callable, Hashable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from finder.errors import BadDirectory
from finder.language import _

__all__ = ["Connection", "Directory", "Snapshot"]

#: Connections of one directory in one process; a thread uses one at a time.
CONNECTIONS = 16

#: What tells one file at a path from the next: inode, time of change, size.
Fingerprint = tuple[int, int, int]


Value = TypeVar("Value")


class Snapshot:
    """One directory file, never written to, and a cache of what is derived from it.

    All its connections are opened at once, from the one file: a later one would open whatever lies at the
    path by then. So a thread that holds one must not wait for a second. Raises BadDirectory if the file is
    not there or not a directory.
    """

    def __init__(self, path: Path, connections: int = CONNECTIONS) -> None:
        self.path = path
        self._connections = connections
        self._cache: dict[Hashable, Any] = {}
        self.engine = create_engine(
            "sqlite://",
            creator=lambda: _open(path),
            poolclass=QueuePool,
            pool_size=connections,
            max_overflow=0,
            isolation_level="AUTOCOMMIT",
            # Nothing is ever written, so there is nothing to roll back when a connection is given back.
            skip_autocommit_rollback=True,
            pool_reset_on_return=None,
            # What somebody searched for must not get into an error that is logged.
            hide_parameters=True,
        )
        weakref.finalize(self, self.engine.dispose)
        while True:
            self.fingerprint = fingerprint_of(path)
            self._open_all()
            if fingerprint_of(path) == self.fingerprint:
                return
            self.engine.dispose()  # a new directory came in between: from the start

    def connect(self) -> Connection:
        """Return a connection, for a `with` block."""
        return self.engine.connect()

    def cached(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return what `make` derives from this directory; it is made once. Two threads may make it twice."""
        if key not in self._cache:
            self._cache[key] = make()
        return cast(Value, self._cache[key])

    def _open_all(self) -> None:
        with ExitStack() as stack:
            try:
                connections = [stack.enter_context(self.connect()) for _ in range(self._connections)]
                connections[0].execute(text("SELECT count(*) FROM meta"))
            except DatabaseError as error:
                damaged = _("Run: finder build. The directory %(path)s is damaged.") % {"path": self.path}
                raise BadDirectory(damaged) from error


class Directory:
    """The path of the directory; each question is answered from one snapshot of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._current: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        """Return the newest directory. Raises BadDirectory if there is none.

        An older snapshot that is still in use reads its own file until done, though it has no name any more.
        """
        current = self._current
        fingerprint = fingerprint_of(self.path)
        if current is None or current.fingerprint != fingerprint:
            with self._lock:
                current = self._current
                if current is None or current.fingerprint != fingerprint:
                    current = self._current = Snapshot(self.path)
        return current


def fingerprint_of(path: Path) -> Fingerprint:
    """Return the fingerprint of the file at a path. Raises BadDirectory if there is none."""
    try:
        status = path.stat()
    except OSError as error:
        raise BadDirectory(
            _("Run: finder build. There is no directory at %(path)s.") % {"path": path}
        ) from error
    return status.st_ino, status.st_mtime_ns, status.st_size


def _open(path: Path) -> sqlite3.Connection:
    # immutable: the file is only ever replaced, so SQLite needs neither locks nor checks for change.
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True, check_same_thread=False)
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA mmap_size = 268435456")
    return connection

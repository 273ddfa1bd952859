"""Open a directory read-only, and notice when a new one has taken its place."""

from __future__ import annotations

import threading
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from finder.errors import BadDirectory

__all__ = ["Connection", "Directory", "Snapshot"]


class Snapshot:
    """One directory file, never written to. Values derived from it may be kept as long as it is."""

    def __init__(self, path: Path, mark: tuple[int, int, int]) -> None:
        self.path = path
        self.mark = mark
        self.engine = _engine(path)

    def connect(self) -> Connection:
        """Lend a connection, for a `with` block."""
        return self.engine.connect()


class Directory:
    """The path where the directory lies; each question is answered from one snapshot of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._current: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        """Return the newest directory. Raises BadDirectory if there is none.

        Who still holds an older snapshot keeps reading its file until done: the file lives on unnamed.
        """
        current = self._current
        mark = self._mark()
        if current is None or current.mark != mark:
            with self._lock:
                current = self._current
                if current is None or current.mark != mark:
                    current = self._current = Snapshot(self.path, mark)
        return current

    def _mark(self) -> tuple[int, int, int]:
        try:
            status = self.path.stat()
        except OSError as error:
            raise BadDirectory(f"There is no directory at {self.path}; run: finder build") from error
        return status.st_ino, status.st_mtime_ns, status.st_size


def _engine(path: Path) -> Engine:
    # immutable: the file is only ever replaced, so SQLite needs neither locks nor checks for change.
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1&uri=true"
    engine = create_engine(
        f"sqlite:///{address}",
        poolclass=QueuePool,
        pool_size=16,
        max_overflow=16,
        connect_args={"check_same_thread": False},
        isolation_level="AUTOCOMMIT",
        # Nothing is ever written, so there is nothing to roll back when a connection is given back.
        skip_autocommit_rollback=True,
        pool_reset_on_return=None,
    )

    @event.listens_for(engine, "connect")
    def read_only(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute("PRAGMA query_only = ON")
        cursor.execute("PRAGMA mmap_size = 268435456")
        cursor.close()

    return engine

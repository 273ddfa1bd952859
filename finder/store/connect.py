"""Open a verified copy of the directory read-only, and notice when a new directory has taken its place."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Hashable
from contextlib import ExitStack, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from finder.errors import BadDirectory
from finder.language import _
from finder.replace_file import replacing
from finder.store import schema
from finder.store.copies import checksum
from finder.store.copies.verified import LARGE, last_verified, verified_copy

__all__ = ["Connection", "Directory", "FileSnapshot", "Snapshot"]

log = logging.getLogger("finder")

#: Connections of one directory in one process; a thread uses one at a time.
CONNECTIONS = 8
#: How soon after a failure a new directory is looked at, and how late the same one is again, in seconds.
_PAUSE, _LONGEST_PAUSE = 1.0, 60.0

MISSING = "The directory is missing. Run: finder build"
DAMAGED = "The directory is damaged. Run: finder build"

#: What tells one file at a path from the next: inode, time of change, size.
Fingerprint = tuple[int, int, int]
Value = TypeVar("Value")


#: How SQLAlchemy reads any directory. Nothing is ever written, so there is nothing to roll back when a
#: connection is given back; and what somebody searched for must not get into an error that is logged.
READING: dict[str, Any] = {
    "isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True, "pool_reset_on_return": None,
    "hide_parameters": True,
}  # fmt: skip


class Snapshot:
    """One version of the directory, never written to, and a cache of what is derived from it.

    A thread that holds one of its connections must not wait for a second.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._cache: dict[Hashable, Any] = {}
        weakref.finalize(self, engine.dispose)

    def connect(self) -> Connection:
        """Return a connection, for a `with` block."""
        return self.engine.connect()

    def cached(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return what `make` derives from this directory; it is made once. Two threads may make it twice."""
        if key not in self._cache:
            self._cache[key] = make()
        return cast(Value, self._cache[key])


class FileSnapshot(Snapshot):
    """The directory in one SQLite file.

    All its connections are opened at once, from the one file: a later one would open whatever lies at the
    path by then. Raises BadDirectory if the file is not there or not a directory.
    """

    def __init__(self, path: Path, connections: int = CONNECTIONS) -> None:
        self.path = path
        self._connections = connections
        engine = create_engine(
            "sqlite://",
            creator=lambda: _open(path),
            poolclass=QueuePool,
            pool_size=connections,
            max_overflow=0,
            # The one that was used last knows the statements and has the pages; the others cost no memory.
            pool_use_lifo=True,
            **READING,
        )
        super().__init__(engine)
        while True:
            self.fingerprint = fingerprint_of(path)
            self._open_all()
            if fingerprint_of(path) == self.fingerprint:
                return
            engine.dispose()  # a new directory came in between: from the start

    def _open_all(self) -> None:
        with ExitStack() as stack:
            try:
                connections = [stack.enter_context(self.connect()) for _ in range(self._connections)]
                connections[0].execute(text("SELECT count(*) FROM meta"))
            except DatabaseError as error:
                damaged = _("Run: finder build. The directory %(path)s is damaged.") % {"path": self.path}
                raise BadDirectory(damaged) from error


class Directory:
    """The path of the directory; each question is answered from one snapshot of a verified copy of it.

    What happens to the file at the path does not touch the copy. A new file is used once it was checked: a
    small one at once, a large one in the background. As long as that fails, the copy before stays in use.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._current: FileSnapshot | None = None
        #: The file that was looked at last; the one that failed last, when, and how long it is let alone.
        self._seen: Fingerprint | None = None
        self._failed: Fingerprint | None = None
        self._failed_at = -_LONGEST_PAUSE
        self._pause = _PAUSE
        self._said = ""

    def snapshot(self) -> FileSnapshot:
        """Return the newest verified directory. Raises BadDirectory if there is none.

        An older snapshot that is still in use reads its own file until done, though it has no name any more.
        """
        current = self._current
        if current is not None and self._is_same(current):
            return current
        if not self._lock.acquire(blocking=current is None) and current:
            return current  # another thread is looking at the new file
        with ExitStack() as release:
            release.callback(self._lock.release)
            current = self._current
            if current is None:
                return self._first()
            if not self._is_same(current) and self._may_look():
                self._seen = _fingerprint(self.path)
                if self._seen and self._seen[2] > LARGE:
                    release.pop_all()
                    threading.Thread(target=self._renew_and_release, daemon=True).start()
                else:
                    self._renew()
            return self._current or current

    def unchanged(self) -> Snapshot | None:
        """Return the snapshot in use if no other directory has come since; looks at files, but opens none."""
        current = self._current
        return current if current is not None and self._is_same(current) else None

    @property
    def home(self) -> Path:
        """The folder that holds what is loaded into the directory."""
        return self.path.parent

    def fault(self) -> str:
        """Return what is wrong with the file at the path and what to do, "" if nothing is.

        A file is verified once. Anybody may see the words: they name no path.
        """
        fingerprint = _fingerprint(self.path)
        if fingerprint is None:
            return MISSING
        return "" if _is_whole(self.path, fingerprint) else DAMAGED

    def restore(self) -> None:
        """Put the copy in the place of the directory if that is missing or cut, where it can be written."""
        copy = self.snapshot().path
        try:
            if checksum.sealed(self.path) == checksum.sealed(copy):
                return
        except BadDirectory:
            with suppress(OSError), replacing(self.path, f".restoring-{os.getpid()}") as new:
                shutil.copyfile(copy, new)

    def check_in_background(self) -> None:
        """Check a large copy, which was opened unchecked, and replace it if it is damaged."""
        current = self.snapshot()
        if current.fingerprint[2] > LARGE:
            threading.Thread(target=self._check, args=(current.path,), daemon=True).start()

    def _is_same(self, current: FileSnapshot) -> bool:
        """Tell whether neither the file at the path nor the copy that is open has changed."""
        return _fingerprint(self.path) == self._seen and _fingerprint(current.path) == current.fingerprint

    def _may_look(self) -> bool:
        """Tell whether it is time to look at the file: a damaged one is let alone longer each time."""
        pause = self._pause if _fingerprint(self.path) == self._failed else _PAUSE
        return time.monotonic() - self._failed_at >= pause

    def _first(self) -> FileSnapshot:
        self._seen = _fingerprint(self.path)
        try:
            self._current = _open_copy(verified_copy(self.path))
        except BadDirectory as error:
            copy = last_verified(self.path)
            if copy is None:
                raise
            self._current = _open_copy(copy)
            self._fail(error)
        return self._current

    def _renew(self) -> None:
        try:
            copy = verified_copy(self.path)
            current = self._current
            if current is None or copy != current.path or _fingerprint(copy) != current.fingerprint:
                self._current = _open_copy(copy)
            else:
                checksum.check(self.path)  # the same by its checksum, but somebody wrote to it
            self._pause, self._said = _PAUSE, ""
        except (BadDirectory, OSError) as error:
            self._fail(error)

    def _renew_and_release(self) -> None:
        try:
            self._renew()
        finally:
            self._lock.release()

    def _check(self, copy: Path) -> None:
        try:
            checksum.check(copy)
        except BadDirectory as error:
            self._say(error)
            copy.unlink(missing_ok=True)
            with self._lock:
                self._renew()

    def _fail(self, error: Exception) -> None:
        self._failed, self._seen = self._seen, None
        self._failed_at = time.monotonic()
        self._pause = min(2 * self._pause, _LONGEST_PAUSE)
        self._say(error)

    def _say(self, error: Exception) -> None:
        """Log once, until it is something else, that the copy before stays in use."""
        if str(error) != self._said:
            self._said = str(error)
            message = _("%(reason)s Until then, the last verified copy of the directory is used.")
            log.warning(message, {"reason": error})


def _open_copy(path: Path) -> FileSnapshot:
    """Open a verified copy. Raises BadDirectory if another version of the finder wrote it."""
    snapshot = FileSnapshot(path)
    with snapshot.connect() as connection:
        form = connection.execute(text("SELECT value FROM meta WHERE name = 'form'")).scalar()
    if form != schema.form():
        snapshot.engine.dispose()
        raise BadDirectory(
            _("Run: finder build. Another version of the finder made the directory %(path)s.")
            % {"path": path}
        )
    return snapshot


def _fingerprint(path: Path) -> Fingerprint | None:
    """Return the fingerprint of the file at a path, or None if there is none."""
    try:
        return fingerprint_of(path)
    except BadDirectory:
        return None


def fingerprint_of(path: Path) -> Fingerprint:
    """Return the fingerprint of the file at a path. Raises BadDirectory if there is none."""
    try:
        status = path.stat()
    except OSError as error:
        raise BadDirectory(
            _("Run: finder build. There is no directory at %(path)s.") % {"path": path}
        ) from error
    return status.st_ino, status.st_mtime_ns, status.st_size


@lru_cache(maxsize=8)
def _is_whole(path: Path, _fingerprint: Fingerprint) -> bool:
    """Tell whether the checksum of a file is right. It takes a second for 500 MB, once for each file."""
    return checksum.is_whole(path)


def _open(path: Path) -> sqlite3.Connection:
    # immutable: the file is only ever replaced, so SQLite needs neither locks nor checks for change.
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True, check_same_thread=False)
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA mmap_size = 268435456")
    return connection

"""The data folder: where the extracts and what was found about them lie, and who may write there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import filelock

#: The name of the data folder in FINDER_HOME.
EXTRACTS = "extracts"


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The folder of the extracts, and of the points and link states that are found for them."""

    path: Path

    def extract(self, name: str) -> Path:
        """Return the path of the extract of a public file, by its name (`PublicFile.name`)."""
        return self.path / f"{name}.parquet"

    @property
    def points(self) -> Path:
        """The path of the points that `finder geocode` found."""
        return self.path / "points.parquet"

    @property
    def links(self) -> Path:
        """The path of the states of links that `finder links check` found."""
        return self.path / "links.parquet"

    @property
    def links_journal(self) -> Path:
        """The path where a running check of links saves what it finds; not part of the fingerprint."""
        return self.path / "links.journal"

    def names(self) -> list[str]:
        """Return the names of everything that was loaded or found."""
        return sorted(file.stem for file in self.path.glob("*.parquet"))

    def fingerprint(self) -> str:
        """Return a text that changes when a file here changes: names, sizes and times."""
        files = [(file.name, file.stat()) for file in sorted(self.path.glob("*.parquet"))]
        return " ".join(f"{name} {status.st_size} {status.st_mtime_ns}" for name, status in files)

    @contextmanager
    def locked(self, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
        """Keep other processes from loading or building until the block ends.

        `waiting` is called once if another process holds the lock now. The system releases the lock when the
        process that holds it ends, however it ends.
        """
        with self._lock(".lock", waiting):
            self._remove_unfinished()
            yield

    @contextmanager
    def checking(self, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
        """Keep other processes from checking links until the block ends; loads and builds may run."""
        with self._lock(".links.lock", waiting):
            yield

    @contextmanager
    def _lock(self, name: str, waiting: Callable[[], None]) -> Iterator[None]:
        self.path.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(self.path / name)
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            waiting()
            lock.acquire()
        try:
            yield
        finally:
            lock.release()

    def _remove_unfinished(self) -> None:
        for file in self.path.glob("*.loading"):
            file.unlink(missing_ok=True)

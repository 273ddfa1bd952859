"""The folder of the extracts: where each lies, who may write, and whether something has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import filelock

#: The folder's name in the finder's home.
EXTRACTS = "extracts"

#: Every extract, by the name `finder load` calls its source. Points come from `finder geocode`.
KINDS = ("nppes", "nppes-weekly", "deactivated", "clinicians", "affiliations", "hospitals")


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of the extracts."""

    folder: Path

    def extract(self, kind: str) -> Path:
        """Return where an extract lies."""
        return self.folder / f"{kind}.parquet"

    @property
    def points(self) -> Path:
        """Where the points of `finder geocode` lie."""
        return self.folder / "points.parquet"

    @property
    def links(self) -> Path:
        """Where the states of links lie, as `finder links check` found them."""
        return self.folder / "links.parquet"

    @property
    def links_journal(self) -> Path:
        """Where a check of links under way keeps what it finds: no part of `mark`."""
        return self.folder / "links.journal"

    def has_people(self) -> bool:
        """Tell whether a public file is loaded."""
        return any(self.extract(kind).exists() for kind in KINDS)

    def mark(self) -> str:
        """Return what changes when an extract does: names, sizes and times."""
        files = sorted(self.folder.glob("*.parquet"))
        marks = [(file.name, file.stat()) for file in files]
        return " ".join(f"{name} {status.st_size} {status.st_mtime_ns}" for name, status in marks)

    @contextmanager
    def locked(self, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
        """Keep others from loading or building until the block ends; `waiting` is told if they do so now.

        The lock goes with the process that holds it, however that ends.
        """
        with self._lock(".lock", waiting):
            self._sweep()
            yield

    @contextmanager
    def checking(self, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
        """Keep others from checking links until the block ends; loads and builds go on meanwhile."""
        with self._lock(".links.lock", waiting):
            yield

    @contextmanager
    def _lock(self, name: str, waiting: Callable[[], None]) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(self.folder / name)
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            waiting()
            lock.acquire()
        try:
            yield
        finally:
            lock.release()

    def _sweep(self) -> None:
        for left in self.folder.glob("*.loading"):
            left.unlink(missing_ok=True)

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
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(self.folder / ".lock")
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            waiting()
            lock.acquire()
        try:
            self._sweep()
            yield
        finally:
            lock.release()

    def _sweep(self) -> None:
        for left in self.folder.glob("*.loading"):
            left.unlink(missing_ok=True)

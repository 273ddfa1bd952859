"""What a place for a directory can do, and the directories in it that are read and written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from sqlalchemy import Table

from finder.store.connect import Snapshot
from finder.store.storage.places_file import PlacesFile

#: Writes rows of a table, and returns how many.
WriteTable: TypeAlias = Callable[[Table, Iterable[Mapping[str, Any]]], int]


class OpenDirectory(Protocol):
    """A directory that is read; it may be replaced by a new version at any time."""

    @property
    def home(self) -> Path:
        """The folder that holds what is loaded into the directory."""

    @property
    def path(self) -> Path | None:
        """The file that it lies in, None if that is a database."""

    def snapshot(self) -> Snapshot:
        """Return the newest verified version. Raises BadDirectory if there is none."""

    def unchanged(self) -> Snapshot | None:
        """Return the version in use if none has come since, None if that must be looked up; it is quick."""

    def restore(self) -> None:
        """Put the newest verified version where it belongs if it is missing there."""

    def check_in_background(self) -> None:
        """Check what was opened unchecked because that takes long."""

    def fault(self) -> str:
        """Return what is wrong where the directory lies and what to do, "" if nothing is.

        Anybody may see it: it names no path and no address.
        """


class NewDirectory(Protocol):
    """A directory that is being written; nobody reads it before it is put in place."""

    def write(
        self,
        rows: Mapping[Table, Iterable[Mapping[str, Any]]],
        more: Callable[[WriteTable], dict[str, int]],
    ) -> dict[str, int]:
        """Write tables, and what `more` writes; return table → rows written."""

    def verify(self, written: Mapping[str, int]) -> tuple[dict[str, int], dict[str, int]]:
        """Return the rows per table and the records per kind. Raises BadDirectory if it is wrong."""

    def put_in_place(self) -> None:
        """Let it be the version that answers."""


class Storage(Protocol):
    """A place where a directory lies."""

    @property
    def home(self) -> Path:
        """The folder that holds what is loaded into the directory."""

    @property
    def is_shared(self) -> bool:
        """Whether other machines read it too: a server then uses what is there, and builds only the first."""

    def open(self) -> OpenDirectory:
        """Return the directory that lies here."""

    def writing(self, places: PlacesFile) -> AbstractContextManager[NewDirectory]:
        """Return a new directory that has the gazetteer; it vanishes unless the block puts it in place."""

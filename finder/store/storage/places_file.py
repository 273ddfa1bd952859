"""The gazetteer as a file that is only read."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from finder.domain.places import CityPlace, TownPoint, ZipPlace, ZipPoint
from finder.store.connect import FileSnapshot
from finder.store.copies.checksum import check
from finder.store.read_catalog import read_meta
from finder.store.read_places import every_city, every_zip, town_points, zip_named, zip_points


class PlacesFile:
    """The gazetteer as a file, which every directory starts as a copy of. Raises BadDirectory if damaged."""

    def __init__(self, path: Path) -> None:
        check(path)
        self.path = path
        self._snapshot = FileSnapshot(path, connections=1)
        self._found: dict[str, ZipPlace | None] = {}

    def connect(self) -> Connection:
        """Return a connection, for a `with` block, to copy the tables."""
        return self._snapshot.connect()

    def made_with(self) -> str:
        """Return what it was made with: the release of the ZIP package and the code."""
        with self._snapshot.connect() as connection:
            return read_meta(connection, "places_made_with")

    def get(self, digits: str) -> ZipPlace | None:
        """Return the ZIP code with these five digits, if there is one."""
        if digits not in self._found:
            with self._snapshot.connect() as connection:
                self._found[digits] = zip_named(connection, digits)
        return self._found[digits]

    def towns(self) -> tuple[list[ZipPlace], list[CityPlace]]:
        """Return every ZIP code, and every city by each of its names: for looking up many of them."""
        with self._snapshot.connect() as connection:
            return every_zip(connection), every_city(connection)

    def points(self) -> tuple[list[ZipPoint], list[TownPoint]]:
        """Return where every ZIP code and every city is: as `towns`, in a fifth of the time."""
        with self._snapshot.connect() as connection:
            return zip_points(connection), town_points(connection)

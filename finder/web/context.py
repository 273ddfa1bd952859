"""What a request needs to know: the site's settings, and the one directory it is answered from."""

from __future__ import annotations

import datetime
import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from flask import current_app, g, request

from finder import utc
from finder.domain.clinicians import LiveRegistry
from finder.domain.places import StreetTiles
from finder.store import read_catalog
from finder.store.connect import Directory, Snapshot
from finder.store.read_catalog import Catalog

#: In the environment of a request whose page goes into a folder: the Folder.
EXPORTED = "finder.exported"


@dataclass(frozen=True, slots=True)
class Site:
    """What the operator chose for this site."""

    directory: Directory
    directions_url: str
    directions_name: str
    report_to: str
    stale_days: int = 180
    live: LiveRegistry | None = None
    leave_to: str = "https://www.weather.gov/"
    #: The server of street pictures; None: the site has none.
    streets: StreetTiles | None = None
    #: The clock: tests set it.
    now: Callable[[], datetime.datetime] = utc.now


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that pages are written into, as one of its pages sees it.

    `files` has the file of each address of the site that goes there, `page` is the file of this page.
    """

    languages: tuple[str, ...]
    files: Mapping[str, str]
    page: str

    def find(self, address: str) -> str | None:
        """Return an address of this site as a path from this page; None where the folder has no such page."""
        parts = urlsplit(address)
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        if parts.path.startswith("/static/"):
            return self._relative(parts.path.removeprefix("/"))
        if parts.path.endswith("/search") and parts.path in self.files:
            # The script of the search page reads the question behind the #.
            return self._relative(self.files[parts.path]) + (f"#{parts.query}" if parts.query else fragment)
        for known in (f"{parts.path}?{parts.query}", parts.path):
            if known in self.files:
                return self._relative(self.files[known]) + fragment
        return None

    def address_of(self, address: str) -> str:
        """Return the path of a file that the page cannot do without. Raises RuntimeError if it is missing."""
        found = self.find(address)
        if found is None:
            raise RuntimeError(f"{self.page} needs {address}, which is not in the folder")
        return found

    def _relative(self, file: str) -> str:
        return posixpath.relpath(file, posixpath.dirname(self.page) or ".")


def exported() -> Folder | None:
    """Return the folder that the page goes into; None where it goes to a browser."""
    return cast(Folder | None, request.environ.get(EXPORTED))


def site() -> Site:
    """Return the settings of the site."""
    return cast(Site, current_app.extensions["finder"])


def snapshot() -> Snapshot:
    """Return the directory of this request: the same from its first line to its last."""
    if "snapshot" not in g:
        g.snapshot = site().directory.snapshot()
    return cast(Snapshot, g.snapshot)


def catalog() -> Catalog:
    """Return the catalogs of this request's directory."""
    return read_catalog.catalog_of(snapshot())

"""The context of a request: the site's settings, and the snapshot of the directory that answers it."""

from __future__ import annotations

import datetime
import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ParamSpec, TypeVar, cast
from urllib.parse import urlsplit

from flask import current_app, g, request

from finder import utc
from finder.domain.documents import Helpline
from finder.domain.live import LiveRegistry
from finder.domain.places import StreetTiles
from finder.domain.public_address import PublicAddress
from finder.domain.site_name import SiteName
from finder.store import read_catalog
from finder.store.connect import Snapshot
from finder.store.read_catalog import Catalog
from finder.store.storage.interface import OpenDirectory

Given = ParamSpec("Given")
Found = TypeVar("Found")

#: The key in the WSGI environment that holds the Folder when a page is exported.
EXPORTED = "finder.exported"


@dataclass(frozen=True, slots=True)
class Site:
    """The settings that the operator chose for this site."""

    directory: OpenDirectory
    directions_url: str
    directions_name: str
    report_to: str
    name: SiteName = field(default_factory=SiteName)
    #: Who runs the site, in their own words; empty if they do not say.
    operator: str = ""
    #: The place that the search form starts with.
    start_place: str = ""
    #: The stylesheet with the operator's colors.
    colors: str = ""
    stale_days: int = 180
    live: LiveRegistry | None = None
    leave_to: str = "https://www.weather.gov/"
    #: Email or web address for reporting a security problem; empty if the operator has not set one.
    security_contact: str = ""
    #: The server of the map tiles with streets; None if the site has none.
    streets: StreetTiles | None = None
    #: The address that readers know the site by.
    public: PublicAddress = field(default_factory=PublicAddress)
    #: The help lines of the plain error page, which must not need the directory.
    lines: tuple[Helpline, ...] = ()
    #: The folder of the whole data set; it may not be there.
    dataset: Path = Path("dataset")
    #: The clock; tests replace it.
    now: Callable[[], datetime.datetime] = utc.now


@dataclass(frozen=True, slots=True)
class Folder:
    """The exported folder, seen from one of its pages.

    `files` maps each exported address of the site to its file; `page` is the file of this page.
    """

    languages: tuple[str, ...]
    files: Mapping[str, str]
    page: str

    def find(self, address: str) -> str | None:
        """Return an address of this site as a path relative to this page, or None if it was not exported."""
        parts = urlsplit(address)
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        if parts.path.startswith("/static/"):
            return self._relative(parts.path.removeprefix("/"))
        if parts.path.endswith("/search") and parts.path in self.files:
            # The search page's script reads the query from the fragment.
            return self._relative(self.files[parts.path]) + (f"#{parts.query}" if parts.query else fragment)
        for path in (f"{parts.path}?{parts.query}", parts.path):
            if path in self.files:
                return self._relative(self.files[path]) + fragment
        return None

    def address_of(self, address: str) -> str:
        """Return the relative path of a file that the page needs. Raises RuntimeError if it is missing."""
        found = self.find(address)
        if found is None:
            raise RuntimeError(f"{self.page} needs {address}, which is not in the folder")
        return found

    def _relative(self, file: str) -> str:
        return posixpath.relpath(file, posixpath.dirname(self.page) or ".")


def exported() -> Folder | None:
    """Return the folder that the page is exported to, or None if it is sent to a browser."""
    return cast(Folder | None, request.environ.get(EXPORTED))


def site() -> Site:
    """Return the settings of the site."""
    return cast(Site, current_app.extensions["finder"])


def now() -> datetime.datetime:
    """Return the time, for an answer that is true only now: nobody else gets it."""
    answer_only_now()
    return site().now()


def answer_only_now() -> None:
    """Say that the answer to this request is true only now: it depends on more than directory and address."""
    g.is_only_now = True


def live() -> LiveRegistry | None:
    """Return the live registry, if the site has one. An answer that it was asked for is true only now."""
    registry = site().live
    if registry is None:
        return None
    return replace(registry, near=_only_now(registry.near), named=_only_now(registry.named))


def is_only_now() -> bool:
    """Tell whether the answer to this request is true only now."""
    return bool(g.get("is_only_now"))


def _only_now(ask: Callable[Given, Found]) -> Callable[Given, Found]:
    def asked(*given: Given.args, **named: Given.kwargs) -> Found:
        g.is_only_now = True
        return ask(*given, **named)

    return asked


def snapshot() -> Snapshot:
    """Return the snapshot of the directory for this request; it stays the same until the request ends."""
    if "snapshot" not in g:
        g.snapshot = site().directory.snapshot()
    return cast(Snapshot, g.snapshot)


def release_snapshot(_error: BaseException | None) -> None:
    """Let go of the snapshot at the end of a request; the context itself may stay in memory for long."""
    g.pop("snapshot", None)
    g.pop("ready", None)


def current_catalog() -> Catalog:
    """Return the catalogs of this request's snapshot."""
    return read_catalog.catalog_of(snapshot())

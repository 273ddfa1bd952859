"""What a request needs to know: the site's settings, and the one directory it is answered from."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import current_app, g, request

from finder import utc
from finder.domain.live_registry import LiveRegistry
from finder.domain.places import StreetTiles
from finder.store.connect import Directory, Snapshot
from finder.store.read_catalog import Catalog, catalog_of

#: In the environment of a request whose page goes into a folder: the languages that go there.
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


def exported() -> tuple[str, ...]:
    """Return the languages of the folder that the page goes into; none where it goes to a browser."""
    return cast(tuple[str, ...], request.environ.get(EXPORTED, ()))


def site() -> Site:
    """Return the settings of the site."""
    return cast(Site, current_app.extensions["finder"])


def snapshot() -> Snapshot:
    """Return the directory of this request: the same from its first line to its last."""
    if "snapshot" not in g:
        g.snapshot = site().directory.snapshot()
    return cast(Snapshot, g.snapshot)


def known() -> Catalog:
    """Return the catalogs of this request's directory."""
    return catalog_of(snapshot())

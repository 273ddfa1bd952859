"""Improve the points of what is loaded: ask where its addresses stand, and keep the answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from finder.directory.gazetteer_file import places_file
from finder.directory.people import join as people
from finder.directory.people.lookups import Known, known_from
from finder.domain.places import ZipTable
from finder.geo.points import Point
from finder.sources.curated import read as curated
from finder.sources.files.data_folder import Home
from finder.sources.geocoding.points_file import PostalAddress, postal_address
from finder.sources.geocoding.run import Ask, Report, geocode


def improve_points(
    home: Home,
    data: Path,
    ask: Ask,
    pause: float,
    progress: Callable[[int], None],
    *,
    size: int,
    limit: int | None = None,
) -> Report:
    """Ask for the points of all addresses that are not known yet. The caller holds the lock of `home`."""
    zips = places_file(home.folder.parent)
    read = curated.read_curated(data, zips)
    known = known_from(read.specialties, read.cms_specialties, read.care_sites, zips, home.points)
    return geocode(
        dict.fromkeys(_addresses(home, known)),
        home.points,
        ask,
        middle_of=lambda digits: _middle(zips, digits),
        pause=pause,
        wait=time.sleep,
        progress=progress,
        size=size,
        limit=limit,
    )


def _addresses(home: Home, known: Known) -> Iterator[PostalAddress]:
    """Yield the streets that are shown: what looks like a home is never sent anywhere."""
    for clinician in people.clinicians(home, known):
        yield from _asked((p.street, p.city, p.state, p.zip) for p in clinician.practices)
    yield from _asked((h.street, h.city, h.state, h.zip) for h in people.hospitals(home, known))


def _asked(places: Iterable[tuple[str | None, str, str, str]]) -> Iterator[PostalAddress]:
    for street, city, state, digits in places:
        if street and digits:
            yield postal_address(street, city, state, digits)


def _middle(zips: ZipTable, digits: str) -> Point | None:
    found = zips.get(digits)
    return found.point if found else None

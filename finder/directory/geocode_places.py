"""Find the points of the addresses in the extracts and of curated places, and save them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from finder.directory.checked_data import CheckedData
from finder.directory.located_sites import street_to_locate
from finder.directory.people.join import join_people
from finder.directory.people.lookups import make_lookups
from finder.domain.clinicians import People
from finder.domain.curated import Curated
from finder.domain.places import ZipTable
from finder.geo.points import Point
from finder.sources.files.data_folder import DataFolder
from finder.sources.geocoding.points_file import PostalAddress, postal_address
from finder.sources.geocoding.run import Ask, Report, geocode


def improve_points(
    folder: DataFolder,
    data: CheckedData,
    ask: Ask,
    pause: float,
    progress: Callable[[int], None],
    *,
    size: int,
    limit: int | None = None,
) -> Report:
    """Ask for the points of all addresses without one, `size` at a time, with `pause` seconds between.

    `limit` is the most addresses to ask for. The caller holds the lock of `folder`.
    """
    people = join_people(folder, make_lookups(data.curated, data.places, folder.points))
    return geocode(
        dict.fromkeys(_addresses(people, data.curated)),
        folder.points,
        ask,
        middle_of=lambda zip5: _middle(data.places, zip5),
        pause=pause,
        wait=time.sleep,
        progress=progress,
        size=size,
        limit=limit,
    )


def _addresses(people: People, curated: Curated) -> Iterator[PostalAddress]:
    """Yield the streets that are shown: an address that looks like a home is never sent anywhere."""
    for clinician in people.clinicians:
        yield from _with_street((p.street, p.city, p.state, p.zip) for p in clinician.practices)
    yield from _with_street((h.street, h.city, h.state, h.zip) for h in people.hospitals)
    yield from (address for site in curated.care_sites if (address := street_to_locate(site)))


def _with_street(places: Iterable[tuple[str | None, str, str, str]]) -> Iterator[PostalAddress]:
    for street, city, state, zip5 in places:
        if street and zip5:
            yield postal_address(street, city, state, zip5)


def _middle(zips: ZipTable, zip5: str) -> Point | None:
    place = zips.get(zip5)
    return place.point if place else None

"""Put curated places on the map by the points that `finder geocode` found for their streets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from finder.domain.care import CARE_SITE_TABLES, CareSite, Position
from finder.domain.curated import Curated
from finder.domain.sources import CENSUS_GEOCODER, Origin
from finder.sources.geocoding.points_file import Points, PostalAddress, postal_address, read_points


def with_points(curated: Curated, path: Path) -> Curated:
    """Return the data with the points of the Census for the places that have none of their street.

    Other services are no sources of data/sources.toml. Raises BadFile if `path` is not a file of points.
    """
    points = read_points(path)
    for table in CARE_SITE_TABLES:
        curated = curated.with_rows(table, [_located(site, points) for site in curated.rows(table)])
    return curated


def street_to_locate(site: CareSite) -> PostalAddress | None:
    """Return the street of a place that treats patients and whose point is not that of its street."""
    place = site.address
    if not (site.treats_patients and place.street and place.zip):
        return None
    if site.position and site.position.precision == "address":
        return None
    return postal_address(place.street, place.city, place.state, place.zip)


def _located(site: CareSite, points: Points) -> CareSite:
    address = street_to_locate(site)
    found = points.get(address) if address else None
    if not (found and found.point and found.source == CENSUS_GEOCODER):
        return site
    return replace(site, position=Position(found.point, "address", Origin(found.source, found.asked_on)))

"""The sites of one specialty in PostGIS, with its index, and its own ways to find and to count them."""

from __future__ import annotations

import math
from typing import Any

import psycopg

from finder.geo.points import ECCENTRICITY_SQUARED, Point
from finder.store.locations import Locations

METERS = 1609.344
_HERE = "ST_SetSRID(ST_MakePoint(%(east)s, %(north)s), 4326)::geography"
_NEAREST = f"SELECT record, site <-> {_HERE} AS meters FROM site ORDER BY site <-> {_HERE} LIMIT 20"
_WITHIN = f"SELECT count(DISTINCT record) FROM site WHERE ST_DWithin(site, {_HERE}, %(meters)s)"
_SITES = (
    "CREATE TABLE site AS SELECT record, ST_SetSRID(ST_MakePoint(east, north), 4326)::geography AS site"
    " FROM place",
    "CREATE INDEX site_by_place ON site USING gist (site)",
    "CLUSTER site USING site_by_place",
    "VACUUM ANALYZE site",
)


class PostGIS:
    """A connection to the table of sites. Raises psycopg.Error where the extension is not installed."""

    def __init__(self, address: str, rows: Locations) -> None:
        self._connection: psycopg.Connection[Any] = psycopg.connect(address, autocommit=True)
        self._connection.execute("CREATE EXTENSION postgis")
        self._connection.execute("CREATE TABLE place (record int, north float8, east float8)")
        with self._connection.cursor() as cursor, cursor.copy("COPY place FROM STDIN") as copy:
            for record, x, y, z in zip(rows.record.tolist(), rows.x, rows.y, rows.z, strict=True):
                north = math.atan2(z, math.hypot(x, y) * (1 - ECCENTRICITY_SQUARED))
                copy.write_row((record, math.degrees(north), math.degrees(math.atan2(y, x))))
        for statement in _SITES:
            self._connection.execute(statement)  # type: ignore[call-overload]
        self._connection.prepare_threshold = 0  # every statement is prepared at once

    def nearest(self, point: Point) -> dict[int, float]:
        """Return the records of the nearest 20 sites with their miles, by the operator <->."""
        found: dict[int, float] = {}
        for record, meters in self._connection.execute(_NEAREST, _values(point)):
            found.setdefault(record, meters / METERS)
        return found

    def count(self, point: Point, miles: float) -> int:
        """Return how many records have a site within so many miles, by ST_DWithin."""
        row = self._connection.execute(_WITHIN, _values(point) | {"meters": miles * METERS}).fetchone()
        return int(row[0]) if row else 0

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def _values(point: Point) -> dict[str, float]:
    return {"north": point.latitude, "east": point.longitude}

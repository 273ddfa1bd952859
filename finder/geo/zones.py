"""The time zone of a point, by tzfpy's own map of the world."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo

from finder.geo.circle import Point


@lru_cache(maxsize=4096)
def zone_of(point: Point) -> ZoneInfo | None:
    """Return the time zone in which a point lies; None far out at sea."""
    from tzfpy import get_tz  # noqa: PLC0415 (its map takes 50 ms to load, and few questions need it)

    name = get_tz(point.longitude, point.latitude)
    return ZoneInfo(name) if name and not name.startswith("Etc/") else None

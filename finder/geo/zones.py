"""The time zone of a point, by tzfpy's own map of the world."""

from __future__ import annotations

import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from finder.geo.circle import Point

#: The zones that people in the United States know by name.
_KNOWN = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
)
#: A day in winter and one in summer: zones that agree on both agree all year.
_DAYS = (datetime.datetime(2026, 1, 15, 12), datetime.datetime(2026, 7, 15, 12))  # noqa: DTZ001


@lru_cache(maxsize=4096)
def zone_of(point: Point) -> ZoneInfo | None:
    """Return the time zone in which a point lies; None far out at sea.

    A zone that differs from a well-known one only in the past is given as that: Indianapolis is New York.
    """
    from tzfpy import get_tz  # noqa: PLC0415 (its map takes 50 ms to load, and few questions need it)

    name = get_tz(point.longitude, point.latitude)
    return _known(ZoneInfo(name)) if name and not name.startswith("Etc/") else None


def changes_clocks(zone: ZoneInfo) -> bool:
    """Tell whether clocks of a zone are set forward in summer."""
    winter, summer = _offsets(zone)
    return winter != summer


def _known(zone: ZoneInfo) -> ZoneInfo:
    return next((ZoneInfo(each) for each in _KNOWN if _offsets(ZoneInfo(each)) == _offsets(zone)), zone)


def _offsets(zone: ZoneInfo) -> tuple[datetime.timedelta | None, ...]:
    return tuple(zone.utcoffset(day) for day in _DAYS)

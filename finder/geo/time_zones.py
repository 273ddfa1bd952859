"""The time zone of a point, from the map of the world in tzfpy."""

from __future__ import annotations

import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from finder.geo.points import Point

#: Zones whose names are common in the United States.
_COMMON = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
)
#: A day in winter and one in summer: zones with the same offset on both have it all year.
_DAYS = (datetime.datetime(2026, 1, 15, 12), datetime.datetime(2026, 7, 15, 12))  # noqa: DTZ001


@lru_cache(maxsize=4096)
def zone_of(point: Point) -> ZoneInfo | None:
    """Return the time zone of a point; None far out at sea.

    A zone that differs from a common one only in past years is replaced by it: Indianapolis is New York.
    """
    from tzfpy import get_tz  # noqa: PLC0415 (loading its map takes 50 ms, and few requests need it)

    name = get_tz(point.longitude, point.latitude)
    return _common_zone(ZoneInfo(name)) if name and not name.startswith("Etc/") else None


def changes_clocks(zone: ZoneInfo) -> bool:
    """Return whether a zone has daylight saving time."""
    winter, summer = _offsets(zone)
    return winter != summer


def _common_zone(zone: ZoneInfo) -> ZoneInfo:
    return next((ZoneInfo(each) for each in _COMMON if _offsets(ZoneInfo(each)) == _offsets(zone)), zone)


def _offsets(zone: ZoneInfo) -> tuple[datetime.timedelta | None, ...]:
    return tuple(zone.utcoffset(day) for day in _DAYS)

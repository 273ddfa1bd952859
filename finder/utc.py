"""The day and the time, by universal time."""

from __future__ import annotations

import datetime

#: The finder is not older than the first day; a clock after the last one is likely to be wrong too.
_FIRST, _LAST = datetime.date(2026, 11, 1), datetime.date(2036, 12, 31)


def now() -> datetime.datetime:
    """Return the time in UTC, with its time zone."""
    return datetime.datetime.now(datetime.UTC)


def today() -> datetime.date:
    """Return the date in UTC."""
    return now().date()


def is_wrong() -> bool:
    """Tell whether the clock of this machine shows a day that it cannot be."""
    return not _FIRST <= today() <= _LAST


def last_day() -> datetime.date:
    """Return today; if the clock is behind, the end of the calendar: no date is known to be too late then."""
    return today() if today() >= _FIRST else datetime.date(9999, 12, 1)


def timestamp() -> str:
    """Return the time in UTC as text, to the second: 2026-11-30T12:00:00+00:00."""
    return now().isoformat(timespec="seconds")

"""The day and the time, by universal time."""

from __future__ import annotations

import datetime


def now() -> datetime.datetime:
    """Return the time in UTC, with its time zone."""
    return datetime.datetime.now(datetime.UTC)


def today() -> datetime.date:
    """Return the date in UTC."""
    return now().date()


def timestamp() -> str:
    """Return the time in UTC as text, to the second: 2026-11-30T12:00:00+00:00."""
    return now().isoformat(timespec="seconds")

"""Opening hours of a help line, in its own time zone, and whether it is open at a given instant.

Nothing here reads the clock: the caller passes the instant.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from finder.domain.federal_holidays import is_federal_holiday
from finder.language import _

ALWAYS = "always"
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FORMAT = re.compile(
    r"(?P<first>[a-z]{3})(-(?P<last>[a-z]{3}))? (?P<start>\d\d:\d\d)-(?P<end>\d\d:\d\d) (?P<zone>[\w/]+)"
)
EXAMPLE = "mon-fri 07:00-18:30 America/Chicago"


@dataclass(frozen=True, slots=True)
class Opening:
    """Days (0 is Monday) and hours of a line in its own time zone. `always`: 24 hours a day, every day."""

    days: frozenset[int]
    start: datetime.time
    end: datetime.time
    zone: ZoneInfo
    always: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """Whether a line is open at an instant, and when that changes, in the line's own time zone.

    `on_holiday`: it would be open by its usual hours, but the day is a federal holiday and its source does
    not say whether it is open on holidays.
    """

    is_open: bool
    closes_at: datetime.datetime | None = None
    opens_at: datetime.datetime | None = None
    on_holiday: bool = False


@lru_cache(maxsize=256)
def read_opening(text: str) -> Opening:
    """Read opening hours in the format of data/: "mon-fri 07:00-18:30 America/Chicago" or "always".

    Raises ValueError saying how to correct them.
    """
    if text == ALWAYS:
        whole = datetime.time()
        return Opening(frozenset(range(7)), whole, whole, ZoneInfo("UTC"), always=True)
    match = _FORMAT.fullmatch(text)
    if not match:
        unread = _("`%(text)s` cannot be read; write `%(always)s` or `%(example)s`")
        raise ValueError(unread % {"text": text, "always": ALWAYS, "example": EXAMPLE})
    try:
        first = _DAYS.index(match["first"])
        last = _DAYS.index(match["last"] or match["first"])
        start, end = map(datetime.time.fromisoformat, (match["start"], match["end"]))
        zone = ZoneInfo(match["zone"])
    except (ValueError, ZoneInfoNotFoundError):
        unknown = _("`%(text)s`: no such day, time or zone; write `%(always)s` or `%(example)s`")
        raise ValueError(unknown % {"text": text, "always": ALWAYS, "example": EXAMPLE}) from None
    if start >= end:
        raise ValueError(_("`%(text)s`: it must close after it opens, on the same day") % {"text": text})
    if last < first:
        raise ValueError(_("`%(text)s`: the days must go forward from mon to sun") % {"text": text})
    return Opening(frozenset(range(first, last + 1)), start, end, zone)


def status_at(opening: Opening, instant: datetime.datetime) -> Status:
    """Return whether a line is open at an aware instant, and when it closes or opens next."""
    if opening.always:
        return Status(True)
    today = instant.astimezone(opening.zone).date()
    for ahead in range(9):
        day = today + datetime.timedelta(days=ahead)
        if day.weekday() not in opening.days:
            continue
        opens, closes = (_at(day, time, opening.zone) for time in (opening.start, opening.end))
        if _utc(opens) <= _utc(instant) < _utc(closes):
            return Status(True, closes_at=closes, on_holiday=is_federal_holiday(day))
        if _utc(instant) < _utc(opens):
            return Status(False, opens_at=opens, on_holiday=is_federal_holiday(day))
    raise AssertionError("a line that opens on some day of the week opens within eight days")


def _at(day: datetime.date, time: datetime.time, zone: ZoneInfo) -> datetime.datetime:
    """Return the instant of a local time. If daylight saving skips it, return the first instant after."""
    wall = datetime.datetime.combine(day, time, zone)
    return wall.astimezone(datetime.UTC).astimezone(zone)


def _utc(instant: datetime.datetime) -> datetime.datetime:
    """Return an instant in UTC. Within a zone Python compares local times, which repeat in November."""
    return instant.astimezone(datetime.UTC)

"""Whether a line is open, in words, in the language that is spoken."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from finder.domain.documents import Helpline
from finder.domain.hours import Status, read_opening, status_at
from finder.language import _, time_of_day, weekday, zone_name


@dataclass(frozen=True, slots=True)
class Told:
    """What to say of a line now: `state` in a few words, `hours` as they are on record, `note` a caution.

    `changes` is when it opens or closes next, and `mine` says that in the reader's zone where it is another.
    """

    state: str
    is_open: bool | None
    hours: str
    changes: datetime.datetime | None = None
    mine: str = ""
    note: str = ""


def telephone(line: Helpline, now: datetime.datetime, reader: ZoneInfo | None = None) -> Told:
    """Return what to say of the telephone of a line."""
    return _told(line.opens, now, reader)


def chat(line: Helpline, now: datetime.datetime, reader: ZoneInfo | None = None) -> Told | None:
    """Return what to say of the chat of a line that has one."""
    return _told(line.chat_opens, now, reader) if line.chat_opens else None


def status_of(opens: str | None, now: datetime.datetime) -> Status | None:
    """Return whether it is open, or None where hours are not on record."""
    return status_at(read_opening(opens), now) if opens else None


def _told(opens: str | None, now: datetime.datetime, reader: ZoneInfo | None) -> Told:
    status = status_of(opens, now)
    if opens is None or status is None:
        return Told(_("Hours not confirmed"), None, "")
    opening = read_opening(opens)
    if opening.always:
        words = _("24 hours a day, every day")
        return Told(_("Open now"), True, words)
    days = _days(opening.days)
    hours = _("%(days)s, %(start)s to %(end)s, %(zone)s") % {
        "days": days,
        "start": time_of_day(opening.start),
        "end": time_of_day(opening.end),
        "zone": zone_name(opening.zone),
    }
    change = status.closes_at or status.opens_at
    note = ""
    if status.on_holiday:
        note = _("That day is a federal holiday: it may be closed.")
    return Told(_state(status, now), status.is_open, hours, change, _mine(status, reader), note)


def _state(status: Status, now: datetime.datetime) -> str:
    if status.closes_at:
        return _("Open now, until %(time)s") % {"time": _clock(status.closes_at)}
    opens = status.opens_at
    if opens is None:
        return ""
    days = (opens.date() - now.astimezone(opens.tzinfo).date()).days
    if days == 0:
        return _("Closed now; opens today at %(time)s") % {"time": _clock(opens)}
    if days == 1:
        return _("Closed now; opens tomorrow at %(time)s") % {"time": _clock(opens)}
    return _("Closed now; opens on %(day)s at %(time)s") % {"day": weekday(opens), "time": _clock(opens)}


def _mine(status: Status, reader: ZoneInfo | None) -> str:
    """Return the change in the reader's zone, where the clock there shows another time."""
    change = status.closes_at or status.opens_at
    if change is None or reader is None:
        return ""
    here = change.astimezone(reader)
    if here.utcoffset() == change.utcoffset():
        return ""
    return _("That is %(day)s, %(time)s where you are.") % {"day": weekday(here), "time": _clock(here)}


def _clock(instant: datetime.datetime) -> str:
    return f"{time_of_day(instant.time())} {zone_name(instant.tzinfo)}"


def _days(days: frozenset[int]) -> str:
    if days == frozenset(range(5)):
        return _("weekdays")
    if days == frozenset(range(7)):
        return _("every day")
    monday = datetime.date(2026, 11, 23)
    first, last = (weekday(monday + datetime.timedelta(days=day)) for day in (min(days), max(days)))
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}

"""Whether a help line is open, in the current language."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from finder.domain.documents import Helpline
from finder.domain.hours import Status, read_opening, status_at
from finder.language import _, time_of_day, weekday, zone_name


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether a help line is open: `state` says it in a few words, `hours` are its regular hours.

    `is_open` is None if its hours are not confirmed. `changes` is when it opens or closes next; `mine` says
    that in the reader's time zone, if it is a different time there. `note` is a caution.
    """

    state: str
    is_open: bool | None
    hours: str
    changes: datetime.datetime | None = None
    mine: str = ""
    note: str = ""


def telephone(line: Helpline, now: datetime.datetime, reader: ZoneInfo | None = None) -> Availability:
    """Return the availability of a help line by phone."""
    return _availability(line.opens, now, reader)


def chat(line: Helpline, now: datetime.datetime, reader: ZoneInfo | None = None) -> Availability | None:
    """Return the availability of a help line by chat; None if it has no chat."""
    return _availability(line.chat_opens, now, reader) if line.chat_opens else None


def status_of(opens: str | None, now: datetime.datetime) -> Status | None:
    """Return the status for opening hours as written in data/; None if there are none."""
    return status_at(read_opening(opens), now) if opens else None


def usual_hours(opens: str | None) -> str:
    """Return the regular hours for opening hours as written in data/; empty if there are none."""
    if opens is None:
        return ""
    opening = read_opening(opens)
    if opening.always:
        return _("24 hours a day, every day")
    return _("%(days)s, %(start)s to %(end)s, %(zone)s") % {
        "days": _days(opening.days),
        "start": time_of_day(opening.start),
        "end": time_of_day(opening.end),
        "zone": zone_name(opening.zone),
    }


def _availability(opens: str | None, now: datetime.datetime, reader: ZoneInfo | None) -> Availability:
    status = status_of(opens, now)
    if opens is None or status is None:
        return Availability(_("Hours not confirmed"), None, "")
    hours = usual_hours(opens)
    if read_opening(opens).always:
        return Availability(_("Open now"), True, hours)
    change = status.closes_at or status.opens_at
    note = _("That day is a federal holiday: it may be closed.") if status.on_holiday else ""
    state = _state(status, now)
    return Availability(state, status.is_open, hours, change, _in_readers_zone(change, reader), note)


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


def _in_readers_zone(change: datetime.datetime | None, reader: ZoneInfo | None) -> str:
    """Return when it opens or closes in the reader's zone; empty if clocks there show the same time."""
    if change is None or reader is None:
        return ""
    here = change.astimezone(reader)
    if here.utcoffset() == change.utcoffset():
        return ""
    return _("That is %(day)s, %(time)s where you are.") % {"day": weekday(here), "time": _clock(here)}


def _clock(moment: datetime.datetime) -> str:
    return f"{time_of_day(moment.time())} {zone_name(moment.tzinfo)}"


def _days(days: frozenset[int]) -> str:
    if days == frozenset(range(5)):
        return _("weekdays")
    if days == frozenset(range(7)):
        return _("every day")
    monday = datetime.date(2026, 11, 23)
    first, last = (weekday(monday + datetime.timedelta(days=day)) for day in (min(days), max(days)))
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}

"""Calls to make as a calendar file (RFC 5545): one for each contact, on weekdays that are no holidays."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

import holidays
from icalendar import Alarm, Calendar, Event

from finder.formats import words
from finder.formats.contacts import Contact
from finder.language import _

#: Calls begin at ten where the telephone rings, a quarter of an hour each; so many fit into a morning.
_FIRST = datetime.time(10)
_EACH = datetime.timedelta(minutes=15)
_A_DAY = 4
_UNKNOWN_ZONE = ZoneInfo("America/New_York")


def calls(contacts: Sequence[Contact], first_day: datetime.date, root: str, made: datetime.datetime) -> bytes:
    """Return the calls as a calendar. `root` is the address of this site, `made` the moment of writing.

    Hours are not on record; ten in the morning where the office is, is when most answer.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//The finder//calls//EN")
    calendar.add("version", "2.0")
    for at, (each, day) in enumerate(zip(contacts, _days(first_day, len(contacts)), strict=True)):
        calendar.add_component(_event(each, day, at % _A_DAY, root, made))
    written: bytes = calendar.to_ical()
    return written


def next_weekday(day: datetime.date) -> datetime.date:
    """Return the first day from `day` on that is neither a weekend's nor a federal holiday."""
    while day.weekday() > 4 or day in holidays.country_holidays("US", years=day.year):
        day += datetime.timedelta(days=1)
    return day


def _days(first: datetime.date, count: int) -> Iterator[datetime.date]:
    day = next_weekday(first)
    for at in range(count):
        if at and at % _A_DAY == 0:
            day = next_weekday(day + datetime.timedelta(days=1))
        yield day


def _event(each: Contact, day: datetime.date, place: int, root: str, made: datetime.datetime) -> Event:
    there = datetime.datetime.combine(day, _FIRST, each.zone or _UNKNOWN_ZONE)
    starts = there.astimezone(datetime.UTC) + place * 2 * _EACH
    event = Event()
    event.add("uid", f"{each.path.replace('/', '-')}-{day:%Y%m%d}@finder")
    event.add("dtstamp", made.astimezone(datetime.UTC))
    event.add("dtstart", starts)
    event.add("dtend", starts + _EACH)
    event.add("summary", _("Call %(name)s") % {"name": each.name})
    event.add("location", each.numbers[0].number if each.numbers else each.address)
    event.add("url", f"{root}/{each.path}")
    lines = [f"{words.phone(one.number)} ({one.label}): {one.use}" for one in each.numbers]
    event.add("description", "\n".join([*lines, *([each.note] if each.note else ())]))
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", _("Call %(name)s") % {"name": each.name})
    reminder.add("trigger", datetime.timedelta(minutes=-5))
    event.add_component(reminder)
    return event

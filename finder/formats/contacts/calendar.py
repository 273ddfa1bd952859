"""Calls to make as a calendar file (RFC 5545): one for each contact, on weekdays that are no holidays."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from finder.domain.hours import is_federal_holiday
from finder.formats import display
from finder.formats.contacts import local_time
from finder.formats.contacts.contact import Contact
from finder.language import _

#: Calls begin at ten where the telephone rings, a quarter of an hour each, two an hour, four a morning.
_FIRST = datetime.time(10)
_LASTS = datetime.timedelta(minutes=15)
_APART = datetime.timedelta(minutes=30)
_A_DAY = 4
_UNKNOWN_ZONE = ZoneInfo("America/New_York")


def calls(contacts: Sequence[Contact], first_day: datetime.date, root: str, made: datetime.datetime) -> bytes:
    """Return the calls as a calendar. `root` is the address of this site or empty, `made` now.

    Hours are not on record; from ten in the morning where the office is, most answer.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//The finder//calls//EN")
    calendar.add("version", "2.0")
    for each, starts in _planned(contacts, first_day):
        calendar.add_component(_event(each, starts, root, made))
    written: bytes = calendar.to_ical()
    return written


def is_working_day(day: datetime.date) -> bool:
    """Tell whether a day is neither a weekend's nor a federal holiday."""
    return day.weekday() < 5 and not is_federal_holiday(day)


def next_weekday(day: datetime.date) -> datetime.date:
    """Return the first day from `day` on that is neither a weekend's nor a federal holiday."""
    while not is_working_day(day):
        day += datetime.timedelta(days=1)
    return day


def _planned(
    contacts: Sequence[Contact], first: datetime.date
) -> Iterator[tuple[Contact, datetime.datetime]]:
    """Yield the calls of each morning from east to west, so that no two of them fall together."""
    day = first
    for at in range(0, len(contacts), _A_DAY):
        day = next_weekday(day)
        group = [(_ten(day, each), each) for each in contacts[at : at + _A_DAY]]
        free = min(ten for ten, _each in group)
        for ten, each in sorted(group, key=lambda pair: pair[0]):
            starts = max(ten, free)
            yield each, starts
            free = starts + _APART
        day += datetime.timedelta(days=1)


def _ten(day: datetime.date, each: Contact) -> datetime.datetime:
    return datetime.datetime.combine(day, _FIRST, each.zone or _UNKNOWN_ZONE).astimezone(datetime.UTC)


def _event(each: Contact, starts: datetime.datetime, root: str, made: datetime.datetime) -> Event:
    zone = each.zone or _UNKNOWN_ZONE
    event = Event()
    event.add("uid", f"{each.path.replace('/', '-')}-{starts.astimezone(zone):%Y%m%d}@finder")
    event.add("dtstamp", made.astimezone(datetime.UTC))
    event.add("dtstart", starts)
    event.add("dtend", starts + _LASTS)
    event.add("summary", _("Call %(name)s") % {"name": each.name})
    event.add("location", each.numbers[0].number if each.numbers else each.address)
    if root:
        event.add("url", f"{root}/{each.path}")
    lines = [f"{display.phone(one.number)} ({one.called}): {one.use}" for one in each.numbers]
    at = _("It is %(time)s there.") % {"time": local_time.there(starts, zone)} if each.zone else ""
    said = (*each.cautions, *lines, each.note, at)
    event.add("description", "\n".join(part for part in said if part))
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", _("Call %(name)s") % {"name": each.name})
    reminder.add("trigger", datetime.timedelta(minutes=-5))
    event.add_component(reminder)
    return event

"""Calls to make as a calendar file (RFC 5545): one event for each contact, on working days."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from finder.domain.federal_holidays import is_federal_holiday
from finder.formats import display
from finder.formats.contacts import local_time
from finder.formats.contacts.contact import Contact
from finder.language import _

if TYPE_CHECKING:
    from icalendar import Event

#: When to call, in the time zone of the place called: most offices are open then, and hours are unknown.
_FIRST_CALL = datetime.time(10)
_LENGTH = datetime.timedelta(minutes=15)
_BETWEEN_STARTS = datetime.timedelta(minutes=30)
_CALLS_PER_DAY = 4
#: The zone for contacts whose zone is not known.
_DEFAULT_ZONE = ZoneInfo("America/New_York")


def calls(contacts: Sequence[Contact], first_day: datetime.date, root: str, made: datetime.datetime) -> bytes:
    """Return a calendar with a call to each contact, on working days from `first_day` on.

    `root` is the address of this website or empty, `made` the time at which the file is made.
    """
    from icalendar import Calendar  # noqa: PLC0415 (0.1 s of the start, and few need a calendar)

    calendar = Calendar()
    calendar.add("prodid", "-//The finder//calls//EN")
    calendar.add("version", "2.0")
    for each, starts in _planned(contacts, first_day):
        calendar.add_component(_event(each, starts, root, made))
    written: bytes = calendar.to_ical()
    return written


def is_working_day(day: datetime.date) -> bool:
    """Return whether a day is neither on a weekend nor a federal holiday."""
    return day.weekday() < 5 and not is_federal_holiday(day)


def next_working_day(day: datetime.date) -> datetime.date:
    """Return the first working day on or after `day`."""
    while not is_working_day(day):
        day += datetime.timedelta(days=1)
    return day


def _planned(
    contacts: Sequence[Contact], first: datetime.date
) -> Iterator[tuple[Contact, datetime.datetime]]:
    """Yield the calls of each day with their starts, from east to west, so that no two overlap."""
    day = first
    for index in range(0, len(contacts), _CALLS_PER_DAY):
        day = next_working_day(day)
        opening = [(_first_call(day, each), each) for each in contacts[index : index + _CALLS_PER_DAY]]
        free = min(earliest for earliest, _each in opening)
        for earliest, each in sorted(opening, key=lambda pair: pair[0]):
            starts = max(earliest, free)
            yield each, starts
            free = starts + _BETWEEN_STARTS
        day += datetime.timedelta(days=1)


def _first_call(day: datetime.date, each: Contact) -> datetime.datetime:
    return datetime.datetime.combine(day, _FIRST_CALL, each.zone or _DEFAULT_ZONE).astimezone(datetime.UTC)


def _event(each: Contact, starts: datetime.datetime, root: str, made: datetime.datetime) -> Event:
    import icalendar  # noqa: PLC0415 (as above)

    zone = each.zone or _DEFAULT_ZONE
    event = icalendar.Event()
    event.add("uid", f"{each.path.replace('/', '-')}-{starts.astimezone(zone):%Y%m%d}@finder")
    event.add("dtstamp", made.astimezone(datetime.UTC))
    event.add("dtstart", starts)
    event.add("dtend", starts + _LENGTH)
    event.add("summary", _("Call %(name)s") % {"name": each.name})
    event.add("location", each.numbers[0].number if each.numbers else each.address)
    if root:
        event.add("url", f"{root}/{each.page}")
    lines = [f"{display.phone(one.number)} ({one.called}): {one.use}" for one in each.numbers]
    at = _("It is %(time)s there.") % {"time": local_time.there(starts, zone)} if each.zone else ""
    parts = (*each.cautions, *lines, each.note, at)
    event.add("description", "\n".join(part for part in parts if part))
    reminder = icalendar.Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", _("Call %(name)s") % {"name": each.name})
    reminder.add("trigger", datetime.timedelta(minutes=-5))
    event.add_component(reminder)
    return event

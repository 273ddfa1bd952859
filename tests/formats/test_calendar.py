"""Calls in a calendar: on working days, in the morning at the place called, never two at once."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from finder.formats.contacts import calendar, local_time
from finder.geo.points import Point
from finder.geo.time_zones import zone_of
from finder.language import using_language
from tests.formats.test_vcard import CONTACT

NOW = datetime.datetime(2026, 11, 23, 15, tzinfo=datetime.UTC)
#: A town in each zone.
TOWNS = {
    "America/New_York": Point(42.36, -71.06),
    "America/Chicago": Point(41.88, -87.63),
    "America/Denver": Point(39.74, -104.99),
    "America/Phoenix": Point(33.45, -112.07),
    "America/Los_Angeles": Point(34.05, -118.24),
    "America/Anchorage": Point(61.22, -149.90),
    "Pacific/Honolulu": Point(21.31, -157.86),
    "America/Puerto_Rico": Point(18.40, -66.06),
}
ZONES = tuple(TOWNS)


def events(contacts, day, root="https://finder.example.org"):
    written = calendar.calls(contacts, day, root, NOW)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    return Calendar.from_ical(written).walk("VEVENT")


def contacts_in(*zones):
    return [
        replace(CONTACT, path=f"centers/example-{at}", point=TOWNS.get(zone)) for at, zone in enumerate(zones)
    ]


@given(
    st.lists(st.sampled_from(ZONES), min_size=1, max_size=30),
    st.dates(datetime.date(2026, 1, 1), datetime.date(2030, 12, 31)),
)
def test_calls_do_not_overlap_and_are_on_working_mornings_at_the_place_called(zones, first):
    made = events(contacts_in(*zones), first)
    assert len(made) == len(zones)
    spans = sorted((each["dtstart"].dt, each["dtend"].dt) for each in made)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for each in made:
        zone = ZoneInfo(zones[int(str(each["url"]).rsplit("-", 1)[1])])
        there = each["dtstart"].dt.astimezone(zone)
        assert datetime.time(10) <= there.time() <= datetime.time(11, 30)
        assert there.date() >= first
        assert calendar.is_working_day(there.date())
    days = [each["dtstart"].dt.date() for each in made]
    assert max(map(days.count, days)) <= 4


def test_there_are_no_calls_on_thanksgiving_or_the_weekend():
    made = events(contacts_in(*["America/Chicago"] * 9), datetime.date(2026, 11, 25))
    days = [each["dtstart"].dt.date().isoformat() for each in made]
    assert days == ["2026-11-25"] * 4 + ["2026-11-27"] * 4 + ["2026-11-30"]


def test_an_event_has_the_numbers_to_call():
    (event,) = events(contacts_in("America/Denver"), datetime.date(2026, 11, 24))
    assert event["summary"] == "Call Example"
    assert event["dtstart"].dt == datetime.datetime(2026, 11, 24, 17, tzinfo=datetime.UTC)
    assert "(617) 555-0100 (Main number): Ask for cancer care" in event["description"]
    assert "It is 10:00\u00a0am (Mountain Time) there." in event["description"]
    assert event["url"] == "https://finder.example.org/centers/example-0"


def test_an_empty_shortlist_is_an_empty_calendar():
    assert events([], datetime.date(2026, 11, 24)) == []


def test_the_same_call_keeps_its_uid_so_that_importing_it_again_replaces_it():
    first, again = (events(contacts_in("America/Denver"), datetime.date(2026, 11, 24)) for _ in range(2))
    assert first[0]["uid"] == again[0]["uid"]


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone", "name"),
    [
        (39.7745, -86.1760, "America/New_York", "Eastern Time"),  # Indianapolis
        (38.2477, -85.7460, "America/New_York", "Eastern Time"),  # Louisville
        (43.6121, -116.1916, "America/Denver", "Mountain Time"),  # Boise
        (33.4484, -112.0740, "America/Phoenix", "Mountain Standard Time"),
        (21.3000, -157.8500, "Pacific/Honolulu", "Hawaii-Aleutian Standard Time"),
        (30.4213, -87.2169, "America/Chicago", "Central Time"),  # Pensacola, in western Florida
        (31.7619, -106.4850, "America/Denver", "Mountain Time"),  # El Paso, in western Texas
    ],
)
def test_a_zone_has_its_common_name(latitude, longitude, zone, name):
    found = zone_of(Point(latitude, longitude))
    assert found == ZoneInfo(zone)
    assert local_time.zone_name(found) == name


def test_there_is_no_zone_out_at_sea():
    assert zone_of(Point(30.0, -50.0)) is None


def test_the_difference_of_clocks_depends_on_the_season():
    phoenix, denver, boston = (ZoneInfo(f"America/{name}") for name in ("Phoenix", "Denver", "New_York"))
    winter = datetime.datetime(2026, 1, 15, 20, 40, tzinfo=datetime.UTC)
    summer = datetime.datetime(2026, 7, 15, 20, 40, tzinfo=datetime.UTC)
    assert local_time.there(winter, denver) == "1:40\u00a0pm (Mountain Time)"
    assert local_time.apart(phoenix, denver, winter) == "the same time as yours"
    assert local_time.apart(phoenix, denver, summer) == "1 hour behind you"
    assert local_time.apart(boston, denver, winter) == "2 hours ahead of you"


def test_the_local_time_in_spanish():
    with using_language("es"):
        assert local_time.there(NOW, ZoneInfo("America/Chicago")) == "9:00\u00a0a.m. (hora central)"

"""Opening times at instants: across zones, nights, changes of the clock and federal holidays."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.domain.hours import ALWAYS, read_opening, status_at

CHAT = read_opening("mon-fri 07:00-18:30 America/Chicago")
EASTERN, CENTRAL = ZoneInfo("America/New_York"), ZoneInfo("America/Chicago")


def at(text: str, zone: ZoneInfo) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("instant", "zone", "is_open", "change", "holiday"),
    [
        ("2026-11-22T20:00", EASTERN, False, "2026-11-23T07:00", False),  # Sunday night in the East
        ("2026-11-23T07:59", EASTERN, False, "2026-11-23T07:00", False),
        ("2026-11-23T08:00", EASTERN, True, "2026-11-23T18:30", False),
        ("2026-11-23T18:29", CENTRAL, True, "2026-11-23T18:30", False),
        ("2026-11-23T18:30", CENTRAL, False, "2026-11-24T07:00", False),
        ("2026-11-20T19:00", CENTRAL, False, "2026-11-23T07:00", False),  # Friday evening
        ("2026-11-26T09:00", CENTRAL, True, "2026-11-26T18:30", True),  # Thanksgiving
        ("2026-12-24T20:00", CENTRAL, False, "2026-12-25T07:00", True),  # the night before Christmas
        ("2026-07-03T09:00", CENTRAL, True, "2026-07-03T18:30", True),  # the Fourth, observed on a Friday
        ("2026-03-08T01:30", CENTRAL, False, "2026-03-09T07:00", False),  # the night the clock jumps
        ("2026-11-01T01:30", CENTRAL, False, "2026-11-02T07:00", False),  # the night it goes back
        ("2028-02-29T12:00", CENTRAL, True, "2028-02-29T18:30", False),
    ],
)
def test_a_line_is_open_in_its_own_zone(instant, zone, is_open, change, holiday):
    status = status_at(CHAT, at(instant, zone))
    assert (status.is_open, status.on_holiday) == (is_open, holiday)
    assert (status.closes_at if is_open else status.opens_at) == at(change, CENTRAL)
    assert (status.opens_at if is_open else status.closes_at) is None


def test_a_line_that_is_always_open_is_open_at_any_instant():
    for instant in ("2026-11-26T03:00", "2026-12-25T00:00", "2026-03-08T02:30"):
        status = status_at(read_opening(ALWAYS), at(instant, CENTRAL))
        assert (status.is_open, status.closes_at, status.opens_at) == (True, None, None)


@given(
    instant=st.datetimes(
        datetime.datetime(2024, 1, 1),  # noqa: DTZ001 (hypothesis adds the zone)
        datetime.datetime(2031, 1, 1),  # noqa: DTZ001
        timezones=st.just(datetime.UTC),
    ),
    first=st.integers(0, 6),
    span=st.integers(0, 6),
    start=st.integers(0, 22),
    zone=st.sampled_from(["America/New_York", "America/Phoenix", "Pacific/Honolulu", "America/St_Johns"]),
)
def test_what_is_said_of_the_next_change_is_so(instant, first, span, start, zone):
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    last = min(first + span, 6)
    opening = read_opening(f"{days[first]}-{days[last]} {start:02}:15-{start + 1:02}:45 {zone}")
    status = status_at(opening, instant)
    if status.is_open:
        assert status.closes_at > instant
        assert not status_at(opening, status.closes_at).is_open
        assert status_at(opening, status.closes_at - datetime.timedelta(seconds=1)).is_open
    else:
        assert instant < status.opens_at <= instant + datetime.timedelta(days=8, hours=2)
        assert status_at(opening, status.opens_at).is_open
        assert not status_at(opening, status.opens_at - datetime.timedelta(seconds=1)).is_open


@pytest.mark.parametrize(
    "text",
    ["", "weekdays", "mon-fri 7-18 America/Chicago", "mon-fri 07:00-25:00 America/Chicago",
     "mon-fri 07:00-18:30 Central", "mon-fri 18:30-07:00 America/Chicago",
     "fri-mon 07:00-18:30 America/Chicago"],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_an_example(text):
    with pytest.raises(ValueError, match=r"mon|forward|closes? after"):
        read_opening(text)

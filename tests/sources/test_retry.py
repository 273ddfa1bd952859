"""Requests that are tried again: how often, how long the pauses are, and what the server asks for."""

from __future__ import annotations

import datetime

import pytest

from finder.sources.retry import TryAgain, retry_after, with_retries


def failing(*failures: TryAgain):
    """Return a function that fails so many times, then returns "done"."""
    rest = list(failures)

    def attempt() -> str:
        if rest:
            raise rest.pop(0)
        return "done"

    return attempt


def test_the_pauses_double_up_to_the_longest():
    waits: list[float] = []
    attempt = failing(*[TryAgain("busy")] * 4)
    assert with_retries(attempt, 5, waits.append, first=2, longest=10) == "done"
    assert waits == [2, 4, 8, 10]


def test_the_pause_that_the_server_asks_for_takes_precedence():
    waits: list[float] = []
    attempt = failing(TryAgain("busy", 90), TryAgain("busy", 0), TryAgain("busy"))
    with_retries(attempt, 5, waits.append, first=2, longest=10)
    assert waits == [90, 0, 8]


def test_the_last_failure_is_raised_without_another_pause():
    waits: list[float] = []
    with pytest.raises(TryAgain, match="second"):
        with_retries(failing(TryAgain("first"), TryAgain("second")), 2, waits.append, first=2, longest=10)
    assert waits == [2]


def test_another_failure_is_not_tried_again():
    def broken() -> str:
        raise KeyError("a bug")

    with pytest.raises(KeyError):
        with_retries(broken, 5, pytest.fail, first=2, longest=10)


def test_no_tries_are_refused():
    with pytest.raises(ValueError, match="tries: 0"):
        with_retries(failing(), 0, pytest.fail, first=2, longest=10)


NOON = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "120"}, 120),
        # By the server's own clock, which may be wrong.
        ({"Retry-After": "Wed, 25 Nov 2026 12:01:30 GMT", "Date": "Wed, 25 Nov 2026 12:01:00 GMT"}, 30),
        ({"Retry-After": "Wed, 25 Nov 2026 12:01:30 GMT"}, 90),
        ({"Retry-After": "Wed, 25 Nov 2026 11:00:00 GMT"}, 0),
    ],
)
def test_retry_after_holds_seconds_or_a_date(headers, seconds):
    assert retry_after(headers, lambda: NOON) == seconds

"""Ask a server again when the failure may pass, and wait for as long as it asks."""

from __future__ import annotations

import datetime
import email.utils
import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from finder import utc
from finder.errors import SourceDown

T = TypeVar("T")


class TryAgain(SourceDown):
    """A failure that may pass; `seconds` is how long the server asks to be left alone, where it says."""

    def __init__(self, message: str, seconds: float | None = None) -> None:
        super().__init__(message)
        self.seconds = seconds


def sleep(seconds: float) -> None:
    """Wait. The clock is looked up when this is called: who replaces time.sleep replaces it everywhere."""
    time.sleep(seconds)


def with_retries(
    attempt: Callable[[], T], tries: int, wait: Callable[[float], None], *, first: float, longest: float
) -> T:
    """Return what `attempt` returns. After TryAgain it is called again, up to `tries` times in all.

    `wait` is called with the seconds between two tries: as many as the server asks for, otherwise `first`,
    then twice as many each time, up to `longest`. Raises the last TryAgain, and ValueError where `tries` is
    not 1 or more.
    """
    for number in range(tries):
        try:
            return attempt()
        except TryAgain as failure:
            if number + 1 == tries:
                raise
            wait(min(longest, first * 2**number) if failure.seconds is None else failure.seconds)
    raise ValueError(f"tries: {tries} is not 1 or more")


def retry_after(headers: Mapping[str, str], now: Callable[[], datetime.datetime] = utc.now) -> float | None:
    """Return the seconds that Retry-After asks for (RFC 9110, 10.2.3), None where there is no such header.

    A date is compared with the server's own clock, or with ours where the answer has no date.
    """
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    until = _http_date(text)
    if until is None:
        return None
    return max(0.0, (until - (_http_date(headers.get("Date", "")) or now())).total_seconds())


def _http_date(text: str) -> datetime.datetime | None:
    try:
        date = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    return date.replace(tzinfo=date.tzinfo or datetime.UTC)

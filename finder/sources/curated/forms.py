"""The forms of text that data/ uses: dates, telephone numbers, web addresses, states, opening hours."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from finder import utc
from finder.domain.hours import read_opening
from finder.geo.states import STATES
from finder.language import _, marked
from finder.sources.curated import messages

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_PHONE = re.compile(r"\+1-[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4}|[2-9]11|988")


@dataclass(frozen=True, slots=True)
class Form:
    """How a text must be written: in words, and what is wrong with one (None if nothing is)."""

    words: str
    fault: Callable[[str, str], str | None]


def _date(column: str, value: str) -> str | None:
    if not _is_date(value):
        parts = _DATE.fullmatch(value)
        padded = "-".join(part.zfill(2) for part in parts.groups() if part) if parts else ""
        near = padded if _is_date(padded) else None
        return messages.wrong_form(column, value, _(DATE.words), near)
    today = utc.last_day().isoformat()
    return messages.in_the_future(column, value, today) if value > today[: len(value)] else None


def _is_date(value: str) -> bool:
    try:
        datetime.date.fromisoformat({4: f"{value}-01-01", 7: f"{value}-01"}.get(len(value), value))
    except ValueError:
        return False
    return len(value) in (4, 7, 10)


def _phone(column: str, value: str) -> str | None:
    if _PHONE.fullmatch(value):
        return None
    digits = re.sub(r"[^0-9]", "", value).removeprefix("1")
    written = f"+1-{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    near = written if _PHONE.fullmatch(written) else None
    return messages.wrong_form(column, value, _(PHONE.words), near)


def _url(column: str, value: str) -> str | None:
    if _is_url(value):
        return None
    near = f"https://{value}" if "." in value and _is_url(f"https://{value}") and "//" not in value else None
    return messages.wrong_form(column, value, _(URL.words), near)


def _is_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in value
    except ValueError:
        return False


def _state(column: str, value: str) -> str | None:
    if value in STATES:
        return None
    names = {name.casefold(): code for code, name in STATES.items()} | {
        code.casefold(): code for code in STATES
    }
    near = names.get(value.casefold()) or names.get(messages.nearest(value, names) or "")
    return messages.wrong_form(column, value, _(STATE.words), near)


def _opening(column: str, value: str) -> str | None:
    try:
        read_opening(value)
    except ValueError as error:
        return f"{column}: {error}"
    return None


DATE = Form(marked("a date as YYYY, YYYY-MM or YYYY-MM-DD"), _date)
PHONE = Form(marked("a telephone number that can be dialed, like +1-617-555-0100"), _phone)
URL = Form(marked("a whole web address, like https://www.cancer.gov/"), _url)
STATE = Form(marked("the two letters of a state or territory, like OH"), _state)
OPENING = Form(
    marked("`always`, or days, hours and time zone, like mon-fri 07:00-18:30 America/Chicago"), _opening
)

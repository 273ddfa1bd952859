"""The day of a file's contents, as far as its name says it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

_YEAR = r"(?P<year>20[0-4]\d)"
_MONTH = r"(?P<month>0[1-9]|1[0-2])"
_DAY = r"(?P<day>0[1-9]|[12]\d|3[01])"
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = rf"(?P<name>{'|'.join(_NAMES)})[a-z]*"
#: Ways to write a day, a month or a year, the most exact first.
_WAYS = tuple(
    re.compile(rf"(?<!\d){way}(?!\d)", re.IGNORECASE)
    for way in (
        rf"{_YEAR}[-_. ]?{_MONTH}[-_. ]?{_DAY}",
        rf"{_MONTH}[-_. ]?{_DAY}[-_. ]?{_YEAR}",
        rf"{_YEAR}[-_. ]?{_MONTH}",
        rf"{_MONTH}[-_. ]?{_YEAR}",
        rf"{_NAMED}[-_. ]*{_YEAR}",
        rf"{_YEAR}[-_. ]*{_NAMED}",
        _YEAR,
    )
)


def day_in_names(names: Iterable[str]) -> str:
    """Return the day in the first of these names that has one, as YYYY-MM-DD, YYYY-MM or YYYY; else ""."""
    return next((found for name in names if (found := _day_in(name))), "")


def _day_in(name: str) -> str:
    for way in _WAYS:
        for match in way.finditer(name):
            parts = match.groupdict()
            month = parts.get("month") or _number(parts.get("name"))
            found = "-".join(filter(None, (parts["year"], month, parts.get("day"))))
            if _is_day(found):
                return found
    return ""


def _number(name: str | None) -> str:
    return f"{_NAMES.index(name.lower()) + 1:02}" if name else ""


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True

"""The federal holidays of the United States and the days they are observed.

Source: 5 U.S.C. 6103(a) and (b), and Executive Order 11582 for those on a Sunday.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

_DAY = datetime.timedelta(days=1)
_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6
#: Month and day: New Year's Day, Juneteenth, Independence Day, Veterans Day, Christmas.
_DATES = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
#: Month, day of the week, and the first day of the month it can be: Martin Luther King's birthday,
#: Washington's birthday, Memorial Day, Labor Day, Columbus Day, Thanksgiving.
_WEEKDAYS = (
    (1, _MONDAY, 15), (2, _MONDAY, 15), (5, _MONDAY, 25),
    (9, _MONDAY, 1), (10, _MONDAY, 8), (11, _THURSDAY, 22),
)  # fmt: skip


def is_federal_holiday(day: datetime.date) -> bool:
    """Tell whether a day is a federal holiday, or the day one is observed."""
    # New Year's Day on a Saturday is observed in the year before.
    return any(
        day in (each, _observed(each)) for year in (day.year, day.year + 1) for each in _holidays(year)
    )


def _holidays(year: int) -> Iterator[datetime.date]:
    for month, day in _DATES:
        yield datetime.date(year, month, day)
    for month, weekday, earliest in _WEEKDAYS:
        first = datetime.date(year, month, earliest)
        yield first + (weekday - first.weekday()) % 7 * _DAY


def _observed(holiday: datetime.date) -> datetime.date:
    return holiday + {_SATURDAY: -1, _SUNDAY: 1}.get(holiday.weekday(), 0) * _DAY

"""The federal holidays, beside those of the `holidays` package."""

from __future__ import annotations

import datetime

import holidays

from finder.domain.federal_holidays import is_federal_holiday

FIRST, LAST = datetime.date(2022, 1, 1), datetime.date(2060, 12, 31)


def test_federal_holidays_are_those_of_the_law_and_the_days_they_are_observed():
    days = ["2026-01-01", "2026-06-19", "2026-07-03", "2026-11-11", "2026-11-26", "2026-12-25", "2027-12-24"]
    assert [is_federal_holiday(datetime.date.fromisoformat(day)) for day in days] == [True] * 7
    assert not is_federal_holiday(datetime.date(2026, 11, 27))  # the Friday after


def test_they_are_those_of_the_package_for_forty_years():
    theirs = holidays.country_holidays("US", years=range(FIRST.year, LAST.year + 2))
    every = [FIRST + datetime.timedelta(days=day) for day in range((LAST - FIRST).days + 1)]
    assert [day for day in every if is_federal_holiday(day) != (day in theirs)] == []

"""Tell the monthly NPPES file from a weekly one: loaded as the other, it would remove nearly everybody."""

from __future__ import annotations

import datetime
import re

import pyarrow as pa

from finder.errors import BadFile
from finder.language import _, marked
from finder.sources.files import clean
from finder.sources.files.stream import Part
from finder.sources.files.values import text_of

#: The name of the main file: the first day it covers, and the last one.
PERIOD = re.compile(r"npidata_pfile_(\d{8})-(\d{4})(\d\d)(\d\d)\.csv", re.IGNORECASE)
#: The day NPPES began: a monthly file holds everything since.
_FIRST_DAY = "20050523"
#: Fewer rows say nothing about the period that a file covers.
_ENOUGH = 20
#: A weekly file holds the updates of seven days, some of them late.
_WEEK, _MONTHS = datetime.timedelta(days=14), datetime.timedelta(days=90)


_MAYBE_WEEKLY = marked(
    "all rows were updated within two weeks: if this is a weekly file, load it with finder load nppes-weekly"
)


def check_name(part: Part, *, weekly: bool) -> None:
    """Raise BadFile if the name of a file says that it covers another period."""
    if match := PERIOD.fullmatch(part.name):
        is_monthly = match[1] == _FIRST_DAY
        if is_monthly and weekly:
            raise _is_monthly(part)
        if not is_monthly and not weekly:
            raise _is_weekly(part)


def check_contents(part: Part, rows: pa.RecordBatch, *, weekly: bool) -> tuple[str, ...]:
    """Raise BadFile if the dates of the first rows of a file say that it covers another period.

    Returns a sentence for the report where too few rows are there to tell.
    """
    days = sorted(filter(None, map(_day, text_of(rows.column("updated")))))
    if not days:
        return ()
    newest = days[-1]
    # A few rows of a weekly file may be older.
    one_week = newest - days[len(days) // 10] <= _WEEK
    if len(days) < _ENOUGH:
        return (_(_MAYBE_WEEKLY),) if one_week and not weekly and not PERIOD.fullmatch(part.name) else ()
    if not weekly and one_week:
        raise _is_weekly(part)
    if weekly and newest - days[len(days) // 2] > _MONTHS:
        raise _is_monthly(part)
    return ()


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(clean.day(text))
    except ValueError:
        return None


def _is_monthly(part: Part) -> BadFile:
    return BadFile(_("Use `finder load nppes`. %(name)s is the monthly file.") % {"name": part.name})


def _is_weekly(part: Part) -> BadFile:
    return BadFile(_("Use `finder load nppes-weekly`. %(name)s is a weekly file.") % {"name": part.name})

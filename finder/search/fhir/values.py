"""Read the values of search parameters: lists, codes, dates, references, and where something is near."""

from __future__ import annotations

import datetime
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from finder.geo.points import Point
from finder.search.fhir.issues import Issue, Refused

#: Metres of one mile: that of the international foot, and that of the US survey foot.
_MILE, _SURVEY_MILE = 1609.344, 1609.3472186944
#: Units of a distance → miles. Those of UCUM, and how people write them.
UNITS: Final = {
    "km": 1000 / _MILE, "m": 1 / _MILE, "mi": 1.0, "[mi_i]": 1.0, "[mi_us]": _SURVEY_MILE / _MILE,
}  # fmt: skip
#: The distance that is searched without one, in the unit: R4 leaves it to the server.
DEFAULT_DISTANCE, DEFAULT_UNIT = 100.0, "km"
_LONGEST = 500
#: A list has at most so many values.
_MOST_VALUES = 200
_ESCAPED = re.compile(r"\\([,|$\\])")
_UNESCAPED_COMMA = re.compile(r"(?<!\\)((?:\\\\)*),")
_BAR = re.compile(r"(?<!\\)(?:\\\\)*\|")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_DATE = re.compile(
    r"(eq|ne|gt|lt|ge|le|sa|eb|ap)?"
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?)?)?",
    re.ASCII,
)
_REFERENCE = re.compile(
    r"(?:(?P<base>https?://[^\s?#]+)/(?=[A-Za-z]+/[^/]+$))?(?:(?P<type>[A-Za-z]+)/)?(?P<id>[A-Za-z0-9.-]{1,64})"
)
_DAY = datetime.timedelta(days=1)
_VERSION = re.compile(r"/_history/[A-Za-z0-9.-]{1,64}$")


@dataclass(frozen=True, slots=True)
class Code:
    """A code to find. `system` None means any system, an empty one that it has none; so does `code`."""

    code: str
    system: str | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to find: an id, and the type and the server if they were given."""

    id: str
    type: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """Within some miles of a point; `unit` is that of the question, a key of UNITS."""

    point: Point
    miles: float
    unit: str = DEFAULT_UNIT


@dataclass(frozen=True, slots=True)
class Moment:
    """A comparison with the time from `first` up to, not including, `last`."""

    prefix: str
    first: datetime.datetime
    last: datetime.datetime


def split(text: str, name: str) -> list[str]:
    """Return the values that commas separate, still escaped. Raises Refused for none, or far too many."""
    if len(text) > _LONGEST * 16:
        raise Refused(Issue("too-long", "The value is too long.", name))
    values = _UNESCAPED_COMMA.sub(lambda found: f"{found[1]}\n", text.replace("\n", " ")).split("\n")
    given = [each.strip() for each in values if each.strip()]
    if not given:
        raise Refused(
            Issue("value", "The value is empty. Leave the parameter out, or give it a value.", name)
        )
    if len(given) > _MOST_VALUES:
        raise Refused(Issue("too-costly", f"Give at most {_MOST_VALUES} values.", name))
    if any(len(each) > _LONGEST for each in given):
        raise Refused(Issue("too-long", f"A value has at most {_LONGEST} characters.", name))
    return given


def unescape(text: str) -> str:
    """Return a value without the backslashes that escape a comma, a bar, a dollar sign or another one."""
    return _ESCAPED.sub(r"\1", text)


def read_code(text: str) -> Code:
    """Read `code`, `system|code`, `|code` or `system|`."""
    bar = _BAR.search(text)
    if bar is None:
        return Code(unescape(text), None)
    return Code(unescape(text[bar.end() :]), unescape(text[: bar.end() - 1]))


def read_reference(text: str, name: str) -> Reference:
    """Read `id`, `Type/id` or an address. Raises Refused for what is none."""
    match = _REFERENCE.fullmatch(_VERSION.sub("", unescape(text)))
    if match is None:
        raise Refused(
            Issue("value", "This is no reference. Write it as Type/id, such as Location/123.", name)
        )
    return Reference(match["id"], match["type"] or "", match["base"] or "")


@lru_cache(maxsize=256)
def read_near(text: str, name: str) -> Near:
    """Read `latitude|longitude|distance|unit`. Raises Refused for what is none."""
    parts = [each.strip() for each in text.split("|")]
    if not 2 <= len(parts) <= 4:
        raise _not_near(name, "Write it as latitude|longitude|distance|unit, such as 42.34|-71.11|50|km.")
    latitude, longitude = (_number(each, name, what) for each, what in zip(parts, _AXES, strict=False))
    try:
        point = Point(latitude, longitude)
    except ValueError:
        raise _not_near(name, "Latitude is from -90 to 90, longitude from -180 to 180.") from None
    if len(parts) < 3 or not parts[2]:
        return Near(point, DEFAULT_DISTANCE * UNITS[DEFAULT_UNIT])  # a unit alone means nothing
    unit = (parts[3] if len(parts) > 3 else "") or DEFAULT_UNIT
    if unit not in UNITS:
        raise _not_near(name, f"The unit is one of {', '.join(UNITS)}.")
    distance = _number(parts[2], name, "distance")
    if distance < 0:
        raise _not_near(name, "The distance is 0 or more.")
    return Near(point, distance * UNITS[unit], unit)


_AXES = ("latitude", "longitude")


def _number(text: str, name: str, what: str) -> float:
    if not _NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        raise _not_near(name, f"The {what} is no number.")
    return float(text)


def _not_near(name: str, text: str) -> Refused:
    return Refused(Issue("value", text, name))


def read_moment(text: str, name: str) -> Moment:
    """Read a date with its prefix: `ge2026-01`. Raises Refused for what is none."""
    match = _DATE.fullmatch(unescape(text).replace(" ", "+"))
    prefix, *parts, zone = match.groups() if match else (None,) * 8
    known = [int(each) for each in parts if each is not None]
    try:
        first = datetime.datetime(*[*known, *(1, 1, 1, 0, 0, 0)[len(known) :]], tzinfo=_zone(zone))  # type: ignore[arg-type,misc]
        last = _behind(first, len(known))
    except (ValueError, OverflowError, KeyError):
        advice = "Write it as 2026, 2026-11, 2026-11-30 or 2026-11-30T10:00:00Z, with a prefix such as ge."
        raise Refused(Issue("value", f"This is no date. {advice}", name)) from None
    return Moment(prefix or "eq", first, last)


def _zone(text: str | None) -> datetime.timezone:
    if not text or text == "Z":
        return datetime.UTC
    hours, minutes = int(text[1:3]), int(text[4:])
    offset = datetime.timedelta(hours=hours, minutes=minutes)
    return datetime.timezone(-offset if text[0] == "-" else offset)


def _behind(first: datetime.datetime, known: int) -> datetime.datetime:
    """Return the end of the year, month, day, minute or second that begins then."""
    if known == 1:
        return first.replace(year=first.year + 1)
    if known == 2:
        return (first + datetime.timedelta(days=31)).replace(day=1)
    steps = {3: {"days": 1}, 5: {"minutes": 1}, 6: {"seconds": 1}}
    return first + datetime.timedelta(**steps[known])


def holds(moment: Moment, at: datetime.datetime) -> bool:
    """Tell whether a time passes a comparison; `ap` means within a day."""
    inside = moment.first <= at < moment.last
    return {
        "eq": inside,
        "ne": not inside,
        "gt": at >= moment.last,
        "sa": at >= moment.last,
        "ge": at >= moment.first,
        "lt": at < moment.first,
        "eb": at < moment.first,
        "le": at < moment.last,
        "ap": moment.first <= at + _DAY and at - _DAY < moment.last,
    }[moment.prefix]

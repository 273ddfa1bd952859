"""Clean single values of a study: ages, dates, telephone numbers, contacts."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence

from finder.domain.trials import TrialContact
from finder.sources.files import clean
from finder.sources.trials.json_values import Value, code, text

_AGE = re.compile(r"(\d{1,5}(?:\.\d+)?)\s*(year|month|week|day|hour|minute)?s?", re.IGNORECASE)
_YEARS = {"year": 1.0, "month": 1 / 12, "week": 7 / 365.25, "day": 1 / 365.25, "hour": 0.0, "minute": 0.0}
_OLDEST = 150.0
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_US_NUMBER = re.compile(r"(?:\+?1[\s.-]*)?\(?[2-9]\d{2}\)?[\s./-]*[2-9]\d{2}[\s.-]*\d{4}(?!\d)")
_EXTENSION = re.compile(r"(?:\bx|ext(?:ension)?)[\s.:#]*(\d{1,6})\b", re.IGNORECASE)
_ABROAD = re.compile(r"\+[\d\s().-]{8,24}")
_EMAIL = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;]+\.[A-Za-z]{2,}")


def age(value: Value) -> float | None:
    """Return an age in years: "18 Years", "6 Months", 18. None for no limit ("N/A", or absent).

    Raises ValueError for what is no age.
    """
    words = text(value)
    if not words:
        return None
    match = _AGE.fullmatch(words)
    years = float(match[1]) * _YEARS[(match[2] or "year").lower()] if match else _OLDEST
    if years >= _OLDEST:
        raise ValueError(words)
    return years


def partial_date(value: Value) -> str:
    """Return a date as YYYY, YYYY-MM or YYYY-MM-DD; "" for what is none, and for a day that is to come."""
    words = text(value)[:10]
    match = _DATE.fullmatch(words)
    try:
        day = datetime.date(*(int(part or 1) for part in match.groups())) if match else None
    except ValueError:
        return ""
    return words if day and not clean.is_future(day.isoformat()) else ""


def contact(value: Mapping[str, Value]) -> TrialContact:
    """Return a contact: the number as +1-617-555-0100 if it is of the US, with its extension."""
    number = text(value.get("phone"))
    found = _EXTENSION.search(number)
    extension = re.sub(r"\D", "", text(value.get("phoneExt")))[:6] or (found[1] if found else "")
    phone = _phone(number)
    email = _EMAIL.search(text(value.get("email")))
    return TrialContact(
        text(value.get("name")), phone, extension if phone else "", email[0].lower() if email else ""
    )


def _phone(number: str) -> str:
    plain = _EXTENSION.sub("", number)
    if plain.lstrip().startswith("+") and not plain.lstrip().startswith("+1"):
        abroad = _ABROAD.match(plain.strip())
        return " ".join(abroad[0].split()) if abroad else ""
    match = _US_NUMBER.search(plain)
    return clean.phone(match[0]) if match else ""


def best_contact(contacts: Sequence[Mapping[str, Value]]) -> TrialContact:
    """Return the contact to show: the first who can be reached, else the first with a name.

    A person named as investigator is not somebody to call.
    """
    people = [(contact(each), code(each.get("role"))) for each in contacts]
    named = [each for each, role in people if each or (each.name and "INVESTIGATOR" not in role)]
    return next((each for each in named if each), named[0] if named else TrialContact())

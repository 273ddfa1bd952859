"""Numbers and dates as people say them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from finder.domain.care import CareSite, Phone
from finder.language import _, marked

#: What a telephone number is for, in the order a caller needs them: first for patients, last for doctors.
PHONE_LABELS = {
    "new patients": "New patients",
    "second opinions": "Second opinions",
    "main": "Main number",
    "help line": "Help line",
    "clinical trials": "Clinical trials only",
    "referring doctors": "Doctors who refer a patient",
}

#: Whom a place treats.
_TREATS = {
    ("adults",): marked("Treats adults."),
    ("children",): marked("Treats children."),
    ("adults", "children"): marked("Treats adults and children."),
    ("study-participants",): marked("Treats only people who take part in its studies."),
    ("unknown",): marked("Whether it treats children is not on record."),
}


def treats(whom: tuple[str, ...]) -> str:
    """Return whom a place treats, as a sentence; of a place that treats nobody, nothing."""
    return _(_TREATS.get(tuple(sorted(whom)), ""))


def miles(distance: float, about: bool) -> str:
    """Return a distance in words: "about 343 miles", "2.4 miles", "less than 1 mile"."""
    if distance < 1:
        return "about 1 mile or less" if about else "less than 1 mile"
    near = round(distance, 1) < 10 and not about
    number = f"{distance:,.1f}" if near else f"{distance:,.0f}"
    return f"{'about ' if about else ''}{number} {'mile' if number == '1' else 'miles'}"


def date(partial: str | None) -> str:
    """Return YYYY, YYYY-MM or YYYY-MM-DD in words: "2023", "June 2026", "December 30, 2025"."""
    if not partial:
        return "date not known"
    if len(partial) == 4:
        return partial
    day = datetime.date.fromisoformat(partial if len(partial) == 10 else f"{partial}-01")
    return f"{day:%B} {day.day}, {day.year}" if len(partial) == 10 else f"{day:%B %Y}"


def phone(number: str) -> str:
    """Return a number as printed on paper: "+1-801-587-7000" → "801-587-7000"."""
    return number.removeprefix("+1-")


def phone_label(phone: Phone, of: CareSite) -> str:
    """Return what a number is for; a program has no line of its own, only its hospital's switchboard."""
    if phone.purpose == "main" and of.kind == "program":
        return "Hospital switchboard"
    return PHONE_LABELS[phone.purpose]


def order_phones(phones: Iterable[Phone]) -> list[Phone]:
    """Return numbers in the order a caller needs them."""
    order = list(PHONE_LABELS)
    return sorted(phones, key=lambda each: order.index(each.purpose))

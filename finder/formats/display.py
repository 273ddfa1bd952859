"""Numbers and dates as people say them."""

from __future__ import annotations

from collections.abc import Iterable

from finder import language
from finder.domain.care import CareSite, Phone
from finder.language import _, marked, ngettext, number

#: What a telephone number is for, in the order a caller needs them: first for patients, last for doctors.
PHONE_LABELS = {
    "new patients": marked("New patients"),
    "second opinions": marked("Second opinions"),
    "main": marked("Main number"),
    "help line": marked("Help line"),
    "clinical trials": marked("Clinical trials only"),
    "referring doctors": marked("Doctors who refer a patient"),
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
        return _("about 1 mile or less") if about else _("less than 1 mile")
    shown = round(distance, 1) if round(distance, 1) < 10 and not about else round(distance)
    count = 1 if shown == 1 else 2  # 1.4 miles are several
    if about:
        said = ngettext("about %(miles)s mile", "about %(miles)s miles", count)
    else:
        said = ngettext("%(miles)s mile", "%(miles)s miles", count)
    return said % {"miles": number(shown)}


def date(partial: str | None) -> str:
    """Return YYYY, YYYY-MM or YYYY-MM-DD in words: "2023", "June 2026", "December 30, 2025"."""
    if not partial:
        return _("date not known")
    return language.date(partial)


def phone(number: str) -> str:
    """Return a number as printed on paper: "+1-801-587-7000" → "801-587-7000"."""
    return number.removeprefix("+1-")


def phone_label(phone: Phone, of: CareSite) -> str:
    """Return what a number is for; a program has no line of its own, only its hospital's switchboard."""
    if phone.purpose == "main" and of.kind == "program":
        return _("Hospital switchboard")
    return _(PHONE_LABELS[phone.purpose])


def order_phones(phones: Iterable[Phone]) -> list[Phone]:
    """Return numbers in the order a caller needs them."""
    order = list(PHONE_LABELS)
    return sorted(phones, key=lambda each: order.index(each.purpose))


def in_sentence(name: str) -> str:
    """Return a name of a cancer or specialty as it stands in a sentence: proper names keep capitals."""
    first = name.split(" ", maxsplit=1)[0].rstrip(",")
    keeps = {
        "Burkitt",
        "Castleman",
        "Ewing",
        "Hodgkin",
        "Kaposi",
        "Langerhans",
        "Merkel",
        "Mohs",
        "Waldenström",
        "Wilms",
    }
    return name if first in keeps or first[1:] != first[1:].lower() else name[0].lower() + name[1:]

"""Distances, dates, phone numbers and names as pages and the terminal show them."""

from __future__ import annotations

from collections.abc import Iterable

from finder import language
from finder.domain.care import CareSite, Phone
from finder.domain.kinds import Kind
from finder.language import _, marked, ngettext, number

#: What phone numbers are for, in the order callers need them: for patients first, for doctors last.
PHONE_LABELS = {
    "new patients": marked("New patients"),
    "second opinions": marked("Second opinions"),
    "main": marked("Main number"),
    "NCI records": marked("Number in NCI’s records; ask for the cancer clinic"),
    "Medicare records": marked("Number in Medicare’s records; ask for cancer care"),
    "help line": marked("Help line"),
    "clinical trials": marked("Clinical trials only"),
    "research office": marked("Research office"),
    "referring doctors": marked("Doctors who refer a patient"),
}

#: Whom a place treats, by its `treats` in data/, sorted.
_TREATS = {
    ("adults",): marked("Treats adults."),
    ("children",): marked("Treats children."),
    ("adults", "children"): marked("Treats adults and children."),
    ("study-participants",): marked("Treats only people who take part in its studies."),
    ("unknown",): marked("Whether it treats children is not on record."),
}
#: First words of names of cancers and specialties that keep their capital letter.
_PROPER_NAMES = {
    "Burkitt", "Castleman", "Ewing", "Hodgkin", "Kaposi", "Langerhans", "Merkel", "Mohs",
    "Waldenström", "Wilms",
}  # fmt: skip


def treats(whom: tuple[str, ...]) -> str:
    """Return whom a place treats, as a sentence; empty for a place that treats no patients."""
    return _(_TREATS.get(tuple(sorted(whom)), ""))


def miles(distance: float, about: bool) -> str:
    """Return a distance with its unit: "about 343 miles", "2.4 miles", "less than 1 mile"."""
    if distance < 1:
        return _("about 1 mile or less") if about else _("less than 1 mile")
    shown = round(distance, 1) if round(distance, 1) < 10 and not about else round(distance)
    count = 1 if shown == 1 else 2  # 1.4 takes the plural
    if about:
        text = ngettext("about %(miles)s mile", "about %(miles)s miles", count)
    else:
        text = ngettext("%(miles)s mile", "%(miles)s miles", count)
    return text % {"miles": number(shown)}


def date(partial: str | None) -> str:
    """Return YYYY, YYYY-MM or YYYY-MM-DD as "2023", "June 2026", "December 30, 2025"."""
    if not partial:
        return _("date not known")
    return language.date(partial)


def phone(number: str) -> str:
    """Return a phone number without the country code: "+1-801-587-7000" → "801-587-7000"."""
    return number.removeprefix("+1-")


def phone_label(phone: Phone, site: CareSite) -> str:
    """Return what a number is for. The main number of a program is the switchboard of its hospital."""
    if phone.purpose == "main" and site.kind is Kind.PROGRAM:
        return _("Hospital switchboard")
    return _(PHONE_LABELS[phone.purpose])


def order_phones(phones: Iterable[Phone]) -> list[Phone]:
    """Return phone numbers in the order callers need them."""
    order = list(PHONE_LABELS)
    return sorted(phones, key=lambda each: order.index(each.purpose))


def in_sentence(name: str) -> str:
    """Return the name of a cancer or specialty for use in a sentence: in lower case, unless a proper name."""
    first = name.split(" ", maxsplit=1)[0].rstrip(",")
    is_acronym = first[1:] != first[1:].lower()
    return name if first in _PROPER_NAMES or is_acronym else name[0].lower() + name[1:]

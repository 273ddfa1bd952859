"""Distances, dates, phone numbers and names as pages and the terminal show them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from finder import language
from finder.domain.care import CareSite, Phone, PhonePurpose, Relation
from finder.domain.kinds import Patients
from finder.domain.sources import Source
from finder.language import _, marked, ngettext, number

#: What phone numbers are for, in the order callers need them: for patients first, for doctors last.
PHONE_LABELS = {
    "new patients": marked("New patients"),
    "second opinions": marked("Second opinions"),
    "main": marked("Main number"),
    "help line": marked("Help line"),
    "center": marked("Its cancer center’s number"),
    "Medicare records": marked("Number in Medicare’s records; ask for cancer care"),
    "NCI records": marked("Number in NCI’s records; ask for the cancer clinic"),
    "clinical trials": marked("Clinical trials only"),
    "research office": marked("Research office"),
    "referring doctors": marked("For doctors who refer patients"),
}

#: The purposes of the numbers to call first; the others, such as those for trials, are for details.
_FOR_A_START = ("new patients", "second opinions", "main", "help line", "center")

#: What is known of whom a place treats, by its answers for adults and for children.
_TREATS = {
    ("yes", "yes"): marked("Treats adults and children."),
    ("yes", "no"): marked("Treats adults, not children."),
    ("no", "yes"): marked("Treats children, not adults."),
    ("yes", "unknown"): marked("Treats adults."),
    ("unknown", "yes"): marked("Treats children."),
    ("no", "unknown"): marked("Does not treat adults."),
    ("unknown", "no"): marked("Does not treat children."),
}
#: What is not known of it, in the same way.
_NOT_KNOWN = {
    ("yes", "unknown"): marked("We don't know if it treats children. Call to ask."),
    ("unknown", "yes"): marked("We don't know if it treats adults. Call to ask."),
    ("no", "unknown"): marked("We don't know if it treats children. Call to ask."),
    ("unknown", "no"): marked("We don't know if it treats adults. Call to ask."),
    ("unknown", "unknown"): marked("We don't know if it treats adults or children. Call to ask."),
}
ANSWERS = {
    "yes": marked("Treats them"),
    "no": marked("Does not treat them"),
    "unknown": marked("We don't know. Call to ask."),
}
#: How a site belongs to a center, by the relation, and by whether NCI designates the center for care.
_BELONGS: dict[tuple[Relation, bool], str] = {
    ("own", True): marked("Part of %(a)s%(center)s%(end)s (NCI-designated)"),
    ("own", False): marked("Part of %(a)s%(center)s%(end)s"),
    ("linked", True): marked("Works with %(a)s%(center)s%(end)s, a center that NCI designates"),
    ("linked", False): marked("Works with %(a)s%(center)s%(end)s"),
}
_PHONE = re.compile(r"\+1-(\d{3})-(\d{3}-\d{4})")
VETERANS_ONLY = marked("Veterans Affairs hospital: for veterans enrolled in VA care.")
_STUDIES_ONLY = marked("Treats only people in its studies.")
#: Above the places of which it is not known whether they treat the patients of the search.
UNKNOWN: dict[Patients, str] = {
    "adults": marked("We don't know if these treat adults. Call to ask."),
    "children": marked("We don't know if these treat children. Call to ask."),
}
#: First words of names of cancers and specialties that keep their capital letter.
_PROPER_NAMES = {
    "Burkitt", "Castleman", "Ewing", "Hodgkin", "Kaposi", "Langerhans", "Merkel", "Mohs",
    "Waldenström", "Wilms",
}  # fmt: skip


def treats(site: CareSite) -> str:
    """Return what is known of whom a place treats, as a sentence; empty if nothing is."""
    if not site.treats_patients:
        return ""
    if site.studies_only:
        return _(_STUDIES_ONLY)
    said = _TREATS.get((site.adults.answer, site.children.answer))
    return _(said) if said else ""


def treats_in_full(site: CareSite) -> str:
    """Return whom a place treats, and which of it is not known; empty for a place that treats nobody."""
    asked = _NOT_KNOWN.get((site.adults.answer, site.children.answer)) if site.treats_patients else None
    return " ".join(each for each in (treats(site), _(asked) if asked else "") if each)


def belonging(site: CareSite, center: CareSite) -> str:
    """Return how a site belongs to its center, with the placeholders a, center and end for a link to it."""
    nci = center.designation("nci")
    how = site.relation or "linked", nci is not None and nci.level != "basic-laboratory"
    return _(_BELONGS[how])


def belongs(site: CareSite, center: CareSite | None) -> str:
    """Return how a site belongs to its center as text; empty for a place without one."""
    return belonging(site, center) % {"a": "", "center": center.name, "end": ""} if center else ""


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


def short_miles(distance: float) -> str:
    """Return a distance in whole miles with a short unit: "343 mi", "under 1 mi"."""
    if distance < 1:
        return _("under 1 mi")
    return _("%(miles)s mi") % {"miles": number(round(distance))}


def date(partial: str | None) -> str:
    """Return YYYY, YYYY-MM or YYYY-MM-DD as "2023", "June 2026", "December 30, 2025"."""
    if not partial:
        return _("date not known")
    return language.date(partial)


def source_date(source: Source) -> str:
    """Return the date of a source's data; where it is not known, that, and when it was loaded."""
    if source.as_of or not source.loaded:
        return date(source.as_of)
    return _("date not known, loaded on %(day)s") % {"day": date(source.loaded)}


def phone(number: str) -> str:
    """Return a phone number as people in the US write it: +1 and ten digits, the area code in parentheses."""
    return _PHONE.sub(r"(\1) \2", number)


def phone_label(purpose: PhonePurpose) -> str:
    """Return what a number is for."""
    return _(PHONE_LABELS[purpose])


def order_phones(phones: Iterable[Phone]) -> list[Phone]:
    """Return phone numbers in the order callers need them."""
    order = list(PHONE_LABELS)
    return sorted(phones, key=lambda each: order.index(each.purpose))


def phones_to_start_with(phones: Iterable[Phone]) -> list[Phone]:
    """Return the numbers to call first, best first. One of NCI's or Medicare's records only if need be."""
    ordered = order_phones(phones)
    sure = [each for each in ordered if each.purpose in _FOR_A_START]
    if any(each.purpose in ("new patients", "main") for each in sure):
        return sure
    return sure + [each for each in ordered if each.purpose in ("Medicare records", "NCI records")][:1]


def phones_for_patients(phones: Sequence[Phone]) -> list[Phone]:
    """Return the numbers to call first, then that for trials; never that of a research office."""
    return [*phones_to_start_with(phones), *(each for each in phones if each.purpose == "clinical trials")]


def in_sentence(name: str) -> str:
    """Return the name of a cancer or specialty for use in a sentence: in lower case, unless a proper name."""
    first = name.split(" ", maxsplit=1)[0].rstrip(",")
    is_acronym = first[1:] != first[1:].lower()
    return name if first in _PROPER_NAMES or is_acronym else name[0].lower() + name[1:]

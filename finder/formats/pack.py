"""The second-opinion pack as one value: page and PDF print the same, because both print this."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.documents import Document
from finder.domain.second_opinion import Chapter, Section, Statement
from finder.formats import people, words
from finder.language import _, is_told, marked, name_of, spoken, told

#: The parts of a pack, in their order: a label, and the sections of the guide that stand in it by their id.
PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "calls": (marked("Whom to call"), ("words", "ask-how-long")),
    "records": (marked("Records to gather"), ("checklist",)),
    "questions": (
        marked("Questions to ask"),
        ("about-diagnosis", "about-plan", "about-team", *(
            "pathologist", "surgeon", "medical-oncologist", "radiation-oncologist"
        )),
    ),
    "insurance": (marked("Insurance and cost"), ("call-the-plan", "medicare")),
    "visit": (marked("At the visit, and after"), ("before-you-leave", "what-to-do")),
    "reading": (marked("What to read"), ()),
    "notes": (marked("Room for notes"), ()),
}  # fmt: skip
#: What a child's pack has besides.
_CHILD = {"records": ("child",)}
#: Whom a patient calls, in the order of need; other numbers of a place are left to its page.
_PURPOSES = ("second opinions", "new patients", "main", "help line")


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number written like +1-617-555-0100, and what it is for."""

    label: str
    number: str


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to call: who it is, where, the numbers in the order of need, and what is not known."""

    path: str
    name: str
    what: str
    address: str
    numbers: tuple[Number, ...]
    note: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A document to read: its title in `language`, who made it, and its address."""

    title: str
    meta: str
    url: str
    language: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the pack with its sections of the guide."""

    key: str
    label: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything to take along, in the language that is spoken. `urgent` comes first, whatever was chosen."""

    title: str
    about: str
    urgent: tuple[Section, ...]
    parts: tuple[Part, ...]
    calls: tuple[Call, ...]
    readings: tuple[Reading, ...]


def of_site(site: CareSite) -> Call:
    """Return whom to call at a center or program."""
    numbers = tuple(
        Number(words.phone_label(each, site), each.number)
        for purpose in _PURPOSES
        for each in site.phones
        if each.purpose == purpose
    )
    has_line = any(each.purpose == "second opinions" for each in site.phones)
    link = site.link("second opinions") or site.link("website")
    at = site.address
    return Call(
        f"{site.kind}s/{site.id}",
        site.name,
        _("Community cancer program") if site.kind == "program" else _("Cancer center"),
        _joined(at.street, at.city, f"{at.state} {at.zip or ''}".strip()),
        numbers,
        "" if has_line else _no_line(numbers),
        link.url if link else None,
    )


def of_clinician(each: Clinician) -> Call:
    """Return whom to call for a clinician: the practices' numbers."""
    numbers = tuple(
        Number(_("Practice in %(city)s") % {"city": people.title(practice.city)}, phone.number)
        for practice in each.practices
        for phone in practice.phones[:1]
    )
    practice = each.practices[0] if each.practices else None
    return Call(
        f"clinicians/{each.npi}",
        people.name_with_credentials(each),
        _("Clinic") if each.kind == "clinic" else _("Specialist"),
        _joined(people.street(practice), people.town(practice)) if practice else "",
        numbers,
        _no_line(numbers),
        None,
    )


def of_hospital(each: Hospital) -> Call:
    """Return whom to call at a hospital: its switchboard is all that CMS has."""
    numbers = (Number(_("Hospital switchboard"), each.phone),) if each.phone else ()
    return Call(
        f"hospitals/{each.ccn}",
        people.title(each.name),
        _("Hospital"),
        _joined(people.street(each), people.town(each)),
        numbers,
        _no_line(numbers),
        None,
    )


def reading(document: Document) -> Reading:
    """Return a document as something to read. Only those that may be linked belong in a pack."""
    parts = [document.series_name]
    if document.language != spoken():
        parts.append(name_of(document.language))
    if document.needs_login:
        parts.append(_("free login needed"))
    return Reading(document.title, " · ".join(parts), document.url, document.language)


def parts(chapters: Iterable[Chapter], chosen: Sequence[str], child: bool) -> tuple[Part, ...]:
    """Return the parts chosen (all where none is), with their sections of the guide."""
    sections = {section.id: section for chapter in chapters for section in chapter.sections}
    found = []
    for key, (label, ids) in PARTS.items():
        if not chosen or key in chosen:
            wanted = (*ids, *(_CHILD.get(key, ()) if child else ()))
            here = tuple(sections[each] for each in wanted if each in sections)
            found.append(Part(key, _(label), here))
    return tuple(found)


def lines(section: Section) -> list[str]:
    """Return the statements of a section in the language that is spoken, each on a line of its own."""
    return [_line(section, each) for each in section.statements]


def is_whole(pack: Pack) -> bool:
    """Tell whether every sentence of the guide in a pack can be told in the language that is spoken."""
    sections = [*pack.urgent, *(section for part in pack.parts for section in part.sections)]
    return all(is_told(each.text) for section in sections for each in section.statements)


def _line(section: Section, each: Statement) -> str:
    text = f"“{told(each.text)}”" if section.kind == "words" else told(each.text)
    if not each.note:
        return text
    return f"{text}{'' if text.endswith(('.', '?', '!', '”')) else '.'} {told(each.note)}"


def _no_line(numbers: Sequence[Number]) -> str:
    if not numbers:
        return _("We have no telephone number here.")
    return _("We have no number for second opinions here. Ask for cancer care and say “second opinion”.")


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)

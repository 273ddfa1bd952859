"""The comparison of the records of a list: what differs between them, and what is the same for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from finder.formats.contacts.contact import Contact
from finder.language import _, marked
from finder.web.elements import aloud, dial, optional
from finder.web.links import link, page_link
from finder.web.page.views import Fact

#: What is compared: field of a contact → label.
_COMPARED = {
    "distance": marked("Distance"),
    "kind": marked("What it is"),
    "cautions": marked("Before you call"),
    "why": marked("Why it is listed"),
    "whom": marked("Who it treats"),
    "offers": marked("Cancer doctors"),
    "numbers": marked("Call"),
    "opinions": marked("Second opinions"),
    "address": marked("Address"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """The values of one record under a label; `unknown` is shown if there are none."""

    label: str
    lines: tuple[str | Markup, ...]
    unknown: str


@dataclass(frozen=True, slots=True)
class Column:
    """A record: its name as a link, and a cell for each label."""

    name: Markup
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SourceList:
    """The sources of one record."""

    name: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The labels under which the records differ, a column for each record, and what is the same for all."""

    labels: tuple[str, ...]
    columns: tuple[Column, ...]
    same: tuple[Fact, ...]
    sources: tuple[SourceList, ...]


def compare(contacts: Sequence[Contact]) -> Comparison:
    """Return the records side by side. What none of them has is left out; one record differs from none."""
    known = [key for key in _COMPARED if any(getattr(each, key) for each in contacts)]
    alone = len(contacts) == 1
    differ = [key for key in known if alone or len({getattr(each, key) for each in contacts}) > 1]
    return Comparison(
        tuple(_(_COMPARED[key]) for key in differ),
        tuple(
            Column(page_link(f"/{each.path}", each.name), tuple(_cell(key, each) for key in differ))
            for each in contacts
        ),
        tuple(_same(key, contacts[0]) for key in known if key not in differ),
        tuple(SourceList(each.name, each.sources) for each in contacts),
    )


def _same(key: str, contact: Contact) -> Fact:
    return Fact(_(_COMPARED[key]), Markup("<br>").join(_lines(key, contact)))


def _cell(key: str, contact: Contact) -> Cell:
    return Cell(_(_COMPARED[key]), _lines(key, contact), _unknown(key, contact))


def _unknown(key: str, contact: Contact) -> str:
    """Return what is said where a record has no value; without cautions there is nothing to say."""
    if key == "cautions":
        return "–"
    return contact.note if key == "numbers" else _("Ask when you call.")


def _lines(key: str, contact: Contact) -> tuple[str | Markup, ...]:
    value = getattr(contact, key)
    if key == "numbers":
        return tuple(
            Markup("{} {}").format(dial(each.number), optional("span", each.label, class_="meta"))
            for each in value
        )
    if key == "opinions":
        return (link(value, _("Its page") + aloud(contact.name)),) if value else ()
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(value)

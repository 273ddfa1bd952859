"""View values of the shortlist pages for each record: where it is, why it is listed, whom to call."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from finder.formats.contacts import calendar, local_time
from finder.formats.contacts.contact import Contact
from finder.formats.contacts.numbers import Number
from finder.formats.display import in_sentence, phone
from finder.language import _, marked, translate
from finder.search.shortlist.find import Shortlist
from finder.web.elements import aloud, dial, optional
from finder.web.links import link, page_link, sentence
from finder.web.page.views import Call, capitalize_first, joined
from finder.web.reader import kept
from finder.web.records.people import DOT
from finder.web.shortlist.picks import unpick

PATH = "/shortlist"


@dataclass(frozen=True, slots=True)
class Pages:
    """The addresses of the pages and files of one list."""

    list: str
    calls: str
    compare: str
    pack: str
    vcard: str
    csv: str


@dataclass(frozen=True, slots=True)
class ContactView:
    """A record of the list: its link, its address, numbers, and links to move or remove it."""

    anchor: str
    name: Markup
    kind: str
    distance: str
    cautions: tuple[str, ...]
    why: tuple[str, ...]
    whom: str
    address: Markup
    numbers: tuple[Call, ...]
    note: str
    actions: Markup


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the comparison: its label, and a cell for each record."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """The values of one record, as paragraphs or a list; `unknown` is shown if there are none."""

    name: str
    lines: tuple[object, ...]
    unknown: Markup
    is_list: bool


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number, what it is for, and how to use it."""

    number: Markup
    called: str
    use: str


@dataclass(frozen=True, slots=True)
class CallSheet:
    """A contact to call: its address, the local time there, and its numbers."""

    name: Markup
    plain_name: str
    where: str
    cautions: tuple[str, ...]
    clock: Markup
    numbers: tuple[NumberRow, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Times:
    """The time when the call sheet was made, and the reader's time zone if it is known."""

    now: datetime.datetime
    reader: ZoneInfo | None

    def in_words(self) -> str:
        """Return the reader's local time, or how to have it shown."""
        if self.reader is None:
            return _("Give your ZIP code on the list to see how your clock differs from theirs.")
        return _("Where you are it is %(time)s.") % {"time": local_time.there(self.now, self.reader)}

    def at(self, zone: ZoneInfo | None) -> Markup:
        """Return the local time in a zone, and how it differs from the reader's."""
        if zone is None:
            return Markup("")
        time = _("It is now %(time)s there.") % {"time": local_time.time(self.now, zone)}
        closed = _("Today is a weekend or a federal holiday there: most offices are closed.")
        is_open = calendar.is_working_day(self.now.astimezone(zone).date())
        now = optional("span", joined((time, "" if is_open else closed), " "), class_="no-print")
        theirs = _("Their clock: %(zone)s") % {"zone": local_time.zone_name(zone)}
        apart = f", {local_time.apart(zone, self.reader, self.now)}" if self.reader else ""
        return Markup("{} {}{}.").format(now, theirs, apart)


def pages(cancer: str | None, near: str | None) -> Pages:
    """Return the addresses of the shortlist pages, for the same cancer and place."""
    paths = (PATH, f"{PATH}/calls", f"{PATH}/compare", "/pack", f"{PATH}.vcf", f"{PATH}.csv")
    return Pages(*(kept(path, cancer=cancer, near=near) for path in paths))


def contact_view(contact: Contact, moved_up: Mapping[str, str]) -> ContactView:
    """Return a record for the list; `moved_up` maps a record to the list with that record moved up."""
    anchor = contact.path.replace("/", "-")
    up = moved_up.get(contact.path)
    move = link(f"{up}#{anchor}" if up else None, _("Move up") + aloud(contact.name), data_pick=contact.path)
    pages_of = (
        contact.address,
        link(contact.website, _("Web page") + aloud(contact.name)),
        link(contact.opinions, _("Second opinions") + aloud(contact.name)),
    )
    return ContactView(
        anchor,
        page_link(f"/{contact.path}", contact.name),
        contact.kind,
        contact.distance,
        contact.cautions,
        contact.why,
        contact.whom,
        joined(pages_of, DOT),
        tuple(Call(each.label, each.number, _sentence(each.note)) for each in contact.numbers),
        contact.note,
        joined((unpick(contact.path, _("Take off the list"), contact.name), move), " "),
    )


def call_sheet(contact: Contact, at: int, times: Times) -> CallSheet:
    """Return a record for the call sheet; `at` is its position on the list, from 1."""
    return CallSheet(
        Markup("{}. {}").format(at, page_link(f"/{contact.path}", contact.name)),
        contact.name,
        where(contact),
        contact.cautions,
        times.at(contact.zone),
        tuple(NumberRow(dial(each.number), each.called, each.use) for each in contact.numbers),
        contact.note,
    )


def where(contact: Contact) -> str:
    """Return the kind, address and distance of a record as one text."""
    return " · ".join(part for part in (contact.kind, contact.address, contact.distance) if part)


def comparison(contacts: Sequence[Contact]) -> list[Row]:
    """Return the rows of the comparison; a row that is empty for all records is left out."""
    return [
        Row(_(label), tuple(_cell(key, each) for each in contacts))
        for key, label in _ROWS.items()
        if any(getattr(each, key) for each in contacts)
    ]


def first_words(found: Shortlist) -> Markup:
    """Return what to say first on the phone, with blanks for the names."""
    blank = Markup('<span class="blank">…</span>')
    if not found.cancer:
        said = _("I am calling for %(blank)s, who has cancer. The doctor is %(blank)s.")
        return sentence(said, blank=blank)
    said = _("I am calling for %(blank)s, who has %(cancer)s. The doctor is %(blank)s.")
    return sentence(said, blank=blank, cancer=cancer_in_sentence(found))


def cancer_in_sentence(found: Shortlist) -> str:
    """Return the name of the list's cancer for use in a sentence, or "" if there is none."""
    return in_sentence(translate(found.cancer.name)) if found.cancer else ""


def number_with_use(number: Number) -> Markup:
    """Return a number to dial, in bold, followed by its label."""
    return Markup("{} {}").format(dial(number.number, optional("b", phone(number.number))), number.called)


#: The rows of the comparison: field of a contact → label.
_ROWS = {
    "distance": marked("Distance"),
    "kind": marked("What it is"),
    "cautions": marked("Know before you call"),
    "why": marked("Why it is listed"),
    "whom": marked("Whom it treats"),
    "offers": marked("Specialists"),
    "numbers": marked("Numbers to call"),
    "opinions": marked("Page on second opinions"),
    "address": marked("Address"),
    "sources": marked("Where this comes from"),
}


def _cell(key: str, contact: Contact) -> Cell:
    value = getattr(contact, key)
    unknown = optional("span", _("not on record"), class_="soft")
    if key == "numbers":
        called = tuple(
            Markup("{} {}").format(dial(each.number), optional("span", each.called, class_="meta"))
            for each in value
        )
        return Cell(contact.name, called, optional("span", contact.note, class_="soft"), is_list=True)
    if key == "opinions":
        to_page = link(value, _("Second opinions") + aloud(contact.name))
        return Cell(contact.name, (to_page,) if value else (), unknown, is_list=False)
    if key == "cautions":
        dash = Markup('<span class="soft" aria-hidden="true">–</span>')
        paragraphs = tuple(optional("p", each) for each in value)
        return Cell(contact.name, paragraphs, dash, is_list=False)
    if key in ("why", "sources"):
        return Cell(contact.name, value, unknown, is_list=True)
    return Cell(contact.name, (value,) if value else (), unknown, is_list=False)


def _sentence(note: str) -> str:
    return f"{capitalize_first(note)}." if note else ""

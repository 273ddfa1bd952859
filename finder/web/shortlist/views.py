"""View values of the shortlist pages for each record: where it is, why it is listed, whom to call."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from finder.formats.contacts import calendar, local_time
from finder.formats.contacts.contact import Contact
from finder.formats.contacts.numbers import Number
from finder.formats.display import in_sentence, phone
from finder.language import _, translate
from finder.search.shortlist.find import Shortlist
from finder.web.elements import aloud, dial, only_now, optional
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
    geojson: str


@dataclass(frozen=True, slots=True)
class ContactView:
    """A record of the list: its link, address and numbers, and links to move or remove it."""

    anchor: str
    name: Markup
    about: str
    cautions: tuple[str, ...]
    why: str
    address: Markup
    first: Call | None
    others: tuple[Call, ...]
    note: str
    actions: Markup


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
            return _("Enter your ZIP code on your list to see times in your time zone.")
        said = _("Your local time is %(time)s.") % {"time": local_time.there(self.now, self.reader)}
        return only_now(said)

    def at(self, zone: ZoneInfo | None) -> Markup:
        """Return the local time in a zone, and how it differs from the reader's."""
        if zone is None:
            return Markup("")
        time = _("It is %(time)s there now.") % {"time": local_time.time(self.now, zone)}
        closed = _("Today is a weekend or a federal holiday there: most offices are closed.")
        is_open = calendar.is_working_day(self.now.astimezone(zone).date())
        now = only_now(optional("span", joined((time, "" if is_open else closed), " "), class_="no-print"))
        theirs = _("Their time zone: %(zone)s") % {"zone": local_time.zone_name(zone)}
        apart = f", {local_time.apart(zone, self.reader, self.now)}" if self.reader else ""
        return Markup("{} {}{}.").format(now, theirs, apart)


def pages(cancer: str | None, near: str | None) -> Pages:
    """Return the addresses of the shortlist pages, for the same cancer and place."""
    files = (f"{PATH}.{form}" for form in ("vcf", "csv", "geojson"))
    paths = (PATH, f"{PATH}/calls", f"{PATH}/compare", "/pack", *files)
    return Pages(*(kept(path, cancer=cancer, near=near) for path in paths))


def contact_view(contact: Contact, moved_up: Mapping[str, str]) -> ContactView:
    """Return a record for the list; `moved_up` maps a record to the list with that record moved up."""
    anchor = contact.path.replace("/", "-")
    up = moved_up.get(contact.path)
    move = link(
        f"{up}#{anchor}" if up else None,
        _("Move up") + aloud(contact.name),
        data_pick=contact.path,
        class_="act",
    )
    pages_of = (
        contact.address,
        link(contact.website, _("Website") + aloud(contact.name)),
        link(contact.opinions, _("Second opinions") + aloud(contact.name)),
    )
    numbers = tuple(Call(each.label, each.number, _sentence(each.note)) for each in contact.numbers)
    return ContactView(
        anchor,
        page_link(f"/{contact.path}", contact.name),
        " · ".join(each for each in (contact.kind, contact.distance, contact.whom) if each),
        contact.cautions,
        " · ".join(contact.why),
        joined(pages_of, DOT),
        numbers[0] if numbers else None,
        numbers[1:],
        "" if numbers else contact.note,
        joined((unpick(contact.path, _("Remove"), contact.name, class_="act"), move), " "),
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


def _sentence(note: str) -> str:
    return f"{capitalize_first(note)}." if note else ""

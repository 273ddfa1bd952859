"""View values of the pack, besides the guide: whom to call, what to read, each with a QR code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from finder.formats.contacts.contact import Contact
from finder.formats.paper import contents, qr
from finder.formats.paper.first_page import BLANK
from finder.language import _
from finder.store.read_catalog import Catalog
from finder.web.elements import dialable
from finder.web.guide import views as guide
from finder.web.links import link, page_link
from finder.web.page.views import Option
from finder.web.shortlist.views import number_with_use, where

#: How many letters of danger signs a printed page holds in letters of the usual size.
MOST_SAID = 4900


@dataclass(frozen=True, slots=True)
class FirstCallView:
    """A place to call first, with its numbers, and what to know about it."""

    name: str
    what: str
    cautions: tuple[str, ...]
    numbers: tuple[Markup, ...]
    note: Markup


@dataclass(frozen=True, slots=True)
class SignsView:
    """What to do, and the danger signs to do it for."""

    what_to_do: Markup
    signs: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class SignGroupView:
    """The danger signs of one group of people."""

    key: str
    label: str
    signs: tuple[SignsView, ...]


@dataclass(frozen=True, slots=True)
class PackCall:
    """A contact to call, with the QR code of a web page about it."""

    name: Markup
    where: str
    cautions: tuple[str, ...]
    numbers: tuple[Markup, ...]
    note: str
    page: Markup
    code: Markup


@dataclass(frozen=True, slots=True)
class ReadingView:
    """A document to read, with its QR code."""

    title: Markup
    about: str
    code: Markup


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of the pack with its sections of the guide."""

    key: str
    label: str
    sections: tuple[guide.SectionView, ...]


def first_calls(pack: contents.Pack) -> list[FirstCallView]:
    """Return whom to call first."""
    return [
        FirstCallView(
            each.name,
            each.what,
            each.cautions,
            tuple(number_with_use(number) for number in each.numbers),
            dialable(" ".join(part for part in (each.why, each.note) if part)),
        )
        for each in pack.first.calls
    ]


def to_say(pack: contents.Pack) -> list[Markup]:
    """Return what to say on the phone, with lines to write on."""
    line = Markup('<span class="blank">…</span>')
    return [escape(each).replace(BLANK, line) for each in pack.first.script]


def signs(pack: contents.Pack) -> list[SignGroupView]:
    """Return the danger signs."""
    return [
        SignGroupView(
            group.key,
            group.label,
            tuple(
                SignsView(dialable(each.what_to_do), tuple(dialable(sign) for sign in each.signs))
                for each in group.signs
            ),
        )
        for group in pack.signs
    ]


def signs_class(pack: contents.Pack) -> str:
    """Return the class of the danger signs: many are printed in smaller letters, to fit on one page."""
    said = sum(len(sign) for group in pack.signs for each in group.signs for sign in each.signs)
    return f"part danger-signs{' is-long' if said > MOST_SAID else ''}"


def calls(pack: contents.Pack) -> list[PackCall]:
    """Return the contacts to call."""
    return [_call(each) for each in pack.calls]


def readings(pack: contents.Pack) -> list[ReadingView]:
    """Return the documents to read."""
    return [
        ReadingView(
            link(each.url, each.title, hreflang=each.language, lang=each.language), each.meta, code(each.url)
        )
        for each in pack.readings
    ]


def parts(pack: contents.Pack, catalog: Catalog) -> list[PartView]:
    """Return the parts of the pack."""
    return [
        PartView(each.key, each.label, tuple(guide.sections(each.sections, catalog))) for each in pack.parts
    ]


def choices(labels: Mapping[str, str], chosen: Iterable[str]) -> list[Option]:
    """Return the options of a choice; `labels` maps each value to its label."""
    current = frozenset(chosen)
    return [Option(value, _(label), current=value in current) for value, label in labels.items()]


def code(url: str | None) -> Markup:
    """Return the QR code of an address, or nothing if it would be too dense to scan from paper."""
    return Markup(qr.svg(url) if url and qr.fits(url) else "")  # noqa: S704 (the SVG has no text of the address)


def _call(contact: Contact) -> PackCall:
    words = _("Its page on second opinions") if contact.opinions else _("Its web page")
    return PackCall(
        page_link(f"/{contact.path}", contact.name),
        where(contact),
        contact.cautions,
        tuple(number_with_use(each) for each in contact.numbers),
        contact.note,
        link(contact.url, words),
        code(contact.url),
    )

"""A card: what the reader needs to choose between results, in three lines, the same for every kind."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from finder.domain.answers import ClinicianResult, Result, Workplace
from finder.domain.care import PhonePurpose
from finder.formats import display
from finder.formats.map.draw import Drawing
from finder.language import _, marked
from finder.search.fields import LIVE, READER, SEARCH
from finder.store.read_catalog import Catalog
from finder.web.addresses import address, arguments
from finder.web.elements import aloud, optional, tel
from finder.web.links import link
from finder.web.page.record_views import Mark
from finder.web.reader import kept, pick_address
from finder.web.shortlist.picks import pick

#: Who answers a number, in a word or two under the number of a card.
_WHO_ANSWERS: dict[PhonePurpose, str] = {
    "new patients": marked("new patients"),
    "second opinions": marked("second opinions"),
    "main": marked("main number"),
    "help line": marked("help line"),
    "center": marked("its cancer center"),
    "Medicare records": marked("hospital’s number"),
    "NCI records": marked("number on NCI’s list"),
}


@dataclass(frozen=True, slots=True)
class Call:
    """The one number to call of a card, and who answers in a word or two.

    `tel` is the number as an address needs it, +16175550100, and `phone` as people read it.
    """

    tel: str
    phone: str
    name: str
    answers: str = ""

    @classmethod
    def at(cls, number: str, name: str, answers: str = "") -> Call:
        """Return the call of a number such as +1-617-555-0100."""
        return cls(tel(number), display.phone(number), name, answers)


@dataclass(frozen=True, slots=True)
class Card:
    """A card. `number` leads to its pin on the map; `about` is one line: kind, newest evidence, city.

    Without a number to call, `instead` says what to do.
    """

    id: str
    number: Markup
    name: Markup
    miles: Markup
    marks: tuple[Mark, ...]
    about: str
    cautions: tuple[str, ...]
    call: Call | None
    instead: Markup
    pick: Markup
    details: Markup


@dataclass(frozen=True, slots=True)
class Deck:
    """What is needed to make cards: the catalog, the hospitals of doctors, and the map that numbers them."""

    catalog: Catalog
    workplaces: Mapping[str, Workplace]
    map: Drawing | None = None

    def number(self, card_id: str) -> Markup:
        """Return the number of a result on the map, as a link if the map shows its pin."""
        if self.map is None or card_id not in self.map.numbers:
            return Markup("")
        at = self.map.numbers[card_id]
        if at not in self.map.shown:
            return Markup(f'<b class="number">{at}</b> ')  # noqa: S704 (a number)
        said = escape(_("on the map"))
        words = f'{at}<span class="vh"> {said}</span>'
        return Markup(f'<a href="#pin-{at}" class="number">{words}</a> ')  # noqa: S704 (the words are escaped)

    def miles(self, found: Result) -> Markup:
        """Return the line with the distance to a result; nothing where it is not known."""
        return optional("p", miles(found), class_="miles")

    def to_record(self, path: str) -> str:
        """Return the address of a record's page, with the search."""
        return to_record(path)

    def pick_address(self, path: str, card_id: str) -> str:
        """Return the address of this page with a record saved, or no longer saved."""
        return pick_address(path, card_id)

    def record_link(self, path: str, name: str) -> Markup:
        """Return the name of a record as the link to its page."""
        return link(self.to_record(path), name)

    def details(self, path: str, name: str) -> Markup:
        """Return the link to all that we know of a record."""
        return link(self.to_record(path), Markup("{}{}").format(_("Details"), aloud(name)), class_="act")

    def pick(self, path: str, name: str, card_id: str) -> Markup:
        """Return the link that saves a record, or takes it off the list."""
        return pick(path, name, self.pick_address(path, card_id))


def to_record(path: str) -> str:
    """Return the address of a record's page with this search, so that it can say how far and lead back."""
    given = arguments()
    asked = {each.name: given.get(each.name, ()) for each in SEARCH if each not in (*READER, LIVE)}
    return kept(address(f"/{path}", asked))


def record_link(path: str, name: str) -> Markup:
    """Return the name of a record as the link to its page."""
    return link(to_record(path), name)


def who_answers(purpose: PhonePurpose) -> str:
    """Return who answers a number, in a word or two."""
    return _(_WHO_ANSWERS[purpose]) if purpose in _WHO_ANSWERS else ""


def miles(found: Result) -> str:
    """Return the distance to a result as short text, if it is known; nobody is seen at a mailing address."""
    if math.isnan(found.miles) or (isinstance(found, ClinicianResult) and found.practice.mailing_only):
        return ""
    return display.short_miles(found.miles)

"""A card: what the reader needs to decide about one result, the same for every kind."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from finder.domain.answers import ClinicianResult, Result, Results
from finder.formats import display
from finder.formats.map.draw import Drawing
from finder.language import _
from finder.store.read_catalog import Catalog
from finder.web.elements import optional
from finder.web.links import link
from finder.web.page.views import Call, Fact


@dataclass(frozen=True, slots=True)
class Card:
    """A card. `before` and `after` are paragraphs around the address; `facts` are sources of its facts."""

    id: str
    kind: Markup
    name: Markup
    miles: str
    cautions: tuple[str, ...]
    about: Markup
    before: tuple[Markup, ...]
    claims: tuple[Markup, ...]
    address: Markup
    after: tuple[Markup, ...]
    calls: tuple[Call, ...]
    call_note: str | Markup
    pick: Markup
    facts: tuple[Fact, ...]
    sources: tuple[Markup, ...]
    report: Markup


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list next to the results."""

    id: str
    name: Markup
    about: Markup


@dataclass(frozen=True, slots=True)
class Deck:
    """What is needed to make cards: the catalog, the page of results, and the map that numbers them."""

    catalog: Catalog
    results: Results
    map: Drawing | None

    def number(self, card_id: str) -> Markup:
        """Return the number of a result on the map, as a link if the map shows its pin."""
        if self.map is None or card_id not in self.map.numbers:
            return Markup("")
        at = self.map.numbers[card_id]
        if at not in self.map.shown:
            return Markup('<b class="number">{}</b> ').format(at)
        on_map = Markup('{}<span class="vh"> {}</span>').format(at, _("on the map"))
        return link(f"#pin-{at}", on_map, class_="number") + " "


def miles(found: Result) -> str:
    """Return the distance to a result as text; nobody is seen at a mailing address."""
    if isinstance(found, ClinicianResult) and found.practice.mailing_only:
        return _("Mailing address only")
    return display.miles(found.miles, found.about)


def says(words: Markup) -> Markup:
    """Return a paragraph of a card, or nothing if `words` is empty."""
    return optional("p", words, class_="says")

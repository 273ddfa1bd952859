"""A card: everything a person decides by about one result, whatever kind it is."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from finder.domain.answers import Result, Results
from finder.formats import display
from finder.formats.map.draw import Drawing
from finder.language import _
from finder.store.read_catalog import Catalog
from finder.web.elements import optional
from finder.web.links import link
from finder.web.page.views import Call, Fact


@dataclass(frozen=True, slots=True)
class Card:
    """A result. `before` and `after` are paragraphs around the address; `facts` say where all is from."""

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
    call_note: str
    pick: Markup
    facts: tuple[Fact, ...]
    sources: tuple[Markup, ...]
    report: Markup


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list that stands beside the answer."""

    id: str
    name: Markup
    about: Markup


@dataclass(frozen=True, slots=True)
class Deck:
    """What cards are made with: the catalog, the page of results, and the map that numbers them."""

    catalog: Catalog
    results: Results
    map: Drawing | None

    def number(self, card_id: str) -> Markup:
        """Return the number of a result on the map, a link where its pin is shown."""
        if self.map is None or card_id not in self.map.numbers:
            return Markup("")
        at = self.map.numbers[card_id]
        if at not in self.map.shown:
            return Markup('<b class="number">{}</b> ').format(at)
        on_map = Markup('{}<span class="vh"> {}</span>').format(at, _("on the map"))
        return link(f"#pin-{at}", on_map, class_="number") + " "


def miles(found: Result) -> str:
    """Return the miles to a result in words."""
    return display.miles(found.miles, found.about)


def says(words: Markup) -> Markup:
    """Return a paragraph of a card, if there is anything to say."""
    return optional("p", words, class_="says")

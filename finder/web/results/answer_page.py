"""View values of the results page: what was asked, the results, and what to do if there are none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from finder import utc
from finder.domain.answers import CareSiteResult, Results
from finder.domain.kinds import CARE_SITES, PROVIDERS, Kind
from finder.domain.to_read import WhatToRead
from finder.formats.map.draw import Drawing
from finder.language import _, marked, number, translate
from finder.search.answer import Answer
from finder.search.documents.reader import Reader
from finder.store.read_catalog import Catalog
from finder.web.addresses import arguments
from finder.web.context import exported
from finder.web.guidelines.views import ReadingView, reading_view
from finder.web.links import Opening, link, sentence
from finder.web.page.ready import ready
from finder.web.page.views import joined
from finder.web.reader import kept
from finder.web.results import chips, views
from finder.web.results.answer_notes import below, kinds, notes, who_treats
from finder.web.results.card import Deck
from finder.web.results.cards import cards
from finder.web.results.live_offer import LiveOffer, offer_near
from finder.web.results.nothing import Empty, nothing
from finder.web.results.nouns import cancer_name, how_many, is_mixed, listed, noun_of, town
from finder.web.results.question import question
from finder.web.results.start_card import start_card
from finder.web.results.tabs import tabs

#: What distances are measured from, by the precision of the place.
_MILES = {
    "exact": marked("Miles are straight lines. The road is longer."),
    "zip": marked("Miles are straight lines from the middle of the ZIP code. The road is longer."),
}
_MILES_FROM_TOWN = marked("Miles are straight lines from the middle of the town. The road is longer.")


@dataclass(frozen=True, slots=True)
class RingView:
    """A range of distances with its cards."""

    heading: str
    cards: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The search in a few words: what stands out, and the rest."""

    first: str
    rest: str


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The view values of an answer."""

    answer: Answer
    catalog: Catalog
    map: Drawing | None
    view: Reader

    @property
    def unanswered(self) -> bool:
        """Whether the live registry could not be asked, so an empty list does not mean there are none."""
        return bool(self._people and not self._mixed and self._results.note and not self._results.live)

    def values(self) -> dict[str, Any]:
        """Return the values of the template, except the map."""
        results, query = self._results, self.answer.query
        filters = chips.active(self.answer)
        heading = self._heading(filters)
        read = self.answer.to_read(self.view)
        return {
            "headline": heading,
            "title": heading if results.page == 1 else f"{heading}, {self._page_of()}",
            "asked": self._asked(),
            "form": question(arguments()),
            "place_note": results.place.note,
            "notes": [each for each in notes(self.answer) if each],
            "kinds": kinds(results.understood),
            "tabs": tabs(self.answer, self.catalog, read.total if read else 0),
            "active": [*filters, *chips.active_specialties(self.answer)],
            "chips": self._chips(),
            "start": start_card(self.answer),
            "list_note": self._list_note(),
            "answer_note": "" if self.answer.offers_live else results.note,
            "offer": self._offer if self._people else None,
            "rings": self._rings(),
            "empty": self._empty(),
            "previous": self._previous(),
            "range": self._range(),
            "next": self._next(),
            "to_pack": self._to_pack(),
            "below": [*below(self.answer), _(_MILES.get(results.place.precision, _MILES_FROM_TOWN))],
            "who_treats": who_treats(results, query),
            "not_loaded": self._not_loaded(),
            "reading": self._reading(read) if read else None,
        }

    def _reading(self, read: WhatToRead) -> ReadingView:
        return ready("reading", (read.cancer.slug, utc.today()), lambda: reading_view(read))

    @property
    def _results(self) -> Results:
        return self.answer.results

    @property
    def _is_offered(self) -> bool:
        """Whether an offer to look doctors up stands in the place of the list."""
        return self._people and not self._mixed and self.answer.offers_live

    @property
    def _offer(self) -> LiveOffer | None:
        return offer_near(self.answer)

    @property
    def _people(self) -> bool:
        return bool(set(PROVIDERS) & set(self.answer.query.kinds))

    @property
    def _mixed(self) -> bool:
        return is_mixed(self.answer.query.kinds)

    @property
    def _deck(self) -> Deck:
        return Deck(self.catalog, self._results.workplaces, self.map)

    def _chips(self) -> list[chips.Chip]:
        """Return the filters and the order to choose from; none where there is no list."""
        if self.unanswered or self._is_offered:
            return []
        return [*chips.offered(self.answer), *chips.orders(self.answer)]

    def _heading(self, filters: list[chips.Chip]) -> str:
        said = _("%(whom)s near %(place)s") % {
            "whom": listed(self._results.understood, self.answer.query),
            "place": town(self._results.place),
        }
        return f"{said}: {chips.in_words(filters)}" if filters else said

    def _page_of(self) -> str:
        return _("page %(number)s") % {"number": number(self._results.page)}

    def _asked(self) -> Asked:
        read = self._results.understood
        first = cancer_name(read) or _("Any cancer")
        rest = (*(translate(each.name) for each in read.specialties), town(self._results.place))
        return Asked(first, "".join(f" · {each}" for each in rest))

    def _empty(self) -> Empty | None:
        """Return what to say of an empty list; nothing where an offer stands in the place of the list."""
        if self._results.results or self._is_offered:
            return None
        return nothing(self.answer, self.unanswered)

    def _list_note(self) -> str:
        """Return what is true of the whole list, said once."""
        kinds = self.answer.query.kinds
        if kinds == (Kind.HOSPITAL,):
            said = _(
                "How many doctors of each specialty Medicare lists at each hospital."
                " %(a)sWhat this counts%(end)s"
            )
            return sentence(said, a=Opening(kept("/about#team"), "term"))
        if Kind.CLINICIAN in kinds and not self.unanswered and not self._is_offered:
            said = _("Doctors report their own specialty. %(a)sIt is not board certification%(end)s.")
            reported = sentence(said, a=Opening(kept("/about#self-reported"), "term"))
            return joined((self._who_is_listed(), reported), " ")
        return self._unlisted_specialists()

    def _unlisted_specialists(self) -> str:
        """Say once, of all places without a list of specialists, that we do not know them."""
        found = [each for each in self._results.results if isinstance(each, CareSiteResult)]
        if not found or all(each.site.groups for each in found):
            return ""
        return _("We don't know which doctors work at most of these. Ask when you call.")

    def _who_is_listed(self) -> str:
        read = self._results.understood
        if not read.looked_for:
            return _("Choose a cancer to see the surgeons who operate on it.")
        if read.specialties:
            return ""
        return _("These are the specialists who usually treat this cancer.")

    def _rings(self) -> list[RingView]:
        return [
            RingView(ring.heading, cards(self._deck, ring.results))
            for ring in views.rings(self._results, self.answer.order)
        ]

    def _previous(self) -> Markup:
        page = self._results.page
        if page == 1:
            return Markup("")
        to = views.page_address(min(page - 1, self._results.pages))
        return link(to, _("Closer results"), rel="prev", class_="act")

    def _range(self) -> str:
        results, limit = self._results, self.answer.query.limit
        if not results.results:
            return ""
        first = (results.page - 1) * limit
        return _("%(first)s–%(last)s of %(all)s") % {
            "first": first + 1,
            "last": first + len(results.results),
            "all": how_many(noun_of(self.answer.query.kinds), results.total),
        }

    def _next(self) -> Markup:
        page = self._results.page
        if page >= self._results.pages:
            return Markup("")
        words = _("Show the next %(count)s") % {"count": self.answer.query.limit}
        return link(views.page_address(page + 1), words, rel="next", class_="act")

    def _to_pack(self) -> Markup:
        cancer = self._results.understood.cancer
        if cancer is None or exported():
            return Markup("")
        to = kept("/pack", cancer=cancer.slug, near=self.answer.query.near)
        return link(to, _("Make my pack"), class_="act")

    def _not_loaded(self) -> str:
        said = self.answer.not_loaded
        return _(said) if said and self.answer.query.kinds == CARE_SITES else ""

"""View values of the results page: what was asked, the results, and what to do if there are none."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from finder import utc
from finder.domain.answers import Results
from finder.domain.kinds import CARE_SITES, PROVIDERS
from finder.domain.to_read import WhatToRead
from finder.formats.map.draw import Drawing
from finder.language import _, number, translate
from finder.search.answer import Answer
from finder.search.documents.reader import Reader
from finder.store.read_catalog import Catalog
from finder.web.addresses import arguments, asked, in_addresses, query_but
from finder.web.context import exported
from finder.web.guidelines.views import ReadingView, reading_view
from finder.web.links import link
from finder.web.page.ready import ready
from finder.web.reader import kept
from finder.web.results import chips, views
from finder.web.results.answer_notes import about_miles, below, kinds, list_note, notes, who_treats
from finder.web.results.card import Deck
from finder.web.results.cards import cards
from finder.web.results.live_offer import LiveOffer, offer_near
from finder.web.results.nothing import Empty, nothing
from finder.web.results.nouns import cancer_name, how_many, is_mixed, listed, noun_of, town
from finder.web.results.question import Question, question, typed_cancer
from finder.web.results.start_card import StartCard, start_card
from finder.web.results.tabs import Tab, tab_values, tabs
from finder.web.twins import list_twins


@dataclass(frozen=True, slots=True)
class RingView:
    """A range of distances with its cards."""

    heading: str
    cards: tuple[Markup, ...]


@dataclass(frozen=True)
class AnswerPage:
    """The view values of an answer, worked out when the template first asks for them.

    Some parts of the page are the same for every place (results/search.html). Their values are not asked for
    where such a part was made before.
    """

    answer: Answer
    catalog: Catalog
    map: Drawing | None
    view: Reader

    @property
    def unanswered(self) -> bool:
        """Whether the live registry could not be asked, so an empty list does not mean there are none."""
        return bool(self._people and not self._mixed and self._results.note and not self._results.live)

    @cached_property
    def near_asked(self) -> Markup | None:
        """The place in addresses; None if parts of the page depend on more of the answer than their holes."""
        results = self._results
        is_usual = results.results and not (results.note or results.live or results.by_specialty)
        return in_addresses("near") if is_usual and not self.answer.offers_live else None

    @cached_property
    def cancer_asked(self) -> Markup | None:
        """The cancer in addresses, as near_asked."""
        return in_addresses("cancer")

    @cached_property
    def shape(self) -> Hashable:
        """What the parts depend on that are the same for every place and every cancer."""
        results = self._results
        read = results.understood
        specialties = tuple(each.slug for each in read.specialties)
        goes_on = results.page < results.pages
        return query_but("near", "cancer"), specialties, goes_on, bool(self.map), bool(read.cancer)

    @cached_property
    def of_cancer(self) -> Hashable:
        """What the parts depend on that are the same for every place."""
        read = self._results.understood
        proposed = tuple((each.doctor, each.slug) for each in read.proposed)
        return self.shape, read.cancer.slug if read.cancer else None, proposed

    @cached_property
    def headline(self) -> str:
        """The heading: what is listed, near which town, with which filters."""
        filters = chips.in_words(chips.active(self.answer))
        said = _("%(whom)s near %(place)s") % {
            "whom": listed(self._results.understood, self.answer.query),
            "place": town(self._results.place),
        }
        return f"{said}: {filters}" if filters else said

    @property
    def title(self) -> str:
        """The heading, with the number of the page."""
        return self.headline if self._results.page == 1 else f"{self.headline}, {self._page_of()}"

    @property
    def asked(self) -> dict[str, str]:
        """The search in a few words, the first of them apart; and the cancer as the form has it."""
        read = self._results.understood
        rest = (*(translate(each.name) for each in read.specialties), town(self._results.place))
        return {
            "first": cancer_name(read) or _("Any cancer"),
            "rest": "".join(f" · {each}" for each in rest),
            "cancer": typed_cancer(self.catalog, asked("cancer")),
        }

    def form(self, cancer: str) -> Question:
        """Return the search form, filled in."""
        return replace(question(arguments()), cancer=cancer)

    @property
    def place_note(self) -> str:
        """What to know of the place."""
        return self._results.place.note

    @property
    def notes(self) -> list[Markup]:
        """The lines below the heading."""
        return [each for each in notes(self.answer) if each]

    @property
    def kinds(self) -> tuple[Markup, ...]:
        """Links to the kinds that the cancer may be."""
        return kinds(self._results.understood)

    @property
    def tab_values(self) -> dict[str, str]:
        """What differs in the tabs from one question to the next."""
        read = self._read
        return tab_values(self.answer, read.total if read else 0)

    def tabs(self, values: Mapping[str, str]) -> list[Tab]:
        """Return the tabs, filled with their values."""
        return tabs(self.answer, self.catalog, values)

    @property
    def active(self) -> list[chips.Chip]:
        """The filters and specialties of the search."""
        return [*chips.active(self.answer), *chips.active_specialties(self.answer)]

    @property
    def within(self) -> dict[int, str]:
        """How many are within each distance."""
        return chips.within(self.answer)

    def chips(self, within: Mapping[int, str]) -> list[chips.Chip]:
        """Return the filters and the order to choose from, with how many are within each distance.

        There are none where there is no list.
        """
        if self.unanswered or self._is_offered:
            return []
        return [*chips.offered(self.answer, within), *chips.orders(self.answer)]

    @property
    def start(self) -> StartCard | None:
        """The specialized center to call first."""
        return start_card(self.answer)

    @property
    def list_note(self) -> str:
        """What is true of the whole list, said once."""
        return list_note(self.answer, has_people=not self.unanswered and not self._is_offered)

    @property
    def answer_note(self) -> str:
        """What to know of the answer, unless an offer says it."""
        return "" if self.answer.offers_live else self._results.note

    @property
    def offer(self) -> LiveOffer | None:
        """The offer to look doctors up."""
        return offer_near(self.answer) if self._people else None

    @cached_property
    def rings(self) -> list[RingView]:
        """The results by distance."""
        deck = Deck(self.catalog, self._results.workplaces, self.map)
        return [
            RingView(ring.heading, cards(deck, ring.results))
            for ring in views.rings(self._results, self.answer.order)
        ]

    @property
    def empty(self) -> Empty | None:
        """What to say of an empty list; nothing where an offer stands in the place of the list."""
        if self._results.results or self._is_offered:
            return None
        return nothing(self.answer, self.unanswered)

    @property
    def previous(self) -> Markup:
        """The link to the page before."""
        page = self._results.page
        if page == 1:
            return Markup("")
        to = views.page_address(min(page - 1, self._results.pages))
        return link(to, _("Closer results"), rel="prev", class_="act")

    @property
    def range(self) -> str:
        """Which of all results the page shows."""
        results, limit = self._results, self.answer.query.limit
        if not results.results:
            return ""
        first = (results.page - 1) * limit
        return _("%(first)s–%(last)s of %(all)s") % {
            "first": first + 1,
            "last": first + len(results.results),
            "all": how_many(noun_of(self.answer.query.kinds), results.total),
        }

    @property
    def next(self) -> Markup:
        """The link to the page after."""
        page = self._results.page
        if page >= self._results.pages:
            return Markup("")
        words = _("Show the next %(count)s") % {"count": self.answer.query.limit}
        return link(views.page_address(page + 1), words, rel="next", class_="act")

    @property
    def below(self) -> list[Markup | str]:
        """The lines below the list."""
        miles = about_miles(self._results.place)
        return [*below(self.answer), miles]

    @property
    def files(self) -> Mapping[str, str]:
        """The addresses of the list in other formats."""
        return list_twins(self.answer.query)

    @property
    def reading(self) -> ReadingView | None:
        """What to read about the cancer."""
        read = self._read
        if read is None:
            return None
        return ready("reading", (read.cancer.slug, utc.today()), lambda: reading_view(read))

    @property
    def who_treats(self) -> tuple[Markup, ...]:
        """The doctors to ask for."""
        return who_treats(self._results)

    @property
    def to_pack(self) -> Markup:
        """The link that makes the pack."""
        cancer = self._results.understood.cancer
        if cancer is None or exported():
            return Markup("")
        return link(kept("/pack", cancer=cancer.slug, near=asked("near")), _("Make my pack"), class_="act")

    @property
    def not_loaded(self) -> str:
        """That no doctors can be found."""
        said = self.answer.not_loaded
        return _(said) if said and self.answer.query.kinds == CARE_SITES else ""

    @cached_property
    def _read(self) -> WhatToRead | None:
        return self.answer.to_read(self.view)

    @property
    def _results(self) -> Results:
        return self.answer.results

    @property
    def _is_offered(self) -> bool:
        """Whether an offer to look doctors up stands in the place of the list."""
        return self._people and not self._mixed and self.answer.offers_live

    @property
    def _people(self) -> bool:
        return bool(set(PROVIDERS) & set(self.answer.query.kinds))

    @property
    def _mixed(self) -> bool:
        return is_mixed(self.answer.query.kinds)

    def _page_of(self) -> str:
        return _("page %(number)s") % {"number": number(self._results.page)}

"""View values of the results page: how the query was read, the results, what to do if there are none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from finder.domain.answers import CareSiteResult, Results
from finder.domain.kinds import CARE_SITES, PROVIDERS, Kind
from finder.formats.display import in_sentence
from finder.formats.map.draw import Drawing
from finder.language import _, marked, number, translate
from finder.search.answer import Answer
from finder.search.documents.arrange import Reader
from finder.search.trials.trials_at import day_of_trials, has_trials
from finder.store.read_catalog import Catalog
from finder.web.addresses import arguments, asked_again
from finder.web.guidelines.views import PanelView, panel_view, switches
from finder.web.links import Opening, link, sentence
from finder.web.page.views import joined
from finder.web.reader import kept
from finder.web.results import views
from finder.web.results.answer_notes import notes
from finder.web.results.card import Card, Deck, Line, miles
from finder.web.results.cards import cards, lines
from finder.web.results.live_offer import LiveOffer, offer_near
from finder.web.results.nothing import Empty, nothing
from finder.web.results.nouns import how_many, noun_of, whom
from finder.web.results.question import question
from finder.web.trials.views import beside_lines, page_of_trials, registry_date

#: What distances are measured from, by the precision of the place.
_MILES = {
    "exact": marked("Miles are straight lines; the road is longer."),
    "zip": marked("Miles are straight lines from the middle of the ZIP code; the road is longer."),
}
_MILES_FROM_TOWN = marked("Miles are straight lines from the middle of the town; the road is longer.")
_BESIDE = {
    Kind.CLINICIAN: marked("Specialists near you"),
    Kind.HOSPITAL: marked("Hospitals with all four groups"),
}
#: The parameters of the link from a list next to the results to the full list.
_ALL_OF: dict[Kind, dict[str, str | None]] = {
    Kind.CLINICIAN: {"kind": "clinician", "page": None},
    Kind.HOSPITAL: {"kind": "hospital", "team": "all", "page": None},
}


@dataclass(frozen=True, slots=True)
class RingView:
    """A range of distances with its cards."""

    heading: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """The first entries of a list next to the results."""

    anchor: str
    title: str
    note: str
    lines: tuple[Line, ...]
    all: Markup


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
        results, read, query = self._results, self._results.understood, self.answer.query
        place = results.place
        return {
            "title": _("%(whom)s near %(place)s") % {"whom": whom(read), "place": place.name},
            "within": self._within(),
            "form": question(arguments()),
            "to_documents": self._to_documents(),
            "place_note": place.note,
            "notes": [each for each in notes(self._results, self.answer.query) if each],
            "tabs": views.tabs(query, self._trials_tab()),
            "found": self._found_line(),
            "answer_note": "" if self.answer.offers_live else results.note,
            "offer": None if self.answer.is_about_places else self._offer,
            "offer_beside": self._offer if self.answer.is_about_places else None,
            "explained": self._explained(),
            "counts": self._counts(),
            "narrow_people_form": views.narrowing(query, results.live) if self._narrows_people else None,
            "narrow_teams_form": views.narrowing(query) if query.kinds == (Kind.HOSPITAL,) else None,
            "filters": views.show_filters(query) if query.kinds == CARE_SITES else [],
            "rings": self._rings(),
            "empty": self._empty(),
            "previous": self._previous(),
            "range": self._range(),
            "next": self._next(),
            "to_pack": self._to_pack(),
            "miles_note": _(_MILES.get(place.precision, _MILES_FROM_TOWN)),
            "beside": [*self._trials(), *(self._beside(kind) for kind in self.answer.beside)],
            "not_loaded": self._not_loaded(),
            "panel": self._panel(),
            "switches": switches(),
        }

    @property
    def _results(self) -> Results:
        return self.answer.results

    def _empty(self) -> Empty | None:
        """Return what to say of an empty list; nothing where an offer stands in the place of the list."""
        is_offered = self._people and not self._mixed and self.answer.offers_live
        return None if self._results.results or is_offered else nothing(self.answer, self.unanswered)

    @property
    def _offer(self) -> LiveOffer | None:
        return offer_near(self.answer)

    @property
    def _people(self) -> bool:
        return bool(set(PROVIDERS) & set(self.answer.query.kinds))

    @property
    def _mixed(self) -> bool:
        return self._people and not set(self.answer.query.kinds) <= set(PROVIDERS)

    @property
    def _narrows_people(self) -> bool:
        return self._people and not self.unanswered and not self._mixed

    @property
    def _deck(self) -> Deck:
        return Deck(self.catalog, self._results, self.map)

    def _within(self) -> str:
        radius = self.answer.query.miles
        within = _("Within %(miles)s miles, nearest first")
        return within % {"miles": number(radius)} if radius else _("At any distance, nearest first")

    def _to_documents(self) -> Markup:
        cancer = self._results.understood.cancer
        if cancer is None:
            return Markup("")
        words = _("Guidelines for %(cancer)s") % {"cancer": in_sentence(translate(cancer.name))}
        return link("#documents", words, class_="jump-docs")

    def _found_line(self) -> Markup:
        return joined(("" if self.unanswered else self._counted(), self._designated()), " ")

    def _counted(self) -> Markup:
        results = self._results
        total = Markup("<b>{}.</b>").format(how_many(noun_of(self.answer.query.kinds), results.total))
        words = _("%(count)s within %(radius)s miles")
        within = ", ".join(
            words % {"count": number(count), "radius": radius}
            for radius, count in results.within.items()
            if count
        )
        return joined((total, f"{within}." if within else ""), " ")

    def _designated(self) -> Markup:
        found = self.answer.designated
        if found is None:
            return Markup("")
        said = _("The nearest center designated by NCI is %(a)s%(name)s%(end)s, %(miles)s.")
        to = Opening(kept(f"/{found.site.path}"))
        return sentence(said, a=to, name=found.site.name, miles=miles(found))

    def _explained(self) -> Markup:
        """Return an explanation of what a list of people or hospitals is based on."""
        kinds = self.answer.query.kinds
        if kinds == (Kind.HOSPITAL,):
            said = _(
                "How many clinicians of each group CMS lists as affiliated with each hospital."
                " %(a)sWhat this counts, and what not%(end)s."
            )
            return sentence(said, a=Opening(kept("/about#team"), "term"))
        if Kind.CLINICIAN not in kinds or self.unanswered:
            return self._unlisted_specialists()
        said = _("Specialties are what each one reports, %(a)snot board certification%(end)s.")
        reported = sentence(said, a=Opening(kept("/about#self-reported"), "term"))
        return joined((self._who_is_listed(), reported), " ")

    def _unlisted_specialists(self) -> Markup:
        """Say once, of all places without a list of specialists, that we do not know them."""
        found = self._results.results
        if all(each.site.groups for each in found if isinstance(each, CareSiteResult)):
            return Markup("")
        said = _(
            "Where a card names no specialists, we don't know which cancer doctors work there."
            " Ask when you call."
        )
        return escape(said)

    def _who_is_listed(self) -> str:
        read = self._results.understood
        if not read.looked_for:
            return _(
                "Doctors whose specialty is cancer by itself; choose a cancer to see the surgeons who operate"
                " on it."
            )
        if read.specialties:
            return ""
        return _("These are the specialists who usually treat this cancer.")

    def _counts(self) -> views.SpecialtyCounts | None:
        if not self._people or self.unanswered:
            return None
        return views.by_specialty(self._results, self.catalog)

    def _rings(self) -> list[RingView]:
        return [
            RingView(ring.heading, cards(self._deck, ring.results)) for ring in views.rings(self._results)
        ]

    def _previous(self) -> Markup:
        page = self._results.page
        if page == 1:
            return Markup("")
        to = views.page_address(min(page - 1, self._results.pages))
        return link(to, _("Nearer ones"), rel="prev")

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
        words = _("Next %(count)s, farther away") % {"count": self.answer.query.limit}
        return link(views.page_address(page + 1), words, rel="next")

    def _to_pack(self) -> Markup:
        cancer = self._results.understood.cancer
        if cancer is None:
            return Markup("")
        words = _("A pack for a second opinion on %(cancer)s, to print or as a PDF")
        name = in_sentence(translate(cancer.name))
        to = kept("/pack", cancer=cancer.slug, near=self.answer.query.near)
        return link(to, words % {"cancer": name})

    def _trials_tab(self) -> list[views.Filter]:
        """Return the tab of the trials for the cancer, if trials are loaded."""
        cancer = self._results.understood.cancer
        if cancer is None or not has_trials(self.catalog):
            return []
        to = page_of_trials(self.answer.query.near, cancer.slug)
        return [views.Filter(_("Trials"), to, current=False)]

    def _trials(self) -> list[Beside]:
        """Return the nearest trials for the cancer, if trials are loaded and there is any."""
        found, cancer = self.answer.trials, self._results.understood.cancer
        if found is None or cancer is None or not found.total:
            return []
        every = _("All %(count)s, nearest first") % {"count": number(found.total)}
        to = page_of_trials(self.answer.query.near, cancer.slug)
        note = registry_date(day_of_trials(self.catalog))
        lines = tuple(Line(*each) for each in beside_lines(found))
        return [Beside("trials", _("Trials near you for this cancer"), note, lines, link(to, every))]

    def _beside(self, kind: Kind) -> Beside:
        found = self.answer.beside[kind]
        every = _("All %(count)s, nearest first") % {"count": number(found.total)}
        return Beside(
            kind.path,
            _(_BESIDE[kind]),
            found.note or ("" if found.results else _("None is on record.")),
            lines(self._deck, found.results),
            link(asked_again(**_ALL_OF[kind]), every) if found.results else Markup(""),
        )

    def _not_loaded(self) -> str:
        said = self.answer.not_loaded
        return _(said) if said and self.answer.query.kinds == CARE_SITES else ""

    def _panel(self) -> PanelView | None:
        cancer, panel = self._results.understood.cancer, self.answer.documents(self.view)
        if cancer is None or panel is None:
            return None
        return panel_view(panel, cancer, self.answer.query.near)

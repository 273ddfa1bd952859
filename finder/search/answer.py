"""The one use case: a question in, the whole answer out. Pages, the API and the terminal call `answer`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from finder.domain.answers import CareSiteResult, Order, Result, Results, StartHere, Understood
from finder.domain.guide.emergencies import Emergency
from finder.domain.kinds import CARE_SITES, PROVIDERS, Kind
from finder.domain.live import LiveRegistry
from finder.domain.to_read import WhatToRead
from finder.domain.trials import TrialPage
from finder.search.criteria import criteria_for
from finder.search.danger import danger_in
from finder.search.documents.reader import Reader
from finder.search.documents.to_read import what_to_read
from finder.search.live import NOT_LOADED, add_live, is_chosen, live_results
from finder.search.near import find_near, find_results
from finder.search.questions import NearQuery
from finder.search.records.look_up import has_providers
from finder.search.start_here import start_here
from finder.search.trials.nearest_trials import nearest_trials
from finder.store.connect import Snapshot
from finder.store.near import count_anywhere, find_page
from finder.store.read_catalog import catalog_of

#: How many of each are listed beside the places of care; their own lists hold all.
BESIDE = {Kind.CLINICIAN: 5, Kind.HOSPITAL: 3}
TRIALS_BESIDE = 3


def answer(
    snapshot: Snapshot, query: NearQuery, live: LiveRegistry | None = None, *, by_specialty: bool = True
) -> Answer:
    """Answer a question. Clinicians come from the live registry where none are loaded and it may be asked.

    Without `by_specialty` the clinicians of each subspecialty are not counted. Raises BadQuery or Unsure with
    everything that needs the asker.
    """
    results = find_near(snapshot, query, by_specialty=by_specialty)
    if set(PROVIDERS) & set(query.kinds) and not has_providers(snapshot):
        ask = live_results if set(query.kinds) <= set(PROVIDERS) else add_live
        results = ask(snapshot, query, results, live)
    return Answer(query, results, snapshot, live)


@dataclass(frozen=True)
class Answer:
    """The whole answer. Its parts beside the results are worked out when they are first asked for."""

    query: NearQuery
    results: Results
    snapshot: Snapshot
    live: LiveRegistry | None

    @property
    def order(self) -> Order:
        """The order of the results: a key of ORDERS, which has its label.

        Doctors, and hospitals as Medicare lists them, are always nearest first.
        """
        return self.query.order if set(self.query.kinds) & set(CARE_SITES) else "nearest"

    @property
    def is_about_places(self) -> bool:
        """Whether the question was about places of care at large: people and hospitals are then beside."""
        query = self.query
        return "show" not in query.filters and query.kinds == CARE_SITES

    @cached_property
    def other_lists(self) -> tuple[Kind, ...]:
        """The kinds of record that have lists of their own for a question about places."""
        if not self.is_about_places or self.query.page > 1:
            return ()
        about_people = has_providers(self.snapshot) or (self.live and is_chosen(self.query, self.live))
        has_hospitals = catalog_of(self.snapshot).counts["hospitals"]
        return tuple(
            kind
            for kind, is_there in ((Kind.CLINICIAN, about_people), (Kind.HOSPITAL, has_hospitals))
            if is_there
        )

    @cached_property
    def beside(self) -> Mapping[Kind, Results]:
        """The beginnings of the lists of clinicians and of hospitals with all four specialist groups.

        A narrower question, and a further page, has only its own list.
        """
        found: dict[Kind, Results] = {}
        for kind in self.other_lists:
            if kind is Kind.HOSPITAL:
                found[kind] = self._beginning(kind, team=("all",))
            elif has_providers(self.snapshot):
                found[kind] = self._beginning(kind)
            elif self.live:
                query = replace(self.query, kind=(kind,), limit=BESIDE[kind])
                found[kind] = live_results(self.snapshot, query, self.results, self.live)
        return found

    @cached_property
    def doctors(self) -> int | None:
        """How many doctors a question about places finds beside them; None where it has no such list."""
        if not has_providers(self.snapshot):
            beside = self.beside.get(Kind.CLINICIAN)
            return beside.total if beside else None
        if not self.is_about_places or self.query.page > 1:
            return None
        query = replace(self.query, kind=(Kind.CLINICIAN,))
        if query.miles is None:
            return count_anywhere(self.snapshot, criteria_for(query, self.results.understood))
        criteria = criteria_for(replace(query, filters={}), self.results.understood)
        with self.snapshot.connect() as connection:
            return find_page(
                self.snapshot,
                connection,
                self.results.place.point,
                criteria,
                miles=query.miles,
                offset=0,
                limit=0,
            ).total

    @cached_property
    def danger(self) -> tuple[Emergency, ...]:
        """The danger signs in the words of the question, the most urgent first."""
        return danger_in(self.snapshot, self.query.words)

    @cached_property
    def nearest(self) -> Result | None:
        """The nearest place for a question that has none within its distance."""
        if self.results.total or self.query.miles is None or self.results.live:
            return None
        return self._first(replace(self.query, miles=None))

    @cached_property
    def designated(self) -> CareSiteResult | None:
        """The nearest NCI-designated center for the same question, unless the page shows it already.

        For a child's cancer there is none to name: most children's hospitals are not designated by NCI, and
        the one that is would look like the nearest help.
        """
        if "show" in self.query.filters or self.results.understood.patients == "children":
            return None
        first = self._first(NearQuery(near=self.query.near, filters={"show": "nci"}))
        shown = {each.site.id for each in self.results.results if isinstance(each, CareSiteResult)}
        return first if isinstance(first, CareSiteResult) and first.site.id not in shown else None

    @cached_property
    def start_here(self) -> StartHere | None:
        """The one specialized center to call first, on the first page; None without a reason to name one."""
        return start_here(self.snapshot, self.query, self.results)

    @cached_property
    def trials(self) -> TrialPage | None:
        """The nearest trials for the cancer, on the first page of a question about places."""
        if not self.is_about_places or self.query.page > 1:
            return None
        return nearest_trials(self.snapshot, self.results, TRIALS_BESIDE)

    @property
    def offers_live(self) -> bool:
        """Whether the reader may choose to ask the live registry for the clinicians of this question."""
        about_people = self.is_about_places or bool(set(PROVIDERS) & set(self.query.kinds))
        return bool(
            about_people
            and self.live
            and not is_chosen(self.query, self.live)
            and not has_providers(self.snapshot)
        )

    @property
    def not_loaded(self) -> str:
        """What to say where no clinicians can be found at all: a message to translate, or nothing."""
        return "" if has_providers(self.snapshot) or self.live else NOT_LOADED

    def to_read(self, view: Reader | None = None) -> WhatToRead | None:
        """Return the few documents to read about the cancer, for a reader; None without a cancer."""
        cancer = self.results.understood.cancer
        return what_to_read(self.snapshot, cancer.slug, view) if cancer else None

    def _beginning(self, kind: Kind, **filters: object) -> Results:
        query = replace(self.query, kind=(kind,), filters=filters, limit=BESIDE[kind])
        # A hospital with the whole team has every specialist that was asked for.
        understood = self.results.understood
        return self._find(query, replace(understood, specialties=()) if filters else understood)

    def _first(self, query: NearQuery) -> Result | None:
        understood = self.results.understood
        if "hospital" not in query.filters:
            understood = replace(understood, workplace="")
        first = self._find(replace(query, limit=1, page=1), understood, by_miles=True)
        return next(iter(first.results), None)

    def _find(self, query: NearQuery, understood: Understood, *, by_miles: bool = False) -> Results:
        place = self.results.place
        with self.snapshot.connect() as connection:
            return find_results(self.snapshot, connection, query, place, understood, by_miles=by_miles)

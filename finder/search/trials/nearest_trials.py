"""A question for trials in, a page of them out: pages, the API and the terminal call `find_trials`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

from finder.domain.answers import Results
from finder.domain.cancers.types import CancerType
from finder.domain.places import Place
from finder.domain.trials import PHASE_CODES, Trial, TrialCount, TrialPage, TrialSite
from finder.errors import BadQuery, Fault, NotFound, Unsure
from finder.language import _
from finder.search.fields import TRIALS
from finder.search.parameters import Arguments, read_parameters
from finder.search.questions import PAGE_SIZE
from finder.search.trials.trials_at import day_of_trials, has_trials, trials_at
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of
from finder.store.trials.near_trials import TrialCriteria, trial_with
from finder.store.trials.near_trials import find_trials as find_page
from finder.words.cancer.find import find_cancer
from finder.words.place.find import find_place
from finder.words.place.parse import EXAMPLES

#: Miles in which the other sites of a trial are counted.
RADIUS = 100
#: Whom a cancer mostly affects → the ages of trials that may take them, in years.
_AGES: dict[str, tuple[float, float]] = {"adult": (18.0, math.inf), "pediatric": (0.0, 17.999)}


@dataclass(frozen=True, slots=True)
class TrialQuery:
    """A question for trials near a place. `miles` None means no limit, `age` None anybody's."""

    near: str
    cancer: str | None = None
    miles: float | None = None
    phase: tuple[str, ...] = ()
    age: int | None = None
    purpose: str = "treatment"
    limit: int = PAGE_SIZE
    page: int = 1

    @classmethod
    def parse(cls, arguments: Arguments) -> Self:
        """Read the arguments. Raises BadQuery naming every wrong field, with suggestions."""
        required = {"near": Fault("near", _("Enter your city or ZIP code."), _(EXAMPLES))}
        return cls(**read_parameters(arguments, TRIALS, required))


@dataclass(frozen=True, slots=True)
class TrialAnswer:
    """A page of trials near a place, how the question was read, and the day of the registry's data."""

    query: TrialQuery
    place: Place
    cancer: CancerType | None
    cancer_note: str
    found: TrialPage
    as_of: str

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, math.ceil(self.found.total / self.query.limit))


def find_trials(snapshot: Snapshot, query: TrialQuery) -> TrialAnswer:
    """Answer a question for trials. Raises BadQuery, Unsure with every fault, NotFound if none are loaded."""
    catalog = catalog_of(snapshot)
    if not has_trials(catalog):
        raise NotFound(_("Trials are not loaded on this site. The person who runs it can load them."))
    wrong: list[BadQuery] = []
    cancer, note = None, ""
    if query.cancer:
        try:
            cancer, note = find_cancer(snapshot, query.cancer)
        except BadQuery as error:
            wrong.append(error)
    with snapshot.connect() as connection:
        place = None
        try:
            place = find_place(connection, query.near)
        except BadQuery as error:
            wrong.insert(0, error)
        if wrong or place is None:
            kind = Unsure if all(isinstance(error, Unsure) for error in wrong) else BadQuery
            raise kind(*(fault for error in wrong for fault in error.faults))
        found = find_page(
            snapshot,
            connection,
            place.point,
            _criteria(query, cancer),
            offset=(query.page - 1) * query.limit,
            limit=query.limit,
            radius=RADIUS,
        )
    return TrialAnswer(query, place, cancer, note, found, day_of_trials(catalog))


def find_trial(snapshot: Snapshot, nct: str) -> tuple[Trial, list[TrialSite], str]:
    """Return a trial by its number, with all of its sites, and the day of the data. Raises NotFound."""
    with snapshot.connect() as connection:
        found = trial_with(connection, nct.upper())
    if found is None:
        raise NotFound(_("There is no recruiting trial “%(nct)s” here.") % {"nct": nct[:20]})
    return (*found, day_of_trials(catalog_of(snapshot)))


def nearest_trials(snapshot: Snapshot, results: Results, limit: int) -> TrialPage | None:
    """Return the nearest trials for the cancer of a search; None without one, or if no trials are loaded."""
    cancer = results.understood.cancer
    if cancer is None or not has_trials(catalog_of(snapshot)):
        return None
    criteria = _criteria(TrialQuery(near=""), cancer)
    with snapshot.connect() as connection:
        here = results.place.point
        return find_page(snapshot, connection, here, criteria, offset=0, limit=limit, radius=RADIUS)


def trials_at_place(snapshot: Snapshot, path: str, cancer: CancerType | None = None) -> TrialCount | None:
    """Return how many trials recruit at a place of care; None if none does, or none are loaded."""
    catalog_of(snapshot)  # before a connection is taken: a thread holds one at a time
    with snapshot.connect() as connection:
        return trials_at(snapshot, connection, [path], cancer).get(path)


def _criteria(query: TrialQuery, cancer: CancerType | None) -> TrialCriteria:
    return TrialCriteria(
        cancer=cancer.slug if cancer else None,
        phases=tuple(PHASE_CODES[each] for each in query.phase),
        age=query.age,
        ages=_AGES.get(cancer.population) if cancer and query.age is None else None,
        miles=query.miles,
        treatment_only=query.purpose != "any",
    )

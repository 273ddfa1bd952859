"""View values of the tabs above a list: what people look for, each with its count if it is known."""

from __future__ import annotations

from dataclasses import dataclass

from finder.domain.kinds import CARE_SITES, PROVIDERS, Kind
from finder.language import _, number
from finder.search.answer import Answer
from finder.search.filters import FILTERS
from finder.search.trials.trials_at import has_trials
from finder.store.read_catalog import Catalog
from finder.web.addresses import asked_again
from finder.web.context import exported, site
from finder.web.reader import kept
from finder.web.trials.views import page_of_trials

#: The parameters that apply to one list only; switching to another list removes them.
_OWN = ("page", *(each.name for each in FILTERS))


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab; the current one is not a link."""

    label: str
    count: str
    address: str
    current: bool


def tabs(answer: Answer, catalog: Catalog, documents: int) -> list[Tab]:
    """Return the tabs, without those that can have nothing; `documents`: how many there are to read."""
    query, cancer = answer.query, answer.results.understood.cancer
    places = [kind.value for kind in CARE_SITES]
    on_people = set(query.kinds) <= set(PROVIDERS)
    on_places = not set(query.kinds) & set(PROVIDERS)  # a list of both is neither
    found = [
        Tab(_("Hospitals"), _count(answer.results.total if on_places else 0), _switched(kind=places), on_places)
    ]
    if catalog.counts["clinicians"] or site().live:
        to = _switched(kind=Kind.CLINICIAN.value)
        doctors = answer.results.total if on_people else answer.doctors
        found.append(Tab(_("Doctors"), _count(doctors or 0), to, on_people))
    if cancer and has_trials(catalog):
        trials = answer.trials
        count = trials.total if trials else 0
        found.append(Tab(_("Trials"), _count(count), page_of_trials(query.near, cancer.slug), current=False))
    guidelines = kept("/guidelines", cancer=cancer.slug) if cancer else kept("/guidelines")
    found.append(Tab(_("Guidelines"), _count(documents), guidelines, current=False))
    opinion = kept("/second-opinion")
    if cancer and not exported():
        opinion = kept("/pack", cancer=cancer.slug, near=query.near)
    return [*found, Tab(_("Second opinion"), "", opinion, current=False)]


def _switched(**kinds: str | list[str]) -> str:
    return asked_again(**{**dict.fromkeys(_OWN), **kinds})


def _count(count: int) -> str:
    """Return a count; nothing for a list that is empty or was not counted."""
    return number(count) if count else ""


def all_kinds_address() -> str:
    """Return the address of this search without filters, kind and page."""
    return asked_again(kind=None, **dict.fromkeys(_OWN))

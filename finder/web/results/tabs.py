"""View values of the tabs above a list: what people look for, each with its count if it is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from finder.domain.kinds import CARE_SITES, PROVIDERS, Kind
from finder.language import _, number
from finder.search.answer import Answer
from finder.search.filters import FILTERS
from finder.search.trials.trials_at import has_trials
from finder.store.read_catalog import Catalog
from finder.web.addresses import asked, asked_again
from finder.web.context import exported, site
from finder.web.elements import optional
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


def tab_values(answer: Answer, documents: int) -> dict[str, str]:
    """Return what differs in the tabs from one question to the next: how many each list has, and the cancer.

    Nothing is said of a list that is empty or not counted. `documents` is how many there are to read.
    """
    on_people = set(answer.query.kinds) <= set(PROVIDERS)
    trials, cancer = answer.trials, answer.results.understood.cancer
    return {
        "places": _count(0 if set(answer.query.kinds) & set(PROVIDERS) else answer.results.total),
        "doctors": _count((answer.results.total if on_people else answer.doctors) or 0),
        "trials": _count(trials.total if trials else 0),
        "guidelines": _count(documents),
        "cancer": cancer.slug if cancer else "",
    }


def tabs(answer: Answer, catalog: Catalog, values: Mapping[str, str]) -> list[Tab]:
    """Return the tabs, without those that can have nothing; `values` as tab_values has them."""
    query, cancer = answer.query, values["cancer"]
    places = [kind.value for kind in CARE_SITES]
    on_people = set(query.kinds) <= set(PROVIDERS)
    on_places = not set(query.kinds) & set(PROVIDERS)  # a list of both is neither
    found = [Tab(_("Hospitals"), values["places"], _switched(kind=places), on_places)]
    if catalog.counts["clinicians"] or site().live:
        to = _switched(kind=Kind.CLINICIAN.value)
        found.append(Tab(_("Doctors"), values["doctors"], to, on_people))
    about_one = answer.results.understood.cancer is not None
    if about_one and has_trials(catalog):
        to = page_of_trials(asked("near"), cancer)
        found.append(Tab(_("Trials"), values["trials"], to, current=False))
    guidelines = kept("/guidelines", cancer=cancer) if about_one else kept("/guidelines")
    found.append(Tab(_("Guidelines"), values["guidelines"], guidelines, current=False))
    opinion = kept("/second-opinion")
    if about_one and not exported():
        opinion = kept("/pack", cancer=cancer, near=asked("near"))
    return [*found, Tab(_("Second opinion"), "", opinion, current=False)]


def _switched(**kinds: str | list[str]) -> str:
    return asked_again(**{**dict.fromkeys(_OWN), **kinds})


def _count(count: int) -> Markup:
    return optional("small", number(count) if count else "")


def all_kinds_address() -> str:
    """Return the address of this search without filters, kind and page."""
    return asked_again(kind=None, **dict.fromkeys(_OWN))

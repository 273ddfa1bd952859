"""JSON of trials: a page of them near a place, one trial, and how many recruit at a place of care."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, Protocol

from finder.domain import places, trials
from finder.domain.cancers.types import CancerType
from finder.domain.guide.emergencies import Emergency
from finder.formats.json.emergencies import ListWithDanger, danger
from finder.formats.json.encode import Answer
from finder.formats.json.matches import Named
from finder.formats.json.places import Place, place
from finder.store.read_catalog import Catalog


class TrialContact(Answer, frozen=True, kw_only=True):
    """Whom to ask, as the registry has it."""

    name: str | None
    phone: str | None
    extension: str | None
    email: str | None


class TrialSite(Answer, frozen=True, kw_only=True):
    """A site of a trial. `recruiting` is null where the registry does not say; `place` is a path of ours."""

    facility: str | None
    city: str | None
    state: str | None
    zip: str | None
    recruiting: bool | None
    latitude: float | None
    longitude: float | None
    precision: trials.SiteExactness | None
    place: str | None
    contact: TrialContact | None


class _Trial(Answer, frozen=True, kw_only=True):
    """What every form of a trial has. Ages are in years; null is no limit, or not known if `ages_known`."""

    kind: Literal["trial"] = "trial"
    id: str
    name: str
    url: str
    sponsor: str | None
    phases: tuple[str, ...]
    purpose: str | None
    sex: str | None
    minimum_age: float | None
    maximum_age: float | None
    ages_known: bool
    conditions: tuple[str, ...]
    cancers: tuple[str, ...]
    any_solid_tumor: bool
    any_blood_cancer: bool
    telemedicine: bool
    contact: TrialContact | None
    sites_recruiting_or_unknown: int
    updated: str | None


class FoundTrial(_Trial, frozen=True, kw_only=True):
    """A recruiting trial with its nearest site.

    `scope` is `own` if it names the cancer, `wider` if it is for a group that the cancer belongs to. Ages are
    in years; null is no limit, or not known where `ages_known` is false.
    """

    miles: float
    about: bool = True
    scope: trials.TrialScope
    site: TrialSite
    more_sites_within_100_miles: int


class Trial(_Trial, frozen=True, kw_only=True):
    """A trial with all of its sites that recruit or do not say."""

    as_of: str | None
    sites: tuple[TrialSite, ...]


class TrialsUnderstood(Answer, frozen=True, kw_only=True):
    """How the words for the cancer were read."""

    cancer: Named | None
    note: str


class FoundTrials(ListWithDanger, frozen=True, kw_only=True):
    """A page of trials near a place: those that name the cancer, then those for a wider group.

    `rings` counts those that name the cancer within so many miles.
    """

    place: Place
    understood: TrialsUnderstood
    as_of: str | None
    results: tuple[FoundTrial, ...]
    for_this_cancer: int | None
    rings: Mapping[str, int]
    page: int
    pages: int


class TrialsFound(Protocol):
    """An answer to a question for trials, as a format reads it."""

    @property
    def place(self) -> places.Place:
        """The place that miles are measured from."""

    @property
    def cancer(self) -> CancerType | None:
        """The cancer that was asked for."""

    @property
    def cancer_note(self) -> str:
        """How the words for the cancer were read."""

    @property
    def found(self) -> trials.TrialPage:
        """One page of trials."""

    @property
    def as_of(self) -> str:
        """The day of the registry's data."""

    @property
    def pages(self) -> int:
        """How many pages there are."""


def found_trials(
    answer: TrialsFound,
    page: int,
    next_address: str | None,
    signs: Iterable[Emergency],
    catalog: Catalog,
) -> FoundTrials:
    """Return the danger signs in a question, and a page of trials near a place, those of the cancer first."""
    cancer, found = answer.cancer, answer.found
    return FoundTrials(
        danger=danger(signs, catalog),
        place=place(answer.place),
        understood=TrialsUnderstood(
            cancer=Named(slug=cancer.slug, name=cancer.name) if cancer else None, note=answer.cancer_note
        ),
        as_of=answer.as_of or None,
        results=tuple(map(found_trial, found.results)),
        total=found.total,
        for_this_cancer=found.own if cancer else None,
        rings={str(radius): count for radius, count in found.within.items()},
        page=page,
        pages=answer.pages,
        next=next_address,
    )


def found_trial(each: trials.TrialResult) -> FoundTrial:
    """Return a trial as a result of a search: with the miles to its nearest site."""
    return FoundTrial(
        miles=round(each.miles, 3),
        scope=each.scope,
        site=_site(each.site),
        more_sites_within_100_miles=each.more_sites,
        **_fields(each.trial),
    )


def trial(each: trials.Trial, sites: Iterable[trials.TrialSite], as_of: str) -> Trial:
    """Return one trial with all of its sites."""
    return Trial(as_of=as_of or None, sites=tuple(map(_site, sites)), **_fields(each))


def _fields(each: trials.Trial) -> dict[str, Any]:
    return {
        "id": each.nct,
        "name": each.title,
        "url": each.url,
        "sponsor": each.sponsor or None,
        "phases": each.phases,
        "purpose": each.purpose or None,
        "sex": each.sex or None,
        "minimum_age": each.minimum_age,
        "maximum_age": each.maximum_age,
        "ages_known": each.ages_known,
        "conditions": each.conditions,
        "cancers": each.own,
        "any_solid_tumor": each.any_solid,
        "any_blood_cancer": each.any_blood,
        "telemedicine": each.telemedicine,
        "contact": _contact(each.contact),
        "sites_recruiting_or_unknown": each.site_count,
        "updated": each.updated or None,
    }


def _site(each: trials.TrialSite) -> TrialSite:
    return TrialSite(
        facility=each.facility or None,
        city=each.city or None,
        state=each.state or None,
        zip=each.zip or None,
        recruiting=each.recruiting,
        latitude=each.latitude,
        longitude=each.longitude,
        precision=each.exactness,
        place=each.place,
        contact=_contact(each.contact),
    )


def _contact(each: trials.TrialContact) -> TrialContact | None:
    if not (each.name or each):
        return None
    return TrialContact(
        name=each.name or None,
        phone=each.phone or None,
        extension=each.extension or None,
        email=each.email or None,
    )

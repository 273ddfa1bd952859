"""JSON of trials: a page of them near a place, one trial, and how many recruit at a place of care."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from finder.domain.cancers.types import CancerType
from finder.domain.guide.emergencies import Emergency
from finder.domain.places import Place
from finder.domain.trials import Trial, TrialContact, TrialPage, TrialResult, TrialSite
from finder.formats.json.emergencies import danger
from finder.formats.json.encode import Json, encode
from finder.formats.json.search import place
from finder.store.read_catalog import Catalog


class TrialsFound(Protocol):
    """An answer to a question for trials, as a format reads it."""

    @property
    def place(self) -> Place:
        """The place that miles are measured from."""

    @property
    def cancer(self) -> CancerType | None:
        """The cancer that was asked for."""

    @property
    def cancer_note(self) -> str:
        """How the words for the cancer were read."""

    @property
    def found(self) -> TrialPage:
        """One page of trials."""

    @property
    def as_of(self) -> str:
        """The day of the registry's data."""

    @property
    def pages(self) -> int:
        """How many pages there are."""


def trials(
    answer: TrialsFound,
    page: int,
    next_address: str | None,
    signs: Iterable[Emergency],
    catalog: Catalog,
) -> bytes:
    """Return the danger signs in a question, and a page of trials near a place, those of the cancer first."""
    cancer, found = answer.cancer, answer.found
    return encode(
        {
            **danger(signs, catalog),
            "place": place(answer.place),
            "understood": {
                "cancer": {"slug": cancer.slug, "name": cancer.name} if cancer else None,
                "note": answer.cancer_note,
            },
            "as_of": answer.as_of or None,
            "results": [result(each) for each in found.results],
            "total": found.total,
            "for_this_cancer": found.own if cancer else None,
            "rings": {str(radius): count for radius, count in found.within.items()},
            "page": page,
            "pages": answer.pages,
            "next": next_address,
        }
    )


def result(each: TrialResult) -> Json:
    """Return a trial as a result of a search: with the miles to its nearest site."""
    return {
        "miles": round(each.miles, 3),
        "about": True,
        "kind": "trial",
        **_trial(each.trial),
        "scope": each.scope,
        "site": _site(each.site),
        "more_sites_within_100_miles": each.more_sites,
    }


def trial(each: Trial, sites: list[TrialSite], as_of: str) -> bytes:
    """Return one trial with all of its sites."""
    return encode(
        {"kind": "trial", **_trial(each), "as_of": as_of or None, "sites": [_site(one) for one in sites]}
    )


def _trial(each: Trial) -> Json:
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


def _site(each: TrialSite) -> Json:
    return {
        "facility": each.facility or None,
        "city": each.city or None,
        "state": each.state or None,
        "zip": each.zip or None,
        "recruiting": each.recruiting,
        "latitude": each.latitude,
        "longitude": each.longitude,
        "precision": each.exactness,
        "place": each.place,
        "contact": _contact(each.contact),
    }


def _contact(each: TrialContact) -> Json | None:
    if not (each.name or each):
        return None
    return {
        "name": each.name or None,
        "phone": each.phone or None,
        "extension": each.extension or None,
        "email": each.email or None,
    }

"""The objects in the JSON of a search: how it was understood, whom to call first, a page of results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from finder.domain.answers import Order, StartReason
from finder.domain.cancers.specialists import Evidence, Role, When
from finder.domain.kinds import Patients
from finder.formats.json.care_sites import TrialCount
from finder.formats.json.documents import WhatToRead
from finder.formats.json.emergencies import WithDanger
from finder.formats.json.encode import Answer, Listing, joined, one_of
from finder.formats.json.matches import Named
from finder.formats.json.places import Place
from finder.formats.json.records import FORMS, SourceText

Rings = Mapping[str, int]


class Found(Answer, frozen=True, kw_only=True, omit_defaults=True):
    """What the question adds to a record: the miles to it, with three decimals.

    `about`: the miles rest on the middle of a ZIP code or city. `patients_unknown` true: it comes last, as it
    is not known to treat the patients of the search; it is left out otherwise. `team` counts the clinicians
    of Medicare's file who are affiliated with it, by specialist group.
    """

    miles: float
    about: bool
    patients_unknown: bool = False
    trials: TrialCount | UnsetType = UNSET
    team: Mapping[str, int] | UnsetType = UNSET


FoundRecord = Annotated[msgspec.Raw, joined(Found, *FORMS)]


class Proposed(Answer, frozen=True, kw_only=True):
    """A doctor to ask for; `slug` and `name` are null for one who cannot be searched for."""

    slug: str | None
    name: str | None
    role: Role
    doctor: str
    when: When


class VolumeAdvice(Answer, frozen=True, kw_only=True):
    """What is known of whether results are better where a treatment is done often."""

    advice: str | None
    evidence: Evidence
    url: str


class Understood(Answer, frozen=True, kw_only=True):
    """How the words of a question were understood.

    `kinds`: the types that it may be, where its kind is not known yet. `patients`: whom the search is for.
    `looked_for`: the specialties whose doctors are searched for.
    """

    cancer: Named | None
    note: str
    kinds: tuple[Named, ...]
    specialties: tuple[Named, ...]
    patients: Patients | None
    proposed: tuple[Proposed, ...]
    looked_for: tuple[Named, ...]
    volume: VolumeAdvice | None


class StartPhone(Answer, frozen=True, kw_only=True):
    """The number to call first."""

    number: str
    purpose: str = msgspec.field(name="for")
    label: str


class StartHere(Answer, frozen=True, kw_only=True):
    """The one specialized center to call first (`url`), and why.

    `near`: within 50 miles; `listed`: it is among `results`. If it is not, `result` is its record.
    """

    url: str
    reason: StartReason
    why: str
    why_this_one: str
    serves: str | None
    phone: StartPhone | None
    near: bool
    listed: bool
    result: FoundRecord | UnsetType = UNSET


class UnknownCount(Answer, frozen=True, kw_only=True):
    """How many of the total are not known to treat the patients of the search: they come last."""

    total: int
    rings: Rings


class ResultPage(Listing, frozen=True, kw_only=True):
    """A page of results. `rings` counts those within so many miles, on all pages.

    `by_specialty` counts clinicians by specialty and ring. `note`, `live` and `asked` are there where the
    NPI Registry was asked.
    """

    results: tuple[FoundRecord, ...]
    rings: Rings
    unknown: UnknownCount
    page: int
    pages: int
    by_specialty: Mapping[str, Rings] | UnsetType = UNSET
    note: str | UnsetType = UNSET
    live: bool | UnsetType = UNSET
    asked: str | UnsetType | None = UNSET


class SearchAnswer(WithDanger, frozen=True, kw_only=True):
    """The results near a place, nearest first.

    `danger` lists the danger signs in the words of the question: show them first. `lists` are the addresses
    of the doctors and hospitals for the same question; with `detail=full` their beginnings are in
    `clinicians` and `hospitals`. `sources` are those of the results, each once.
    """

    place: Place
    understood: Understood
    what_to_read: Annotated[msgspec.Raw, one_of(WhatToRead)] | None
    start_here: StartHere | None
    order: Order
    results: tuple[FoundRecord, ...]
    total: int
    next: str | None
    rings: Rings
    unknown: UnknownCount
    page: int
    pages: int
    by_specialty: Mapping[str, Rings] | UnsetType = UNSET
    note: str | UnsetType = UNSET
    live: bool | UnsetType = UNSET
    asked: str | UnsetType | None = UNSET
    lists: Mapping[str, str] | UnsetType = UNSET
    clinicians: ResultPage | UnsetType = UNSET
    hospitals: ResultPage | UnsetType = UNSET
    sources: tuple[SourceText, ...]

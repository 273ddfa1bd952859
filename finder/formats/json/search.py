"""JSON of a search: the place, how the query was understood, whom to call first, and the results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from finder.domain import answers, to_read
from finder.domain.answers import (
    CareSiteResult,
    ClinicianResult,
    Detail,
    Order,
    Result,
    Results,
    StartReason,
    is_unknown,
)
from finder.domain.cancers.specialists import Evidence, Role, Specialty, When
from finder.domain.cancers.types import CancerType
from finder.domain.guide.emergencies import Emergency
from finder.domain.kinds import Kind, Patients
from finder.formats.display import phone_label
from finder.formats.json.care_sites import TrialCount, trial_count
from finder.formats.json.documents import WhatToRead, what_to_read
from finder.formats.json.emergencies import WithDanger, danger
from finder.formats.json.encode import Answer, Listing, encode, join, joined, one_of
from finder.formats.json.matches import Named
from finder.formats.json.places import Place, place
from finder.formats.json.records import FORMS, SourceText, record_text, source_texts
from finder.formats.start_here import why, why_this_one
from finder.language import current_language
from finder.store.read_catalog import Catalog

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


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question adds to its results: the addresses of other pages and lists, and how much is said."""

    next: str | None = None
    lists: Mapping[Kind, str] = field(default_factory=dict)
    detail: Detail = "brief"


def search_answer(
    results: Results,
    catalog: Catalog,
    asked: Asked,
    order: Order,
    *,
    signs: Iterable[Emergency] = (),
    read: to_read.WhatToRead | None = None,
    start: answers.StartHere | None = None,
    beside: Mapping[Kind, Results] = MappingProxyType({}),
) -> SearchAnswer:
    """Return a page of results. Miles have three decimals, so that ratios are accurate nearby, too.

    `signs` are the danger signs in its words, `read` the documents to read about its cancer, `start` the
    specialized center to call first, `beside` the first results of other kinds.
    """
    keys: dict[str, None] = {}
    write = partial(_result, catalog=catalog, detail=asked.detail, keys=keys)
    own = _page(results, write, asked.next)
    begun = _start(start, UNSET if start.listed else write(start.found, results=results)) if start else None
    others = {kind: _page(each, write, asked.lists.get(kind)) for kind, each in beside.items()}
    return SearchAnswer(
        results=own.results,
        total=own.total,
        next=own.next,
        rings=own.rings,
        unknown=own.unknown,
        page=own.page,
        pages=own.pages,
        by_specialty=own.by_specialty,
        note=own.note,
        live=own.live,
        asked=own.asked,
        clinicians=others.get(Kind.CLINICIAN, UNSET),
        hospitals=others.get(Kind.HOSPITAL, UNSET),
        danger=danger(signs, catalog),
        place=place(results.place),
        understood=_understood(results.understood),
        what_to_read=_to_read(read, catalog) if read else None,
        start_here=begun,
        order=order,
        lists={kind.path: each for kind, each in asked.lists.items()} or UNSET,
        sources=source_texts(keys, catalog),
    )


def _understood(understood: answers.Understood) -> Understood:
    return Understood(
        cancer=_named(understood.cancer) if understood.cancer else None,
        note=understood.cancer_note,
        kinds=tuple(map(_named, understood.kinds)),
        specialties=tuple(map(_named, understood.specialties)),
        patients=understood.patients,
        proposed=tuple(map(_proposed, understood.proposed)),
        looked_for=tuple(map(_named, understood.looked_for)),
        volume=_volume(understood),
    )


def _proposed(each: answers.Proposal) -> Proposed:
    one = each.specialty
    return Proposed(
        slug=one.slug if one else None,
        name=one.name if one else None,
        role=each.role,
        doctor=each.doctor,
        when=each.when,
    )


def _volume(understood: answers.Understood) -> VolumeAdvice | None:
    study = understood.volume
    if study is None or understood.cancer is None:
        return None
    url = f"/cancers/{understood.cancer.slug}#volume"
    return VolumeAdvice(advice=study.advice, evidence=study.evidence, url=url)


def _start(start: answers.StartHere, result: msgspec.Raw | UnsetType) -> StartHere:
    """Return the center to call first: why, the number, and the record as a result."""
    phone = start.phone
    return StartHere(
        url=f"/{start.found.site.path}",
        reason=start.reason,
        why=why(start),
        why_this_one=why_this_one(start),
        serves=start.area.text if start.area else None,
        phone=StartPhone(number=phone.number, purpose=phone.purpose, label=phone_label(phone.purpose))
        if phone
        else None,
        near=start.near,
        listed=start.listed,
        result=result,
    )


def _page(results: Results, write: Callable[..., msgspec.Raw], next_address: str | None) -> ResultPage:
    """Return a page of results with the counts for all pages."""
    was_asked = bool(results.note or results.live)
    asked = results.asked.isoformat(timespec="seconds") if results.asked else None
    by_specialty = {slug: _rings(rings) for slug, rings in results.by_specialty.items()}
    return ResultPage(
        results=tuple([write(each, results=results) for each in results.results]),
        total=results.total,
        rings=_rings(results.within),
        unknown=UnknownCount(total=results.unknown, rings=_rings(results.unknown_within)),
        page=results.page,
        pages=results.pages,
        next=next_address,
        by_specialty=by_specialty or UNSET,
        note=results.note if was_asked else UNSET,
        live=results.live if was_asked else UNSET,
        asked=asked if was_asked else UNSET,
    )


def _rings(counts: Mapping[int, int]) -> Rings:
    return {str(radius): count for radius, count in counts.items()}


def _result(
    found: Result, *, results: Results, catalog: Catalog, detail: Detail, keys: dict[str, None]
) -> msgspec.Raw:
    """Return what the question adds to a record, and the record; note the keys of its sources."""
    practice = found.practice if isinstance(found, ClinicianResult) else None
    text, sources = record_text(found.record, catalog, detail, practice, results.workplaces)
    keys.update(dict.fromkeys(sources))
    trials: TrialCount | UnsetType = UNSET
    team: Mapping[str, int] | UnsetType = UNSET
    if isinstance(found, CareSiteResult):
        trials = trial_count(found.trials) if found.trials else UNSET
        team = found.hospital.team if found.hospital else UNSET
    unknown = is_unknown(found, results.understood)
    added = Found(
        miles=round(found.miles, 3), about=found.about, patients_unknown=unknown, trials=trials, team=team
    )
    return join(added, text)


def _to_read(read: to_read.WhatToRead, catalog: Catalog) -> msgspec.Raw:
    """Return the documents to read, which are chosen once for a cancer and a language."""
    key = ("to read", read.cancer.slug, current_language())
    if key not in catalog.texts:
        catalog.texts[key] = encode(what_to_read(read))
    return msgspec.Raw(catalog.texts[key])


def _named(each: CancerType | Specialty) -> Named:
    return Named(slug=each.slug, name=each.name)

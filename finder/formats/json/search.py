"""JSON of a search: the place, how the query was understood, whom to call first, and the results."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

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
    is_unknown,
)
from finder.domain.cancers.specialists import Specialty
from finder.domain.cancers.types import CancerType
from finder.domain.guide.emergencies import Emergency
from finder.domain.kinds import Kind
from finder.formats.display import phone_label
from finder.formats.json.care_sites import TrialCount, trial_count
from finder.formats.json.documents import what_to_read
from finder.formats.json.emergencies import danger
from finder.formats.json.encode import encode, join
from finder.formats.json.matches import Named
from finder.formats.json.places import place
from finder.formats.json.records import record_text, source_texts
from finder.formats.json.search_objects import (
    Found,
    Proposed,
    ResultPage,
    Rings,
    SearchAnswer,
    StartHere,
    StartPhone,
    Understood,
    UnknownCount,
    VolumeAdvice,
)
from finder.formats.start_here import why, why_this_one
from finder.language import current_language
from finder.store.read_catalog import Catalog


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

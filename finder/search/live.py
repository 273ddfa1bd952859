"""Clinicians from the live NPI Registry, where none are loaded into the directory."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from finder.domain.answers import (
    CareSiteResult,
    ClinicianResult,
    Result,
    Results,
    Understood,
    is_unknown,
)
from finder.domain.cancers.specialists import Specialty
from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician
from finder.domain.live import Circle, LiveAnswer, LiveQuestion, LiveRegistry
from finder.domain.places import Place
from finder.formats.contacts.local_time import day_and_time
from finder.geo.time_zones import zone_of
from finder.language import _, marked, number
from finder.search.criteria import is_practiced
from finder.search.filters import FILTERS
from finder.search.near import find_near, nearest_practice
from finder.search.questions import NearQuery
from finder.search.records.look_up import located
from finder.store.connect import Snapshot
from finder.store.flags import SPECIALIZED, site_flags
from finder.store.near import RINGS
from finder.store.read_catalog import catalog_of
from finder.store.read_places import zips_within

#: The radii asked for where the question gives none: the next one if fewer than ENOUGH were found.
RADII = (25.0, 50.0, 100.0)
ENOUGH = 5

NOT_LOADED = marked(
    "Doctors are not loaded on this site. The person who runs it can load them: finder load quick."
)
NOT_ASKED = marked(
    "Doctors are not loaded here. Add live=yes to look some up in the NPI Registry, run by CMS."
)
Item = TypeVar("Item")


def live_results(
    snapshot: Snapshot, query: NearQuery, results: Results, live: LiveRegistry | None
) -> Results:
    """Return the clinicians of the live registry, ranked here. `note` says what to do where it is not asked.

    Where the registry is down, slow or its answer is incomplete, `note` says so and nothing fails. `live` is
    False where nothing came from it.
    """
    nothing = replace(
        results,
        results=(),
        total=0,
        within={},
        page=1,
        pages=1,
        unknown=0,
        unknown_within={},
        by_specialty={},
    )
    if live is None or not is_chosen(query, live):
        return replace(nothing, note=_(NOT_ASKED if live else NOT_LOADED))
    ranked, answer = _ask(snapshot, query, results, live)
    return replace(
        nothing,
        results=_page(ranked, query),
        total=len(ranked),
        within=_rings(ranked, answer.miles),
        page=query.page,
        pages=max(1, math.ceil(len(ranked) / query.limit)),
        by_specialty=_by_specialty(ranked, results.understood, answer.miles),
        note=_note(answer, results.place),
        live=_has_answered(answer),
        asked=answer.asked,
    )


def add_live(snapshot: Snapshot, query: NearQuery, results: Results, live: LiveRegistry | None) -> Results:
    """Return results about places with the clinicians of the live registry among them.

    Where it is not asked they are the places alone; `note` says why there are no clinicians.
    """
    if live is None or not is_chosen(query, live):
        return replace(results, note=_(NOT_ASKED if live else NOT_LOADED), by_specialty={})
    ranked, answer = _ask(snapshot, query, results, live)
    places = results.results
    if query.page > 1:  # clinicians push places to later pages: rank those of the earlier pages too
        places = find_near(snapshot, replace(query, page=1, limit=query.page * query.limit)).results
    total = results.total + len(ranked)
    centers = catalog_of(snapshot).centers

    def rank(each: Result) -> tuple[bool, int, bool, float]:
        return _rank_of(each, query, results.understood, centers)

    note, answered = _note(answer, results.place), _has_answered(answer)
    return replace(
        results,
        results=_page(sorted([*places, *ranked], key=rank), query),
        total=total,
        within={
            ring: count + sum(each.miles <= ring for each in ranked) for ring, count in results.within.items()
        },
        page=query.page,
        pages=max(1, math.ceil(total / query.limit)),
        note=_("Specialists: %(note)s") % {"note": f"{note[0].lower()}{note[1:]}"} if answered else note,
        by_specialty={},
        live=answered,
        asked=answer.asked,
    )


def is_chosen(query: NearQuery, live: LiveRegistry) -> bool:
    """Tell whether the reader, or the operator, chose to ask the registry this question."""
    return live.by_itself or query.live


def _ask(
    snapshot: Snapshot, query: NearQuery, results: Results, live: LiveRegistry
) -> tuple[list[ClinicianResult], LiveAnswer]:
    """Ask the registry. Returns clinicians, nearest first, and its whole answer."""
    radii = RADII if query.miles is None else (min(query.miles, RADII[-1]),)
    place = results.place
    with snapshot.connect() as connection:
        circles = tuple(Circle(miles, tuple(zips_within(connection, place.point, miles))) for miles in radii)
    specialties = _specialties(snapshot, results.understood)
    answer = live.near(LiveQuestion(circles, specialties, ENOUGH))
    return _rank(located(snapshot, answer.clinicians), query, place, answer.miles), answer


def _has_answered(answer: LiveAnswer) -> bool:
    return answer.complete or bool(answer.clinicians)


def _note(answer: LiveAnswer, place: Place) -> str:
    if not _has_answered(answer) or answer.asked is None:
        return answer.note
    said = _("Live from the NPI Registry, within %(miles)s miles. Looked up on %(moment)s.")
    values = {"miles": number(answer.miles), "moment": day_and_time(answer.asked, zone_of(place.point))}
    return f"{said % values} {answer.note}".strip()


def _page(ranked: Sequence[Item], query: NearQuery) -> tuple[Item, ...]:
    first = (query.page - 1) * query.limit
    return tuple(ranked[first : first + query.limit])


def _rank_of(
    each: Result, query: NearQuery, understood: Understood, centers: Mapping[str, CareSite]
) -> tuple[bool, int, bool, float]:
    """Return what a result is ranked by, as in the store: ring, specialized places first, miles."""
    special = isinstance(each, CareSiteResult) and bool(
        site_flags(each.site, centers) & SPECIALIZED[understood.patients or "adults"]
    )
    ring = 0 if query.order == "specialized" else bisect_left(RINGS, each.miles)
    return is_unknown(each, understood), ring, not special and ring < len(RINGS), each.miles


def _rings(found: Sequence[ClinicianResult], miles: float) -> dict[int, int]:
    return {ring: sum(each.miles <= ring for each in found) for ring in RINGS if ring <= miles}


def _by_specialty(
    ranked: Sequence[ClinicianResult], understood: Understood, miles: float
) -> dict[str, dict[int, int]]:
    """Count the clinicians of each specialty; where one specialty was asked for, the list says it all."""
    if len(understood.specialties) == 1 and understood.specialties[0].kind != "group":
        return {}
    found: dict[str, list[ClinicianResult]] = {}
    for each in ranked:
        for slug in dict.fromkeys(one.specialty for one in each.clinician.specialties):
            found.setdefault(slug, []).append(each)
    return {slug: _rings(of_it, miles) for slug, of_it in found.items()}


def _specialties(snapshot: Snapshot, understood: Understood) -> tuple[Specialty, ...]:
    """Return the specialties to ask for, each subspecialty of a group by itself.

    With a cancer, medical oncology is that alone: its other subspecialties are in the team, or not asked for.
    """
    specialties = catalog_of(snapshot).specialties.values()
    searchable = [each for each in specialties if each.searchable and each.nucc]
    found: dict[str, Specialty] = {}
    for each in understood.looked_for:
        of_group = [one for one in searchable if one.tier == "A" and each.slug in one.groups]
        alone = understood.cancer and is_practiced(each)
        for one in of_group if each.kind == "group" and not alone else [each]:
            found.setdefault(one.slug, one)
    if not understood.looked_for:
        found = {each.slug: each for each in searchable if each.tier == "A" and each.groups}
    return tuple(found.values())


def _rank(
    clinicians: Sequence[Clinician], query: NearQuery, place: Place, miles: float
) -> list[ClinicianResult]:
    matching = [each for each in clinicians if each.kind in query.kinds and _passes(each, query)]
    near = [nearest_practice(each, place) for each in matching if any(one.point for one in each.practices)]
    inside = [each for each in near if each.miles <= miles]
    return sorted(inside, key=lambda each: (each.miles, each.clinician.npi))


def _passes(clinician: Clinician, query: NearQuery) -> bool:
    """Tell whether a clinician passes the filters."""
    return all(
        each.matches(clinician, query.filters[each.name]) for each in FILTERS if each.name in query.filters
    )

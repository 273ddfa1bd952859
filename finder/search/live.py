"""Clinicians from the live NPI Registry, where none are loaded into the directory."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import msgspec

from finder.domain.answers import ClinicianResult, Result, Results, Understood, is_unknown
from finder.domain.cancers import Specialty
from finder.domain.clinicians import Clinician, LiveQuestion, LiveRegistry, Practice
from finder.domain.places import Place
from finder.language import _, marked, number
from finder.search.criteria import is_practiced
from finder.search.filters import FILTERS
from finder.search.near import find_near, nearest_practice
from finder.search.questions import NearQuery
from finder.store.connect import Connection, Snapshot
from finder.store.near import RINGS
from finder.store.read_catalog import catalog_of
from finder.store.read_places import zip_named, zips_within

#: The radius asked for where the question gives none, and the largest.
USUAL_MILES, MOST_MILES = 25.0, 100.0

NOT_LOADED = marked(
    "Doctors are not loaded on this site. The person who runs it can load them: finder load quick."
)
Item = TypeVar("Item")


def live_results(
    snapshot: Snapshot, query: NearQuery, results: Results, live: LiveRegistry | None
) -> Results:
    """Return the clinicians of the live registry, ranked here. Without a registry, `note` says what to do.

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
    if live is None:
        return replace(nothing, note=_(NOT_LOADED))
    ranked, miles, note, answered = _ask(snapshot, query, results, live)
    return replace(
        nothing,
        results=_page(ranked, query),
        total=len(ranked),
        within={ring: sum(each.miles <= ring for each in ranked) for ring in RINGS if ring <= miles},
        page=query.page,
        pages=max(1, math.ceil(len(ranked) / query.limit)),
        note=note,
        live=answered,
    )


def add_live(snapshot: Snapshot, query: NearQuery, results: Results, live: LiveRegistry | None) -> Results:
    """Return results about places with the clinicians of the live registry among them.

    Without a registry they are the places alone; `note` says why there are no clinicians.
    """
    if live is None:
        return replace(results, note=_(NOT_LOADED), by_specialty={})
    ranked, _miles, note, answered = _ask(snapshot, query, results, live)
    places = results.results
    if query.page > 1:  # clinicians push places to later pages: rank those of the earlier pages too
        places = find_near(snapshot, replace(query, page=1, limit=query.page * query.limit)).results
    total = results.total + len(ranked)
    return replace(
        results,
        results=_page(sorted([*places, *ranked], key=lambda each: _rank_of(each, results.understood)), query),
        total=total,
        within={
            ring: count + sum(each.miles <= ring for each in ranked) for ring, count in results.within.items()
        },
        page=query.page,
        pages=max(1, math.ceil(total / query.limit)),
        note=_("Specialists: %(note)s") % {"note": f"{note[0].lower()}{note[1:]}"} if answered else note,
        by_specialty={},
        live=answered,
    )


def _ask(
    snapshot: Snapshot, query: NearQuery, results: Results, live: LiveRegistry
) -> tuple[list[ClinicianResult], float, str, bool]:
    """Ask the registry. Returns clinicians nearest first, the radius in miles, a note, and if it answered."""
    miles = min(query.miles or USUAL_MILES, MOST_MILES)
    with snapshot.connect() as connection:
        zips = tuple(zips_within(connection, results.place.point, miles))
    specialties = _specialties(snapshot, results.understood)
    answer = live(LiveQuestion(results.place.point, miles, specialties, zips))
    with snapshot.connect() as connection:
        located = [_locate(connection, each) for each in answer.clinicians]
    ranked = _rank(located, query, results.place, miles)
    if answer.note and not answer.clinicians:
        return ranked, miles, answer.note, False
    live_from = _("Live from the NPI Registry, within %(miles)s miles.") % {"miles": number(miles)}
    return ranked, miles, f"{live_from} {answer.note}".strip(), True


def _page(ranked: Sequence[Item], query: NearQuery) -> tuple[Item, ...]:
    first = (query.page - 1) * query.limit
    return tuple(ranked[first : first + query.limit])


def _rank_of(each: Result, understood: Understood) -> tuple[bool, float]:
    return is_unknown(each, understood), each.miles


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


def _locate(connection: Connection, clinician: Clinician) -> Clinician:
    """Give every practice the middle of its ZIP code as its point."""
    return msgspec.structs.replace(
        clinician, practices=tuple(_locate_practice(connection, each) for each in clinician.practices)
    )


def _locate_practice(connection: Connection, practice: Practice) -> Practice:
    zip_code = zip_named(connection, practice.zip)
    if zip_code is None or zip_code.point is None:
        return practice
    point = zip_code.point
    return msgspec.structs.replace(
        practice, latitude=point.latitude, longitude=point.longitude, exactness="zip"
    )


def _rank(clinicians: list[Clinician], query: NearQuery, place: Place, miles: float) -> list[ClinicianResult]:
    matching = [each for each in clinicians if each.kind in query.kinds and _passes(each, query)]
    near = [nearest_practice(each, place) for each in matching if any(one.point for one in each.practices)]
    inside = [each for each in near if each.miles <= miles]
    return sorted(inside, key=lambda each: (each.miles, each.clinician.npi))


def _passes(clinician: Clinician, query: NearQuery) -> bool:
    """Tell whether a clinician passes the filters."""
    return all(
        each.matches(clinician, query.filters[each.name]) for each in FILTERS if each.name in query.filters
    )

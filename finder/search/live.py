"""Clinicians from the live NPI Registry, for a directory into which none are loaded."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import msgspec

from finder.domain.answers import FoundClinician, Results, Understood
from finder.domain.cancers import Specialty
from finder.domain.clinicians import Clinician, Practice
from finder.domain.live_registry import LiveQuestion, LiveRegistry
from finder.domain.places import Place
from finder.language import _, marked, number
from finder.search.filters import FILTERS
from finder.search.near import find_near, nearest_practice
from finder.search.questions import NearQuery
from finder.store.connect import Connection, Snapshot
from finder.store.near.find import RINGS
from finder.store.read_catalog import catalog
from finder.store.read_places import zip_named, zips_within

#: A question without a distance asks in this circle; one with a large distance no further than this.
USUAL_MILES, MOST_MILES = 25.0, 100.0

NOT_LOADED = marked(
    "Single doctors are not loaded here. Whoever runs this site can load them: finder load --download."
)
Each = TypeVar("Each")


def live_results(
    snapshot: Snapshot, query: NearQuery, results: Results, live: LiveRegistry | None
) -> Results:
    """Return the clinicians that the live registry names, ranked by us; or what to do where it is not asked.

    A registry that is down, slow or cut short says so in `note`; it never fails the results. `live` is false
    where nothing came from it.
    """
    nothing = replace(results, results=(), total=0, within={}, page=1, pages=1, by_specialty={})
    if live is None:
        return replace(nothing, note=_(NOT_LOADED))
    ranked, miles, note, answered = _asked(snapshot, query, results, live)
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
    """Return an answer about places with the clinicians that the live registry names among them.

    Without a registry it is the places alone; `note` says why there are no clinicians.
    """
    if live is None:
        return replace(results, note=_(NOT_LOADED), by_specialty={})
    ranked, _miles, note, answered = _asked(snapshot, query, results, live)
    places = results.results
    if query.page > 1:  # the people among them shift the places: those of the pages before count too
        places = find_near(snapshot, replace(query, page=1, limit=query.page * query.limit)).results
    total = results.total + len(ranked)
    return replace(
        results,
        results=_page(sorted([*places, *ranked], key=lambda each: each.miles), query),
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


def _asked(
    snapshot: Snapshot, query: NearQuery, results: Results, live: LiveRegistry
) -> tuple[list[FoundClinician], float, str, bool]:
    """Ask the registry: whom it names, nearest first, in which radius, what to say, and if it answered."""
    miles = min(query.miles or USUAL_MILES, MOST_MILES)
    with snapshot.connect() as connection:
        zips = tuple(zips_within(connection, results.place.point, miles))
    asked = LiveQuestion(results.place.point, miles, _specialties(snapshot, results.understood), zips)
    found = live(asked)
    with snapshot.connect() as connection:
        placed = [_placed(connection, each) for each in found.clinicians]
    ranked = _ranked(placed, query, results.place, miles)
    if found.note and not found.clinicians:
        return ranked, miles, found.note, False  # nothing came from there: that is all there is to say
    live_from = _("Live from the NPI Registry, within %(miles)s miles.") % {"miles": number(miles)}
    return ranked, miles, f"{live_from} {found.note}".strip(), True


def _page(ranked: Sequence[Each], query: NearQuery) -> tuple[Each, ...]:
    first = (query.page - 1) * query.limit
    return tuple(ranked[first : first + query.limit])


def _specialties(snapshot: Snapshot, understood: Understood) -> tuple[Specialty, ...]:
    """Return the specialties to ask for, those of a group each by itself."""
    known = [each for each in catalog(snapshot).specialties.values() if each.searchable and each.nucc]
    found: dict[str, Specialty] = {}
    for each in understood.looked_for:
        of_group = [one for one in known if one.tier == "A" and each.slug in one.groups]
        for one in of_group if each.kind == "group" else [each]:
            found.setdefault(one.slug, one)
    if not understood.looked_for:
        found = {each.slug: each for each in known if each.tier == "A" and each.groups}
    return tuple(found.values())


def _placed(connection: Connection, clinician: Clinician) -> Clinician:
    """Put every practice in the middle of its ZIP code."""
    return msgspec.structs.replace(
        clinician, practices=tuple(_located(connection, each) for each in clinician.practices)
    )


def _located(connection: Connection, practice: Practice) -> Practice:
    known = zip_named(connection, practice.zip)
    if known is None or known.point is None:
        return practice
    return msgspec.structs.replace(
        practice, latitude=known.point.latitude, longitude=known.point.longitude, exactness="zip"
    )


def _ranked(found: list[Clinician], query: NearQuery, place: Place, miles: float) -> list[FoundClinician]:
    fitting = [each for each in found if each.kind in query.kinds and _fits(each, query)]
    near = [nearest_practice(each, place) for each in fitting if any(one.point for one in each.practices)]
    inside = [each for each in near if each.miles <= miles]
    return sorted(inside, key=lambda each: (each.miles, each.clinician.npi))


def _fits(clinician: Clinician, query: NearQuery) -> bool:
    """Tell whether a clinician passes the filters."""
    return all(
        each.matches(clinician, query.filters[each.name]) for each in FILTERS if each.name in query.filters
    )

"""The one specialized center to call first, given for a reason: what the cancer is, or that none is near.

For adults it is a center that NCI designates or a member of NCCN, for children a site of the Children's
Oncology Group or a children's hospital. It is the nearest one within 50 miles. If none is so near, it is the
one whose stated service area has all of the reader's state, unless another is less than half as far.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, takewhile
from typing import cast

import numpy as np
from numpy.typing import NDArray

from finder.domain.answers import NEAR_MILES, CareSiteResult, Results, StartHere, StartReason, Understood
from finder.domain.cancers.specialists import VolumeStudy
from finder.domain.cancers.types import RARE_CANCERS
from finder.domain.care import CareSite
from finder.domain.kinds import CARE_SITES, Patients
from finder.formats.display import phones_to_start_with
from finder.geo.points import Point, chord_squared, miles_of_chord, vector
from finder.search.care_teams import settled_study
from finder.search.criteria import groups_of
from finder.search.near import results_at
from finder.search.questions import NearQuery
from finder.store.connect import Connection, Snapshot
from finder.store.flags import ANY, NCCN, NCI, SPECIALIZED, treats_for
from finder.store.near import Criteria, find_page
from finder.store.read_catalog import Catalog, catalog_of
from finder.store.read_records import records_numbered

#: Filters of a list of certain people: who uses them knows whom to call.
_CERTAIN = {"name", "hospital"}
#: Values of the filter "show" that are about an age, not about certain places.
_AGES = {"all", "adults", "children"}
_EVERY_SITE = tuple(f"{kind}:{ANY}" for kind in CARE_SITES)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A specialized place by its record number, and the miles to it."""

    number: int
    miles: float
    site: CareSite


@dataclass(frozen=True, slots=True)
class _Specialized:
    """The specialized places: record numbers, records, and positions in miles (geo.points), a row a place."""

    numbers: NDArray[np.int64]
    sites: tuple[CareSite, ...]
    positions: NDArray[np.float64]


def start_here(snapshot: Snapshot, query: NearQuery, results: Results) -> StartHere | None:
    """Return the center to call first; None where there is no reason to name one, or on a further page."""
    if query.page > 1 or _CERTAIN & set(query.filters) or query.filters.get("show", "all") not in _AGES:
        return None
    catalog, understood = catalog_of(snapshot), results.understood
    patients: Patients = understood.patients or "adults"
    study = _study(snapshot, understood)
    with snapshot.connect() as connection:
        candidates = _candidates(snapshot, connection, results, patients)
        nearest = next(candidates, None)
        reason = _reason(catalog, understood, study)
        if nearest and not reason and not _any_near(snapshot, connection, results, nearest):
            reason = StartReason.FAR
        if not nearest or not reason:
            return None
        state = results.place.state if patients == "adults" else ""
        chosen = _chosen(nearest, candidates, state, catalog)
        place = chosen.number, chosen.miles
        (found,) = results_at(snapshot, connection, results.place, (place,), understood.cancer)
    site = chosen.site
    return StartHere(
        cast(CareSiteResult, found),
        reason,
        patients,
        near=chosen.miles <= NEAR_MILES,
        listed=any(each.record.path == site.path for each in results.results),
        state=state,
        study=study if reason is StartReason.VOLUME else None,
        area=_center(site, catalog).area_with(state),
        phone=next(iter(phones_to_start_with(site.phones)), None),
        center=treats_for(site, catalog.centers),
    )


def _reason(catalog: Catalog, understood: Understood, study: VolumeStudy | None) -> StartReason | None:
    if understood.patients == "children":
        return StartReason.CHILDREN
    if study:
        return StartReason.VOLUME
    rare = catalog.by_key(RARE_CANCERS)
    slugs = _types(understood)
    return StartReason.RARE if slugs and all(slug in rare for slug in slugs) else None


def _study(snapshot: Snapshot, understood: Understood) -> VolumeStudy | None:
    """Return the study on the cancer; for one whose kind is not known yet, only if every kind has one."""

    def settled(slug: str) -> VolumeStudy | None:
        return snapshot.cached(("settled study", slug), lambda: settled_study(catalog_of(snapshot), slug))

    studies = [settled(slug) for slug in _types(understood)]
    return studies[0] if studies and all(studies) else None


def _types(understood: Understood) -> Sequence[str]:
    """Return the type of the cancer, or the types that it may be."""
    types = understood.kinds or ((understood.cancer,) if understood.cancer else ())
    return [each.slug for each in types]


def _candidates(
    snapshot: Snapshot, connection: Connection, results: Results, patients: Patients
) -> Iterator[_Candidate]:
    """Yield the specialized places that may have the specialists who were asked for, nearest first."""
    groups = groups_of(results.understood)
    every = _places_with(snapshot, connection, SPECIALIZED[patients])
    chords = _chords(every, results)
    order = np.lexsort((every.numbers, chords))
    in_order = zip(every.numbers[order].tolist(), chords[order].tolist(), order.tolist(), strict=True)
    return (
        _Candidate(number, miles_of_chord(chord), every.sites[row])
        for number, chord, row in in_order
        if not (groups and every.sites[row].groups) or not groups.isdisjoint(every.sites[row].groups)
    )


def _chords(places: _Specialized, results: Results) -> NDArray[np.float64]:
    """Return the squared chords from the place of a search to each of some places."""
    here = vector(results.place.point)
    apart = places.positions - np.array((here.x, here.y, here.z))
    chords: NDArray[np.float64] = np.einsum("ij,ij->i", apart, apart)
    return chords


def _places_with(snapshot: Snapshot, connection: Connection, flags: int) -> _Specialized:
    """Return all places with the flags. They are few, do not change, and are read once."""
    return snapshot.cached(("specialized", flags), lambda: _read_places_with(snapshot, connection, flags))


def _read_places_with(snapshot: Snapshot, connection: Connection, flags: int) -> _Specialized:
    criteria, anywhere = Criteria(_EVERY_SITE, flags), Point(0.0, 0.0)
    total = find_page(snapshot, connection, anywhere, criteria, miles=None, offset=0, limit=0).total
    page = find_page(snapshot, connection, anywhere, criteria, miles=None, offset=0, limit=total)
    records = records_numbered(snapshot, connection, [number for number, _ in page.places])
    placed = [
        (number, site, vector(site.position.point))
        for number, site in records.items()
        if isinstance(site, CareSite) and site.position
    ]
    return _Specialized(
        np.array([number for number, _, _ in placed], np.int64),
        tuple(site for _, site, _ in placed),
        np.array([(at.x, at.y, at.z) for _, _, at in placed], np.float64).reshape(-1, 3),
    )


def _any_near(snapshot: Snapshot, connection: Connection, results: Results, nearest: _Candidate) -> bool:
    """Tell whether anything specialized is near; for adults also a site of a designated center."""
    if nearest.miles <= NEAR_MILES or results.understood.patients == "children":
        return nearest.miles <= NEAR_MILES
    within = chord_squared(NEAR_MILES)
    listed = (_places_with(snapshot, connection, flag) for flag in (NCI, NCCN))
    return any((_chords(each, results) <= within).any() for each in listed)


def _chosen(first: _Candidate, others: Iterable[_Candidate], state: str, catalog: Catalog) -> _Candidate:
    """Return the first, which is the nearest, if it is near; else one that serves the state and is not far.

    Far from all of them, one without a number to call is of no use.
    """
    if first.miles <= NEAR_MILES:
        return first
    with_phone = (each for each in chain((first,), others) if phones_to_start_with(each.site.phones))
    nearest = next(with_phone, first)
    within_twice = takewhile(lambda each: each.miles <= 2 * nearest.miles, chain((nearest,), with_phone))
    serving = (each for each in within_twice if _center(each.site, catalog).area_with(state))
    return next(serving, nearest)


def _center(site: CareSite, catalog: Catalog) -> CareSite:
    """Return the place itself, or the center whose patients it treats."""
    return treats_for(site, catalog.centers) or site

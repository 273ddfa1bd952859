"""Records of the live NPI Registry by their NPIs, for pages and lists of doctors who are not loaded."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from finder.domain.clinicians import Clinician, Practice
from finder.domain.live import LiveAnswer, LiveRegistry
from finder.geo.points import Point
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of
from finder.store.read_places import zip_named


def has_providers(snapshot: Snapshot) -> bool:
    """Tell whether clinicians or clinics are loaded."""
    counts = catalog_of(snapshot).counts
    return bool(counts["clinicians"] or counts["clinics"])


def look_up(
    snapshot: Snapshot, npis: Sequence[str], live: LiveRegistry | None, *, chosen: bool
) -> LiveAnswer | None:
    """Return what the live registry knows of some NPIs; None where it is not asked.

    It is asked where the reader has chosen it, or the operator where no clinicians are loaded. Only those who
    report a specialty that can be searched for are found.
    """
    if live is None or not npis or not (chosen or (live.by_itself and not has_providers(snapshot))):
        return None
    specialties = [each for each in catalog_of(snapshot).specialties.values() if each.searchable]
    answer = live.named(tuple(npis), tuple(specialties))
    return LiveAnswer(
        located(snapshot, answer.clinicians), answer.complete, answer.note, answer.miles, answer.asked
    )


def located(snapshot: Snapshot, clinicians: Sequence[Clinician]) -> tuple[Clinician, ...]:
    """Give every practice the middle of its ZIP code as its point."""
    zips = dict.fromkeys(practice.zip for each in clinicians for practice in each.practices)
    with snapshot.connect() as connection:
        points = {digits: zip_code.point for digits in zips if (zip_code := zip_named(connection, digits))}
    return tuple(
        msgspec.structs.replace(
            each, practices=tuple(_locate(practice, points.get(practice.zip)) for practice in each.practices)
        )
        for each in clinicians
    )


def _locate(practice: Practice, point: Point | None) -> Practice:
    if point is None:
        return practice
    return msgspec.structs.replace(
        practice, latitude=point.latitude, longitude=point.longitude, exactness="zip"
    )

"""Near search: the nearest places, clinicians and hospitals in rank order, and how many there are.

Distances are squared chords between Earth-centered points in square miles (geo.points). A record with several
locations is one result, at the nearest of them. Within a ring, specialized places come before the others:
many points are only the middle of a ZIP code, so a nearer one may not be nearer at all.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Column, ColumnElement, Connection, func, select

from finder.geo.points import Point, chord_squared, miles_of_chord
from finder.store.connect import Snapshot
from finder.store.flags import ALL, ANY
from finder.store.locations import (
    Locations,
    circles_around,
    count_each,
    count_everywhere,
    joined,
    locations_of,
    locations_with,
    marked,
    ranked,
    together,
)
from finder.store.schema import affiliation, name_word, record

#: Radii in miles that are counted for the reader.
RINGS = (25, 50, 100, 250)
#: Radii in miles to search in, one after the other, until a page is full.
_REACHES = (RINGS[-1], 800.0, math.inf)
#: The rings as squared chords.
_CHORDS = [chord_squared(ring) for ring in RINGS]
#: Totals that are cached: the same criteria have the same total from anywhere.
_TOTALS = 2000
#: Records with their squared chords, in rank order.
Ranked: TypeAlias = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Criteria:
    """Which records match: under any of the facets, with all of the flags, and by name and place of work.

    A facet is a kind and what it is found under: `center:any`, `clinician:hematology`. `name` holds the
    beginnings of words; `workplace` is a CCN or the path of a place of care, `centers/<slug>`. `patients` are
    two flags of which a record has at most one: those with the second come after all with the first.
    Records with any of the flags `specialized` come first within a ring; with `specialized_first`, first of
    all.
    """

    facets: tuple[str, ...]
    flags: int = 0
    name: tuple[str, ...] = ()
    workplace: str | None = None
    patients: tuple[int, int] | None = None
    specialized: int = 0
    specialized_first: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of records: their numbers with miles in rank order, ties by number; and how many in all.

    `within` counts by ring, in miles. `unknown` and `unknown_within` count those of them that come after the
    others, because it is not known whom they treat.
    """

    places: tuple[tuple[int, float], ...]
    total: int
    within: Mapping[int, int]
    unknown: int = 0
    unknown_within: Mapping[int, int] = field(default_factory=dict)
    #: Facet → ring → how many, if that was asked for: those that have any within the largest ring.
    by_facet: Mapping[str, Mapping[int, int]] = field(default_factory=dict)


def find_page(
    snapshot: Snapshot,
    connection: Connection,
    center: Point,
    criteria: Criteria,
    *,
    miles: float | None,
    offset: int,
    limit: int,
    by_facet: bool = False,
) -> Page:
    """Return the records ranked `offset` to `offset + limit`, none further than `miles`, with the counts.

    `by_facet`: also count the records of each facet, unless it is about patients, a name or a workplace.
    """
    chosen = _chosen(snapshot, connection, criteria)
    if chosen is None:
        facets = [locations_of(snapshot, connection, facet) for facet in criteria.facets]
        if not by_facet:
            facets = list(together(snapshot, criteria.facets, facets))
    else:
        names = _facets_of_all(criteria)
        facets = [locations_with(snapshot, connection, facet, chosen) for facet in names]
    # Those with a name or a workplace are so few that all distances are computed at once.
    reaches = _REACHES if miles is None and chosen is None else (miles or math.inf,)
    if criteria.specialized_first:
        reaches = reaches[-1:]  # a specialized place is first from however far
    search = _Search(snapshot, center, _rings(miles), reaches, by_facet and chosen is None)
    if criteria.patients is None:
        return search.page(facets, criteria, offset, limit)
    treating, perhaps = criteria.patients
    first = search.page(facets, replace(criteria, flags=criteria.flags | treating), offset, limit)
    # Only of places of care is it ever unknown: the many clinicians are not searched twice.
    some = [each for each in facets if each.has & perhaps]
    after, room = max(0, offset - first.total), limit - len(first.places)
    last = search.page(some, replace(criteria, flags=criteria.flags | perhaps), after, room)
    return Page(
        first.places + last.places,
        first.total + last.total,
        {ring: count + last.within[ring] for ring, count in first.within.items()},
        last.total,
        last.within,
    )


def find_among(
    snapshot: Snapshot, locations: Locations, center: Point, *, miles: float | None, offset: int, limit: int
) -> Page:
    """Return those among some locations that are ranked `offset` to `offset + limit`, without the rings."""
    search = _Search(snapshot, center, (), (math.inf if miles is None else miles,))
    return search.page([locations], Criteria(()), offset, limit)


def numbers_within(locations: Locations, center: Point, miles: float) -> NDArray[np.int32]:
    """Return the numbers among some locations within some miles of a point, the lowest first."""
    return np.unique(circles_around(center, [miles], [locations])[0].record)


def count_anywhere(snapshot: Snapshot, criteria: Criteria) -> int:
    """Count the records of the criteria, wherever they are. It is done once for the same criteria."""
    counted: dict[Criteria, int] = snapshot.cached("counted", dict)
    if criteria not in counted:
        anywhere = Point(0.0, 0.0)
        with snapshot.connect() as connection:
            page = find_page(snapshot, connection, anywhere, criteria, miles=None, offset=0, limit=0)
        _limit(counted)
        counted[criteria] = page.total
    return counted[criteria]


@dataclass(frozen=True, slots=True)
class _Search:
    """A search around a point: the rings to count, and the radii to search in until a page is full."""

    snapshot: Snapshot
    center: Point
    rings: Sequence[int]
    reaches: Sequence[float]
    by_facet: bool = False

    def page(self, facets: Sequence[Locations], criteria: Criteria, offset: int, limit: int) -> Page:
        """Return the records with all of the flags that are ranked `offset` to `offset + limit`."""
        if not facets:
            return Page((), 0, dict.fromkeys(self.rings, 0))
        some_special = any(each.has & criteria.specialized for each in facets)
        special = criteria.specialized if some_special else 0
        for reach in self.reaches:
            radii = sorted({*self.rings, reach})
            together = [[each] for each in facets] if self.by_facet else [facets]
            parts = [circles_around(self.center, radii, each, criteria.flags, special) for each in together]
            circles = parts[0] if len(parts) == 1 else [joined(each) for each in zip(*parts, strict=True)]
            found = ranked(circles, offset + limit) if limit else []
            if not limit or len(found) == offset + limit:
                break
        if special and found:
            rings = (math.inf,) if criteria.specialized_first else _CHORDS
            first = ranked([circles[-1].only_special()], offset + limit)
            found = _specialized_before(first, found, offset + limit, rings)
        counts = dict(zip(radii, count_each(circles), strict=True))
        is_whole = len(self.reaches) == 1
        total = counts[reach] if is_whole else _total(self.snapshot, facets, criteria)
        places = tuple((number, miles_of_chord(chord)) for number, chord in found[offset:])
        page = Page(places, total, {ring: counts[ring] for ring in self.rings})
        if not self.by_facet:
            return page
        each_facet = (dict(zip(self.rings, count_each(part), strict=False)) for part in parts)
        counted = zip(criteria.facets, each_facet, strict=True)
        return replace(page, by_facet={name: of for name, of in counted if any(of.values())})


def _specialized_before(special: Ranked, nearest: Ranked, count: int, rings: Sequence[float]) -> Ranked:
    """Return the first `count` of some records with the special ones before others in each ring.

    Beyond the last of the rings, which are squared chords, distance alone counts. Both lists are as long as
    `count`, if there are so many: the others among the nearest suffice, for in this order each has at least
    as many records before it as by distance.
    """
    numbers = {number for number, _ in special}
    others = [each for each in nearest if each[0] not in numbers]
    merged: Ranked = []
    for ring in rings:
        here, there = (bisect_right(each, ring, key=itemgetter(1)) for each in (special, others))
        merged += special[:here] + others[:there]
        special, others = special[here:], others[there:]
        if len(merged) >= count:
            break
    return (merged + sorted(special + others, key=itemgetter(1, 0)))[:count]


def count_by_facet(
    snapshot: Snapshot, connection: Connection, center: Point, criteria: Criteria, miles: float | None
) -> dict[str, dict[int, int]]:
    """Return facet → ring → how many, for each of the facets that has any within the largest ring.

    Nothing is counted for those of a name or a place of work: they are few, and listed.
    """
    rings = _rings(miles)
    if criteria.name or criteria.workplace or not rings:
        return {}
    found = {}
    for facet in criteria.facets:
        locations = [locations_of(snapshot, connection, facet)]
        counts = count_each(circles_around(center, rings, locations, criteria.flags))
        if counts[-1]:
            found[facet] = dict(zip(rings, counts, strict=True))
    return found


def _rings(miles: float | None) -> list[int]:
    """Return the rings that are no larger than the question."""
    return [ring for ring in RINGS if not miles or ring <= miles]


def _facets_of_all(criteria: Criteria) -> Sequence[str]:
    """Return the facets to search with a name or a workplace: "any" clinician then means every clinician.

    "any" holds only those whose specialty is cancer by itself; a surgeon with the name may not be one.
    """
    return [facet.replace(f"clinician:{ANY}", f"clinician:{ALL}") for facet in criteria.facets]


def records_with(
    snapshot: Snapshot, connection: Connection, criteria: Criteria, but: Sequence[int]
) -> array[int]:
    """Return the record numbers with the name and workplace of some criteria, wherever they are.

    Those in `but` are left out.
    """
    chosen = _chosen(snapshot, connection, criteria)
    if chosen is None:
        return array("i")
    chosen[but] = False
    return array("i", np.flatnonzero(chosen).astype(np.int32).tobytes())


def _chosen(snapshot: Snapshot, connection: Connection, criteria: Criteria) -> NDArray[np.bool_] | None:
    """Return for each record number whether it has the name and the workplace; None if none is asked for."""
    conditions: list[tuple[Column[Any], ColumnElement[bool]]] = [
        (name_word.c.records, (name_word.c.word >= word) & (name_word.c.word < word + "{"))
        for word in criteria.name
    ]
    if criteria.workplace:
        conditions.append((affiliation.c.records, affiliation.c.workplace == criteria.workplace))
    chosen = None
    for records, condition in conditions:
        lists = connection.execute(select(records).where(condition)).scalars().all()
        has_it = marked(lists, _largest_number(snapshot, connection))
        chosen = has_it if chosen is None else chosen & has_it
    return chosen


def _largest_number(snapshot: Snapshot, connection: Connection) -> int:
    def read() -> int:
        return int(connection.execute(select(func.max(record.c.number))).scalar_one())

    return snapshot.cached("largest number", read)


def _total(snapshot: Snapshot, facets: Sequence[Locations], criteria: Criteria) -> int:
    """Count all records of the criteria, wherever they are."""
    totals: dict[Criteria, int] = snapshot.cached("totals", dict)
    if criteria not in totals:
        _limit(totals)
        totals[criteria] = count_everywhere(facets, criteria.flags)
    return totals[criteria]


def _limit(totals: dict[Criteria, int]) -> None:
    if len(totals) >= _TOTALS:
        totals.clear()

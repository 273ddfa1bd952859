"""The towns around a place to label on its map, the largest first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from finder.domain.places import Town, TownColumns
from finder.geo.points import Point, chord_squared, vector
from finder.geo.projection import vectors
from finder.store import read_places
from finder.store.connect import Snapshot

#: The most towns to return; the map shows those that fit.
MAX_TOWNS = 40
#: Within this many miles, villages are included too if there are few towns.
_VILLAGE_MILES = 120


@dataclass(frozen=True, slots=True)
class _Towns:
    """Towns, and where they are: x, y and z in miles (geo.points), a row a town."""

    columns: TownColumns
    positions: NDArray[np.float32]

    def town(self, number: int) -> Town:
        """Return the town of a row."""
        each = self.columns
        point = Point(float(each.latitudes[number]), float(each.longitudes[number]))
        return Town(each.names[number], each.states[number], point, each.zips[number])

    def within(self, point: Point, miles: float) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """Return the numbers of the towns within some miles, and the squared chords to them."""
        here, reach = vector(point), np.float32(min(miles, 13_000.0))
        # A town within reach is so in each direction: the first already leaves few.
        near = np.flatnonzero(np.abs(self.positions[:, 2] - np.float32(here.z)) <= reach)
        apart = self.positions[near] - np.array((here.x, here.y, here.z), np.float32)
        chords = np.einsum("ij,ij->i", apart, apart)
        inside = chords <= chord_squared(miles)
        return near[inside], chords[inside]


def towns_around(snapshot: Snapshot, point: Point, miles: float) -> list[Town]:
    """Return the towns within `miles` of a point, at most MAX_TOWNS of them, the largest first.

    Towns of one ZIP code are all of one size: the nearest comes first.
    """
    large, small = snapshot.cached("towns", lambda: _read_towns(snapshot))
    towns = [large.town(number) for number in large.within(point, miles)[0][:MAX_TOWNS]]
    room = MAX_TOWNS - len(towns)
    if room and miles <= _VILLAGE_MILES:
        numbers, chords = small.within(point, miles)
        towns += [small.town(number) for number in numbers[np.argsort(chords, kind="stable")[:room]]]
    return towns


def _read_towns(snapshot: Snapshot) -> tuple[_Towns, _Towns]:
    """Return the towns with several ZIP codes, the largest first, and those with one."""
    with snapshot.connect() as connection:
        towns = read_places.all_towns(connection)
    points = np.array(towns.latitudes, np.float64), np.array(towns.longitudes, np.float64)
    positions = vectors(points).astype(np.float32)
    several = sum(each > 1 for each in towns.zips)
    large, small = (
        _Towns(
            TownColumns(
                towns.names[rows],
                towns.states[rows],
                towns.latitudes[rows],
                towns.longitudes[rows],
                towns.zips[rows],
            ),
            positions[rows],
        )
        for rows in (slice(several), slice(several, None))
    )
    return large, small

"""The towns around a place to label on its map, the largest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from finder.domain.places import Town
from finder.geo.points import Point, chord_squared, vector
from finder.store import read_places
from finder.store.connect import Snapshot

#: The most towns to return; the map shows those that fit.
MAX_TOWNS = 40
#: Within this many miles, villages are included too if there are few towns.
_VILLAGE_MILES = 120


@dataclass(frozen=True, slots=True)
class _Towns:
    """Towns, and where they are: x, y and z in miles (geo.points), a row a town."""

    towns: Sequence[Town]
    positions: NDArray[np.float32]

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
    towns = [large.towns[number] for number in large.within(point, miles)[0][:MAX_TOWNS]]
    room = MAX_TOWNS - len(towns)
    if room and miles <= _VILLAGE_MILES:
        numbers, chords = small.within(point, miles)
        towns += [small.towns[number] for number in numbers[np.argsort(chords, kind="stable")[:room]]]
    return towns


def _read_towns(snapshot: Snapshot) -> tuple[_Towns, _Towns]:
    """Return the towns with several ZIP codes, the largest first, and those with one."""
    with snapshot.connect() as connection:
        towns = read_places.all_towns(connection)
    several = sum(town.zips > 1 for town in towns)
    return _placed(towns[:several]), _placed(towns[several:])


def _placed(towns: Sequence[Town]) -> _Towns:
    positions = [vector(town.point) for town in towns]
    rows = np.array([(each.x, each.y, each.z) for each in positions], np.float32)
    return _Towns(towns, rows.reshape(-1, 3))

"""The towns around a place to label on its map, the largest first."""

from __future__ import annotations

from finder.domain.places import Town
from finder.geo.points import Point, Vector, chord_squared, vector
from finder.store import read_places
from finder.store.connect import Snapshot

#: The most towns to return; the map shows those that fit.
MAX_TOWNS = 40
#: Within this many miles, villages are included too if there are few towns.
_VILLAGE_MILES = 120


def towns_around(snapshot: Snapshot, point: Point, miles: float) -> list[Town]:
    """Return the towns within `miles` of a point, at most MAX_TOWNS of them, the largest first."""
    large = snapshot.cached("large towns", lambda: _large_towns(snapshot))
    here, limit = vector(point), chord_squared(miles)
    towns = [town for town, at in large if here.chord_squared_to(at) <= limit][:MAX_TOWNS]
    if len(towns) < MAX_TOWNS and miles <= _VILLAGE_MILES:
        with snapshot.connect() as connection:
            included = {(town.name, town.state) for town in towns}
            small = read_places.small_towns(connection, point, miles)
        more = [each for each in small if (each.name, each.state) not in included]
        towns += more[: MAX_TOWNS - len(towns)]
    return towns


def _large_towns(snapshot: Snapshot) -> list[tuple[Town, Vector]]:
    with snapshot.connect() as connection:
        return [(town, vector(town.point)) for town in read_places.large_towns(connection)]

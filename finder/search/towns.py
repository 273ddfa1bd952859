"""The towns around a place by which people find their way on a map, the largest first."""

from __future__ import annotations

from finder.domain.places import Town
from finder.geo.points import Point, Vector, chord_squared, vector
from finder.store import read_places
from finder.store.connect import Snapshot

#: So many at most: the map shows those for which it has room.
MOST = 40
#: Within so many miles villages count too, where there are few towns.
_NEAR = 120


def towns_around(snapshot: Snapshot, point: Point, miles: float) -> list[Town]:
    """Return the towns within `miles`, at most MOST of them, the largest first."""
    large = snapshot.keep("large towns", lambda: _large(snapshot))
    here, reach = vector(point), chord_squared(miles)
    found = [town for town, at in large if here.chord_squared_to(at) <= reach][:MOST]
    if len(found) < MOST and miles <= _NEAR:
        with snapshot.connect() as connection:
            known = {(town.name, town.state) for town in found}
            small = read_places.small_towns(connection, point, miles)
        found += [each for each in small if (each.name, each.state) not in known][: MOST - len(found)]
    return found


def _large(snapshot: Snapshot) -> list[tuple[Town, Vector]]:
    with snapshot.connect() as connection:
        return [(town, vector(town.point)) for town in read_places.large_towns(connection)]

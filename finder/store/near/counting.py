"""What there is to count: facets with their sizes, and how many have the same ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from finder.store.connect import Snapshot
from finder.store.schema import crowd, facet

#: Sums that are kept: whoever asks the same from anywhere gets the same.
_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Counted:
    """Who is counted: those under any of these facets (by number) with all of these flags."""

    facets: tuple[int, ...]
    flags: int


def facets_known(snapshot: Snapshot, connection: Connection) -> Mapping[str, tuple[int, int]]:
    """Return facet → its number and how many rows it has."""

    def read() -> dict[str, tuple[int, int]]:
        rows = connection.execute(select(facet.c.name, facet.c.id, facet.c.rows))
        return {name: (number, count) for name, number, count in rows}

    return snapshot.keep("facets", read)


def count_everywhere(snapshot: Snapshot, connection: Connection, counted: Counted) -> int:
    """Count them in the whole country: the build has counted those of the same facets and flags."""

    def read() -> list[tuple[frozenset[int], int, int]]:
        rows = connection.execute(select(crowd.c.facets, crowd.c.flags, crowd.c.places))
        return [(frozenset(map(int, facets.split())), flags, places) for facets, flags, places in rows]

    kept: dict[Counted, int] = snapshot.keep("everywhere", dict)
    if counted not in kept:
        if len(kept) >= _KEPT:
            kept.clear()
        asked = frozenset(counted.facets)
        kept[counted] = sum(
            size
            for facets, flags, size in snapshot.keep("crowds", read)
            if flags & counted.flags == counted.flags and not asked.isdisjoint(facets)
        )
    return kept[counted]

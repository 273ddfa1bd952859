"""The nearest places, clinicians and hospitals, in rank order, by a covering index over cells in Z-order.

A search reads the cells around the asker only, and widens the circle until the page is full. Distances are
squared chords between Earth-centered points in square miles (see geo.circle); they need only + - *, so every
engine ranks by them. Who has several spots is found once, at the nearest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection

from finder.domain.care import CareSite
from finder.geo.cells import spans_within
from finder.geo.points import Point, chord_squared, miles_of_chord, vector
from finder.store.connect import Snapshot
from finder.store.near import statements
from finder.store.near.counting import Counted, count_everywhere, facets_known
from finder.store.near.statements import RINGS, Shape

__all__ = ["RINGS", "Page", "Wanted", "find_page", "flags_of"]

ANY = "any"
NCI, NCCN, ADULTS, CHILDREN = 1, 2, 4, 8
#: No file says whom clinicians and hospitals treat: a question for one age does not leave them out.
ANYBODY = ADULTS | CHILDREN
#: A hospital's team, by specialist group.
TEAM = {"surgery": 16, "medical-oncology": 32, "radiation-oncology": 64, "pathology": 128}
FEMALE, MALE, TELEHEALTH, ASSIGNMENT = 256, 512, 1024, 2048

#: Circles to look in, one after the other, in miles; then everywhere. Places of which there are few are
#: looked for in large ones from the start, and counted in the same breath.
_FEW, _LARGE, _GROWING = 4000, (250.0, 800.0), (1.0, 4.0, 16.0, 64.0, 250.0, 800.0)
#: Where there are very many, a page is full within walking distance, and a circle too large reads thousands.
_MANY, _DENSE = 200_000, (0.25, 1.0, 2.0, *_GROWING[1:])
#: All cells, as one run.
_EVERYWHERE = [(0, 2**32 - 1)]
#: A squared chord longer than the Earth is wide.
_ANYWHERE = 1e9


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which count: any of the facets, with all of the flags; and of people, by name and place of work.

    A facet is a kind and what it answers to: `center:any`, `clinician:hematology`. `name` holds the
    beginnings of words; `workplace` is a CCN, `centers/<slug>` or `programs/<slug>`.
    """

    facets: tuple[str, ...]
    flags: int = 0
    name: tuple[str, ...] = ()
    workplace: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of places: row numbers with miles, nearest first, ties by number; and how many in all.

    `within` counts by ring, in miles.
    """

    places: tuple[tuple[int, float], ...]
    total: int
    within: Mapping[int, int]


def flags_of(site: CareSite) -> int:
    """Return the flags by which a place is filtered. Whom a program treats is often unknown: adults then."""
    adults = {"adults", "unknown", "study-participants"} & set(site.treats)
    return (
        NCI * bool(site.designation("nci"))
        | NCCN * bool(site.designation("nccn"))
        | ADULTS * bool(adults)
        | CHILDREN * ("children" in site.treats)
    )


def find_page(
    snapshot: Snapshot,
    connection: Connection,
    center: Point,
    wanted: Wanted,
    *,
    miles: float | None,
    offset: int,
    limit: int,
) -> Page:
    """Return the places ranked `offset` to `offset + limit`, none further than `miles`, with the counts."""
    known = facets_known(snapshot, connection)
    ids = tuple(known[name][0] for name in _spelled_out(wanted, known) if name in known)
    if not ids:
        return Page((), 0, {ring: 0 for ring in RINGS if not miles or ring <= miles})
    asked = _Asked(center, wanted, ids, miles)
    page = {"offset": offset, "limit": limit}
    if wanted.name or wanted.workplace:
        return _among(connection, asked, page)
    if _crowd(wanted, known) <= _FEW:
        return _few(snapshot, connection, asked, page)
    found = _nearest(connection, asked, page, _circles(wanted, known))
    rings = _ring_counts(snapshot, connection, asked)
    if miles is None:
        return Page(found, count_everywhere(snapshot, connection, asked.counted), rings)
    return Page(found, _within(snapshot, connection, asked, [miles])[0], rings)


def find_nearest(
    snapshot: Snapshot, connection: Connection, center: Point, wanted: Wanted, limit: int
) -> tuple[tuple[int, float], ...]:
    """Return the first places of a page and their miles, without counting the others."""
    known = facets_known(snapshot, connection)
    ids = tuple(known[name][0] for name in wanted.facets if name in known)
    page = {"offset": 0, "limit": limit}
    return _nearest(connection, _Asked(center, wanted, ids, None), page, _circles(wanted, known))


def _crowd(wanted: Wanted, known: Mapping[str, tuple[int, int]]) -> int:
    """Return how many rows stand under the facets wanted."""
    return sum(known[name][1] for name in wanted.facets if name in known)


def _circles(wanted: Wanted, known: Mapping[str, tuple[int, int]]) -> tuple[float, ...]:
    """Return the circles to look in, one after the other."""
    return _DENSE if _crowd(wanted, known) > _MANY else _GROWING


def count_by_facet(
    snapshot: Snapshot, connection: Connection, center: Point, wanted: Wanted, miles: float | None
) -> dict[str, dict[int, int]]:
    """Return facet → ring → how many, for each facet wanted that has any within the largest ring.

    Nothing is counted for those of a name or a place of work: they are few, and listed.
    """
    if wanted.name or wanted.workplace:
        return {}
    known, found = facets_known(snapshot, connection), {}
    for name in wanted.facets:
        if name in known:
            asked = _Asked(center, wanted, (known[name][0],), miles)
            rings = _ring_counts(snapshot, connection, asked)
            if any(rings.values()):
                found[name] = rings
    return found


def _spelled_out(wanted: Wanted, known: Mapping[str, tuple[int, int]]) -> Sequence[str]:
    """Return the facets to look under. Who asks for a name or a workplace means everybody of the kind.

    "any" holds those whose specialty is cancer by itself; a surgeon asked for by name need not be one.
    """
    if not (wanted.name or wanted.workplace):
        return wanted.facets
    kinds = {facet.partition(":")[0] for facet in wanted.facets if facet.endswith(f":{ANY}")}
    return (*wanted.facets, *(name for name in known if name.partition(":")[0] in kinds))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question: from where, what, by the numbers of the facets, and how far."""

    center: Point
    wanted: Wanted
    ids: tuple[int, ...]
    miles: float | None

    @property
    def counted(self) -> Counted:
        """Who is counted, whatever their names and places of work."""
        return Counted(self.ids, self.wanted.flags)

    def within(self, reach: float) -> float:
        """Return a radius, or the one asked for if that is smaller."""
        return min(reach, self.miles or reach)

    def values(self, reach: float | None, *, spans: bool = True) -> dict[str, Any]:
        """Return the values of a statement; their names tell which statement it is (see `_shape`)."""
        here = vector(self.center)
        values: dict[str, Any] = {
            "flags": self.wanted.flags,
            "here_x": here.x,
            "here_y": here.y,
            "here_z": here.z,
            "reach": chord_squared(reach) if reach is not None else _ANYWHERE,
            **_RING_CHORDS,
            **_slots("facet", self.ids, self.ids[-1]),
        }
        if spans:
            runs = spans_within(self.center, reach) if reach is not None else _EVERYWHERE
            values |= _slots("first", [first for first, _ in runs], 1)
            values |= _slots("last", [last for _, last in runs], 0)
        if words := self.wanted.name:
            values |= _slots("word", words, words[-1])
            values |= _slots("beyond", [word + "{" for word in words], words[-1] + "{")
        if self.wanted.workplace:
            values["workplace"] = self.wanted.workplace
        return values


def _few(snapshot: Snapshot, connection: Connection, asked: _Asked, page: dict[str, int]) -> Page:
    """Find and count in one statement: reading a large circle of few places takes no longer."""
    reach = _LARGE[0]
    values = asked.values(asked.within(reach)) | page
    rows = statements.ranked_and_counted(_shape(tuple(values))).rows(connection, values)
    counts = rows[0][2:] if rows else statements.counted(_shape(tuple(values))).rows(connection, values)[0]
    rings = _rings(counts[1:], asked.miles)
    if asked.miles is not None and asked.miles <= reach:
        return Page(_places(rows), counts[0], rings)
    if asked.miles is None:
        total = count_everywhere(snapshot, connection, asked.counted)
    else:
        wider = asked.values(asked.miles)
        total = statements.counted(_shape(tuple(wider))).rows(connection, wider)[0][0]
    if page["offset"] + page["limit"] <= counts[0]:
        return Page(_places(rows), total, rings)
    return Page(_nearest(connection, asked, page, _LARGE[1:]), total, rings)


def _nearest(
    connection: Connection, asked: _Asked, page: dict[str, int], circles: Sequence[float]
) -> tuple[tuple[int, float], ...]:
    """Look in ever larger circles until the page is full."""
    for reach in circles:
        values = asked.values(asked.within(reach)) | page
        rows = statements.ranked(_shape(tuple(values))).rows(connection, values)
        if len(rows) == page["limit"] or (asked.miles is not None and asked.miles <= reach):
            return _places(rows)
    values = asked.values(asked.miles) | page
    return _places(statements.ranked(_shape(tuple(values))).rows(connection, values))


def _among(connection: Connection, asked: _Asked, page: dict[str, int]) -> Page:
    """Rank those of a name or a place of work: few enough to look at all of them."""
    values = asked.values(asked.miles, spans=False) | page
    shape = _shape(tuple(values))
    rows = statements.ranked_and_counted(shape).rows(connection, values)
    counts = rows[0][2:] if rows else statements.counted(shape).rows(connection, values)[0]
    return Page(_places(rows), counts[0], _rings(counts[1:], asked.miles))


def _within(snapshot: Snapshot, connection: Connection, asked: _Asked, radii: Sequence[float]) -> list[int]:
    """Count those within each radius, where they are many."""
    from finder.store.near.arrays import count_within  # noqa: PLC0415 (loads NumPy: needed for people alone)

    return count_within(snapshot, connection, asked.center, asked.counted, radii)


def _ring_counts(snapshot: Snapshot, connection: Connection, asked: _Asked) -> dict[int, int]:
    """Count those within each ring that is no larger than the question."""
    rings = [ring for ring in RINGS if not asked.miles or ring <= asked.miles]
    return dict(zip(rings, _within(snapshot, connection, asked, rings) if rings else (), strict=True))


def _places(rows: list[tuple[Any, ...]]) -> tuple[tuple[int, float], ...]:
    return tuple([(row[0], miles_of_chord(row[1])) for row in rows])


def _rings(counts: Sequence[int], miles: float | None) -> dict[int, int]:
    return {ring: count for ring, count in zip(RINGS, counts, strict=True) if not miles or ring <= miles}


def _slots(name: str, values: Sequence[str | int], filler: str | int) -> dict[str, str | int]:
    """Name the values of a list one by one, filled up to a power of two.

    Lists of few lengths need few statements, each prepared once. A list of any length SQLAlchemy takes apart
    at each call, which takes longer than the search itself.
    """
    room = 1 << (len(values) - 1).bit_length()
    filled = [*values, *[filler] * (room - len(values))]
    return dict(zip(_slot_names(name, room), filled, strict=True))


@cache
def _slot_names(name: str, room: int) -> tuple[str, ...]:
    return tuple(f"{name}_{index}" for index in range(room))


@cache
def _shape(names: tuple[str, ...]) -> Shape:
    slots = [name.partition("_")[0] for name in names]
    return Shape(slots.count("facet"), slots.count("first"), slots.count("word"), "workplace" in slots)


_RING_CHORDS = {f"ring_{radius}": chord_squared(radius) for radius in RINGS}

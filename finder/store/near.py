"""The nearest places, in rank order, by a covering index over grid cells.

A search reads the cells around the asker only, and widens the circle until the page is full: two statements
at most answer nine pages in ten. Distances are squared chords between Earth-centered points in square miles
(see geo.circle); they need only + - *, so every engine ranks by them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, func, select

from finder.domain.care import CareSite
from finder.geo.circle import Point, cells_within, chord_squared, miles_of_chord, regions_within, vector
from finder.store.connect import Snapshot
from finder.store.prepared import Prepared
from finder.store.schema import near

ANY = "any"
Grid = Literal["cell", "region"]
NCI, NCCN, ADULTS, CHILDREN = 1, 2, 4, 8

#: Radii in miles that are counted for the reader.
RINGS = (25, 50, 100, 250)

#: Circles to look in, one after the other, each with the grid that covers it in few steps; then everywhere.
_CIRCLES: tuple[tuple[float, Grid], ...] = ((250, "cell"), (800, "region"))
_COVERING = {"cell": cells_within, "region": regions_within}
#: A squared chord longer than the Earth is wide.
_ANYWHERE = 1e9


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which places count: any of the facets, of one of the kinds, with all of the flags."""

    facets: tuple[str, ...] = (ANY,)
    kinds: tuple[str, ...] = ()
    flags: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page of places: row numbers with miles, nearest first, ties by number; and how many in all."""

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
    reach, grid = _CIRCLES[0]
    page = {"offset": offset, "limit": limit}
    values = _values(center, wanted, min(reach, miles or reach), grid) | page
    rows = _counted(_shape(tuple(values), grid)).rows(connection, values)
    counts = rows[0][2:] if rows else _counts(_shape(tuple(values), grid)).rows(connection, values)[0]
    inside = counts[0]
    rings = {ring: count for ring, count in zip(RINGS, counts[1:], strict=True) if not miles or ring <= miles}
    if miles is not None and miles <= reach:
        return Page(_places(rows), inside, rings)
    total = (
        _total(snapshot, connection, wanted)
        if miles is None
        else _count_to(connection, center, wanted, miles)
    )
    if offset + limit <= inside:
        return Page(_places(rows), total, rings)
    for reach, grid in _CIRCLES[1:]:
        values = _values(center, wanted, min(reach, miles or reach), grid) | page
        rows = _rank(_shape(tuple(values), grid)).rows(connection, values)
        if len(rows) == limit or (miles is not None and miles <= reach):
            return Page(_places(rows), total, rings)
    values = _values(center, wanted, miles, None) | page
    return Page(_places(_rank(_shape(tuple(values), None)).rows(connection, values)), total, rings)


def _places(rows: list[tuple[Any, ...]]) -> tuple[tuple[int, float], ...]:
    return tuple([(row[0], miles_of_chord(row[1])) for row in rows])


def _count_to(connection: Connection, center: Point, wanted: Wanted, miles: float) -> int:
    """Count the places within any number of miles."""
    values = _values(center, wanted, miles, None)
    return int(_count(_shape(tuple(values), None), True).rows(connection, values)[0][0])


def _total(snapshot: Snapshot, connection: Connection, wanted: Wanted) -> int:
    """Count the places in the whole country; the count is the same from everywhere, so it is kept."""

    def count() -> int:
        values = _values(Point(0, 0), wanted, None, None)
        return int(_count(_shape(tuple(values), None), False).rows(connection, values)[0][0])

    return snapshot.keep(("total", wanted), count)


def _values(center: Point, wanted: Wanted, miles: float | None, grid: Grid | None) -> dict[str, Any]:
    here = vector(center)
    values: dict[str, Any] = {
        "flags": wanted.flags,
        "here_x": here.x,
        "here_y": here.y,
        "here_z": here.z,
        "reach": chord_squared(miles) if miles is not None else _ANYWHERE,
        **_RING_CHORDS,
    }
    values |= _slots("facet", wanted.facets) | _slots("kind", wanted.kinds)
    if grid and miles is not None:
        values |= _slots("grid", _COVERING[grid](center, miles))
    return values


def _slots(name: str, values: Sequence[str | int]) -> dict[str, str | int]:
    """Name the values of a list one by one, filled up to a power of two by repeating the last.

    Lists of few lengths need few statements, each prepared once. A list of any length SQLAlchemy takes apart
    at each call, which takes longer than the search itself.
    """
    if not values:
        return {}
    room = 1 << (len(values) - 1).bit_length()
    filled = [*values, *[values[-1]] * (room - len(values))]
    return dict(zip(_slot_names(name, room), filled, strict=True))


@cache
def _slot_names(name: str, room: int) -> tuple[str, ...]:
    return tuple(f"{name}_{index}" for index in range(room))


# Statements are put together once for each shape; a search only fills in their values.


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a statement depends on: the grid, and how many slots its lists have."""

    grid: Grid | None
    facets: int
    kinds: int
    cells: int


@cache
def _shape(slots: tuple[str, ...], grid: Grid | None) -> _Shape:
    names = [name.partition("_")[0] for name in slots]
    return _Shape(grid, names.count("facet"), names.count("kind"), names.count("grid"))


_RING_CHORDS = {f"ring_{radius}": chord_squared(radius) for radius in RINGS}


def _chord() -> ColumnElement[float]:
    x, y, z = near.c.x - bindparam("here_x"), near.c.y - bindparam("here_y"), near.c.z - bindparam("here_z")
    return x * x + y * y + z * z


def _where(shape: _Shape) -> list[ColumnElement[bool]]:
    conditions = [
        near.c.facet.in_(_named("facet", shape.facets)),
        near.c.flags.bitwise_and(bindparam("flags")) == bindparam("flags"),
    ]
    if shape.grid:
        conditions.append(near.c[shape.grid].in_(_named("grid", shape.cells)))
    if shape.kinds:
        conditions.append(near.c.kind.in_(_named("kind", shape.kinds)))
    return conditions


def _named(name: str, count: int) -> list[BindParameter[Any]]:
    return [bindparam(f"{name}_{index}") for index in range(count)]


def _found(shape: _Shape) -> Select[*tuple[Any, ...]]:
    """Select each place once, with its chord; under several facets it stands several times."""
    chord = _chord()
    statement = select(near.c.site, chord.label("chord")).where(*_where(shape), chord <= bindparam("reach"))
    return statement.distinct() if shape.facets > 1 else statement


@lru_cache(maxsize=256)
def _rank(shape: _Shape) -> Prepared:
    """Select a page of places in order."""
    ranked = _found(shape).order_by("chord", near.c.site)
    return Prepared(ranked.limit(bindparam("limit")).offset(bindparam("offset")))


@lru_cache(maxsize=256)
def _counted(shape: _Shape) -> Prepared:
    """Select a page of places in order, and beside each row the counts of the whole circle and its rings.

    The places are worked out once and kept while the statement runs: SQLite would else reckon each
    distance anew for each count, which took twice as long.
    """
    places = _found(shape).cte("places").prefix_with("MATERIALIZED")
    counts = [select(func.count()).select_from(places).scalar_subquery()]
    counts += [
        select(func.count()).select_from(places).where(places.c.chord <= bindparam(name)).scalar_subquery()
        for name in _RING_CHORDS
    ]
    ranked = select(places.c.site, places.c.chord, *counts).order_by(places.c.chord, places.c.site)
    return Prepared(ranked.limit(bindparam("limit")).offset(bindparam("offset")))


@lru_cache(maxsize=256)
def _counts(shape: _Shape) -> Prepared:
    """Select the counts alone, for a page with no row to stand beside."""
    places = _found(shape).subquery()
    rings = [func.count().filter(places.c.chord <= bindparam(name)) for name in _RING_CHORDS]
    return Prepared(select(func.count(), *rings).select_from(places))


@lru_cache(maxsize=256)
def _count(shape: _Shape, in_reach: bool) -> Prepared:
    each = near.c.site.distinct() if shape.facets > 1 else near.c.site
    statement = select(func.count(each)).where(*_where(shape))
    return Prepared(statement.where(_chord() <= bindparam("reach")) if in_reach else statement)

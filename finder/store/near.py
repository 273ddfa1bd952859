"""The nearest places, in rank order, by a covering index over grid cells.

Distances are squared chords between Earth-centered points in square miles (see geo.circle).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, bindparam, case, func, select

from finder.domain.care import CareSite
from finder.geo.circle import Point, cells_within, chord_squared, miles_of_chord, vector, zones_within
from finder.store.schema import near

ANY = "any"
Grid = Literal["cell", "zone"]
NCI, NCCN, ADULTS, CHILDREN = 1, 2, 4, 8

#: Radii in miles that are counted, each with the grid that covers it in few steps.
RADII: dict[int, Grid] = {25: "cell", 50: "cell", 100: "zone", 250: "zone"}


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
    connection: Connection, center: Point, wanted: Wanted, miles: float | None, offset: int, limit: int
) -> Page:
    """Return the places ranked `offset` to `offset + limit`, none further than `miles`, with the counts.

    The counts come first: they tell the smallest circle that fills the page, and only its cells are read.
    """
    several, kinds = len(wanted.facets) > 1, bool(wanted.kinds)
    outer = _grid_for(miles)
    values = _values(center, wanted, miles, outer)
    total, *counts = connection.execute(_count(several, outer, kinds), values | _RINGS).one()
    within = {radius: int(count or 0) for radius, count in zip(RADII, counts, strict=True)}
    wide = next(
        (r for r in RADII if within[r] >= min(offset + limit, total) and (not miles or r <= miles)), None
    )
    grid, reach = (RADII[wide], float(wide)) if wide else (outer, miles)
    values = _values(center, wanted, reach, grid) | {"offset": offset, "limit": limit}
    ranked = connection.execute(_rank(several, grid, kinds), values)
    return Page(tuple((number, miles_of_chord(chord)) for number, chord in ranked), total, within)


def _grid_for(miles: float | None) -> Grid | None:
    if miles is None:
        return None
    return next((grid for radius, grid in RADII.items() if miles <= radius), None)


def _values(center: Point, wanted: Wanted, miles: float | None, grid: Grid | None) -> dict[str, Any]:
    here = vector(center)
    values: dict[str, Any] = {
        "facet": wanted.facets if len(wanted.facets) > 1 else wanted.facets[0],
        "flags": wanted.flags,
        "here_x": here.x,
        "here_y": here.y,
        "here_z": here.z,
        "reach": chord_squared(miles) if miles is not None else 1e9,
    }
    if wanted.kinds:
        values["kinds"] = wanted.kinds
    if grid and miles is not None:
        values["grid"] = (cells_within if grid == "cell" else zones_within)(center, miles)
    return values


_RINGS = {f"ring_{radius}": chord_squared(radius) for radius in RADII}

# Statements are put together once for each shape; a search only fills in their values.


def _chord() -> ColumnElement[float]:
    x, y, z = near.c.x - bindparam("here_x"), near.c.y - bindparam("here_y"), near.c.z - bindparam("here_z")
    return x * x + y * y + z * z


def _where(several: bool, grid: Grid | None, kinds: bool) -> list[ColumnElement[bool]]:
    facet = near.c.facet == bindparam("facet")
    if several:
        facet = near.c.facet.in_(bindparam("facet", expanding=True))
    conditions = [
        facet,
        near.c.flags.bitwise_and(bindparam("flags")) == bindparam("flags"),
        _chord() <= bindparam("reach"),
    ]
    if grid:
        conditions.append(near.c[grid].in_(bindparam("grid", expanding=True)))
    if kinds:
        conditions.append(near.c.kind.in_(bindparam("kinds", expanding=True)))
    return conditions


@lru_cache(maxsize=64)
def _rank(several: bool, grid: Grid | None, kinds: bool) -> Select[*tuple[Any, ...]]:
    statement = select(near.c.site, _chord().label("chord")).where(*_where(several, grid, kinds))
    if several:
        statement = statement.distinct()
    return statement.order_by("chord", near.c.site).limit(bindparam("limit")).offset(bindparam("offset"))


@lru_cache(maxsize=64)
def _count(several: bool, grid: Grid | None, kinds: bool) -> Select[*tuple[Any, ...]]:
    found = select(near.c.site, _chord().label("chord")).where(*_where(several, grid, kinds))
    places = (found.distinct() if several else found).subquery()
    within = [func.sum(case((places.c.chord <= bindparam(name), 1), else_=0)) for name in _RINGS]
    return select(func.count(), *within).select_from(places)

"""The statements of a near search, put together once for each shape; a search only fills in their values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Select,
    Subquery,
    bindparam,
    exists,
    func,
    select,
    union_all,
)

from finder.store.prepared import Prepared
from finder.store.schema import affiliation, name_word, near

#: Radii in miles that are counted for the reader.
RINGS = (25, 50, 100, 250)
_RING_NAMES = [f"ring_{radius}" for radius in RINGS]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a statement depends on: how many slots its lists have, and whether it asks for a workplace."""

    facets: int
    spans: int
    words: int
    workplace: bool


@lru_cache(maxsize=256)
def ranked(shape: Shape) -> Prepared:
    """Select a page of places in order: number, squared chord."""
    found = _found(shape).subquery()
    order = select(found.c.place, found.c.chord).order_by(found.c.chord, found.c.place)
    return Prepared(order.limit(bindparam("limit")).offset(bindparam("offset")))


@lru_cache(maxsize=256)
def ranked_and_counted(shape: Shape) -> Prepared:
    """Select a page of places in order, and beside each row the counts of the whole circle and its rings.

    The places are worked out once and kept while the statement runs: SQLite would else reckon each
    distance anew for each count, which took twice as long.
    """
    found = _found(shape).cte("found").prefix_with("MATERIALIZED")
    counts = [select(func.count()).select_from(found).scalar_subquery()]
    counts += [
        select(func.count()).select_from(found).where(found.c.chord <= bindparam(name)).scalar_subquery()
        for name in _RING_NAMES
    ]
    order = select(found.c.place, found.c.chord, *counts).order_by(found.c.chord, found.c.place)
    return Prepared(order.limit(bindparam("limit")).offset(bindparam("offset")))


@lru_cache(maxsize=256)
def counted(shape: Shape) -> Prepared:
    """Select the counts alone: all in the circle, and in each ring."""
    found = _found(shape).subquery()
    return Prepared(select(func.count(), *_ring_counts(found)).select_from(found))


def _ring_counts(found: Subquery) -> list[ColumnElement[int]]:
    return [func.count().filter(found.c.chord <= bindparam(name)) for name in _RING_NAMES]


def _found(shape: Shape, *more: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """Select each place once, with the chord to its nearest spot."""
    columns = (*more, near.c.place)
    nearest = select(*columns, func.min(_chord()).label("chord")).where(
        *_where(shape), _chord() <= bindparam("reach")
    )
    if shape.spans:
        spans = _spans(shape.spans)
        nearest = nearest.select_from(spans.join(near, near.c.cell.between(spans.c.first, spans.c.last)))
    return nearest.group_by(*columns)


def _spans(count: int) -> Subquery:
    """The runs of cells as rows: engines then read the index run by run."""
    first, last = _named("first", count, BigInteger()), _named("last", count, BigInteger())
    rows = [select(each.label("first"), until.label("last")) for each, until in zip(first, last, strict=True)]
    return (union_all(*rows) if len(rows) > 1 else rows[0]).subquery("spans")


def _chord() -> ColumnElement[float]:
    x, y, z = near.c.x - bindparam("here_x"), near.c.y - bindparam("here_y"), near.c.z - bindparam("here_z")
    return x * x + y * y + z * z


def _where(shape: Shape) -> list[ColumnElement[bool]]:
    conditions = [
        near.c.facet.in_(_named("facet", shape.facets)),
        near.c.flags.bitwise_and(bindparam("flags")) == bindparam("flags"),
    ]
    words = zip(_named("word", shape.words), _named("beyond", shape.words), strict=True)
    for at, (word, beyond) in enumerate(words):
        spelled = name_word.c.word >= word, name_word.c.word < beyond
        # The first word names those to look at, the others are looked up for each of them.
        if at == 0:
            conditions.append(near.c.place.in_(select(name_word.c.npi).where(*spelled)))
        else:
            conditions.append(exists().where(name_word.c.npi == near.c.place, *spelled))
    if shape.workplace:
        there = select(affiliation.c.npi).where(affiliation.c.workplace == bindparam("workplace"))
        conditions.append(near.c.place.in_(there))
    return conditions


def _named(name: str, count: int, type_: Any = None) -> list[BindParameter[Any]]:
    return [bindparam(f"{name}_{index}", type_=type_) for index in range(count)]

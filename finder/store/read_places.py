"""ZIP codes and cities: find one, or the ones most like it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Connection, Row, bindparam, func, or_, select

from finder.domain.places import CityPlace, Town, ZipKind, ZipPlace
from finder.geo.cells import spans_within
from finder.geo.points import Point, chord_squared, vector
from finder.store.schema import city, zip_code

_CITY = (city.c.key, city.c.state, city.c.name, city.c.label, city.c.latitude, city.c.longitude, city.c.zips)

_ZIP = (
    zip_code.c.zip,
    zip_code.c.city,
    zip_code.c.state,
    zip_code.c.kind,
    zip_code.c.active,
    zip_code.c.latitude,
    zip_code.c.longitude,
)
_ZIP_NAMED = select(*_ZIP).where(zip_code.c.zip == bindparam("digits"))


def zip_named(connection: Connection, digits: str) -> ZipPlace | None:
    """Return the ZIP code with these five digits, if there is one."""
    row = connection.execute(_ZIP_NAMED, {"digits": digits}).first()
    return _zip(row) if row else None


def every_zip(connection: Connection) -> list[ZipPlace]:
    """Return every ZIP code in order."""
    return [_zip(row) for row in connection.execute(select(*_ZIP).order_by(zip_code.c.zip))]


def every_city(connection: Connection) -> list[CityPlace]:
    """Return every city by each of its names, by state and key."""
    return [_city(row) for row in connection.execute(select(*_CITY).order_by(city.c.state, city.c.key))]


def zips_beside(connection: Connection, digits: str, count: int = 3) -> list[ZipPlace]:
    """Return the existing ZIP codes nearest in number that have a location, lower ones first."""
    located = select(*_ZIP).where(zip_code.c.latitude.is_not(None))
    below = located.where(zip_code.c.zip < digits).order_by(zip_code.c.zip.desc()).limit(count)
    above = located.where(zip_code.c.zip > digits).order_by(zip_code.c.zip).limit(count)
    found = [_zip(row) for query in (below, above) for row in connection.execute(query)]
    found.sort(key=lambda each: abs(int(each.zip) - int(digits)))
    return sorted(found[:count], key=lambda each: each.zip)


def cities_with_prefix(connection: Connection, prefix: str) -> list[str]:
    """Return the cities of the ZIP codes that begin with three digits, the most frequent first."""
    of = (zip_code.c.city, zip_code.c.state)
    query = (
        select(*of)
        .where(zip_code.c.zip >= prefix + "00", zip_code.c.zip <= prefix + "99")
        .group_by(*of)
        .order_by(func.count().desc(), *of)
    )
    return [f"{name}, {state}" for name, state in connection.execute(query)]


def cities_named(connection: Connection, key: str, state: str | None) -> list[CityPlace]:
    """Return the cities of that key, in the state if one is given; those with most ZIP codes first."""
    query = select(*_CITY).where(city.c.key == key).order_by(city.c.zips.desc(), city.c.state, city.c.label)
    if state:
        query = query.where(city.c.state == state)
    return [_city(row) for row in connection.execute(query)]


def city_keys(connection: Connection, state: str) -> dict[str, str]:
    """Return key → label of every city in a state, those with most ZIP codes last to win."""
    query = select(city.c.key, city.c.label).where(city.c.state == state)
    return {row.key: row.label for row in connection.execute(query)}


def largest_cities(connection: Connection, state: str, limit: int = 8) -> list[str]:
    """Return the labels of the cities of a state with most ZIP codes."""
    query = (
        select(city.c.label)
        .where(city.c.state == state)
        .order_by(city.c.zips.desc(), city.c.label)
        .limit(limit)
    )
    return list(connection.execute(query).scalars())


def keys_beginning(connection: Connection, start: str, limit: int = 400) -> dict[str, str]:
    """Return key → label of cities in any state whose key begins so, those with most ZIP codes first."""
    query = (
        select(city.c.key, city.c.label)
        .where(city.c.key >= start, city.c.key < start + "{")
        .order_by(city.c.zips.desc(), city.c.label)
        .limit(limit)
    )
    found: dict[str, str] = {}
    for key, label in connection.execute(query):
        found.setdefault(key, label)
    return found


def town_near(connection: Connection, point: Point, miles: float = 30) -> str | None:
    """Return the city and state of the ZIP code nearest a point, if one is within `miles`."""
    spans = [zip_code.c.cell.between(*span) for span in spans_within(point, miles)]
    query = select(zip_code.c.city, zip_code.c.state, zip_code.c.latitude, zip_code.c.longitude).where(
        or_(*spans)
    )
    here, reach = vector(point), chord_squared(miles)
    ranked = (
        (apart, f"{name}, {state}")
        for name, state, latitude, longitude in connection.execute(query)
        if (apart := here.chord_squared_to(vector(Point(latitude, longitude)))) <= reach
    )
    return min(ranked, default=(0.0, None))[1]


_STANDARD = zip_code.c.latitude.is_not(None) & (zip_code.c.kind == "standard") & zip_code.c.active
_MIDDLE = (func.avg(zip_code.c.latitude), func.avg(zip_code.c.longitude))


def large_towns(connection: Connection, zips: int = 2) -> list[Town]:
    """Return the towns that have at least so many ZIP codes with street delivery, the largest first."""
    of = (zip_code.c.city, zip_code.c.state)
    count = func.count()
    query = select(*of, *_MIDDLE, count).where(_STANDARD).group_by(*of).having(count >= zips)
    rows = connection.execute(query.order_by(count.desc(), *of))
    return [Town(name, state, Point(*middle), size) for name, state, *middle, size in rows]


def small_towns(connection: Connection, point: Point, miles: float) -> list[Town]:
    """Return the towns with one such ZIP code, about so many miles around, the nearest first."""
    spans = [zip_code.c.cell.between(*span) for span in spans_within(point, miles)]
    of = (zip_code.c.city, zip_code.c.state)
    query = select(*of, *_MIDDLE).where(or_(*spans), _STANDARD).group_by(*of).having(func.count() == 1)
    here = vector(point)
    found = [Town(name, state, Point(*middle), 1) for name, state, *middle in connection.execute(query)]
    return sorted(found, key=lambda each: here.chord_squared_to(vector(each.point)))


def zips_within(connection: Connection, point: Point, miles: float) -> list[str]:
    """Return the ZIP codes whose middle lies within `miles`, the nearest first."""
    spans = [zip_code.c.cell.between(*span) for span in spans_within(point, miles)]
    here, reach = vector(point), chord_squared(miles)
    query = select(zip_code.c.zip, zip_code.c.latitude, zip_code.c.longitude).where(or_(*spans))
    found = [
        (apart, digits)
        for digits, latitude, longitude in connection.execute(query)
        if (apart := here.chord_squared_to(vector(Point(latitude, longitude)))) <= reach
    ]
    return [digits for _, digits in sorted(found)]


def _zip(row: Sequence[Any]) -> ZipPlace:
    digits, name, state, kind, active, latitude, longitude = row
    point = Point(latitude, longitude) if latitude is not None else None
    return ZipPlace(digits, name, state, cast(ZipKind, kind), bool(active), point)


def _city(row: Row[*tuple[Any, ...]]) -> CityPlace:
    return CityPlace(row.key, row.state, row.name, row.label, Point(row.latitude, row.longitude), row.zips)

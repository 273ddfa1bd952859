"""ZIP codes and cities: find one, or the ones most like it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Connection, Row, Select, bindparam, func, literal_column, or_, select

from finder.domain.places import CityPlace, County, TownColumns, TownPoint, ZipKind, ZipPlace, ZipPoint
from finder.geo.cells import spans_within
from finder.geo.points import Point, chord_squared, vector
from finder.store.schema import LARGE_CITY, city, county, zip_code

_CITY = (
    city.c.key,
    city.c.state,
    city.c.name,
    city.c.label,
    city.c.latitude,
    city.c.longitude,
    city.c.zips,
    city.c.people,
    city.c.county,
    city.c.kind,
    city.c.near,
)

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
    return [
        _city(row) for row in connection.execute(select(*_CITY).order_by(city.c.state, city.c.key, city.c.id))
    ]


def zip_points(connection: Connection) -> list[ZipPoint]:
    """Return every ZIP code whose location is known."""
    columns = (zip_code.c.zip, zip_code.c.kind, zip_code.c.latitude, zip_code.c.longitude)
    rows = connection.execute(select(*columns).where(zip_code.c.latitude.is_not(None)))
    return [ZipPoint(*row) for row in rows]


def town_points(connection: Connection) -> list[TownPoint]:
    """Return every city by each of its names."""
    columns = (city.c.key, city.c.state, city.c.latitude, city.c.longitude, city.c.zips)
    return [TownPoint(*row) for row in connection.execute(select(*columns))]


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


_LARGEST_FIRST = (city.c.people.desc(), city.c.zips.desc(), city.c.state, city.c.label, city.c.id)
_NAMED = select(*_CITY).where(city.c.key == bindparam("key")).order_by(*_LARGEST_FIRST)
_NAMED_IN_STATE = _NAMED.where(city.c.state == bindparam("state"))


_IS_LARGE = city.c.people >= literal_column(str(LARGE_CITY))


def words_of(connection: Connection, query: Select[tuple[str]]) -> list[str]:
    """Return the words of a query for one text a row, in its order; as one row they are read faster."""
    joined = select(func.aggregate_strings(query.subquery().c[0], " "))
    return str(connection.execute(joined).scalar() or "").split()


_LARGE_KEYS = select(city.c.key).where(_IS_LARGE).order_by(city.c.key, city.c.people)


def cities_named(connection: Connection, key: str, state: str | None) -> list[CityPlace]:
    """Return the places of that key, in the state if one is given, the largest first."""
    if state:
        return [_city(row) for row in connection.execute(_NAMED_IN_STATE, {"key": key, "state": state})]
    return [_city(row) for row in connection.execute(_NAMED, {"key": key})]


def every_county(connection: Connection) -> list[County]:
    """Return every county, by key and state."""
    query = select(county).order_by(county.c.key, county.c.state, county.c.name)
    return [_county(row) for row in connection.execute(query)]


def counties_named(connection: Connection, key: str, state: str | None) -> list[County]:
    """Return the counties of that key, in the state if one is given, the largest first."""
    query = (
        select(county)
        .where(county.c.key == key)
        .order_by(county.c.people.desc(), county.c.state, county.c.name)
    )
    if state:
        query = query.where(county.c.state == state)
    return [_county(row) for row in connection.execute(query)]


def keys_like(
    connection: Connection, lengths: tuple[int, int], state: str | None, people: int = 0
) -> list[str]:
    """Return the keys of such a length of the places in a state, or of those with so many people in all."""
    query = select(city.c.key).where(func.length(city.c.key).between(*lengths), city.c.people >= people)
    if state:
        query = query.where(city.c.state == state)
    ordered = query.order_by(city.c.state, city.c.key, city.c.people, city.c.label)
    return words_of(connection, ordered)


def large_keys(connection: Connection) -> list[str]:
    """Return the keys of all large cities."""
    return words_of(connection, _LARGE_KEYS)


def sizes_of(connection: Connection, keys: Sequence[str], state: str | None) -> list[tuple[str, str, int]]:
    """Return key, label and people of the places of these keys, in a state if one is given."""
    query = select(city.c.key, city.c.label, city.c.people).where(city.c.key.in_(keys))
    if state:
        query = query.where(city.c.state == state)
    rows = connection.execute(query.order_by(city.c.key, city.c.state, city.c.id))
    return [(key, label, people) for key, label, people in rows]


def begins_with(connection: Connection, start: str, state: str | None, limit: int = 2) -> list[str]:
    """Return the labels of the largest cities whose keys begin so, in a state or among all large ones."""
    query = select(city.c.label).where(city.c.key >= start, city.c.key < start + "{", city.c.kind == "city")
    query = query.where(city.c.state == state) if state else query.where(_IS_LARGE)
    return list(connection.execute(query.order_by(*_LARGEST_FIRST).limit(limit)).scalars())


def largest_cities(connection: Connection, state: str, limit: int = 8) -> list[str]:
    """Return the labels of the cities of a state with most people."""
    query = (
        select(city.c.label)
        .where(city.c.state == state, city.c.kind == "city", city.c.zips > 0)
        .order_by(*_LARGEST_FIRST)
        .limit(limit)
    )
    return list(dict.fromkeys(connection.execute(query).scalars()))


_STANDARD = zip_code.c.latitude.is_not(None) & (zip_code.c.kind == "standard") & zip_code.c.active
_MIDDLE = (func.avg(zip_code.c.latitude), func.avg(zip_code.c.longitude))


def all_towns(connection: Connection) -> TownColumns:
    """Return the towns by their ZIP codes with street delivery, those with most of them first."""
    of = (zip_code.c.city, zip_code.c.state)
    count = func.count()
    query = select(*of, *_MIDDLE, count).where(_STANDARD).group_by(*of).order_by(count.desc(), *of)
    rows = connection.execute(query).fetchall()
    if not rows:
        return TownColumns((), (), (), (), ())
    names, states, latitudes, longitudes, zips = zip(*rows, strict=True)
    return TownColumns(names, states, _means(latitudes), _means(longitudes), zips)


def _means(values: Sequence[float]) -> list[float]:
    """Return means without their last digits, which depend on the order in which a database adds."""
    return [round(float(value), 11) for value in values]


def zips_within(connection: Connection, point: Point, miles: float, *, standard: bool = False) -> list[str]:
    """Return the ZIP codes whose middle lies within `miles`, the nearest first.

    With `standard` those of PO boxes and single addressees are left out: nobody lives in them.
    """
    spans = [zip_code.c.cell.between(*span) for span in spans_within(point, miles)]
    here, reach = vector(point), chord_squared(miles)
    query = select(zip_code.c.zip, zip_code.c.latitude, zip_code.c.longitude).where(or_(*spans))
    if standard:
        query = query.where(_STANDARD)
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


def _county(row: Row[*tuple[Any, ...]]) -> County:
    key, state, name, people, towns = row
    return County(key, state, name, people, tuple(towns.split("\n")))


def _city(row: Row[*tuple[Any, ...]]) -> CityPlace:
    key, state, name, label, latitude, longitude, *rest = row
    return CityPlace(key, state, name, label, Point(latitude, longitude), *rest)

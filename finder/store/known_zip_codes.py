"""ZIP codes kept in memory, for each directory that is open: those asked for, and the middles of all."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from cachetools import LRUCache
from sqlalchemy import Connection, Engine

from finder.domain.places import ZipPlace
from finder.geo.points import Point, chord_squared, vector
from finder.store.read_places import zip_named, zip_points

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST = 4096
_KNOWN: WeakKeyDictionary[Engine, LRUCache[str, ZipPlace]] = WeakKeyDictionary()
_LOCK = threading.Lock()
_MIDDLES: WeakKeyDictionary[Engine, _Middles] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class _Middles:
    """The ZIP codes whose middle is known, from south to north; x, y and z in miles (geo.points)."""

    digits: tuple[str, ...]
    x: NDArray[Any]
    y: NDArray[Any]
    z: NDArray[Any]


def zip_asked_for(connection: Connection, digits: str) -> ZipPlace | None:
    """Return the ZIP code with these five digits, if there is one."""
    with _LOCK:
        known = _KNOWN.setdefault(connection.engine, LRUCache(_MOST))
        found = known.get(digits)
    if found is None and (found := zip_named(connection, digits)):
        with _LOCK:
            known[digits] = found
    return found


def town_near(connection: Connection, point: Point, miles: float = 30) -> str | None:
    """Return the city and state of the ZIP code nearest a point, if one is within `miles`."""
    middles, here = _middles(connection), vector(point)
    first, last = middles.z.searchsorted((here.z - miles, here.z + miles))
    rows = slice(first, last)
    apart = (
        (middles.x[rows] - here.x) ** 2 + (middles.y[rows] - here.y) ** 2 + (middles.z[rows] - here.z) ** 2
    )
    if not len(apart) or (least := apart.min()) > chord_squared(miles):
        return None
    # Several in one city may have one middle.
    numbers = (first + (apart == least).nonzero()[0]).tolist()
    nearest = [zip_asked_for(connection, middles.digits[number]) for number in numbers]
    return min(f"{each.city}, {each.state}" for each in nearest if each)


def _middles(connection: Connection) -> _Middles:
    """Return the middles of all ZIP codes, which are read once: a point may be anywhere."""
    import numpy as np  # noqa: PLC0415 (the terminal seldom needs it)

    with _LOCK:
        found = _MIDDLES.get(connection.engine)
    if found is None:
        placed = [(vector(Point(each.latitude, each.longitude)), each.zip) for each in zip_points(connection)]
        placed.sort(key=lambda each: each[0].z)
        columns = (np.array([getattr(each, axis) for each, _ in placed], np.float64) for axis in "xyz")
        found = _Middles(tuple(digits for _, digits in placed), *columns)
        with _LOCK:
            _MIDDLES[connection.engine] = found
    return found

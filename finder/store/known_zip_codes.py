"""The ZIP codes that were asked for are kept in memory, of each directory that is open: many ask for few."""

from __future__ import annotations

import threading
from weakref import WeakKeyDictionary

from cachetools import LRUCache
from sqlalchemy import Connection, Engine

from finder.domain.places import ZipPlace
from finder.store.read_places import zip_named

_MOST = 4096
_KNOWN: WeakKeyDictionary[Engine, LRUCache[str, ZipPlace]] = WeakKeyDictionary()
_LOCK = threading.Lock()


def zip_asked_for(connection: Connection, digits: str) -> ZipPlace | None:
    """Return the ZIP code with these five digits, if there is one."""
    with _LOCK:
        known = _KNOWN.setdefault(connection.engine, LRUCache(_MOST))
        found = known.get(digits)
    if found is None and (found := zip_named(connection, digits)):
        with _LOCK:
            known[digits] = found
    return found

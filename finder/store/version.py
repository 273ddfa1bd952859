"""Which version of the directory a snapshot is, and when it was built."""

from __future__ import annotations

from typing import NamedTuple

from finder.store.connect import Snapshot
from finder.store.read_catalog import read_meta


class Version(NamedTuple):
    """A version of the directory: its name, the same on every server that has it, and its ISO time in UTC."""

    name: str
    built: str


def version_of(snapshot: Snapshot) -> Version:
    """Return the version of the directory that a snapshot is; it is read once."""
    return snapshot.cached("version", lambda: _read(snapshot))


def _read(snapshot: Snapshot) -> Version:
    with snapshot.connect() as connection:
        return Version(read_meta(connection, "fingerprint")[:12], read_meta(connection, "built_at"))

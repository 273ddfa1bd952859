"""Whether the directory is there and verified, its version and its age."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from finder.errors import BadDirectory
from finder.store.connect import Directory, Fingerprint, Snapshot, fingerprint_of
from finder.store.copies import checksum
from finder.store.read_catalog import read_meta

#: What is wrong, in words for the operator. They name no path of the server: anybody may ask.
MISSING = "The directory is missing. Run: finder build"
DAMAGED = "The directory is damaged. Run: finder build"


@dataclass(frozen=True, slots=True)
class DirectoryState:
    """The state of the directory.

    `fault` says what is wrong with its file, "" if nothing is. `version`, `built` and `age` (seconds) are
    those of the verified copy that answers, which may be there although the file is not.
    """

    fault: str
    version: str = ""
    built: str = ""
    age: float | None = None


def state_of(directory: Directory, now: datetime.datetime) -> DirectoryState:
    """Return the state of the directory. Each file is verified once."""
    fault = _fault(directory.path)
    try:
        snapshot = directory.snapshot()
    except BadDirectory:
        return DirectoryState(fault or DAMAGED)
    version, built = snapshot.cached("version", lambda: _version(snapshot))
    age = (now - datetime.datetime.fromisoformat(built)).total_seconds() if built else None
    return DirectoryState(fault, version, built, age)


def _fault(path: Path) -> str:
    try:
        fingerprint = fingerprint_of(path)
    except BadDirectory:
        return MISSING
    return "" if _is_whole(path, fingerprint) else DAMAGED


@lru_cache(maxsize=8)
def _is_whole(path: Path, _fingerprint: Fingerprint) -> bool:
    """Tell whether the checksum of a file is right. It takes a second for 500 MB, once for each file."""
    return checksum.is_whole(path)


def _version(snapshot: Snapshot) -> tuple[str, str]:
    with snapshot.connect() as connection:
        return read_meta(connection, "fingerprint")[:12], read_meta(connection, "built_at")

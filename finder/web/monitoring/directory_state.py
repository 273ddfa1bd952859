"""Whether the directory is there and verified, its version and its age."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from finder.errors import BadDirectory
from finder.store.connect import Directory, Snapshot, fingerprint_of
from finder.store.read_catalog import read_meta
from finder.store.verify import is_whole

#: What is wrong, in words for the operator. They name no path of the server: anybody may ask.
MISSING = "The directory is missing or cannot be opened. Run: finder build"
DAMAGED = "The directory is damaged. Run: finder build"


@dataclass(frozen=True, slots=True)
class DirectoryState:
    """What is wrong ("" if nothing is), the version, when it was built, and its age in seconds."""

    fault: str
    version: str = ""
    built: str = ""
    age: float | None = None


def state_of(directory: Directory, now: datetime.datetime) -> DirectoryState:
    """Return the state of the directory that answers now. Each file is verified once."""
    try:
        fingerprint_of(directory.path)  # pages may still answer from a file that has lost its name
        snapshot = directory.snapshot()
    except BadDirectory:
        return DirectoryState(MISSING)
    if not snapshot.cached("whole", lambda: is_whole(snapshot)):
        return DirectoryState(DAMAGED)
    version, built = snapshot.cached("version", lambda: _version(snapshot))
    age = (now - datetime.datetime.fromisoformat(built)).total_seconds() if built else None
    return DirectoryState("", version, built, age)


def _version(snapshot: Snapshot) -> tuple[str, str]:
    with snapshot.connect() as connection:
        return read_meta(connection, "fingerprint")[:12], read_meta(connection, "built_at")

"""Whether the directory is there and verified, its version and its age."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from finder.errors import BadDirectory
from finder.store.connect import DAMAGED
from finder.store.storage.interface import OpenDirectory
from finder.store.version import version_of


@dataclass(frozen=True, slots=True)
class DirectoryState:
    """The state of the directory.

    `fault` says what is wrong where it lies, "" if nothing is. `version`, `built` and `age` (seconds) are
    those of the verified version that answers, which may be there although the file is not.
    """

    fault: str
    version: str = ""
    built: str = ""
    age: float | None = None


def state_of(directory: OpenDirectory, now: datetime.datetime) -> DirectoryState:
    """Return the state of the directory. Each file is verified once."""
    fault = directory.fault()
    try:
        snapshot = directory.snapshot()
    except BadDirectory:
        return DirectoryState(fault or DAMAGED)
    version, built = version_of(snapshot)
    age = (now - datetime.datetime.fromisoformat(built)).total_seconds() if built else None
    return DirectoryState(fault, version, built, age)

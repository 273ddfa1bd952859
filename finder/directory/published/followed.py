"""What a follower has taken, and when it last looked: kept in the data folder for all its processes."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from pathlib import Path

import msgspec

from finder.errors import BadDirectory
from finder.language import _
from finder.replace_file import replacing
from finder.sources.published.pointer import Version
from finder.store.connect import Directory
from finder.store.copies import checksum

#: The name of the file, in FINDER_HOME.
FILE = "followed.json"


@dataclass(frozen=True, slots=True)
class Followed:
    """Where from, the version in use and when it was published, the last look that succeeded (UTC).

    `published` is "" until something was taken from this address; `version` may be from the one before.
    `fault` is why the last look failed, "" if it did not. `coming` is the checksum of a directory that is
    about to take the place of that version: noted first, so that it is never held to be one of our own.
    """

    address: str
    published: str = ""
    version: Version | None = None
    looked: str = ""
    fault: str = ""
    coming: str = ""

    @property
    def time(self) -> datetime.datetime | None:
        """When the version in use was published at this address."""
        return datetime.datetime.fromisoformat(self.published) if self.published else None


def read_followed(home: Path) -> Followed | None:
    """Return what was kept; None where there is nothing, or nothing that can be read."""
    try:
        followed = msgspec.json.decode((home / FILE).read_bytes(), type=Followed)
        readable = followed.time or not followed.published
    except (OSError, msgspec.DecodeError, ValueError):
        return None
    return followed if readable else None


def write_followed(home: Path, followed: Followed) -> None:
    """Keep it. Raises OSError where that is not possible."""
    with replacing(home / FILE, f".{os.getpid()}") as new:
        new.write_bytes(msgspec.json.encode(followed))


def opened(path: Path) -> Directory:
    """Return the directory at `path`, which is followed and never built here.

    Raises BadDirectory if there is none yet.
    """
    directory = Directory(path)
    try:
        directory.snapshot()
    except BadDirectory as error:
        message = _("Run: finder follow. There is no directory at %(path)s.")
        raise BadDirectory(message % {"path": path}) from error
    return directory


def followed_at(path: Path | None) -> Followed | None:
    """Return where the directory at `path` is from; None for one that was built here, or is in no file."""
    followed = read_followed(path.parent) if path else None
    if path is None or followed is None:
        return None
    used = followed.version.checksum if followed.version else ""
    try:
        return followed if checksum.sealed(path) in (used, followed.coming) else None
    except BadDirectory:
        return None

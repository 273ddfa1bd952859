"""Follow a published directory: look whether there is a newer one, download it, verify it, swap it in.

Whatever happens, the last verified directory stays until the next one is verified.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import filelock

from finder import utc
from finder.directory.published.followed import Followed, read_followed, write_followed
from finder.directory.published.pack import sha256, unpack
from finder.errors import BadDirectory, BadFile, SourceDown
from finder.language import _
from finder.replace_file import temporary_file
from finder.sources.curated.tables import TABLES
from finder.sources.published.place import Place
from finder.sources.published.pointer import NAME, Pointer, Version, read_pointer
from finder.store import schema
from finder.store.connect import Fingerprint, fingerprint_of
from finder.store.copies import checksum
from finder.store.copies.verified import FOLDER, accept_file
from finder.store.storage.verify_published import verify_published

#: How the name of a download begins; what is there was left by a process that ended in the middle.
_PART = ".following"
#: How soon a file that was refused is downloaded again, and how late after many times, in seconds.
_PAUSE, _LONGEST_PAUSE = 60.0, 3600.0


class Follower:
    """What keeps the directory at `path` the latest that was published at a place."""

    def __init__(self, path: Path, place: Place) -> None:
        self.path = path
        self.place = place
        self._tag = ""
        self._pointer: Pointer | None = None
        #: The directory that was compared with its checksum last.
        self._whole: Fingerprint | None = None
        #: The file that was refused last and why, when it may be downloaded again, and the pause until then.
        self._refused: tuple[str, BadFile] | None = None
        self._again, self._pause = 0.0, _PAUSE

    def look(self, *, wait: bool = False) -> Version | None:
        """Take the latest version if it is newer than the one in use, and return it; None for nothing new.

        Only one process on this machine looks at a time: the others return at once, unless they `wait`.
        Raises SourceDown, BadFile, BadDirectory or OSError if nothing can be taken.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(self.path.with_name(".follow.lock"))
        try:
            lock.acquire(timeout=-1 if wait else 0)
        except filelock.Timeout:
            return None
        try:
            return self._look()
        finally:
            lock.release()

    def followed(self) -> Followed:
        """Return what was taken before; when that was published counts for its own place alone."""
        kept = read_followed(self.path.parent)
        if kept and kept.address == self.place.shown:
            return kept
        return Followed(self.place.shown, version=kept.version if kept else None)

    def _look(self) -> Version | None:
        followed = self.followed()
        try:
            pointer = self._latest()
            taken = self._take(pointer, followed)
        except (BadFile, BadDirectory, SourceDown, OSError) as error:
            with suppress(OSError):  # a full disk must not hide the error
                self._keep(replace(self.followed(), fault=str(error)))
            raise
        is_older = followed.time and followed.time > pointer.time  # though the same directory
        published = followed.published if is_older else pointer.published
        self._keep(Followed(self.place.shown, published, pointer.latest, utc.timestamp()))
        return taken

    def _keep(self, followed: Followed) -> None:
        write_followed(self.path.parent, followed)

    def _latest(self) -> Pointer:
        """Return what the place says is the latest. Raises SourceDown or BadFile."""
        found = self.place.read(NAME, self._tag)
        if found is None and self._pointer:
            return self._pointer
        text, tag = found or (b"", "")
        self._pointer = read_pointer(text, self.place.shown)
        self._tag = tag
        return self._pointer

    def _take(self, pointer: Pointer, followed: Followed) -> Version | None:
        version = pointer.latest
        if self._goes_back(pointer, followed):
            message = _(
                "To go back to it, publish it again: %(address)s offers what was published on %(offered)s,"
                " before the directory in use (%(used)s)."
            )
            times = {"offered": pointer.published, "used": followed.published}
            raise BadFile(message % {"address": self.place.shown, **times})
        if self._is_here(version):
            return None
        if version.form != schema.form():
            message = _(
                "Bring this server and the one that publishes to the same version: finder %(version)s made"
                " the directory at %(address)s, in another form."
            )
            raise BadDirectory(message % {"version": version.finder, "address": self.place.shown})
        if self._refused and self._refused[0] == version.file and time.monotonic() < self._again:
            raise self._refused[1]
        self._download(version, followed)
        return version

    def _goes_back(self, pointer: Pointer, followed: Followed) -> bool:
        """Tell whether the place offers something else that is not newer than the version in use."""
        used, taken = followed.version, followed.time
        if not (used and taken) or used.checksum == pointer.latest.checksum or taken < pointer.time:
            return False
        copy = self.path.parent / FOLDER / f"{used.checksum}.sqlite"
        return self._is_here(used) or checksum.is_whole(copy)

    def _is_here(self, version: Version) -> bool:
        """Tell whether the directory is this version, whole; each file is compared once."""
        try:
            if checksum.sealed(self.path) != version.checksum:
                return False
            fingerprint = fingerprint_of(self.path)
            if fingerprint != self._whole:
                checksum.check(self.path)
        except BadDirectory:
            return False
        self._whole = fingerprint
        return True

    def _download(self, version: Version, followed: Followed) -> None:
        """Download a version, compare everything that can be compared, and swap it in."""
        part = self.path.with_name(f"{self.path.name}{_PART}-{version.sha256[:16]}")
        for left in self.path.parent.glob(f"{self.path.name}{_PART}-*"):
            if left != part:
                left.unlink()
        if not part.exists() or part.stat().st_size < version.bytes:
            self.place.fetch(version.file, part, version.bytes)
        size = part.stat().st_size
        if size < version.bytes:
            message = _("%(address)s sent only a part of %(file)s. The next look fetches the rest.")
            raise BadFile(message % {"file": version.file, "address": self.place.shown})
        if sha256(part) != version.sha256:
            raise self._refuse(version, part)
        with temporary_file(self.path, f"{_PART}-{os.getpid()}") as new:
            try:
                unpack(part, new, version.size)
                part.unlink()
                checksum.check(new)
                is_right = checksum.sealed(new) == version.checksum
                verify_published(new, [each.table for each in TABLES])
            except (BadFile, BadDirectory) as error:
                raise self._refuse(version, part) from error
            if not is_right:
                raise self._refuse(version, part)
            self._keep(replace(followed, coming=version.checksum))
            accept_file(new, self.path)

    def _refuse(self, version: Version, part: Path) -> BadFile:
        """Remove a file and return why it is not used; it may be large, so it is let alone for a while."""
        part.unlink(missing_ok=True)
        message = _("Publish again: %(file)s at %(address)s is not what %(pointer)s says.")
        error = BadFile(message % {"file": version.file, "address": self.place.shown, "pointer": NAME})
        is_again = self._refused and self._refused[0] == version.file
        self._pause = min(2 * self._pause, _LONGEST_PAUSE) if is_again else _PAUSE
        self._refused, self._again = (version.file, error), time.monotonic() + self._pause
        return error

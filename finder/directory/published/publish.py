"""Publish the directory: first the file, then the pointer to it, then remove what is too old."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import filelock

from finder import __version__, utc
from finder.directory.published.pack import pack, sha256
from finder.errors import BadFile, SourceDown
from finder.language import _
from finder.replace_file import temporary_file
from finder.sources.published.place import NotPublished, WritablePlace
from finder.sources.published.pointer import (
    NAME,
    Pointer,
    Version,
    file_name,
    is_directory,
    read_pointer,
)
from finder.store import schema
from finder.store.connect import Directory
from finder.store.copies import checksum
from finder.store.version import version_of

#: Versions that stay: a follower may still be downloading the one before, or the operator go back to it.
KEPT = 3


def publish(path: Path, place: WritablePlace) -> Pointer:
    """Publish the verified directory at `path`, and return what followers find from now on.

    Raises BadDirectory if it is missing or damaged, and SourceDown if the place cannot be written to; what
    was published before stays the latest then.
    """
    with _alone(path):
        return _publish(path, place)


def publish_previous(path: Path, place: WritablePlace) -> Pointer:
    """Publish once more what was the latest before, and return what followers find from now on.

    Raises NotPublished if there is nothing to go back to.
    """
    with _alone(path):
        return _publish_previous(path, place)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Wait until no other process of this machine publishes the directory at `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with filelock.FileLock(path.with_name(".publish.lock")):
        yield


def _publish(path: Path, place: WritablePlace) -> Pointer:
    snapshot = Directory(path).snapshot()
    checksum.check(snapshot.path)
    version, built = version_of(snapshot)
    before = latest(place)
    published = _next_time(before)
    with temporary_file(path, ".publishing") as packed:
        pack(snapshot.path, packed)
        digest = sha256(packed)
        new = Version(
            file=file_name(published, digest),
            bytes=packed.stat().st_size,
            sha256=digest,
            size=snapshot.path.stat().st_size,
            checksum=checksum.sealed(snapshot.path),
            version=version,
            built=built,
            form=schema.form(),
            finder=__version__,
        )
        place.put(new.file, packed)
    if place.size(new.file) != new.bytes:
        message = _("Publish again: %(file)s did not arrive whole at %(address)s.")
        raise SourceDown(message % {"file": new.file, "address": place.shown})
    previous = (before.latest, *before.previous)[: KEPT - 1] if before else ()
    return _point_to(place, path, Pointer(published.isoformat(timespec="microseconds"), new, previous))


def _publish_previous(path: Path, place: WritablePlace) -> Pointer:
    before = latest(place)
    if before is None or not before.previous:
        message = _("There is no version to go back to at %(address)s.")
        raise NotPublished(message % {"address": place.shown})
    again, *others = before.previous
    if place.size(again.file) != again.bytes:
        raise BadFile(_("%(file)s at %(address)s is damaged.") % {"file": again.file, "address": place.shown})
    published = _next_time(before).isoformat(timespec="microseconds")
    return _point_to(
        place, path, replace(before, published=published, latest=again, previous=(before.latest, *others))
    )


def latest(place: WritablePlace) -> Pointer | None:
    """Return what followers find now; None where nothing, or nothing of use, was published."""
    try:
        found = place.read(NAME)
        return read_pointer(found[0], place.shown) if found else None
    except (NotPublished, BadFile):
        return None


def remove_old(place: WritablePlace, pointer: Pointer) -> list[str]:
    """Remove the directories that the pointer does not name, and return their names.

    One that is newer than all of these is being published by somebody else, and stays.
    """
    kept = {each.file for each in (pointer.latest, *pointer.previous)}
    old = [each for each in place.names() if is_directory(each) and each not in kept and each < max(kept)]
    for each in old:
        place.remove(each)
    return old


def _next_time(before: Pointer | None) -> datetime.datetime:
    """Return now, but later than what was published before, whatever the clocks say: followers go by it."""
    now = utc.now()
    return max(now, before.time + datetime.timedelta(seconds=1)) if before else now


def _point_to(place: WritablePlace, path: Path, pointer: Pointer) -> Pointer:
    with temporary_file(path, ".pointer") as file:
        file.write_bytes(pointer.encode())
        place.put(NAME, file)
    return pointer

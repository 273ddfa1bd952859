"""The files of FHIR resources that are kept beside the directory for $export: written once a version.

Several processes may ask for them: the first one writes, the others wait. A folder is there only when it is
whole.
"""

from __future__ import annotations

import logging
import re
import shutil
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import filelock
import msgspec

from finder.directory.fhir.write import MANIFEST, Manifest, packed_name, write_ndjson
from finder.language import _
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of
from finder.store.storage.interface import OpenDirectory

log = logging.getLogger("finder")

FOLDER: Final = "fhir"
#: How many versions stay: the last one may be in the middle of a download.
_KEPT: Final = 2
_VERSION: Final = re.compile("[0-9]{14}")
_LOCK: Final = ".writing.lock"

_read = msgspec.json.Decoder(Manifest).decode


@dataclass(frozen=True, slots=True)
class Kept:
    """The files of one version of the directory: when that was built, and where they are."""

    version: str
    folder: Path

    def packed(self, name: str) -> bytes:
        """Return a file, packed with gzip. Raises FileNotFoundError if it is not there."""
        return packed_name(self.folder / name).read_bytes()

    @property
    def manifest(self) -> Manifest | None:
        """What they hold; None while they are not there."""
        try:
            return _read((self.folder / MANIFEST).read_bytes())
        except (FileNotFoundError, msgspec.DecodeError):
            return None


def files_of(snapshot: Snapshot, home: Path) -> Kept:
    """Return the files of a directory whose data folder is `home`; they may not be there yet."""
    version = re.sub("[^0-9]", "", catalog_of(snapshot).built_at)[:14]
    return Kept(version, home / FOLDER / version)


def files_named(version: str, home: Path) -> Kept | None:
    """Return the files of a version that are there; None if there are none."""
    if not _VERSION.fullmatch(version):
        return None
    kept = Kept(version, home / FOLDER / version)
    return kept if kept.manifest else None


def keep(snapshot: Snapshot, home: Path) -> Manifest:
    """Write the files of a directory, if they are not there yet, and return what they hold.

    Waits for another process that writes them. Raises OSError where they cannot be written.
    """
    kept = files_of(snapshot, home)
    kept.folder.parent.mkdir(parents=True, exist_ok=True)
    with filelock.FileLock(kept.folder.parent / _LOCK):
        if manifest := kept.manifest:
            return manifest
        new = kept.folder.with_suffix(".new")
        try:
            manifest = write_ndjson(snapshot, new, packed=True)
            new.rename(kept.folder)
        finally:
            shutil.rmtree(new, ignore_errors=True)
        _forget_old(kept)
    return manifest


def keep_in_background(snapshot: Snapshot, home: Path) -> None:
    """Have the files written by a thread, if nobody writes them yet. Raises OSError where none can be."""
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    if not is_writing(home):
        threading.Thread(target=_keep, args=(snapshot, home), name="fhir-files", daemon=True).start()


def renew(directory: OpenDirectory) -> None:
    """Write the files of a new version, if those of another were asked for. A failure is logged."""
    if (directory.home / FOLDER).is_dir():
        _keep(directory.snapshot(), directory.home)


def is_writing(home: Path) -> bool:
    """Tell whether some process writes the files."""
    try:
        with filelock.FileLock(home / FOLDER / _LOCK, timeout=0):
            return False
    except filelock.Timeout:
        return True


def _keep(snapshot: Snapshot, home: Path) -> None:
    try:
        keep(snapshot, home)
    except OSError as error:
        log.warning(_("The FHIR files could not be written. %(reason)s"), {"reason": error})


def _forget_old(newest: Kept) -> None:
    """Remove all but the last versions."""
    others = sorted(each for each in newest.folder.parent.iterdir() if _VERSION.fullmatch(each.name))
    for each in others[:-_KEPT]:
        with suppress(OSError):
            shutil.rmtree(each)

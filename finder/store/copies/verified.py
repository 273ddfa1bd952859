"""The folder of verified copies: what readers' questions are answered from.

Nobody writes to a copy, so what happens to the directory itself does not touch those who have a copy open.
"""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

from finder.errors import BadDirectory
from finder.replace_file import put_in_place, temporary_file
from finder.store.copies import checksum

FOLDER = "verified"

#: A larger file is checked in the background, in bytes: this much takes a tenth of a second.
LARGE = 64 << 20
#: What is older than this, in seconds, and not finished was left by a crash.
_STALE = 3600


def verified_copy(path: Path) -> Path:
    """Return a copy of the directory at `path`, made if there is none yet, whose checksum is right.

    The copy of a large directory is not checked again. Where none can be written, the directory itself is
    checked and returned. Raises BadDirectory if it is missing or damaged.
    """
    copy = path.parent / FOLDER / f"{checksum.sealed(path)}.sqlite"
    if _is_whole(copy):
        return copy
    try:
        with temporary_file(copy, f".copying-{os.getpid()}-{time.monotonic_ns()}") as new:
            shutil.copyfile(path, new)
            if not checksum.is_whole(new):
                raise checksum.damaged(path)
            put_in_place(new, copy)
    except OSError:  # a full disk, or a home that cannot be written to
        checksum.check(path)
        return path
    _forget_others(copy)
    return copy


def last_verified(path: Path) -> Path | None:
    """Return the newest copy beside the directory at `path` that is whole, or None."""
    copies = sorted(
        (path.parent / FOLDER).glob("*.sqlite"), key=lambda each: each.stat().st_mtime, reverse=True
    )
    return next((each for each in copies if _is_whole(each)), None)


def accept_file(new: Path, path: Path) -> None:
    """Put a finished directory in the place of `path`, if its checksum is right; make its copy for readers.

    Raises BadDirectory if it is damaged, and OSError where it cannot be put there; `path` is unchanged then.
    """
    checksum.check(new)
    put_in_place(new, path)
    verified_copy(path)


def _is_whole(copy: Path) -> bool:
    try:
        if checksum.sealed(copy) != copy.stem:
            return False
        return copy.stat().st_size > LARGE or checksum.is_whole(copy)
    except (BadDirectory, OSError):
        return False


def _forget_others(copy: Path) -> None:
    for other in copy.parent.iterdir():
        with suppress(OSError):  # another process may remove it first; on Windows a file that is open stays
            if other != copy and (other.suffix == ".sqlite" or time.time() - other.stat().st_mtime > _STALE):
                other.unlink()

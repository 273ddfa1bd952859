"""Replace a file in one step: a reader, or a crash, finds the old file or the new one, never a part."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path, suffix: str) -> Iterator[Path]:
    """Yield a temporary path to write to, and put it in the place of `path` if the block ends well.

    The temporary file is named after `path` with `suffix` added. Raises OSError where the disk is full or
    the folder cannot be written to; `path` is unchanged then.
    """
    with temporary_file(path, suffix) as new:
        yield new
        put_in_place(new, path)


@contextmanager
def temporary_file(path: Path, suffix: str) -> Iterator[Path]:
    """Yield a path beside `path`; what is written there is removed when the block ends, unless renamed.

    Raises OSError, with the file, where the disk is full.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + suffix)
    try:
        with naming(path):
            yield new
    finally:
        new.unlink(missing_ok=True)


def put_in_place(new: Path, path: Path) -> None:
    """Rename `new` to `path`, with both the bytes and the rename on the disk when this returns."""
    _flush(new)
    new.replace(path)
    _flush(path.parent)


def _flush(path: Path) -> None:
    if os.name == "nt" and path.is_dir():  # Windows opens no folders, and needs no such flush
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Add the file to the error of a full disk that does not name one, as those of PyArrow."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT) and not error.filename:
            raise disk_full(path) from error
        raise


def disk_full(path: Path) -> OSError:
    """Return the error of a disk that is full while `path` is written."""
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

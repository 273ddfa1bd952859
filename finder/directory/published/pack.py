"""Directories as they are published: packed with Zstandard."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from finder.errors import BadFile
from finder.language import _
from finder.replace_file import naming

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: A directory of 26 MB takes a second, and is a quarter of its size then; higher levels save little more.
_LEVEL = 6
_CHUNK = 1 << 20


def pack(source: Path, packed: Path) -> None:
    """Pack a file."""
    with naming(packed), source.open("rb") as content, zstd.open(packed, "wb", level=_LEVEL) as out:
        while block := content.read(_CHUNK):
            out.write(block)


def unpack(packed: Path, path: Path, size: int) -> None:
    """Unpack a file of `size` bytes. Raises BadFile if that is not what it holds."""
    try:
        with naming(path), zstd.open(packed, "rb") as content, path.open("wb") as out:
            while block := content.read(_CHUNK):
                if out.tell() + len(block) > size:
                    raise _wrong(packed)
                out.write(block)
            if out.tell() != size:
                raise _wrong(packed)
    except (zstd.ZstdError, EOFError) as error:
        raise _wrong(packed) from error


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _wrong(packed: Path) -> BadFile:
    return BadFile(_("%(file)s does not hold the directory that it should.") % {"file": packed.name})

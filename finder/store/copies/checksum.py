"""The checksum that a finished SQLite file carries in its header, so that damage is found.

It is the first 8 bytes of the SHA-256 of the file, taken with these 8 bytes as zeros. They stand in the two
numbers that SQLite's header leaves to applications, user_version and application_id (SQLite's database file
format, section 1.3).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from finder.errors import BadDirectory
from finder.language import _

_HEADER = 100
_FIRST, _SECOND = slice(60, 64), slice(68, 72)
_PAGE_SIZE, _PAGES = slice(16, 18), slice(28, 32)
_BLOCK = 1 << 20
_NONE = bytes(8).hex()


def seal(path: Path) -> None:
    """Write the checksum of a finished file into it; nothing may write to the file afterwards."""
    digits = bytes.fromhex(_checksum(path))
    with path.open("r+b") as file:
        for field, value in ((_FIRST, digits[:4]), (_SECOND, digits[4:])):
            file.seek(field.start)
            file.write(value)


def sealed(path: Path) -> str:
    """Return the 16 digits of the checksum that a file carries, without comparing it.

    Raises BadDirectory for a file that is missing, cut, not of SQLite, or has no checksum.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
        size = path.stat().st_size
    except OSError as error:
        raise BadDirectory(
            _("Run: finder build. There is no directory at %(path)s.") % {"path": path}
        ) from error
    page = int.from_bytes(header[_PAGE_SIZE]) or 1
    digits = (header[_FIRST] + header[_SECOND]).hex()
    expected = (1 << 16 if page == 1 else page) * int.from_bytes(header[_PAGES])
    if len(header) < _HEADER or size != expected or digits == _NONE:
        raise damaged(path)
    return digits


def check(path: Path) -> None:
    """Raise BadDirectory unless the file is, byte for byte, the one that was sealed."""
    try:
        is_right = sealed(path) == _checksum(path)
    except OSError as error:  # a disk that cannot be read
        raise damaged(path) from error
    if not is_right:
        raise damaged(path)


def is_whole(path: Path) -> bool:
    """Tell whether the file is, byte for byte, the one that was sealed."""
    try:
        check(path)
    except BadDirectory:
        return False
    return True


def damaged(path: Path) -> BadDirectory:
    """Return the error of a damaged directory."""
    return BadDirectory(_("Run: finder build. The directory %(path)s is damaged.") % {"path": path})


def _checksum(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        header = bytearray(file.read(_HEADER))
        for field in (_FIRST, _SECOND):
            header[field] = bytes(4)
        digest.update(header)
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()[: len(_NONE)]

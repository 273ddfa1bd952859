"""Open a file inside a zip, or a plain file, as a stream of bytes; nothing is unpacked to disk.

The zip is inflated by ISA-L, which takes a quarter of the time of Python's own zip reader
(docs/decisions/2026-11-23-public-files.md), and its checksum is verified after the last byte.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from isal import igzip, isal_zlib

from finder.errors import BadFile
from finder.language import _, number

_PACKED_BLOCK, _BLOCK = 1 << 18, 1 << 22
_HEADER = 30  # bytes of a local file header before the name
#: What zipfile raises for a file that is damaged, or made to do harm.
ZIP_ERRORS = (zipfile.BadZipFile, NotImplementedError, ValueError, IndexError, EOFError, struct.error)
_GZIP = b"\x1f\x8b"
#: Public files unpack to 5 to 15 times their size, the largest to 12 GB. Refused is what unpacks to more than
#: 256 MB and a hundred times its size, or to more than 64 GB.
_ALWAYS, _RATIO, _MOST = 1 << 28, 100, 1 << 36
#: What macOS puts into a zip beside the files themselves.
_NOT_FILES = re.compile(r"(?:.*/)?__MACOSX/.*|(?:.*/)?\._[^/]*|(?:.*/)?\.DS_Store", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """A file to read: on its own, or a member of a zip. `size` is what it unpacks to, in bytes.

    Of a gzip file `size` is that of the file: what it unpacks to is not known before it is read.
    """

    path: Path
    name: str
    size: int
    member: zipfile.ZipInfo | None = None
    gzipped: bool = False

    def open(self) -> Stream:
        """Open it for reading once, from its beginning. Raises BadFile if it unpacks to too much."""
        if not self.gzipped and self.size > _most(self):
            raise _too_large(self.name, _most(self))
        return Stream(self)


def parts_of(path: Path) -> list[Part]:
    """Return the parts of a file: the members of a zip, or the file itself.

    Raises BadFile for a file that is missing, cannot be read, is empty, a folder or a web page, and for a zip
    that is damaged or not a zip.
    """
    try:
        with path.open("rb") as file:
            start = file.read(512)
    except IsADirectoryError:
        raise BadFile(_("Give the file itself. %(name)s is a folder.") % {"name": path.name}) from None
    except FileNotFoundError:
        raise BadFile(_("Check the name of the file. There is no %(path)s.") % {"path": path}) from None
    except OSError as error:
        raise _unreadable(path, error) from None
    if not start:
        raise BadFile(_("Download %(name)s again. It is empty.") % {"name": path.name})
    if start.lstrip()[:1] == b"<":
        raise BadFile(
            _("Download %(name)s again. It is a web page. The address may have changed.")
            % {"name": path.name}
        )
    if start[:2] == _GZIP:
        return [Part(path, re.sub(r"\.gz$", "", path.name), path.stat().st_size, gzipped=True)]
    if start[:2] != b"PK":
        if path.suffix.lower() == ".zip":
            raise BadFile(_("Download %(name)s again. It is not a zip file.") % {"name": path.name})
        return [Part(path, path.name, path.stat().st_size)]
    try:
        with zipfile.ZipFile(path) as archive:
            members = [
                each
                for each in archive.infolist()
                if not each.is_dir() and not _NOT_FILES.fullmatch(each.filename)
            ]
    except ZIP_ERRORS as error:
        raise BadFile(
            _("Download %(name)s again. It is incomplete or damaged (%(error)s).")
            % {"name": path.name, "error": error}
        ) from None
    return [Part(path, Path(each.filename).name, each.file_size, each) for each in members]


def one_part(path: Path, pattern: str, what: str, fits: Callable[[Part], bool] | None = None) -> Part:
    """Return the one part whose name matches the pattern; a file that is not a zip is its own part.

    Where several names match, as in CMS's zips of a whole topic, or none, the one that `fits` is meant.
    Raises BadFile with the names in the zip if there is no such part, or several.
    """
    parts = parts_of(path)
    if len(parts) == 1 and parts[0].member is None:
        return parts[0]
    found = [part for part in parts if re.fullmatch(pattern, part.name, re.IGNORECASE)]
    if len(found) != 1 and fits:
        found = [part for part in found or parts if fits(part)]
    if len(found) != 1:
        held = ", ".join(part.name for part in parts[:6]) or _("nothing")
        raise BadFile(
            _("%(name)s should have %(what)s in it, but has %(held)s")
            % {"name": path.name, "what": _(what), "held": held}
        )
    return found[0]


def check_sizes(file: BinaryIO, name: str) -> None:
    """Raise BadFile for a spreadsheet (.xlsx, a zip) that unpacks to more than 256 MB: it is read whole."""
    with zipfile.ZipFile(file) as archive:
        if sum(each.file_size for each in archive.infolist()) > _ALWAYS:
            raise _too_large(name, _ALWAYS)


def _too_large(name: str, most: int) -> BadFile:
    message = _("Check where %(name)s came from. It unpacks to more than %(most)s MB, which is far too much.")
    return BadFile(message % {"name": name, "most": number(most >> 20)})


def _unreadable(path: Path, error: OSError) -> BadFile:
    reason = error.strerror or error
    return BadFile(_("%(path)s cannot be read: %(reason)s") % {"path": path, "reason": reason})


def _most(part: Part) -> int:
    """Return how many bytes a part may unpack to."""
    if part.member is None and not part.gzipped:
        return part.size
    packed = part.member.compress_size if part.member else part.size
    return min(max(_ALWAYS, _RATIO * packed), _MOST)


def _open_gzip(path: Path) -> BinaryIO:
    return cast(BinaryIO, igzip.IGzipFile(path, "rb"))  # type: ignore[no-untyped-call]


class Stream(io.RawIOBase):
    """The bytes of a part, in order. Reading raises BadFile if the zip is damaged."""

    def __init__(self, part: Part) -> None:
        super().__init__()
        self.part = part
        self.read_bytes = 0
        self._most = _most(part)
        self._file: BinaryIO = _open_gzip(part.path) if part.gzipped else part.path.open("rb")
        self._packed_left = -1
        if part.member is not None:
            self._start(part.member)

    def _start(self, member: zipfile.ZipInfo) -> None:
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or member.flag_bits & 1:
            raise BadFile(
                _("Compress %(name)s as an ordinary zip file. We can't read it as it is.")
                % {"name": self.part.name}
            )
        self._file.seek(max(member.header_offset, 0))
        header = self._file.read(_HEADER)
        if member.header_offset < 0 or header[:4] != b"PK\x03\x04":  # bytes are missing before it
            raise BadFile(
                _("Download %(name)s again. It is damaged in the zip (not where it should be).")
                % {"name": self.part.name}
            )
        name_length, extra_length = header[26:28], header[28:30]
        skipped = int.from_bytes(name_length, "little") + int.from_bytes(extra_length, "little")
        self._file.seek(skipped, io.SEEK_CUR)
        self._packed_left = member.compress_size
        self._checksum = 0
        packed = member.compress_type == zipfile.ZIP_DEFLATED
        self._inflate = isal_zlib.decompressobj(-15) if packed else None

    def readable(self) -> bool:
        """Return True."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes (4 MiB by default); fewer does not mean the end, b"" does."""
        most = size if 0 < size < _BLOCK else _BLOCK
        try:
            data = self._plain(most) if self._packed_left < 0 else self._unpacked(most)
        except OSError as error:  # a disk that fails
            raise _unreadable(self.part.path, error) from None
        self.read_bytes += len(data)
        if self.read_bytes > self._most and (self.part.member or self.part.gzipped):
            raise _too_large(self.part.name, self._most)
        return data

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()

    def _plain(self, most: int) -> bytes:
        try:
            return self._file.read(most)
        except (EOFError, igzip.BadGzipFile, isal_zlib.error) as error:  # type: ignore[misc]
            raise BadFile(
                _("Download %(name)s again. It is incomplete or damaged (%(error)s).")
                % {"name": self.part.path.name, "error": error}
            ) from None

    def _unpacked(self, most: int) -> bytes:
        while True:
            packed = self._inflate.unconsumed_tail if self._inflate else b""
            if not packed:
                packed = self._file.read(min(self._packed_left, _PACKED_BLOCK if self._inflate else most))
                self._packed_left -= len(packed)
            try:
                data = self._inflate.decompress(packed, most) if self._inflate else packed
            except isal_zlib.error as error:  # type: ignore[misc]
                raise BadFile(
                    _("Download %(name)s again. It is damaged in the zip (%(error)s).")
                    % {"name": self.part.name, "error": error}
                ) from None
            if data:
                self._checksum = isal_zlib.crc32(data, self._checksum)
                return data
            if not packed:  # not earlier: ISA-L may still have output of the last bytes it took
                self._verify()
                return b""

    def _verify(self) -> None:
        member = self.part.member
        if member and (self.read_bytes != member.file_size or self._checksum != member.CRC):
            raise BadFile(
                _("Download %(name)s again. It is damaged in the zip (wrong checksum).")
                % {"name": self.part.name}
            )

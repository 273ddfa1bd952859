"""The file that says which published directory is the latest, written after the directory itself is there."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

import msgspec

from finder.errors import BadFile
from finder.language import _
from finder.sources.json_documents import BadJson, reader

#: The name of the file.
NAME = "latest.json"
#: How this file is laid out. A follower refuses one that it does not know.
LAYOUT = 1
#: The most bytes of this file, and of a directory, packed or not.
MOST_BYTES, LARGEST = 64 * 1024, 64 << 30
#: The name of a published directory: when it was published (UTC), and the beginning of its checksum.
_FILE = re.compile(r"directory-\d{8}T\d{12}Z-[0-9a-f]{12}\.sqlite\.zst")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Version:
    """A published directory. Its file is never written to again."""

    #: The file, how many bytes it has, and their SHA-256.
    file: str
    bytes: int
    sha256: str
    #: The directory inside: its size, the checksum in its header, its version, and when it was built.
    size: int
    checksum: str
    version: str
    built: str
    #: The form of its tables (`finder.store.schema.form`), and the finder that made it.
    form: str
    finder: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """The latest version, when it was published (UTC), and those before it that are still there."""

    published: str
    latest: Version
    previous: tuple[Version, ...] = ()
    layout: int = LAYOUT

    @property
    def time(self) -> datetime.datetime:
        """When the latest version was published."""
        return datetime.datetime.fromisoformat(self.published)

    def encode(self) -> bytes:
        """Return the text of the file."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"


_read = reader(Pointer)


def file_name(published: datetime.datetime, sha256: str) -> str:
    """Return the name under which a directory is published."""
    return f"directory-{published:%Y%m%dT%H%M%S%f}Z-{sha256[:12]}.sqlite.zst"


def is_directory(name: str) -> bool:
    """Tell whether a file has the name of a published directory."""
    return _FILE.fullmatch(name) is not None


def read_pointer(text: bytes, address: str) -> Pointer:
    """Read the file found at `address`. Raises BadFile where it is cut, or not one of ours."""
    try:
        pointer = _read(text)
        fault = _fault(pointer)
    except (BadJson, ValueError) as error:
        fault = str(error)
    if fault:
        message = _("Publish again: %(file)s at %(address)s cannot be used (%(reason)s).")
        raise BadFile(message % {"file": NAME, "address": address, "reason": fault})
    return pointer


def _fault(pointer: Pointer) -> str:
    """Return what is wrong with a pointer that could be read, or "". Raises ValueError for a wrong time."""
    if pointer.layout != LAYOUT:
        return f"layout {pointer.layout}"
    if pointer.time.tzinfo is None:
        return "published has no time zone"
    for each in (pointer.latest, *pointer.previous):
        if not (is_directory(each.file) and _SHA256.fullmatch(each.sha256)):
            return "file or sha256"
        if not (0 < each.bytes <= LARGEST and 0 < each.size <= LARGEST):
            return "bytes or size"
    return ""

"""What every place that directories are published at can do."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from finder.errors import SourceDown
from finder.plain_text import printable


class NotPublished(SourceDown):
    """A file that is not at the address."""


class Place(Protocol):
    """A place that published directories are read from. Its methods raise SourceDown while it is away."""

    @property
    def shown(self) -> str:
        """The address as it may be logged: without a password."""

    def read(self, name: str, tag: str = "") -> tuple[bytes, str] | None:
        """Return the bytes of a small file and a tag; None if the file still has the `tag` of before.

        Raises NotPublished where there is no such file.
        """

    def fetch(self, name: str, part: Path, size: int) -> None:
        """Write a file of `size` bytes to `part`; what is there of it already is not fetched again.

        Never writes more than `size` bytes. Raises NotPublished, and OSError, with `part`, for a full disk.
        """


class WritablePlace(Place, Protocol):
    """A place that directories can be published to."""

    def put(self, name: str, file: Path) -> None:
        """Write a file under a name; a reader finds it whole or not at all."""

    def size(self, name: str) -> int:
        """Return the size of a file in bytes. Raises NotPublished where there is none."""

    def names(self) -> list[str]:
        """Return the names of the files there."""

    def remove(self, name: str) -> None:
        """Remove a file."""


def without_secrets(address: str) -> str:
    """Return an address without a password and without parameters, which may hold a key.

    >>> without_secrets("https://reader:secret@example.org/finder?sig=key")
    'https://example.org/finder'
    """
    shown = printable(address)
    if "://" not in shown:
        return shown
    parts = urlsplit(shown)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()

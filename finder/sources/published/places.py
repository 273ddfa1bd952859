"""Places where directories are published: what every one of them can do, and which one an address means."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from finder.errors import BadSetting, SourceDown
from finder.language import _
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


def open_place(address: str) -> Place:
    """Return the place that an address means: a web folder, an object store or a folder."""
    if _is_web(address):
        from finder.sources.published.web_folder import WebFolder  # noqa: PLC0415 (one of the two is needed)

        return WebFolder.at(address)
    return _opened(address)


def open_to_write(address: str) -> WritablePlace:
    """Return the place to publish to. Raises BadSetting for an address that is read by HTTP."""
    if _is_web(address):
        message = _(
            "Publish to the folder or the object store behind it. %(address)s can only be followed, because"
            " it is read by HTTP."
        )
        raise BadSetting(message % {"address": without_secrets(address)})
    return _opened(address)


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


def _is_web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _opened(address: str) -> WritablePlace:
    from finder.sources.published.object_store import ObjectStore  # noqa: PLC0415 (as above)

    return ObjectStore.at(address)

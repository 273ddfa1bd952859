"""Published directories in a folder, or in any object store that fsspec knows (S3, GCS, Azure, SFTP, …)."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import fsspec.core
from fsspec.implementations.local import LocalFileSystem

from finder.errors import BadSetting, SourceDown
from finder.language import _
from finder.plain_text import printable
from finder.replace_file import naming, replacing
from finder.sources.published.place import NotPublished, without_secrets
from finder.sources.published.pointer import MOST_BYTES

#: What the libraries of object stores raise that is no OSError, by module: each is there once it is used.
_ERRORS = {
    "aiohttp": "ClientError",
    "azure.core.exceptions": "AzureError",
    "botocore.exceptions": "BotoCoreError",
    "google.auth.exceptions": "GoogleAuthError",
    "paramiko": "SSHException",
}
_CHUNK, _BLOCK = 1 << 18, 8 << 20


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """A folder of a file system of fsspec."""

    shown: str
    #: fsspec has no types.
    _system: Any
    _folder: str

    @classmethod
    def at(cls, address: str) -> ObjectStore:
        """Return the folder at a path or URL. Raises BadSetting for one that cannot be opened."""
        shown = without_secrets(address)
        try:
            system, folder = fsspec.core.url_to_fs(address, use_listings_cache=False)
        except ImportError as error:
            message = _("Install what opens %(address)s: %(reason)s.")
            raise BadSetting(message % {"address": shown, "reason": printable(str(error))}) from error
        except ValueError as error:
            message = _("%(address)s is no address of a folder or object store: %(reason)s.")
            raise BadSetting(message % {"address": shown, "reason": printable(str(error))}) from error
        return cls(shown, system, folder.rstrip("/"))

    def read(self, name: str, tag: str = "") -> tuple[bytes, str] | None:  # noqa: ARG002 (stores have no tags)
        """Return a small file."""
        with self._reading(name):
            content: bytes = self._system.cat_file(self._path(name), start=0, end=MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise SourceDown(
                _("%(file)s at %(address)s is too large.") % {"file": name, "address": self.shown}
            )
        return content, ""

    def fetch(self, name: str, part: Path, size: int) -> None:
        """Write a file to `part`, and go on where an earlier call broke off."""
        with self._reading(name):
            source = self._system.open(self._path(name), "rb", block_size=_BLOCK)
        with naming(part), part.open("ab") as file:
            with self._reading(name):
                source.seek(file.tell())
            while file.tell() < size:
                with self._reading(name):
                    piece = source.read(min(_CHUNK, size - file.tell()))
                if not piece:
                    break
                file.write(piece)
        source.close()

    def put(self, name: str, file: Path) -> None:
        """Write a file under a name. Object stores show it when it is whole; here a rename does that."""
        if isinstance(self._system, LocalFileSystem):
            with replacing(Path(self._path(name)), ".publishing") as new:
                shutil.copyfile(file, new)
            return
        with self._reading(name):
            self._system.put_file(str(file), self._path(name))

    def size(self, name: str) -> int:
        """Return the size of a file in bytes."""
        with self._reading(name):
            return int(self._system.info(self._path(name))["size"])

    def names(self) -> list[str]:
        """Return the names of the files there."""
        with self._reading(""):
            return [PurePosixPath(each).name for each in self._system.ls(self._folder, detail=False)]

    def remove(self, name: str) -> None:
        """Remove a file."""
        with self._reading(name):
            self._system.rm_file(self._path(name))

    def _path(self, name: str) -> str:
        return f"{self._folder}/{name}"

    @contextmanager
    def _reading(self, name: str) -> Iterator[None]:
        """Turn whatever the library of a store raises into SourceDown."""
        try:
            yield
        except FileNotFoundError as error:
            message = _("Check %(address)s: %(file)s is not there.")
            raise NotPublished(message % {"file": name, "address": self.shown}) from error
        except _failures() as error:
            message = _("Check %(address)s: %(file)s cannot be read (%(reason)s).")
            reason = f"{type(error).__name__}: {printable(str(error))}"
            raise SourceDown(message % {"file": name, "address": self.shown, "reason": reason}) from error


def _failures() -> tuple[type[BaseException], ...]:
    there = ((sys.modules.get(module), name) for module, name in _ERRORS.items())
    return OSError, ValueError, *(getattr(module, name) for module, name in there if module)

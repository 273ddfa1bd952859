"""Download a public file: resume where it broke off, verify it, and put it in place when it is complete."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import msgspec
import requests

from finder.errors import SourceDown
from finder.language import _, number
from finder.replace_file import put_in_place
from finder.sources.connections import deadline
from finder.sources.download.client import (
    NotThere,
    allowed_target,
    check_status,
    get,
    open_session,
    with_tries,
)
from finder.sources.download.offers import KINDS, Addresses, Remote, discover
from finder.sources.json_documents import BadJson, reader
from finder.sources.retry import TryAgain, sleep

__all__ = ["KINDS", "Addresses", "NotThere", "Remote", "discover", "fetch", "fetch_newest"]

#: Called with the bytes received, and the size of the file (None where the server does not say).
Progress = Callable[[int, int | None], None]

#: Bytes written at a time: the most that is lost where a connection breaks off.
_CHUNK = 1 << 16
#: The most that one file may take: the largest, the monthly file of NPPES unpacked, is half of that.
MOST_BYTES = 24 * 10**9
#: How long one request may take; the next one continues where it was ended.
_ATTEMPT_SECONDS = 2 * 3600.0
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")


def fetch_newest(
    remotes: Sequence[Remote],
    folder: Path,
    progress: Progress,
    *,
    tries: int = 5,
    wait: Callable[[float], None] = sleep,
    timeout: float = 60,
) -> tuple[Remote, Path]:
    """Return the first of `remotes` that exists, and its downloaded file.

    `discover` offers several for nppes; the next is tried only where one is gone (404). Raises SourceDown as
    `fetch` does, and NotThere where all of them are gone.
    """
    gone: list[str] = []
    for remote in remotes:
        try:
            return remote, fetch(remote, folder, progress, tries=tries, wait=wait, timeout=timeout)
        except NotThere as error:
            gone.append(str(error))
    raise NotThere(" ".join(gone) or _("CMS does not offer this file."))


def fetch(
    remote: Remote,
    folder: Path,
    progress: Progress,
    *,
    tries: int = 5,
    wait: Callable[[float], None] = sleep,
    timeout: float = 60,
) -> Path:
    """Return the path of the complete file in `folder`.

    `timeout` is in seconds without a byte, `wait` is called with seconds. Beside `<name>` is `<name>.json`
    with its address, size, ETag and date. A file is not downloaded again while the server has the same one,
    or none any more. An incomplete download is `<name>.part`, with its own `<name>.part.json`.

    Raises SourceDown, NotThere (a SourceDown) for a 404, and OSError where the disk is full. The part is
    kept to resume from, unless the server sent something else, such as a web page.
    """
    if not allowed_target(remote.url, remote.url):
        raise SourceDown(_("%(url)s is not a web address we can download from.") % {"url": remote.url})
    folder.mkdir(parents=True, exist_ok=True)
    done, url = folder / remote.name, remote.url
    with open_session() as session:
        return with_tries(lambda: _attempt(session, url, done, progress, timeout), url, tries, wait)


@dataclass(frozen=True, slots=True)
class _Version:
    """Which version of a file the server has: address, ETag, date (Last-Modified) and size in bytes."""

    url: str
    etag: str | None
    modified: str | None
    size: int | None

    def same(self, other: _Version) -> bool:
        """Tell whether both are the same bytes, as far as the server says."""
        if (self.url, self.size) != (other.url, other.size):
            return False
        return self.etag == other.etag if self.etag or other.etag else self.modified == other.modified

    def strong(self) -> str | None:
        """Return the value for If-Range: a weak ETag does not promise the same bytes (RFC 9110, 13.1.5)."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.modified


_read = reader(_Version)


class _TooLarge(Exception):
    """A server sends more than any file has."""


def _attempt(session: requests.Session, url: str, done: Path, progress: Progress, timeout: float) -> Path:
    """Send one request and save what comes. Raises TryAgain where another request may help."""
    part = done.with_name(f"{done.name}.part")
    complete, partial = _complete_version(done, url), _read_version(part, url)
    start = _start(part, partial)
    with (
        deadline(_ATTEMPT_SECONDS),
        get(session, url, _headers(complete, partial, start), timeout) as response,
    ):
        if complete and _is_unchanged(response, complete):
            progress(done.stat().st_size, complete.size)
            return done
        version, start = _prepare_part(response, url, part, partial, start)
        try:
            _receive(response, part, start, version.size, progress)
        except _TooLarge:
            _discard(part)
            message = _(
                "%(url)s sent more than %(gigabytes)s GB, more than any file we load. Nothing was saved."
            )
            raise SourceDown(message % {"url": url, "gigabytes": number(MOST_BYTES // 10**9)}) from None
    _verify(part, done, version)
    return _finish(part, done)


def _headers(complete: _Version | None, partial: _Version | None, start: int) -> dict[str, str]:
    """Return the headers that ask for the rest, or for the whole file unless it is the one we have."""
    # Sizes and ranges must count the bytes of the file, not those of a compressed form.
    headers = {"Accept-Encoding": "identity"}
    if start and partial:
        return headers | {"Range": f"bytes={start}-", "If-Range": partial.strong() or ""}
    if complete and complete.etag:
        return headers | {"If-None-Match": complete.etag}
    if complete and complete.modified:
        return headers | {"If-Modified-Since": complete.modified}
    return headers


def _is_unchanged(response: requests.Response, complete: _Version) -> bool:
    """Tell whether our complete file is still the one to use: unchanged, sent again, or gone since."""
    if response.status_code == HTTPStatus.OK:
        return _version(response, complete.url).same(complete)
    return response.status_code in (HTTPStatus.NOT_MODIFIED, HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


def _prepare_part(
    response: requests.Response, url: str, part: Path, partial: _Version | None, start: int
) -> tuple[_Version, int]:
    """Return the version that the server sends, and the byte it starts at. Removes a part of another file."""
    if response.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        _discard(part)
        raise TryAgain(_("cannot send the rest of the file"), 0)
    status = check_status(response, url, HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT)
    version = _version(response, url)
    if status == HTTPStatus.OK:
        _discard(part)
        _version_file(part).write_bytes(msgspec.json.encode(version))
        return version, 0
    rest = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
    if not (partial and start and rest and int(rest[1]) == start and version.same(partial)):
        _discard(part)
        raise TryAgain(_("sent part of a different file"), 0)
    return version, start


def _version(response: requests.Response, url: str) -> _Version:
    headers = response.headers
    if headers.get("Content-Encoding", "identity") != "identity":
        return _Version(url, None, None, None)
    rest = _CONTENT_RANGE.fullmatch(headers.get("Content-Range", ""))
    length = rest[2] if rest else headers.get("Content-Length", "")
    size = int(length) if length.isdecimal() else None
    return _Version(url, headers.get("ETag"), headers.get("Last-Modified"), size)


def _receive(
    response: requests.Response, part: Path, start: int, size: int | None, progress: Progress
) -> None:
    """Write what comes after the first `start` bytes. Raises OSError, with the file name, for a full disk."""
    progress(start, size)
    try:
        if start:
            os.truncate(part, start)
        with part.open("ab" if start else "wb") as file:
            for chunk in response.iter_content(_CHUNK):
                if file.tell() + len(chunk) > MOST_BYTES:
                    raise _TooLarge
                file.write(chunk)
                progress(file.tell(), size)
            file.flush()
            os.fsync(file.fileno())
    except requests.RequestException:  # also an OSError, but it does not come from the disk
        raise
    except OSError as error:
        error.filename = error.filename or str(part)
        raise


def _verify(part: Path, done: Path, version: _Version) -> None:
    """Raise TryAgain for an incomplete file; raise SourceDown for another kind of file, and remove it."""
    here = part.stat().st_size
    if version.size is not None and here < version.size:
        raise TryAgain(
            _("stopped after %(here)s of %(size)s bytes")
            % {"here": number(here), "size": number(version.size)}
        )
    if version.size is not None and here > version.size:
        _discard(part)
        raise TryAgain(
            _("sent %(here)s bytes of a file of %(size)s")
            % {"here": number(here), "size": number(version.size)}
        )
    if fault := _fault(part, done.suffix.lower()):
        _discard(part)
        raise SourceDown(
            _("%(url)s sent %(fault)s, not %(name)s. Nothing was saved.")
            % {"url": version.url, "fault": fault, "name": done.name}
        )


def _fault(path: Path, suffix: str) -> str | None:
    """Return what is at `path` instead of a zip, or a CSV with a header; None where it is right."""
    with path.open("rb") as file:
        head = file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<"):
        return _("a web page")
    if suffix == ".zip":
        return None if _is_zip(path) else _("an incomplete zip file")
    if b"," not in head.partition(b"\n")[0] or head.startswith(b"{"):
        return _("text without a header row")
    return None


def _is_zip(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return bool(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _finish(part: Path, done: Path) -> Path:
    """Put the complete file in place, then its version: first it would describe a file that is not there."""
    put_in_place(part, done)
    _version_file(part).replace(_version_file(done))
    return done


def _complete_version(done: Path, url: str) -> _Version | None:
    """Return the version of the complete file, None where there is none from `url`."""
    version = _read_version(done, url)
    return version if version and done.stat().st_size == version.size else None


def _start(part: Path, partial: _Version | None) -> int:
    """Return the byte to resume from: 0 where nothing shows that the server has the same file."""
    if not (partial and partial.size and partial.strong()):
        return 0
    # For a complete part the last byte is requested again: an empty range would be refused.
    return min(part.stat().st_size, partial.size - 1)


def _version_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _read_version(path: Path, url: str) -> _Version | None:
    """Return the version of the file at `path`; None where there is none from `url`."""
    try:
        version = _read(_version_file(path).read_bytes())
    except (FileNotFoundError, BadJson):
        return None
    return version if version.url == url and path.is_file() else None


def _discard(part: Path) -> None:
    part.unlink(missing_ok=True)
    _version_file(part).unlink(missing_ok=True)

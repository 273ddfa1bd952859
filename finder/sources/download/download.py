"""Fetch a public file: resumed where it broke off, verified, and put in place only when it is whole."""

from __future__ import annotations

import os
import re
import time
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
from finder.sources.download.client import Busy, NotThere, ask, checked, followed, open_session, patiently
from finder.sources.download.offers import KINDS, Addresses, Remote, discover

__all__ = ["KINDS", "Addresses", "NotThere", "Remote", "discover", "fetch", "fetch_newest"]

#: Called with the bytes that are here, and of how many (None where the server does not say).
Progress = Callable[[int, int | None], None]

#: How many bytes are written at a time; a connection that breaks off costs at most these.
_CHUNK = 1 << 16
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")


def fetch_newest(
    remotes: Sequence[Remote],
    folder: Path,
    progress: Progress,
    *,
    tries: int = 5,
    wait: Callable[[float], None] = time.sleep,
    timeout: float = 60,
) -> tuple[Remote, Path]:
    """Return the first of `remotes` that is there, and its file: for what `discover` says of the kind nppes.

    Only a file that is gone (404) makes way for the next. Raises SourceDown as `fetch` does, and NotThere
    where none of them is there.
    """
    gone: list[str] = []
    for remote in remotes:
        try:
            return remote, fetch(remote, folder, progress, tries=tries, wait=wait, timeout=timeout)
        except NotThere as error:
            gone.append(str(error))
    raise NotThere(" ".join(gone) or _("CMS offers no such file."))


def fetch(
    remote: Remote,
    folder: Path,
    progress: Progress,
    *,
    tries: int = 5,
    wait: Callable[[float], None] = time.sleep,
    timeout: float = 60,
) -> Path:
    """Return the finished file in `folder`. `timeout` is in seconds without a byte, `wait` is given seconds.

    Beside `<name>` lies `<name>.json`: the address it came from, its size, and the ETag and date by which the
    server knows it. A file is not fetched again while the server names the same, or has it no more. What
    has come of an unfinished one is `<name>.part`, with the same notes in `<name>.part.json`.

    Raises SourceDown, NotThere (a SourceDown) for a 404, and OSError where the disk is full. The part stays
    to go on from, unless what came is no such file at all.
    """
    if not followed(remote.url, remote.url):
        raise SourceDown(_("%(url)s is no web address to download from.") % {"url": remote.url})
    folder.mkdir(parents=True, exist_ok=True)
    done, url = folder / remote.name, remote.url
    with open_session() as session:
        return patiently(lambda: _attempt(session, url, done, progress, timeout), url, tries, wait)


@dataclass(frozen=True, slots=True)
class _Mark:
    """By what a server's file is known again."""

    url: str
    etag: str | None
    modified: str | None
    size: int | None

    def same(self, other: _Mark) -> bool:
        """Tell whether both are of the same bytes, as far as the server says."""
        if (self.url, self.size) != (other.url, other.size):
            return False
        return self.etag == other.etag if self.etag or other.etag else self.modified == other.modified

    def strong(self) -> str | None:
        """Return what If-Range may name: a weak ETag does not promise the same bytes (RFC 9110, 13.1.5)."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.modified


def _attempt(session: requests.Session, url: str, done: Path, progress: Progress, timeout: float) -> Path:
    """Ask once, and keep what comes. Raises Busy where asking again may help."""
    part = done.with_name(f"{done.name}.part")
    held, begun = _held(done, url), _noted(part, url)
    start = _start(part, begun)
    with ask(session, url, _headers(held, begun, start), timeout) as answer:
        if held and _is_held(answer, held):
            progress(done.stat().st_size, held.size)
            return done
        mark, start = _agreed(answer, url, part, begun, start)
        _receive(answer, part, start, mark.size, progress)
    _verify(part, done, mark)
    return _finish(part, done)


def _headers(held: _Mark | None, begun: _Mark | None, start: int) -> dict[str, str]:
    """Return what to ask for: the rest, or the whole unless it is the one that is here."""
    # Sizes and ranges must count the bytes of the file, not those of a packed form of it.
    headers = {"Accept-Encoding": "identity"}
    if start and begun:
        return headers | {"Range": f"bytes={start}-", "If-Range": begun.strong() or ""}
    if held and held.etag:
        return headers | {"If-None-Match": held.etag}
    if held and held.modified:
        return headers | {"If-Modified-Since": held.modified}
    return headers


def _is_held(answer: requests.Response, held: _Mark) -> bool:
    """Tell whether the answer means the finished file: unchanged, gone since, or the same once more."""
    if answer.status_code == HTTPStatus.OK:
        return _mark(answer, held.url).same(held)
    return answer.status_code in (HTTPStatus.NOT_MODIFIED, HTTPStatus.NOT_FOUND, HTTPStatus.GONE)


def _agreed(
    answer: requests.Response, url: str, part: Path, begun: _Mark | None, start: int
) -> tuple[_Mark, int]:
    """Return what the server gives, and from which byte on. Drops a part that is no part of it."""
    if answer.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        _discard(part)
        raise Busy(_("cannot give the rest of the file"), 0)
    status = checked(answer, url, HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT)
    mark = _mark(answer, url)
    if status == HTTPStatus.OK:
        _discard(part)
        _notes(part).write_bytes(msgspec.json.encode(mark))
        return mark, 0
    rest = _CONTENT_RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    if not (begun and start and rest and int(rest[1]) == start and mark.same(begun)):
        _discard(part)
        raise Busy(_("gave a piece of another file than it began with"), 0)
    return mark, start


def _mark(answer: requests.Response, url: str) -> _Mark:
    headers = answer.headers
    if headers.get("Content-Encoding", "identity") != "identity":
        return _Mark(url, None, None, None)
    rest = _CONTENT_RANGE.fullmatch(headers.get("Content-Range", ""))
    length = rest[2] if rest else headers.get("Content-Length", "")
    size = int(length) if length.isdecimal() else None
    return _Mark(url, headers.get("ETag"), headers.get("Last-Modified"), size)


def _receive(answer: requests.Response, part: Path, start: int, size: int | None, progress: Progress) -> None:
    """Write what comes behind the first `start` bytes. Raises OSError, naming the file, for a full disk."""
    progress(start, size)
    try:
        if start:
            os.truncate(part, start)
        with part.open("ab" if start else "wb") as file:
            for chunk in answer.iter_content(_CHUNK):
                file.write(chunk)
                progress(file.tell(), size)
            file.flush()
            os.fsync(file.fileno())
    except requests.RequestException:  # which is an OSError too
        raise
    except OSError as error:
        error.filename = error.filename or str(part)
        raise


def _verify(part: Path, done: Path, mark: _Mark) -> None:
    """Raise Busy for a file that is not whole; raise SourceDown for what is no such file, and remove it."""
    here = part.stat().st_size
    if mark.size is not None and here < mark.size:
        raise Busy(
            _("broke off after %(here)s of %(size)s bytes")
            % {"here": number(here), "size": number(mark.size)}
        )
    if mark.size is not None and here > mark.size:
        _discard(part)
        raise Busy(
            _("gave %(here)s bytes of a file of %(size)s") % {"here": number(here), "size": number(mark.size)}
        )
    if fault := _fault(part, done.suffix.lower()):
        _discard(part)
        raise SourceDown(
            _("%(url)s answered with %(fault)s, not with %(name)s. Nothing of it was kept.")
            % {"url": mark.url, "fault": fault, "name": done.name}
        )


def _fault(path: Path, suffix: str) -> str | None:
    """Return what is at `path` instead of a zip or a CSV with a header; None if it is one."""
    with path.open("rb") as file:
        head = file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<"):
        return _("a web page")
    if suffix == ".zip":
        return None if _is_zip(path) else _("a file that is no whole zip file")
    if b"," not in head.partition(b"\n")[0] or head.startswith(b"{"):
        return _("text that does not begin with a header of columns")
    return None


def _is_zip(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return bool(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _finish(part: Path, done: Path) -> Path:
    """Put the part in its place. The notes follow: before it they would speak of bytes not there."""
    put_in_place(part, done)
    _notes(part).replace(_notes(done))
    return done


def _held(done: Path, url: str) -> _Mark | None:
    """Return the mark of the finished file, if it is whole and came from `url`."""
    mark = _noted(done, url)
    return mark if mark and done.stat().st_size == mark.size else None


def _start(part: Path, begun: _Mark | None) -> int:
    """Return how many bytes of the part to go on from: none if nothing tells that it is the same file."""
    if not (begun and begun.size and begun.strong()):
        return 0
    # A part that is complete asks for its last byte again: a range of nothing would be refused.
    return min(part.stat().st_size, begun.size - 1)


def _notes(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _noted(path: Path, url: str) -> _Mark | None:
    """Return what is noted of `path`; None where there is no such file, or it came from elsewhere."""
    try:
        mark = msgspec.json.decode(_notes(path).read_bytes(), type=_Mark)
    except (FileNotFoundError, msgspec.DecodeError):
        return None
    return mark if mark.url == url and path.is_file() else None


def _discard(part: Path) -> None:
    part.unlink(missing_ok=True)
    _notes(part).unlink(missing_ok=True)

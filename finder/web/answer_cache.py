"""Answers that were made, kept in memory for the next reader who asks the same; and which may be kept.

An answer is kept only if it says the same to everybody who asks so: not one to a posted search, not one that
says what is open now or was asked of the live registry, and none that a browser must not store either. What
is kept belongs to one snapshot of the directory and to one day, and goes with them.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass, replace
from time import perf_counter, time
from typing import TYPE_CHECKING, NamedTuple

from cachetools import LRUCache
from flask import Flask, Response, g, request
from werkzeug.http import parse_etags

from finder.language import current_language
from finder.store.connect import Snapshot
from finder.store.storage.interface import OpenDirectory
from finder.web.context import is_only_now
from finder.web.fhir.outcome import is_fhir
from finder.web.headers import NO_TRACE
from finder.web.monitoring.answered import Answered, Watcher, method, route

if TYPE_CHECKING:
    from granian._granian import RSGIHeaders

#: Where the application has its cache.
EXTENSION = "finder.answer_cache"
#: Where the environment of a request holds what tells whether its answer may be kept.
KEEP = "finder.keep"
#: The headers of a request that its answer may depend on, beside the address; and those of a FHIR client.
#: An answer that varies by another one is not kept.
_ASKED = frozenset(("host", "accept-encoding", "x-forwarded-proto", "x-forwarded-host"))
_ASKED_OF_FHIR = _ASKED | {"accept", "prefer"}
#: A request with one of these is looked at by the application itself.
_NEVER = ("content-length", "transfer-encoding")
#: What is not sent again with the answer that nothing has changed, and the time, which the server adds.
_OF_BODY = ("content-type", "content-length", "content-encoding")
#: What is true of one answer alone: when it was made, and how often its asker may ask again.
_ONCE = ("date", "ratelimit")
#: The largest part of the memory that one answer may take, and what one takes beside its body, in bytes.
_LARGEST_PART, _BESIDE = 1 / 16, 4096
_DAY = 86_400

Answer = tuple[int, list[tuple[str, str]], bytes]


class Asked(NamedTuple):
    """All that an answer may depend on: two requests that are alike here get the same answer."""

    scheme: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Keep:
    """What the application says of an answer that may be kept: its snapshot, if any; how it is counted."""

    snapshot: Snapshot | None
    etag: str
    answered: Answered


@dataclass(frozen=True, slots=True)
class _Kept:
    answer: Answer
    unchanged: Answer
    etag: str
    answered: Answered


class AnswerCache:
    """Answers of one process, at most `most` bytes of them, those asked for longest ago forgotten first.

    It has no lock: one thread alone, that of the event loop, may use it.
    """

    def __init__(self, directory: OpenDirectory, watcher: Watcher, most: int) -> None:
        self._directory, self._watcher, self._most = directory, watcher, most
        self._kept: LRUCache[Asked, _Kept] = LRUCache(most, getsizeof=_size)
        self._snapshot: Callable[[], Snapshot | None] = lambda: None
        self._day = 0.0

    def asked(self, scheme: str, path: str, query: str, headers: RSGIHeaders) -> Asked | None:
        """Return what a GET request asks, or None if its answer is neither kept nor looked for."""
        if not self._most or any(name in headers for name in _NEVER):
            return None
        names = _asked(path)
        return Asked(scheme, path, query, tuple(each for each in headers.items() if each[0] in names))

    def find(self, asked: Asked, headers: RSGIHeaders) -> Answer | None:
        """Return the kept answer, counted as one, or the answer that the reader has it already."""
        started = perf_counter()
        if not self._is_of_now() or (found := self._kept.get(asked)) is None:
            return None
        known = headers.get("if-none-match")
        answer = found.unchanged if known and parse_etags(known).contains_weak(found.etag) else found.answer
        status, _, body = answer
        self._watcher.count(
            replace(found.answered, status=status, seconds=perf_counter() - started, size=len(body))
        )
        return answer

    def keep(self, asked: Asked, keep: Keep | None, answer: Answer) -> None:
        """Keep an answer, if the application allows it and it is one of the directory that is in use."""
        if keep is None or not self._is_of_now() or keep.snapshot not in (None, self._snapshot()):
            return
        status, headers, body = answer
        headers = [each for each in headers if each[0].lower() not in _ONCE]
        kept = _Kept(
            (status, headers, body),
            (304, [each for each in headers if each[0].lower() not in _OF_BODY], b""),
            keep.etag,
            keep.answered,
        )
        if _size(kept) <= self._most * _LARGEST_PART:
            self._kept[asked] = kept

    def _is_of_now(self) -> bool:
        """Tell whether the directory is unchanged; what was kept of another one or another day is dropped."""
        snapshot, day = self._directory.unchanged(), time() // _DAY
        if snapshot is None:
            return False  # the application looks at the new one
        if snapshot is not self._snapshot() or day != self._day:
            self._kept.clear()
            self._snapshot, self._day = weakref.ref(snapshot), day
        return True


def _asked(path: str) -> frozenset[str]:
    return _ASKED_OF_FHIR if is_fhir(path) else _ASKED


def _size(kept: _Kept) -> int:
    return len(kept.answer[2]) + _BESIDE


def install(app: Flask, cache: AnswerCache) -> None:
    """Say which answers may be kept; who serves the application finds the cache among the extensions.

    They have an ETag (headers.tag), by which a browser asks again.
    """
    app.extensions[EXTENSION] = cache

    @app.after_request
    def mark(response: Response) -> Response:
        etag, _is_weak = response.get_etag()
        if etag and _may_be_kept(response):
            answered = Answered(route(), method(), 200, 0.0, None, current_language())
            request.environ[KEEP] = Keep(g.get("snapshot"), etag, answered)
        return response


def _may_be_kept(response: Response) -> bool:
    return (
        response.status_code == 200
        and request.method == "GET"
        and not is_only_now()
        and response.headers.get("Cache-Control") != NO_TRACE
        and _asked(request.path).issuperset(each.lower() for each in response.vary)
        and "Set-Cookie" not in response.headers
        and not response.is_streamed
    )

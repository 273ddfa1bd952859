"""A connection to the NPI Registry that another thread can cut, and a cache of its answers."""

from __future__ import annotations

import datetime
import socket
import ssl
import threading
import zlib
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import SplitResult

from cachetools import TLRUCache

from finder.errors import SourceDown
from finder.language import _
from finder.sources.retry import TryAgain, retry_after

#: A page of 200 rows is less than half a megabyte; a longer answer is not a page.
MOST_BYTES = 4 * 2**20
_HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip",
    "User-Agent": "cancer-finder (NPI look-up)",
}
_GZIP = 31  # zlib's number for a gzip header


class Connection:
    """One connection, kept open between requests. One thread sends requests; any other may cut it.

    A socket's time limit holds for each wait, not for an answer that comes byte by byte: cutting ends it.
    """

    def __init__(self, address: SplitResult, context: ssl.SSLContext | None) -> None:
        self._path = address.path or "/"
        host = address.hostname or ""
        self._http = (
            HTTPSConnection(host, address.port, context=context)
            if context
            else HTTPConnection(host, address.port)
        )

    def get(self, query: str, seconds: float, ended: threading.Event) -> bytes:
        """Return the body of the answer; no single wait is longer than `seconds`.

        Raises TryAgain where a second try may help, SourceDown otherwise, and where `ended` is set.
        """
        try:
            return self._get(query, seconds, ended)
        except (OSError, HTTPException, ValueError, zlib.error) as error:
            raise TryAgain(_("the NPI Registry cannot be reached")) from error
        finally:
            if ended.is_set():
                self.close()

    def cut(self) -> None:
        """End the request under way, from another thread; the thread that sent it closes the connection."""
        sock: socket.socket | None = self._http.sock
        if sock is not None:
            with suppress(OSError):
                # Not the method of a TLS socket: that one takes away what the reading thread still uses.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the connection; the next request opens a new one."""
        self._http.close()

    def _get(self, query: str, seconds: float, ended: threading.Event) -> bytes:
        self._open(seconds)
        # After opening: the thread that sets it cuts afterwards, and needs a connection to cut.
        if ended.is_set():
            raise SourceDown(_("there is no time left to ask the NPI Registry"))
        try:
            self._http.request("GET", f"{self._path}?{query}", headers=_HEADERS)
            with self._http.getresponse() as response:
                return _body(response)
        except BaseException:
            self.close()
            raise

    def _open(self, seconds: float) -> None:
        if seconds <= 0:
            raise SourceDown(_("there is no time left to ask the NPI Registry"))
        if self._http.sock is None:
            self._http.timeout = seconds
            self._http.connect()
        else:
            self._http.sock.settimeout(seconds)


def _body(response: HTTPResponse) -> bytes:
    if response.status == 429:
        raise TryAgain(_("the NPI Registry is busy"), _seconds(response))
    if response.status >= 500:
        raise TryAgain(_("the NPI Registry answered with status %(status)s") % {"status": response.status})
    if response.status != 200:
        raise SourceDown(_("the NPI Registry answered with status %(status)s") % {"status": response.status})
    data = response.read(MOST_BYTES)
    if response.getheader("Content-Encoding") == "gzip":
        data = zlib.decompressobj(_GZIP).decompress(data, MOST_BYTES)
    if len(data) == MOST_BYTES:
        raise SourceDown(_("the NPI Registry sent far more than one page"))
    return data


def _seconds(response: HTTPResponse) -> float:
    """Return how long the registry asks to be left alone: an hour at most, a second where it does not say."""
    seconds = retry_after(dict(response.headers.items()))
    return 1.0 if seconds is None else min(seconds, 3600.0)


@dataclass(frozen=True, slots=True)
class CachedPage:
    """An answer, when it was asked for, and for how many seconds it may be used."""

    packed: bytes
    asked: datetime.datetime
    seconds: float

    @property
    def body(self) -> bytes:
        """The answer as it came."""
        return zlib.decompress(self.packed)


class PageCache:
    """Compressed answers by query, each for its own time, of `size` bytes in all. Safe for many threads.

    Where it is full, expired answers go first, then the one that was used longest ago.
    """

    def __init__(self, size: int, clock: Callable[[], float]) -> None:
        self._pages: TLRUCache[str, CachedPage] = TLRUCache(
            size,
            ttu=lambda _query, page, now: now + page.seconds,
            timer=clock,
            getsizeof=lambda page: len(page.packed),
        )
        self._lock = threading.Lock()

    def get(self, query: str) -> CachedPage | None:
        """Return the cached answer, None where there is none or it has expired."""
        with self._lock:
            return self._pages.get(query)

    def put(self, query: str, body: bytes, asked: datetime.datetime, seconds: float) -> None:
        """Cache an answer for `seconds`, unless it is larger than the whole cache."""
        page = CachedPage(zlib.compress(body, 1), asked, seconds)
        with self._lock, suppress(ValueError):
            self._pages[query] = page


class OverBudget(SourceDown):
    """The requests of this minute, or of one search, are used up; `gap` is the key of the note for that."""

    def __init__(self, gap: str) -> None:
        super().__init__(_("we have used all our requests to the NPI Registry for now"))
        self.gap = gap


class Budget:
    """Allows so many requests within any minute. Safe for many threads."""

    def __init__(self, most: int, clock: Callable[[], float]) -> None:
        self._times: deque[float] = deque(maxlen=most)
        self._clock = clock
        self._lock = threading.Lock()

    def spend(self) -> None:
        """Count one request. Raises OverBudget where it would be one too many."""
        with self._lock:
            now = self._clock()
            if len(self._times) == self._times.maxlen and now - self._times[0] < 60:
                raise OverBudget("busy")
            self._times.append(now)

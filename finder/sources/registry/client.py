"""A connection to the NPI Registry that can be cut from outside, and a memory for its answers."""

from __future__ import annotations

import socket
import ssl
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import SplitResult

from finder.errors import SourceDown
from finder.language import _

#: A page of 200 rows takes less than half a megabyte; what is longer than this is no answer.
MOST_BYTES = 16 * 2**20
_HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip",
    "User-Agent": "cancer-finder (NPI look-up)",
}
_GZIP = 31  # zlib's number for a gzip header


class Again(SourceDown):
    """The registry may answer if it is asked again in `seconds`."""

    def __init__(self, what: str, seconds: float = 0.0) -> None:
        super().__init__(what)
        self.seconds = seconds


class Line:
    """One connection, kept open between questions. One thread asks; any other may cut it.

    A time limit of a socket is for each wait, not for an answer that comes byte by byte: cutting ends it.
    """

    def __init__(self, address: SplitResult, context: ssl.SSLContext | None) -> None:
        self._path = address.path or "/"
        host = address.hostname or ""
        self._connection = (
            HTTPSConnection(host, address.port, context=context)
            if context
            else HTTPConnection(host, address.port)
        )

    def get(self, query: str, seconds: float, over: threading.Event) -> bytes:
        """Return the body of the answer; no single wait is longer than `seconds`.

        Raises Again where a second try may help, SourceDown otherwise, and when `over` is set.
        """
        try:
            return self._get(query, seconds, over)
        except (OSError, HTTPException, ValueError, zlib.error) as fault:
            raise Again(_("the NPI Registry cannot be reached")) from fault
        finally:
            if over.is_set():
                self.close()

    def cut(self) -> None:
        """End what is under way, from another thread; the asking thread closes."""
        held: socket.socket | None = self._connection.sock
        if held is not None:
            with suppress(OSError):
                # Not the method of a TLS socket: that one takes away what the reading thread still uses.
                socket.socket.shutdown(held, socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the connection; the next question opens a new one."""
        self._connection.close()

    def _get(self, query: str, seconds: float, over: threading.Event) -> bytes:
        self._open(seconds)
        # After opening: whoever sets it cuts afterwards, and finds the connection to cut.
        if over.is_set():
            raise SourceDown(_("there is no time left to ask the NPI Registry"))
        try:
            self._connection.request("GET", f"{self._path}?{query}", headers=_HEADERS)
            with self._connection.getresponse() as response:
                return _body(response)
        except BaseException:
            self.close()
            raise

    def _open(self, seconds: float) -> None:
        if seconds <= 0:
            raise SourceDown(_("there is no time left to ask the NPI Registry"))
        if self._connection.sock is None:
            self._connection.timeout = seconds
            self._connection.connect()
        else:
            self._connection.sock.settimeout(seconds)


def _body(response: HTTPResponse) -> bytes:
    if response.status == 429:
        raise Again(_("the NPI Registry is busy"), _seconds(response.getheader("Retry-After")))
    if response.status >= 500:
        raise Again(_("the NPI Registry answered with status %(status)s") % {"status": response.status})
    if response.status != 200:
        raise SourceDown(_("the NPI Registry answered with status %(status)s") % {"status": response.status})
    data = response.read(MOST_BYTES)
    if response.getheader("Content-Encoding") == "gzip":
        data = zlib.decompressobj(_GZIP).decompress(data, MOST_BYTES)
    if len(data) == MOST_BYTES:
        raise SourceDown(_("the NPI Registry answered far more than a page"))
    return data


def _seconds(retry_after: str | None) -> float:
    """Return the seconds to wait; a date, which needs a second clock to read, counts as an hour."""
    text = (retry_after or "1").strip()
    return min(float(text), 3600.0) if text.isascii() and text.isdigit() else 3600.0


class Memory:
    """Packed answers by question, each for its time; the least recently used goes first. For many threads."""

    def __init__(self, entries: int, clock: Callable[[], float]) -> None:
        self._entries = entries
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, question: str) -> bytes | None:
        """Return what was answered, unless it is too old."""
        with self._lock:
            until, packed = self._kept.get(question, (0.0, b""))
            if not packed:
                return None
            if self._clock() >= until:
                del self._kept[question]
                return None
            self._kept.move_to_end(question)
        return zlib.decompress(packed)

    def put(self, question: str, answer: bytes, seconds: float) -> None:
        """Keep an answer for `seconds`."""
        packed = zlib.compress(answer, 1)
        with self._lock:
            self._kept[question] = (self._clock() + seconds, packed)
            self._kept.move_to_end(question)
            while len(self._kept) > self._entries:
                self._kept.popitem(last=False)

"""The application as granian calls it: a body is read, with a deadline, before a thread is taken."""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from typing import IO, TYPE_CHECKING, Any

from granian._granian import RSGIProtocolClosed
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from werkzeug.wsgi import FileWrapper

from finder.web.answer_cache import KEEP, Answer, AnswerCache
from finder.web.guard import BODY_STATUS
from finder.web.headers import most_body

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment
    from granian._granian import RSGIHTTPProtocol
    from granian.rsgi import Scope

#: How many requests are computed at a time in a process: threads that compute together only take the
#: interpreter from each other. Those that ask a database server mostly wait, and do not.
TURNS, TURNS_OF_DATABASE = 1, 4
#: One that takes longer than this, in seconds, goes on beside the next ones, up to THREADS.
LONG = 0.25
THREADS = 8
#: How long the whole body of a request may take to arrive, in seconds.
BODY_SECONDS = 5.0
#: An answer of more bytes is sent in blocks.
LARGE, BLOCK = 4 << 20, 256 << 10
#: Headers whose names in a WSGI environment have no prefix.
_BARE = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
#: How granian serves it (docs/decisions/2026-11-30-slow-clients.md). No access log: it would record what
#: people search for. A process that is stopped gets eight seconds to finish its answers.
OPTIONS: dict[str, Any] = {
    "interface": Interfaces.RSGI,
    "factory": True,
    "http": HTTPModes.http1,
    "http1_settings": HTTP1Settings(header_read_timeout=10_000, max_buffer_size=64 * 1024),
    "workers_kill_timeout": 8,
    "backlog": 2048,
    "backpressure": 4096,
    "log_access": False,
    "log_enabled": True,
    "websockets": False,
}


@dataclass(frozen=True, slots=True)
class Streamed:
    """An answer that is not held in memory: its parts come as they are read."""

    status: int
    headers: list[tuple[str, str]]
    chunks: Iterable[bytes]


class Served:
    """The application for one process of granian (RSGI).

    Granian's own WSGI interface gives each request a thread before its body has come, so that a few senders
    who never finish stop the site.
    """

    def __init__(
        self,
        app: WSGIApplication,
        cache: AnswerCache | None = None,
        turns: int = TURNS,
        body_seconds: float = BODY_SECONDS,
    ) -> None:
        self._app, self._cache = app, cache
        self._body_seconds = body_seconds
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="request")
        self._turns = asyncio.Semaphore(turns)

    async def __rsgi__(self, scope: Scope, protocol: RSGIHTTPProtocol) -> None:
        """Answer one request; nothing where its sender left before the end of the body."""
        cache = self._cache if scope.method == "GET" else None
        asked = cache and cache.asked(scope.scheme, scope.path, scope.query_string, scope.headers)
        if cache and asked and (kept := cache.find(asked, scope.headers)):
            protocol.response_bytes(*kept)
            return
        body, status = b"", 0
        if scope.method == "POST":
            try:
                body, status = await self._read(scope, protocol)
            except ConnectionError:
                return
        environ = environment(scope, body) | {BODY_STATUS: status}
        answer = await self._compute(environ)
        if isinstance(answer, Streamed):
            await self._stream(protocol, answer)
            return
        protocol.response_bytes(*answer)
        if cache and asked:
            cache.keep(asked, environ.get(KEEP), answer)

    async def _stream(self, protocol: RSGIHTTPProtocol, answer: Streamed) -> None:
        """Send an answer part by part, each read when the one before has been taken."""
        loop, parts = asyncio.get_running_loop(), iter(answer.chunks)
        transport = protocol.response_stream(answer.status, answer.headers)
        try:
            while part := await loop.run_in_executor(self._threads, next, parts, b""):
                await transport.send_bytes(part)
        except RSGIProtocolClosed:
            return  # the reader has left
        finally:
            _close(answer.chunks)

    async def _compute(self, environ: WSGIEnvironment) -> Answer | Streamed:
        """Compute an answer when it is its turn; what takes long passes the turn on."""
        loop, has_turn = asyncio.get_running_loop(), True

        def pass_on() -> None:
            nonlocal has_turn
            if has_turn:
                has_turn = False
                self._turns.release()

        await self._turns.acquire()
        timer = loop.call_later(LONG, pass_on)
        try:
            return await loop.run_in_executor(self._threads, self._answer, environ)
        finally:
            timer.cancel()
            pass_on()

    async def _read(self, scope: Scope, protocol: RSGIHTTPProtocol) -> tuple[bytes, int]:
        """Return the body, and 0 or the status that says why it was not read whole."""
        declared = int(scope.headers.get("content-length", "0"))
        most = most_body(scope.path)
        if declared > most:
            return b"", 413
        parts, size = [], 0
        try:
            async with asyncio.timeout(self._body_seconds):
                async for part in protocol:
                    parts.append(part)
                    size += len(part)
                    if size > most:
                        return b"", 413
        except TimeoutError:
            return b"", 408
        if size < declared:
            raise ConnectionError
        return b"".join(parts), 0

    def _answer(self, environ: WSGIEnvironment) -> Answer | Streamed:
        """Return an answer: in one piece, or, where it is large or its size is not known, to be streamed."""
        status, headers = 500, []

        def start(line: str, given: list[tuple[str, str]], _error: Any = None) -> Any:
            nonlocal status, headers
            status, headers = int(line[:3]), given

        chunks = self._app(environ, start)
        size = next((int(value) for name, value in headers if name.lower() == "content-length"), None)
        is_file = environ["REQUEST_METHOD"] == "GET" and status in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT)
        is_held = isinstance(chunks, list)  # in memory already
        if is_file and not is_held and (size is None or size > LARGE):
            return Streamed(status, headers, chunks)
        try:
            return status, headers, b"".join(chunks)
        finally:
            _close(chunks)


def _close(chunks: Iterable[bytes]) -> None:
    if hasattr(chunks, "close"):
        chunks.close()


def _in_blocks(file: IO[bytes], _size: int = 0) -> FileWrapper:
    """Return a file as WSGI sends it: in larger blocks than werkzeug's own, as each takes a turn."""
    return FileWrapper(file, BLOCK)


def environment(scope: Scope, body: bytes) -> WSGIEnvironment:
    """Return the WSGI environment of a request (PEP 3333), with `body` as its input."""
    host, _, port = scope.server.rpartition(":")
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": _in_blocks,
    }
    for name, value in scope.headers.items():
        key = _BARE.get(name) or f"HTTP_{name.replace('-', '_').upper()}"
        environ[key] = f"{environ[key]},{value}" if key in environ else value
    return environ

"""A web folder that published directories are read from, with everything that can be wrong with it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from tests.sources.local_server import serve


@dataclass
class WebSource:
    """A folder on the web. A test sets what is wrong with it, and reads what was asked."""

    folder: Path
    address: str = ""
    #: Every connection is closed without an answer.
    away: bool = False
    #: A directory ends after so many bytes of each answer, though more were promised.
    cut_after: int | None = None
    #: A directory is sent in pieces, with so many seconds before each.
    pause: float = 0.0
    #: Ranges are ignored, as simple servers do.
    without_ranges: bool = False
    #: What was asked for, with the status, and how many bytes were sent of it.
    asked: list[tuple[str, int, int]] = field(default_factory=list)

    def statuses(self, name: str) -> list[int]:
        return [status for each, status, _ in self.asked if name in each]


@contextmanager
def web_source(folder: Path) -> Iterator[WebSource]:
    source = WebSource(folder)
    with serve(_handler(source)) as port:
        source.address = f"http://127.0.0.1:{port}/finder"
        yield source


def _handler(source: WebSource) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.close_connection = True
            if source.away:
                return
            file = source.folder / self.path.rpartition("/")[2]
            if not file.is_file():
                self._send(404, b"")
                return
            content = file.read_bytes()
            tag = f'"{sha256(content).hexdigest()}"'
            if self.headers.get("If-None-Match") == tag:
                self._send(304, b"")
                return
            start = 0 if source.without_ranges else self._start()
            self._send(206 if start else 200, content[start:], tag, slow=file.suffix == ".zst")

        def _start(self) -> int:
            return int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-"))

        def _send(self, status: int, body: bytes, tag: str = "", *, slow: bool = False) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Connection", "close")
            if tag:
                self.send_header("ETag", tag)
            self.end_headers()
            sent = 0
            if slow and source.cut_after is not None:
                body = body[: source.cut_after]
            try:
                for at in range(0, len(body), 50_000):
                    if slow and source.pause:
                        time.sleep(source.pause)
                    self.wfile.write(body[at : at + 50_000])
                    sent += len(body[at : at + 50_000])
            finally:
                source.asked.append((self.path, status, sent))

        def log_message(self, *_: object) -> None:
            """Write nothing."""

    return Handler

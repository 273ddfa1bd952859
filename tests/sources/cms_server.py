"""A server on this machine that gives files and listings as CMS's do, with the faults that happen there."""

from __future__ import annotations

import json
import socket
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler

from tests.sources.local_server import serve

ERROR_PAGE = b"<!DOCTYPE html>\n<html><head><title>Page not found</title></head><body>Sorry.</body></html>\n"
NOW = "Mon, 14 Sep 2026 12:00:00 GMT"

CLINICIANS, AFFILIATIONS, HOSPITALS = "mj5m-pzi6", "27ea-46a8", "xubh-q36u"


@dataclass(frozen=True)
class Fault:
    """What happens instead of, or to, one answer."""

    status: int | None = None  # answered instead of the file
    headers: dict[str, str] = field(default_factory=dict)  # said too, or instead
    body: bytes = ERROR_PAGE  # sent with that status
    drop_after: int | None = None  # bytes of the body until the connection breaks


@dataclass
class File:
    """A file that is offered."""

    body: bytes
    etag: str | None = '"first"'
    modified: str | None = "Sun, 13 Sep 2026 06:00:00 GMT"
    ranges: bool = True
    if_range: bool = True  # whether If-Range is heeded, as it must be
    says_length: bool = True

    def marks(self) -> dict[str, str]:
        marks = {"ETag": self.etag, "Last-Modified": self.modified}
        return {name: value for name, value in marks.items() if value}

    def unchanged(self, asked: Message) -> bool:
        if asked["If-None-Match"]:
            return asked["If-None-Match"] == self.etag
        return bool(self.modified) and asked["If-Modified-Since"] == self.modified

    def part_from(self, asked: Message) -> int | None:
        """The first byte that is asked for, where a part may be given."""
        if not self.ranges or not asked["Range"]:
            return None
        if self.if_range and asked["If-Range"] not in (None, self.etag, self.modified):
            return None
        return int(asked["Range"].removeprefix("bytes=").removesuffix("-"))


@dataclass
class CmsServer:
    """The files by path, the faults still to come by path, and what was asked."""

    port: int
    files: dict[str, File] = field(default_factory=dict)
    faults: dict[str, deque[Fault]] = field(default_factory=dict)
    seen: list[tuple[str, Message]] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def offer(self, path: str, body: bytes, **how) -> str:
        self.files[path] = File(body, **how)
        return self.url(path)

    def offer_listing(self, *names: str) -> None:
        """Offer the NPPES page, with relative links to these names."""
        links = "".join(f'<li><a href="./{name}">NPPES ({name[:9]})</a></li>\n' for name in names)
        page = f'<html><head><link href="/style.css"></head><body><ul>\n{links}</ul></body></html>'
        self.offer("/nppes/NPI_Files.html", page.encode())

    def offer_data_set(self, identifier: str, answer: object, count: int | None = None) -> None:
        """Offer what the provider data say of a data set, and how many rows it has."""
        self.offer(f"/api/1/metastore/schemas/dataset/items/{identifier}", json.dumps(answer).encode())
        if count is not None:
            query = f"/api/1/datastore/query/{identifier}/0?limit=1&count=true&results=false&schema=false"
            self.offer(query, json.dumps({"count": count}).encode())

    def fail(self, path: str, *faults: Fault) -> None:
        self.faults.setdefault(path, deque()).extend(faults)

    def asked(self, path: str) -> list[Message]:
        """The headers of every request for `path`, in order."""
        return [headers for seen, headers in self.seen if seen == path]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    cms: CmsServer

    def do_GET(self) -> None:
        self.cms.seen.append((self.path, self.headers))
        waiting = self.cms.faults.get(self.path)
        fault = waiting.popleft() if waiting else Fault()
        if fault.status is not None:
            self._say(fault.status, {"Content-Type": "text/html"}, fault.body, fault)
        elif file := self.cms.files.get(self.path):
            self._give(file, fault)
        else:
            self._say(404, {"Content-Type": "text/html"}, ERROR_PAGE, fault)

    def _give(self, file: File, fault: Fault) -> None:
        if file.unchanged(self.headers):
            return self._say(304, file.marks(), b"", fault)
        start, size = file.part_from(self.headers), len(file.body)
        if start is None:
            return self._say(200, file.marks(), file.body, fault, says_length=file.says_length)
        if start >= size:
            return self._say(416, {"Content-Range": f"bytes */{size}"}, b"", fault)
        marks = file.marks() | {"Content-Range": f"bytes {start}-{size - 1}/{size}"}
        return self._say(206, marks, file.body[start:], fault)

    def _say(
        self, status: int, headers: dict[str, str], body: bytes, fault: Fault, *, says_length: bool = True
    ) -> None:
        self.send_response_only(status)
        told = {"Date": NOW, "Connection": "close"} | headers | fault.headers
        if says_length and status != 304:
            told.setdefault("Content-Length", str(len(body)))
        for name, value in told.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[: fault.drop_after])
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_WR)

    def log_message(self, *told) -> None:
        """Say nothing: `seen` holds what was asked."""


@contextmanager
def cms_server() -> Iterator[CmsServer]:
    """Yield a running server; nothing is offered yet."""
    handler = type("Handler", (_Handler,), {})
    with serve(handler) as port:
        handler.cms = CmsServer(port)
        yield handler.cms

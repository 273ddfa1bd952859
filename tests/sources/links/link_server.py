"""A server on this machine that answers for links as web sites do, with all that happens there."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler

from tests.sources.local_server import serve


def page(title: str, body: str = "", head: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()
    )


LOGIN = page("Log in | NCCN", '<form><input name="user"><input type="password" name="word"></form>')


@dataclass
class Answer:
    """One answer: `drop` breaks the connection instead, `slow` seconds pass between the bytes of the body
    after the first `at_once`, without a `cookie` the asker is sent to the same address with one.
    """

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False
    slow: float = 0.0
    at_once: int = 0
    kind: str = "text/html; charset=utf-8"
    cookie: str = ""


@dataclass
class LinkServer:
    """The answers by path (the last one of a list stays), by method where told, and what was asked."""

    port: int
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    seen: list[tuple[str, str, Message]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def on(self, path: str, *answers: Answer, method: str = "") -> str:
        self.answers[f"{method}{path}"] = list(answers)
        return self.url(path)

    def page(self, path: str, title: str, body: str = "", **headers: str) -> str:
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.on(path, Answer(body=page(title, body), headers=headers))

    def sends_on(self, path: str, to: str, status: int = 301) -> str:
        return self.on(path, Answer(status, headers={"Location": to}))

    def asked(self, path: str = "") -> list[str]:
        """The methods asked for at a path; without one what was asked but for robots.txt."""
        if path:
            return [method for method, seen, _ in self.seen if seen == path]
        return [f"{method} {seen}" for method, seen, _ in self.seen if seen != "/robots.txt"]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are sent one after the other
    site: LinkServer

    def do_HEAD(self) -> None:
        self._answer("HEAD")

    def do_GET(self) -> None:
        self._answer("GET")

    def _answer(self, method: str) -> None:
        self.site.seen.append((method, self.path, self.headers))
        waiting = self.site.answers.get(f"{method}{self.path}") or self.site.answers.get(self.path)
        if not waiting:
            answer = Answer(404, page("Page not found"))
        else:
            answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if answer.drop:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if answer.cookie and answer.cookie not in (self.headers["Cookie"] or ""):
            answer = Answer(302, headers={"Location": self.path, "Set-Cookie": answer.cookie})
        etag, modified = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
        same = (etag and self.headers["If-None-Match"] == etag) or (
            modified and self.headers["If-Modified-Since"] == modified
        )
        self.send_response_only(304 if same and answer.status == 200 else answer.status)
        told = {"Content-Type": answer.kind, "Content-Length": str(len(answer.body)), "Connection": "close"}
        for name, value in (told | answer.headers).items():
            if not (same and name == "Content-Length"):
                self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        if method == "GET" and not same:
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        if not answer.slow:
            self.wfile.write(answer.body)
            return
        self.wfile.write(answer.body[: answer.at_once])
        for byte in answer.body[answer.at_once :]:
            try:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
            except OSError:
                return
            time.sleep(answer.slow)

    def log_message(self, *told) -> None:
        """Say nothing: `seen` holds what was asked."""


@contextmanager
def link_server() -> Iterator[LinkServer]:
    """Yield a running server; robots.txt allows everything."""
    handler = type("Handler", (_Handler,), {})
    with serve(handler) as port:
        handler.site = LinkServer(port)
        handler.site.on("/robots.txt", Answer(404))
        yield handler.site

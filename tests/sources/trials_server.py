"""A local server that behaves as ClinicalTrials.gov's API does: pages of studies, with faults of its own.

Formats: errors as plain text, `totalCount` on the first page alone, tokens that repeat all other parameters,
no token on the last page. Every study is made up.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

from tests.sources.cms_server import ERROR_PAGE
from tests.sources.local_server import serve


@dataclass(frozen=True)
class Fault:
    """What happens instead of an answer: a status and a body, a body cut short, or a changed page."""

    status: int = 200
    body: bytes = ERROR_PAGE
    headers: dict[str, str] = field(default_factory=dict)
    drop_after: int | None = None
    change: Callable[[dict], object] | None = None


class Registry:
    """The studies, the faults to come (for pages, in order), and what was asked."""

    def __init__(self) -> None:
        self.studies: list[dict] = []
        self.most = 2
        self.stamp: str | None = "2026-10-05T09:00:05"
        self.faults: deque[Fault | None] = deque()
        self.before_page: Callable[[int], None] = lambda _number: None
        self.asked: list[dict[str, str]] = []
        self.base = ""

    def page(self, parameters: dict[str, str]) -> tuple[int, object]:
        token = parameters.pop("pageToken", "")
        if token and not token.startswith("at-"):
            return 400, "Invalid value in parameter `pageToken`"
        start = int(token.removeprefix("at-") or 0)
        answer: dict[str, object] = {"studies": self.studies[start : start + self.most]}
        if not start:
            answer["totalCount"] = len(self.studies)
        if start + self.most < len(self.studies):
            answer["nextPageToken"] = f"at-{start + self.most}"
        return 200, answer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    registry: Registry

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/api/v2/version" and self.registry.stamp:
            self._give(200, {"apiVersion": "2.0.5", "dataTimestamp": self.registry.stamp})
        elif parts.path == "/api/v2/studies":
            self._page({name: values[0] for name, values in parse_qs(parts.query).items()})
        else:
            self._say(404, b"not found", {"Content-Type": "text/plain"})

    def _page(self, parameters: dict[str, str]) -> None:
        registry = self.registry
        registry.before_page(len(registry.asked))
        registry.asked.append(dict(parameters))
        fault = registry.faults.popleft() if registry.faults else None
        status, answer = registry.page(parameters)
        if fault and fault.change:
            answer = fault.change(answer) or answer
            fault = None
        if fault:
            self._say(fault.status, fault.body, fault.headers, fault.drop_after)
        else:
            self._give(status, answer)

    def _give(self, status: int, answer: object) -> None:
        if isinstance(answer, str):
            self._say(status, answer.encode(), {"Content-Type": "text/plain"})
        else:
            self._say(status, json.dumps(answer).encode(), {"Content-Type": "application/json"})

    def _say(self, status: int, body: bytes, headers: dict[str, str], drop_after: int | None = None) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body)), "Connection": "close"} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body[:drop_after])
            self.wfile.flush()
        if drop_after is not None:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def trials_registry() -> Iterator[Registry]:
    """Serve made-up studies at `base` until the block ends."""
    registry = Registry()
    handler = type("Handler", (_Handler,), {"registry": registry})
    with serve(handler) as port:
        registry.base = f"http://127.0.0.1:{port}/api/v2"
        yield registry

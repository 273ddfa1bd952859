"""What is counted and logged of an answer: route, method, status and time. Never a path or a parameter."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass

from flask import Flask, Response, g, request

from finder.language import current_language
from finder.web.monitoring.metrics import Metrics

log = logging.getLogger("finder.requests")

#: The route of a request that matches none: its path is a stranger's word.
NO_ROUTE = "none"
#: Methods by name; any other is a stranger's word too.
_METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"))


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: the name of its route, method, status, seconds, bytes (None for a stream) and language."""

    route: str
    method: str
    status: int
    seconds: float
    size: int | None
    language: str


@dataclass(frozen=True, slots=True)
class Watcher:
    """Counts answers, and logs them if `log_requests`."""

    metrics: Metrics
    log_requests: bool

    def count(self, answer: Answered) -> None:
        """Count an answer."""
        self.metrics.count(answer.route, answer.status, answer.seconds)
        if self.log_requests:
            _log(answer)


def watch(app: Flask, watcher: Watcher) -> None:
    """Count every answer of the application."""

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def answered(response: Response) -> Response:
        seconds = time.perf_counter() - g.get("started", time.perf_counter())
        size = response.content_length
        watcher.count(Answered(route(), method(), response.status_code, seconds, size, current_language()))
        return response


def route() -> str:
    """Return the name of the route of this request."""
    return request.endpoint or NO_ROUTE


def method() -> str:
    """Return the method of this request, if it is one of HTTP's."""
    return request.method if request.method in _METHODS else "other"


def _log(answer: Answered) -> None:
    values = {
        "route": answer.route,
        "method": answer.method,
        "status": answer.status,
        "ms": round(answer.seconds * 1000, 1),
        "bytes": answer.size,
        "language": answer.language,
    }
    log.info("%(method)s %(route)s %(status)s %(ms)s ms", values, extra={"finder": values})

"""The log of our own faults: where in our code, and nothing of what was asked."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from types import TracebackType

from flask import Flask, request

ExcInfo = tuple[type, BaseException, TracebackType] | tuple[None, None, None]


class Application(Flask):
    """Flask, but its log has no path, query or message of an error: they may hold what a reader typed."""

    def log_exception(self, exc_info: ExcInfo) -> None:
        """Log a fault as its kind and the lines of code that led to it."""
        rule = request.url_rule.rule if request.url_rule else "(no page)"
        self.logger.error("Fault on %s %s\n%s", request.method, rule, "".join(_lines(exc_info[1])))


def _lines(error: BaseException | None) -> Iterator[str]:
    """Yield a fault with its causes, the first one first, each with the lines of code that led to it."""
    if error is None:
        return
    yield from _lines(error.__cause__ or (None if error.__suppress_context__ else error.__context__))
    yield from traceback.StackSummary.from_list(traceback.extract_tb(error.__traceback__)).format()
    yield f"{type(error).__module__}.{type(error).__name__}\n"

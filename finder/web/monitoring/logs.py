"""Lines of the log, plain or as JSON. They hold no question: no path, no parameter, no text of an error.

The text of an error may quote what somebody typed, so an error is logged by its type and the lines of code
that it came from.
"""

from __future__ import annotations

import datetime
import json
import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from flask import Flask, request

from finder.web.monitoring.answered import method, route

Form = Literal["text", "json"]
ErrorInfo = tuple[type[BaseException] | None, BaseException | None, TracebackType | None]

log = logging.getLogger("finder")
_PACKAGE = Path(__file__).resolve().parents[3]


class PlainFormatter(logging.Formatter):
    """Formats a line as text, an error without its message."""

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802 (the name is that of logging)
        """Return the type of an error and where it came from."""
        return trace_of(ei[1])


class JsonFormatter(PlainFormatter):
    """Formats a line as one JSON object: time, level, logger, message, and the fields of an answer."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        values: dict[str, Any] = {
            "time": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "finder", {}),
        }
        if record.exc_info:
            values["trace"] = self.formatException(record.exc_info)
        return json.dumps(values, ensure_ascii=False)


_FORMATTERS: dict[Form, type[logging.Formatter]] = {"text": PlainFormatter, "json": JsonFormatter}


def install(app: Flask, form: Form, *, log_requests: bool) -> None:
    """Write the lines of this application in `form`, and log its errors without what somebody typed."""
    app.log_exception = log_exception  # type: ignore[method-assign,assignment]
    if form == "text" and not log_requests:
        return  # Python itself writes warnings and errors
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_FORMATTERS[form]("%(message)s"))
    log.handlers = [handler]
    log.setLevel(logging.INFO)
    log.propagate = False


def server_config(form: Form) -> dict[str, Any]:
    """Return the configuration of the server's own lines, for logging.config.dictConfig."""
    name = f"{__name__}.{_FORMATTERS[form].__name__}"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"generic": {"()": name, "fmt": "[%(levelname)s] %(message)s"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "generic",
                "stream": "ext://sys.stdout",
            }
        },
        "loggers": {"_granian": {"handlers": ["console"], "level": "INFO", "propagate": False}},
    }


def log_exception(error: ErrorInfo) -> None:
    """Log an error that nothing handled: the rule of its page, its type and the lines of code."""
    rule = request.url_rule.rule if request.url_rule else "(no page)"
    log.error("Fault on %s %s: %s", method(), rule, trace_of(error[1]), extra={"finder": {"route": route()}})


def trace_of(error: BaseException | None) -> str:
    """Return the types of an error and its causes, and the lines of code they came from, innermost first."""
    parts = []
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        lines = (f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in reversed(frames))
        parts.append(f"{type(error).__name__} at {' < '.join(lines)}")
        error = error.__cause__ or error.__context__
    return "; from ".join(parts)


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(_PACKAGE)) if path.is_relative_to(_PACKAGE) else path.name

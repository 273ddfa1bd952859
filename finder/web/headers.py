"""What every answer says to the browser: no referrer, nothing from other sites or inline, no cookie."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

POLICY = "Content-Security-Policy"


def policy(*images: str) -> str:
    """Return the content security policy: all from this site alone, but pictures also from `images`."""
    sources = " ".join(("'self'", *images))
    return (
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
        f"img-src {sources}; "
        "form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


HEADERS = [
    (POLICY, policy()),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "geolocation=(), camera=(), microphone=(), interest-cohort=()"),
]
#: Other programs may read the answers from any page; they hold nothing that is not public.
API_HEADERS = [*HEADERS, ("Access-Control-Allow-Origin", "*"), ("X-Robots-Tag", "noindex")]
#: What somebody asked for is nobody else's: search engines leave it out.
ASKED_HEADERS = [*HEADERS, ("X-Robots-Tag", "noindex")]

#: A question stays on the asker's device; pages without one may be kept by anybody for an hour.
PRIVATE = "private, max-age=300"
PUBLIC = "public, max-age=3600"
#: A question that was posted is kept nowhere.
NO_TRACE = "no-store"


def protect(app: Flask) -> None:
    """Add the headers to every answer of the application."""
    app.wsgi_app = _WithHeaders(app.wsgi_app)  # type: ignore[method-assign]

    @app.after_request
    def keep(response: Response) -> Response:
        if response.headers.get("Cache-Control") == NO_TRACE:
            return response
        if response.status_code not in (200, 304):
            response.headers["Cache-Control"] = PRIVATE
        elif "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = PRIVATE if request.query_string else PUBLIC
        return response


class _WithHeaders:
    """WSGI middleware: below Flask, so that no answer of any kind goes without."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked = ASKED_HEADERS if environ.get("QUERY_STRING") else HEADERS
        more = API_HEADERS if environ["PATH_INFO"].startswith("/api/") else asked

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            # A page for which the reader has chosen pictures from elsewhere brings a policy of its own.
            own = {name for name, _ in headers if name == POLICY}
            return start_response(status, headers + [each for each in more if each[0] not in own], *rest)

        return self._app(environ, start)

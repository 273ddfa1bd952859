"""HTTP headers of every response: no referrer, nothing from other sites, no inline code; caching."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

POLICY = "Content-Security-Policy"


def policy(*images: str) -> str:
    """Return the content security policy: everything from this site only, images also from `images`."""
    sources = " ".join(("'self'", *images))
    return (
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
        f"img-src {sources}; "
        "manifest-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


HEADERS = [
    (POLICY, policy()),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "geolocation=(self), camera=(), microphone=(), interest-cohort=()"),
]
#: Any site may read the API and the answers to records systems from a browser: all of its data is public.
API_HEADERS = [*HEADERS, ("Access-Control-Allow-Origin", "*"), ("X-Robots-Tag", "noindex")]
#: How the addresses of the API begin, and that for records systems.
_OPEN = ("/api/", "/infobutton")
#: Search engines must not index pages that answer somebody's query.
ASKED_HEADERS = [*HEADERS, ("X-Robots-Tag", "noindex")]

#: Responses to a query are cached only by the reader's browser; others by any cache for an hour.
PRIVATE = "private, max-age=300"
PUBLIC = "public, max-age=3600"
#: Responses to a posted search are never stored.
NO_TRACE = "no-store"


def protect(app: Flask) -> None:
    """Add the headers to every response of the application."""
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
    """WSGI middleware that adds the headers. It wraps Flask, so that responses to errors have them too."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked = ASKED_HEADERS if environ.get("QUERY_STRING") else HEADERS
        more = API_HEADERS if environ["PATH_INFO"].startswith(_OPEN) else asked

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            # A page with street maps brings its own policy.
            own = {name for name, _ in headers if name == POLICY}
            return start_response(status, headers + [each for each in more if each[0] not in own], *rest)

        return self._app(environ, start)

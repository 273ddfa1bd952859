"""HTTP headers of every response: no referrer, nothing from other sites, no inline code; caching."""

from __future__ import annotations

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request

from finder.web.context import site

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


#: What a page may ask the browser for: where the reader is, when the reader asks; nothing else.
PERMISSIONS = "geolocation=(self), " + ", ".join(
    f"{each}=()"
    for each in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media",
        "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment",
        "picture-in-picture", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip
HEADERS = [
    (POLICY, policy()),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", PERMISSIONS),
]
#: Only pages and files of this site may load what it serves; what any site may read may be loaded by any.
OWN, ANY = ("Cross-Origin-Resource-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "cross-origin")
#: Any site may read the API, FHIR and the answers to records systems from a browser: all of it is public.
API_HEADERS = [*HEADERS, ANY, ("Access-Control-Allow-Origin", "*"), ("X-Robots-Tag", "noindex")]
#: How the addresses of the API begin, and those for records systems.
_OPEN = ("/api/", "/hsds/", "/infobutton", "/fhir", "/cds-services")
#: Those whose errors are problem details. FHIR has its own form of errors, and Infobutton has pages.
_PROBLEMS = ("/api/", "/hsds/", "/cds-services")


def is_for_programs(path: str) -> bool:
    """Tell whether an address is one that other programs ask."""
    return path.startswith(_OPEN)


def has_problems(path: str) -> bool:
    """Tell whether the errors of an address are problem details (RFC 9457)."""
    return path.startswith(_PROBLEMS)


#: Search engines must not index pages that answer somebody's query.
ASKED_HEADERS = [*HEADERS, OWN, ("X-Robots-Tag", "noindex")]

PAGE_HEADERS = [*HEADERS, OWN]
#: Once seen over https, a browser asks in no other way for a year.
SECURE = ("Strict-Transport-Security", "max-age=31536000")

#: Responses to a query are cached only by the reader's browser; others by any cache for an hour.
PRIVATE = "private, max-age=300"
PUBLIC = "public, max-age=3600"
#: Responses to a posted search are never stored.
NO_TRACE = "no-store"
#: The largest body of a request, in bytes.
MOST_BODY = 16 * 1024
#: The headers of a request that may be answered by less than the whole.
_CONDITIONS = frozenset(
    (
        "HTTP_IF_NONE_MATCH",
        "HTTP_IF_MODIFIED_SINCE",
        "HTTP_IF_MATCH",
        "HTTP_IF_UNMODIFIED_SINCE",
        "HTTP_RANGE",
    )
)
#: Where electronic health records send the conditions of a patient, which take a kilobyte each.
CDS_SERVICES, _MOST_OF_RECORDS = "/cds-services", 512 * 1024


def most_body(path: str) -> int:
    """Return the largest body of a request to a path, in bytes."""
    return _MOST_OF_RECORDS if path.startswith(f"{CDS_SERVICES}/") else MOST_BODY


#: Hosts that the computer itself asks under, such as a check of the server's health.
LOOPBACK = frozenset(("localhost", "127.0.0.1", "[::1]"))


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
            is_shared = not request.query_string and _has_own_address()
            response.headers["Cache-Control"] = PUBLIC if is_shared else PRIVATE
        return response


def tag(response: Response) -> None:
    """Name what a page holds, and answer 304 to who has it: browsers and shared caches keep it then.

    All servers with the same directory give a page the same name. It is weak (RFC 9110, 8.8.1): the packed
    bytes may differ.
    """
    is_page = request.method in ("GET", "HEAD") and response.status_code == HTTPStatus.OK
    if is_page and response.headers.get("Cache-Control") != NO_TRACE and not response.is_streamed:
        response.add_etag(weak=True)
        if not _CONDITIONS.isdisjoint(request.environ):
            response.make_conditional(request)


def _has_own_address() -> bool:
    """Tell whether the addresses in a page are those of the site, not of a host that a request made up."""
    return site().public.is_known or host_name(request.host) in LOOPBACK


def host_name(host: str) -> str:
    """Return a host without its port, in small letters."""
    return re.sub(r":[0-9]*$", "", host).lower()


class _WithHeaders:
    """WSGI middleware that adds the headers. It wraps Flask, so that responses to errors have them too."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        asked = ASKED_HEADERS if environ.get("QUERY_STRING") else PAGE_HEADERS
        more = API_HEADERS if environ["PATH_INFO"].startswith(_OPEN) else asked

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            # A page with street maps brings its own policy.
            own = {name for name, _ in headers if name == POLICY}
            secure = [SECURE] if environ["wsgi.url_scheme"] == "https" else []
            added = [each for each in more if each[0] not in own]
            return start_response(status, headers + added + secure, *rest)

        return self._app(environ, start)

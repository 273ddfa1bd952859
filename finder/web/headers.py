"""What every answer says to the browser: no referrer, nothing from other sites, no script, no cookie."""

from __future__ import annotations

from flask import Flask, Response, request

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=(), interest-cohort=()",
}

#: A question stays on the asker's device; pages without one may be kept by anybody for an hour.
PRIVATE = "private, max-age=300"
PUBLIC = "public, max-age=3600"


def protect(app: Flask) -> None:
    """Add the headers to every answer of the application."""

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if "Cache-Control" not in response.headers:
            asked = bool(request.query_string) or response.status_code != 200
            response.headers["Cache-Control"] = PRIVATE if asked else PUBLIC
        if request.path.startswith("/api/"):
            response.headers.setdefault("Access-Control-Allow-Origin", "*")
        return response

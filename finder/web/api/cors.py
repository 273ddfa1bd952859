"""What pages of other sites may read of the API's answers from a browser, and ask with."""

from __future__ import annotations

from flask import Response, request

from finder.web.api.operations import blueprint

_READABLE = "ETag, Last-Modified, RateLimit, RateLimit-Policy, Retry-After"
#: The answer to the question that a browser asks before it sends a condition.
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


@blueprint.after_request
def allow(response: Response) -> Response:
    """Say it in the headers. That any site may ask is said of all addresses for programs (headers.py)."""
    response.headers["Access-Control-Expose-Headers"] = _READABLE
    if request.method == "OPTIONS":
        response.headers.update(_PREFLIGHT)
    return response

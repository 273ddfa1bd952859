"""Privacy: a link that leaves the site quickly, and responses that are never stored."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, request
from werkzeug.datastructures import Headers
from werkzeug.wrappers import Response as BaseResponse

from finder.web.context import site
from finder.web.headers import NO_TRACE

blueprint = Blueprint("private", __name__)

#: What the browser is asked to delete (Clear-Site-Data): cached pages, storage, the offline copy.
FORGET = '"cache", "cookies", "storage"'

#: What a browser says of a link that was pressed on a page of the same site (Fetch Metadata).
_PRESSED = {
    "Sec-Fetch-Site": "same-origin",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-User": "?1",
}


@blueprint.get("/leave")
def leave() -> BaseResponse:
    """Redirect to another site; if the reader pressed our link, ask the browser to delete what it stored.

    No parameter is read: whatever the address has in it, the reader gets away.
    """
    response = without_trace(redirect(site().leave_to, 303))
    response.headers["Vary"] = ", ".join(_PRESSED)
    if is_pressed(request.headers):
        response.headers["Clear-Site-Data"] = FORGET
    return response


def is_pressed(headers: Headers) -> bool:
    """Tell whether a link of ours was pressed, not an image, a frame, or a link of another site loaded.

    Browsers that say nothing of it are believed: those that delete at our word have long said it.
    """
    said = {name: headers[name] for name in _PRESSED if name in headers}
    return not said or (said == _PRESSED and "Sec-Purpose" not in headers)


def without_trace(answer: str | BaseResponse) -> BaseResponse:
    """Return the response with a header that forbids browsers and proxies to store it."""
    response: BaseResponse = make_response(answer)
    response.headers["Cache-Control"] = NO_TRACE
    return response

"""Privacy: a link that leaves the site quickly, and responses that are never stored."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect
from werkzeug.wrappers import Response as BaseResponse

from finder.web.context import site
from finder.web.headers import NO_TRACE
from finder.web.reader import read_view

blueprint = Blueprint("private", __name__)

#: What the browser is asked to delete (Clear-Site-Data): cached pages, storage, the offline copy.
FORGET = '"cache", "cookies", "storage"'


@blueprint.get("/leave")
def leave() -> BaseResponse:
    """Redirect to another site, and ask the browser to delete what it stored of this one."""
    read_view()
    response = without_trace(redirect(site().leave_to, 303))
    response.headers["Clear-Site-Data"] = FORGET
    return response


def without_trace(answer: str | BaseResponse) -> BaseResponse:
    """Return the response with a header that forbids browsers and proxies to store it."""
    response: BaseResponse = make_response(answer)
    response.headers["Cache-Control"] = NO_TRACE
    return response

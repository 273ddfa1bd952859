"""Leaving no trace: a way out of the site, and an answer that is kept nowhere."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect
from werkzeug.wrappers import Response as BaseResponse

from finder.web.context import site
from finder.web.headers import NO_TRACE
from finder.web.reader import read_view

blueprint = Blueprint("private", __name__)

#: What the device kept of this site, where the browser can forget it: pages, storage, the offline copy.
FORGET = '"cache", "cookies", "storage"'


@blueprint.get("/leave")
def leave() -> BaseResponse:
    """Lead to another site, and ask the browser to forget what it kept of this one."""
    read_view()
    response = without_trace(redirect(site().leave_to, 303))
    response.headers["Clear-Site-Data"] = FORGET
    return response


def without_trace(answer: str | BaseResponse) -> BaseResponse:
    """Return an answer that no browser and no proxy keeps."""
    response: BaseResponse = make_response(answer)
    response.headers["Cache-Control"] = NO_TRACE
    return response

"""Health, readiness and metrics. They say nothing about anybody's questions."""

from __future__ import annotations

import ipaddress
from http import HTTPStatus
from typing import Literal, cast

from flask import Blueprint, Response, abort, current_app, jsonify, request

from finder import __version__
from finder.directory.published.followed import followed_at
from finder.web.context import site
from finder.web.headers import NO_TRACE
from finder.web.monitoring.directory_state import state_of
from finder.web.monitoring.metrics import Metrics

blueprint = Blueprint("monitoring", __name__)

#: Who may read the metrics: nobody, programs on this machine that come by no proxy, or anybody.
Readers = Literal["off", "loopback", "on"]
#: Where the application keeps its metrics, and who may read them.
EXTENSION = "finder.metrics"
#: Headers that a proxy adds: the request of somebody else, although it comes from this machine.
_PROXIED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip")
_OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")


@blueprint.after_request
def never_stored(response: Response) -> Response:
    """Keep these answers out of every cache: they are true now."""
    response.headers["Cache-Control"] = NO_TRACE
    return response


@blueprint.get("/healthz")
def healthz() -> Response:
    """Say that the process answers."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
def readyz() -> tuple[Response, HTTPStatus]:
    """Say whether the directory is there and verified, its version and age; 503 with the reason if not."""
    state = state_of(site().directory, site().now())
    values: dict[str, object] = {"ready": not state.fault, "version": __version__}
    if state.fault:
        values["reason"] = state.fault
    if state.age is not None:
        values["directory"] = {
            "version": state.version,
            "built": state.built,
            "age_seconds": round(state.age),
            "verified": not state.fault,
        }
    if followed := followed_at(site().directory.path):
        values["followed"] = {
            "published": followed.published,
            "looked": followed.looked,
            "fault": bool(followed.fault),
        }
    return jsonify(values), HTTPStatus.SERVICE_UNAVAILABLE if state.fault else HTTPStatus.OK


@blueprint.get("/metrics")
def metrics() -> Response:
    """Send the metrics to those who may read them."""
    kept, readers = cast(tuple[Metrics, Readers], current_app.extensions[EXTENSION])
    if readers == "off" or (readers == "loopback" and not _is_local()):
        abort(HTTPStatus.NOT_FOUND)
    text, media_type = kept.text(request.headers.get("Accept", ""), site().now())
    return Response(text, content_type=media_type)


def _is_local() -> bool:
    """Tell whether a program on this machine asks, and no proxy or page of another site for somebody else."""
    try:
        local = ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
    name = request.host if request.host in _OWN_NAMES else request.host.rpartition(":")[0]
    return local and name in _OWN_NAMES and not any(each in request.headers for each in _PROXIED)

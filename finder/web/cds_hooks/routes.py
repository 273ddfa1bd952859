"""CDS Hooks 2.0: a service that an electronic health record calls when a patient with cancer is opened.

The call holds data about a patient. Only what a card needs is read, and nothing is stored. Of the patient,
the answer repeats only the ZIP code, in the link to the places near it.
"""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, request

from finder.domain.cds_hooks import SERVICE
from finder.errors import BadQuery
from finder.formats import cds_hooks as written
from finder.formats.json.encode import encode
from finder.search.cds_hooks.answer import cards_for
from finder.search.cds_hooks.request import NotFetched, read_call
from finder.search.parameters import read_parameters
from finder.web.addresses import arguments, host_url
from finder.web.context import current_catalog, now, snapshot
from finder.web.headers import CDS_SERVICES, NO_TRACE, most_body
from finder.web.operator.head import site_name

blueprint = Blueprint("cds_hooks", __name__, url_prefix=CDS_SERVICES)

_JSON = "application/json"
#: What a client in a browser may send: the standard has it send a token, which is not needed here.
_FROM_BROWSERS = {
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "86400",
}


@blueprint.get("")
def discovery() -> Response:
    """Return the services."""
    read_parameters(arguments(), ())
    return Response(written.services(), mimetype=_JSON)


@blueprint.post(f"/{SERVICE}")
def call() -> Response:
    """Return the cards for the patient of a call."""
    request.max_content_length = most_body(request.path)
    try:
        patient = read_call(request.get_data(cache=False), now().date())
    except NotFetched:
        return _private(Response(status=HTTPStatus.PRECONDITION_FAILED))
    except BadQuery as error:
        reasons = [{"field": each.field, "reason": each.reason, "hint": each.hint} for each in error.faults]
        body = encode({"errors": reasons})
        return _private(Response(body, HTTPStatus.BAD_REQUEST, mimetype=_JSON))
    base = f"{host_url()}{request.script_root}/"
    cards = written.cards(cards_for(snapshot(), patient), current_catalog(), base, site_name())
    return _private(Response(cards, mimetype=_JSON))


@blueprint.after_request
def allow(response: Response) -> Response:
    """Let clients in browsers ask, with the headers that the standard has them send."""
    response.headers.extend(_FROM_BROWSERS)
    return response


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = NO_TRACE
    return response

"""OperationOutcome: what is wrong with a request, for FHIR clients. It needs no directory."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response
from werkzeug.exceptions import HTTPException

from finder.formats.json.encode import Json, encode
from finder.plain_text import printable
from finder.search.fhir.issues import Issue

MEDIA_TYPE = "application/fhir+json"
#: How the addresses of FHIR begin.
FHIR = "/fhir"
#: How much of the name of a parameter is repeated.
_LONGEST = 100
#: The code of an issue by status; others are those of 400 or 500.
_CODES = {
    400: "invalid", 404: "not-found", 405: "not-supported", 406: "not-supported", 408: "timeout",
    413: "too-long", 414: "too-long", 415: "not-supported", 429: "throttled",
    500: "exception", 503: "transient",
}  # fmt: skip
_TEXTS = {
    400: "The request cannot be read.",
    404: "There is no such address. /fhir/metadata lists what there is.",
    405: "This server is read-only: GET, and POST to _search.",
    408: "The request took too long to arrive.",
    413: "The request is too large. Its body has at most 16 kB.",
    414: "The address is too long. Send the parameters by POST to _search.",
    415: "Parameters in a body are application/x-www-form-urlencoded.",
    429: "There were too many requests. Wait as Retry-After says, then ask again.",
    500: "Something went wrong on our side. Nothing is wrong with the request.",
    503: "The directory cannot be reached for the moment. Ask again in a minute.",
}


def is_fhir(path: str) -> bool:
    """Tell whether an address is one of FHIR."""
    return path == FHIR or path.startswith(f"{FHIR}/")


def outcome(issues: Iterable[Issue]) -> Json:
    """Return issues as a resource."""
    return {"resourceType": "OperationOutcome", "issue": [_issue(each) for each in issues]}


def outcome_response(status: int, *issues: Issue) -> Response:
    """Return a response that says what is wrong; without issues, what its status means."""
    if not issues:
        known = status if status in _CODES else 400 if status < 500 else 500
        issues = (Issue(_CODES[known], _TEXTS.get(status, _TEXTS[400 if status < 500 else 500])),)
    return Response(encode(outcome(issues)), status, mimetype=MEDIA_TYPE)


def failed(error: HTTPException) -> Response:
    """Return a general HTTP error: unknown address, method not allowed, internal error."""
    response = outcome_response(error.code or 500)
    kept = ("Allow", "Retry-After")
    response.headers.extend((name, value) for name, value in error.get_headers() if name in kept)
    return response


def _issue(each: Issue) -> Json:
    """Return an issue. What a client sent may have characters that no text of FHIR may have."""
    text, name = (" ".join(printable(given).split()) for given in (each.text, each.parameter[:_LONGEST]))
    found: Json = {"severity": each.severity, "code": each.code, "diagnostics": text}
    return found | ({"expression": [name]} if name else {})

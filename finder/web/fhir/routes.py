"""FHIR R4 at /fhir: read and search, without a login. See docs/fhir.md."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from http import HTTPStatus

from flask import Blueprint, Response, request
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import http_date, parse_accept_header

from finder.formats.json.encode import Json, encode
from finder.search.fhir.answer import find, find_one
from finder.search.fhir.capability import capability, terminology
from finder.search.fhir.directory import directory_of
from finder.search.fhir.elements import part_of
from finder.search.fhir.issues import Issue, Refused
from finder.search.fhir.parameters import TYPES
from finder.search.fhir.read_query import read_query
from finder.web.addresses import host_url
from finder.web.context import snapshot
from finder.web.fhir.bundle import bundle
from finder.web.fhir.outcome import FHIR, MEDIA_TYPE, outcome_response
from finder.web.operator.head import site_name

blueprint = Blueprint("fhir", __name__, url_prefix=FHIR)

_TYPE = f"<any({', '.join(TYPES)}):type_>"
_ID = re.compile(r"[A-Za-z0-9.-]{1,64}")
#: What `_format` and Accept may ask for; a plus sign in an address is read as a blank.
_JSON = frozenset((
    "json", "application/json", "text/json", MEDIA_TYPE, MEDIA_TYPE.replace("+", " "),
    "application/json+fhir", "application/json fhir",
))  # fmt: skip
_ANY = frozenset(("*/*", "application/*", ""))
_FORM = "application/x-www-form-urlencoded"
#: What browsers may send from pages of other sites.
_CORS = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, Prefer, If-None-Match, If-Modified-Since",
}
_VARY = "Accept, Prefer"


@blueprint.get("/metadata")
def metadata() -> Response:
    """Return what this server can do."""
    mode = request.args.get("mode", "full")
    if mode not in ("full", "normative", "terminology"):
        raise Refused(Issue("value", "It is full, normative or terminology.", "mode"))
    make = terminology if mode == "terminology" else capability
    return _json(make(_base(), directory_of(snapshot()).built, site_name()))


@blueprint.get(f"/{_TYPE}")
@blueprint.route(f"/{_TYPE}/_search", methods=["GET", "POST"])
def search(type_: str) -> Response:
    """Return a page of the resources of a type that match."""
    query, base = read_query(type_, _arguments(), strict=_is_strict()), _base()
    return _response(bundle(find(snapshot(), query, base), base))


@blueprint.get(f"/{_TYPE}/<resource_id>")
def read(type_: str, resource_id: str) -> Response:
    """Return one resource."""
    query = read_query(type_, request.args.items(multi=True), strict=_is_strict())
    text = find_one(snapshot(), type_, resource_id) if _ID.fullmatch(resource_id) else None
    if text is None:
        missing = Issue("not-found", f"There is no {type_} with the id “{resource_id[:64]}”.")
        raise Refused(missing, status=HTTPStatus.NOT_FOUND)
    return _response(part_of(text, type_, query))


@blueprint.get("", strict_slashes=False)
@blueprint.get("/<path:rest>")
def unknown(rest: str = "") -> Response:
    """Say that there is nothing at an address."""
    type_ = rest.partition("/")[0]
    known = f"Types are {', '.join(TYPES)}; /fhir/metadata says what each can be asked."
    if type_ in TYPES:
        return outcome_response(HTTPStatus.NOT_FOUND)
    text = f"There are no resources of the type “{type_[:64]}” here. {known}" if type_ else known
    return outcome_response(HTTPStatus.NOT_FOUND, Issue("not-supported", text))


@blueprint.errorhandler(Refused)
def refused(error: Refused) -> Response:
    """Return everything that is wrong with a request."""
    return outcome_response(error.status, *error.issues)


@blueprint.before_request
def check_format() -> None:
    """Refuse a format that we do not write. `_format` counts more than the header."""
    formats = request.args.getlist("_format")
    if not formats and request.method == "POST":
        formats = request.form.getlist("_format")
    if not (_is_json(formats) if formats else _accepts_json(request.headers.get("Accept", ""))):
        text = f"This server writes {MEDIA_TYPE} only."
        name = "_format" if formats else "Accept"
        raise Refused(Issue("not-supported", text, name), status=HTTPStatus.NOT_ACCEPTABLE)


@lru_cache(256)
def _accepts_json(header: str) -> bool:
    accepted = [each for each, _quality in parse_accept_header(header, MIMEAccept)]
    return not accepted or _is_json(accepted)


def _is_json(asked: Sequence[str]) -> bool:
    return any(each.partition(";")[0].strip().lower() in _JSON | _ANY for each in asked)


@blueprint.after_request
def add_headers(response: Response) -> Response:
    """Say what an answer depends on, and what pages of other sites may send."""
    response.headers["Vary"] = _VARY
    response.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Retry-After"
    if request.method == "OPTIONS":
        response.headers.extend(_CORS)
    return response


def _arguments() -> list[tuple[str, str]]:
    """Return the parameters of the query string and of a posted form. Raises Refused for another body."""
    given = list(request.args.items(multi=True))
    if request.method == "POST":
        if request.content_length and request.mimetype != _FORM:
            raise Refused(
                Issue("not-supported", f"Parameters in a body are {_FORM}."),
                status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            )
        given += request.form.items(multi=True)
    return given


def _is_strict() -> bool:
    prefers = request.headers.get("Prefer", "").lower().replace(" ", "")
    return bool(prefers) and "handling=strict" in re.split("[,;]", prefers)


def _base() -> str:
    return f"{host_url()}{request.script_root}{FHIR}"


def _json(resource: Json) -> Response:
    return _response(encode(resource))


def _response(body: bytes) -> Response:
    response = Response(body, mimetype=MEDIA_TYPE)
    response.headers["Last-Modified"] = http_date(directory_of(snapshot()).built)
    return response

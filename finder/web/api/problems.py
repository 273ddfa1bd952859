"""Errors of the API: problem details (RFC 9457), all in one form."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from flask import Response
from werkzeug.exceptions import HTTPException

from finder.errors import BadQuery, NotFound
from finder.formats.json import errors as errors_json
from finder.formats.json.errors import PROBLEM, Problem
from finder.language import _
from finder.search.danger import danger_in
from finder.web.addresses import arguments
from finder.web.api.operations import blueprint, json
from finder.web.api.paging import DirectoryChanged
from finder.web.context import current_catalog, snapshot


@blueprint.errorhandler(BadQuery)
def bad_query(error: BadQuery) -> Response:
    """Return what is wrong with the query, field by field, with status 400."""
    return _problem(errors_json.errors(error, danger_in(snapshot(), arguments()), current_catalog()))


@blueprint.errorhandler(NotFound)
def not_found(error: NotFound) -> Response:
    """Return status 404 and records with similar names."""
    near = tuple(replace(each, value=f"{blueprint.url_prefix}{each.value}") for each in error.near)
    signs = danger_in(snapshot(), arguments())
    return _problem(errors_json.missing(error, near, signs, current_catalog()))


@blueprint.errorhandler(DirectoryChanged)
def changed(error: DirectoryChanged) -> Response:
    """Return status 409 for a cursor of another version, and the address of the first page."""
    return _problem(errors_json.changed(error.first))


def failed(error: HTTPException) -> Response:
    """Return a general HTTP error as JSON: unknown address, method not allowed, internal error."""
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    unknown = _("There is no such address. docs/api.md lists them.")
    reason = unknown if status == HTTPStatus.NOT_FOUND else error.description or error.name
    response = _problem(errors_json.failure(reason, status))
    response.headers.extend((name, value) for name, value in error.get_headers() if name == "Allow")
    return response


def _problem(problem: Problem) -> Response:
    return json(problem, problem.status, PROBLEM)

"""The addresses of HSDS 3.0: services, organizations, services at locations, taxonomies. All in English."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as BaseResponse

from finder.errors import BadQuery, NotFound
from finder.formats.hsds import ids, taxonomies
from finder.formats.hsds.pages import NDJSON, line, page
from finder.formats.hsds.services import Place, Writer
from finder.formats.json.encode import Json, encode
from finder.language import SOURCE, _, current_language
from finder.plain_text import normalize
from finder.search.hsds import parameters
from finder.search.hsds.find import PER_PAGE, Found, find, find_one, split, terms_of
from finder.search.parameters import Arguments, read_parameters
from finder.web import unchanged
from finder.web.addresses import arguments, host_url, repeated_query, this_path
from finder.web.api.problems import bad_query, not_found
from finder.web.context import current_catalog, snapshot
from finder.web.language import outside_languages

blueprint = Blueprint("hsds", __name__, url_prefix="/hsds")
unchanged.install(blueprint)
blueprint.register_error_handler(BadQuery, bad_query)
blueprint.register_error_handler(NotFound, not_found)

VERSION = "3.0"
#: The specification, which is also the profile: nothing here differs from it.
_PROFILE = "https://docs.openreferral.org/en/latest/hsds/"
_OPENAPI = f"https://raw.githubusercontent.com/openreferral/specification/{VERSION}/schema/openapi.json"

Write = Callable[[Place], Json]


@blueprint.before_request
def in_english() -> BaseResponse | None:
    """Lead from an address in another language to the same one in English."""
    if current_language() == SOURCE:
        return None
    asked = repeated_query()
    return redirect(f"{outside_languages()}{this_path()}{f'?{asked}' if asked else ''}", 307)


@blueprint.get("/")
def about() -> Response:
    """Say which version of HSDS this is."""
    read_parameters(arguments(), ())
    return _json(encode({"version": VERSION, "profile": _PROFILE, "openapi_url": _OPENAPI}))


@blueprint.get("/services")
def services() -> Response:
    """List services: all, near a place, by name or by term; with `minimal` their ids alone."""
    values, rest = split(arguments(), parameters.SERVICES)
    writer, full = _writer(), values.get("full") == "true"
    if values.get("minimal") == "true":
        every = () if _is_older(values) else _every(values, rest)
        found = [writer.minimal(each) for each in every]
        return _json(page(found, len(found), 1, max(1, len(found))))
    return _listed(values, rest, lambda each: writer.service(each, full=full))


@blueprint.get("/services/<key>")
def service(key: str) -> Response:
    """Return one service with everything nested."""
    return _one(key, ids.SERVICE, lambda each: _writer().service(each, full=True))


@blueprint.get("/service_at_locations")
def service_at_locations() -> Response:
    """List services at their places, with the same questions as services."""
    values, rest = split(arguments(), parameters.PLACES)
    writer, full = _writer(), values.get("full") == "true"
    return _listed(values, rest, lambda each: writer.service_at_location(each, full=full))


@blueprint.get("/service_at_locations/<key>")
def service_at_location(key: str) -> Response:
    """Return one service at its place with everything nested."""
    thing = ids.SERVICE_AT_LOCATION
    return _one(key, thing, lambda each: _writer().service_at_location(each, full=True))


@blueprint.get("/organizations")
def organizations() -> Response:
    """List organizations, those that treat nobody included, unless a place or a term is asked for."""
    values, rest = split(arguments(), parameters.ORGANIZATIONS)
    writer, full = _writer(), values.get("full") == "true"
    full_service = values.get("full_service") == "true"
    return _listed(
        values,
        rest,
        lambda each: writer.organization(each, full=full or full_service, full_service=full_service),
        only_services=False,
    )


@blueprint.get("/organizations/<key>")
def organization(key: str) -> Response:
    """Return one organization with its services; with `full_service` these are whole."""
    values, _rest = split(arguments(), (parameters.FULL_SERVICE,))
    whole = values.get("full_service") == "true"
    return _one(
        key, ids.ORGANIZATION, lambda each: _writer().organization(each, full=True, full_service=whole)
    )


@blueprint.get("/taxonomies")
def every_taxonomy() -> Response:
    """List the taxonomies."""
    values = read_parameters(arguments(), parameters.TAXONOMIES)
    return _some(_named(taxonomies.taxonomies().values(), values), values)


@blueprint.get("/taxonomies/<key>")
def taxonomy(key: str) -> Response:
    """Return one taxonomy."""
    read_parameters(arguments(), ())
    found = taxonomies.taxonomies().get(key.lower())
    return _json(encode(found or _missing()))


@blueprint.get("/taxonomy_terms")
def taxonomy_terms() -> Response:
    """List the terms of all taxonomies, or of one."""
    values = read_parameters(arguments(), parameters.TERMS)
    every = [taxonomies.term(each) for each in terms_of(snapshot()).values()]
    for name, field in (("taxonomy_id", "taxonomy_id"), ("parent_id", "parent_id")):
        if name in values:
            every = [each for each in every if each.get(field) == values[name].lower()]
    if values.get("top_only") == "true":
        every = [each for each in every if "parent_id" not in each]
    return _some(_named(every, values), values)


@blueprint.get("/taxonomy_terms/<key>")
def taxonomy_term(key: str) -> Response:
    """Return one term."""
    read_parameters(arguments(), ())
    found = terms_of(snapshot()).get(key.lower())
    return _json(encode(taxonomies.term(found) if found else _missing()))


def _writer() -> Writer:
    catalog = current_catalog()
    return Writer(
        catalog, terms_of(snapshot()), host_url() + outside_languages(), f"{catalog.built_on}T00:00:00Z"
    )


def _listed(
    values: Mapping[str, Any], rest: Arguments, write: Write, *, only_services: bool = True
) -> Response:
    if values.get("format") == "ndjson":
        every = () if _is_older(values) else _every(values, rest, only_services=only_services)
        return _lines(map(write, every))
    found = find(snapshot(), values, rest, only_services=only_services)
    if _is_older(values):
        found = replace(found, records=(), total=0)
    return _json(page([write(each) for each in found.records], found.total, found.page, found.per_page))


def _every(values: Mapping[str, Any], rest: Arguments, *, only_services: bool = True) -> Iterator[Place]:
    """Yield the records of all pages. The first is found before anything is sent, so an error can be sent."""
    asked = {**values, "per_page": parameters.MOST}
    here = snapshot()

    def of(number: int) -> Found:
        return find(here, {**asked, "page": number}, rest, only_services=only_services)

    return _pages(of(1), of)


def _pages(found: Found, of: Callable[[int], Found]) -> Iterator[Place]:
    yield from found.records
    while found.page * found.per_page < found.total and found.records:
        found = of(found.page + 1)
        yield from found.records


def _one(key: str, thing: str, write: Write) -> Response:
    split(arguments(), (parameters.FULL_SERVICE,) if thing == ids.ORGANIZATION else ())
    found = find_one(snapshot(), key, thing)
    return _json(encode(write(found) if found else _missing()))


def _missing() -> Json:
    raise NotFound(_("There is nothing with this id."))


def _named(rows: Iterable[Json], values: Mapping[str, Any]) -> list[Json]:
    words = normalize(values.get("search", ""))
    return [each for each in rows if words in normalize(f"{each['name']} {each['description']}")]


def _some(rows: Sequence[Json], values: Mapping[str, Any]) -> Response:
    if values.get("format") == "ndjson":
        return _lines(rows)
    number, per_page = values.get("page", 1), values.get("per_page", PER_PAGE)
    return _json(page(rows[(number - 1) * per_page : number * per_page], len(rows), number, per_page))


def _is_older(values: Mapping[str, Any]) -> bool:
    """Tell whether everything is older than what was asked for: it all changes with the directory."""
    after = values.get("modified_after")
    return after is not None and current_catalog().built_on < after.date().isoformat()


def _lines(rows: Iterable[Json]) -> Response:
    # Nothing in it asks for the request, so it needs no context: its parts may be made in several threads.
    return Response(map(line, rows), mimetype=NDJSON)


def _json(body: bytes) -> Response:
    return Response(body, mimetype="application/json")

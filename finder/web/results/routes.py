"""The pages: the question, the answer, and the errors that help. Lists and records are in browse.py."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from finder.domain.kinds import CARE_SITES, Kind
from finder.errors import BadQuery, Choice, NotFound, Unsure
from finder.language import _, marked
from finder.search.answer import answer
from finder.search.understand import read_question
from finder.web.addresses import address, arguments, is_private, is_tracking, local
from finder.web.api import routes as api
from finder.web.context import known, site, snapshot
from finder.web.reader import kept, read_view, split_view
from finder.web.results import street_map
from finder.web.results.private import without_trace
from finder.web.results.views import narrowing, noun_of, rings, show_filters, tabs, whom

blueprint = Blueprint("pages", __name__)

API = "/api/"


@blueprint.before_app_request
def drop_tracking() -> BaseResponse | None:
    """Send a shared link to a page that carries tracking parameters to its clean address."""
    if request.path.startswith(API) or is_private():
        return None
    given = arguments()
    clean = {name: texts for name, texts in given.items() if not is_tracking(name)}
    return redirect(address(local(request.path), clean), 301) if len(clean) < len(given) else None


@blueprint.get("/")
def home() -> str:
    """Show the question."""
    read_view()
    return render_template("results/home.html", asked={}, counts=known().counts)


@blueprint.post("/search")
def private_search() -> BaseResponse:
    """Answer a question that stands in no address."""
    answered = search()
    return without_trace(answered, local("/search")) if isinstance(answered, str) else answered


@blueprint.get("/search")
def search() -> str | BaseResponse:
    """Answer the question."""
    view, rest = split_view()
    streets, own = street_map.split_streets(rest)
    if not own:
        return redirect(kept("/"))
    query = read_question(snapshot(), own)
    found = answer(snapshot(), query, site().live)
    results = found.results
    # Hospitals with the whole team are a third kind of place: they are on the map of places too.
    teams = found.beside[Kind.HOSPITAL].results if Kind.HOSPITAL in found.beside else ()
    first = (results.page - 1) * query.limit + 1
    page = render_template(
        "results/search.html",
        query=query,
        answer=results,
        asked=arguments(),
        rings=rings(results),
        tabs=tabs(query),
        noun=noun_of(query.kinds),
        narrowing=narrowing(query),
        map=street_map.draw(results, teams, first, streets),
        streets=streets,
        filters=show_filters(query) if query.kinds == CARE_SITES else [],
        beside=found.beside,
        not_loaded=_(found.not_loaded) if found.not_loaded else "",
        whom=whom(results.understood),
        designated=found.designated,
        nearest=found.nearest,
        panel=found.documents(view),
    )
    return street_map.answered(page, streets)


@blueprint.get("/about")
def about() -> str:
    """Say where the facts come from, what the words mean and what is not known."""
    read_view()
    return render_template("page/about.html", sources=list(known().sources.values()))


@blueprint.get("/limits")
def limits() -> str:
    """Say what is not known here, and what may be wrong."""
    read_view()
    return render_template("page/limits.html")


@blueprint.app_errorhandler(BadQuery)
def bad_query(error: BadQuery) -> Response | tuple[str, int]:
    """Say what is wrong with the question beside the question itself; ask which, if it fits several."""
    status = 200 if isinstance(error, Unsure) else 400
    fields = {fault.field: fault for fault in error.faults}
    page = render_template(
        "page/error.html", error=error, faults=fields, asked=_shown(), unsure=status == 200
    )
    if is_private():
        response = without_trace(page, local("/search"))
        response.status_code = status
        return response
    return page, status


@blueprint.app_errorhandler(NotFound)
def not_found(error: NotFound) -> tuple[str, int]:
    """Say that a record is not there, and offer those of like names."""
    return _missing(
        error.what, _("It may have been renamed. Ask below, or choose from a list."), error.near
    ), 404


@blueprint.app_errorhandler(HTTPException)
def failed(error: HTTPException) -> Response | tuple[str, int]:
    """Say what the server says in general, in our own words; the API says it in JSON."""
    if request.path.startswith(API):
        return api.failed(error)
    heading, advice = _FAILURES.get(error.code or 500, (error.name, error.description or ""))
    return _missing(_(heading), _(advice)), error.code or 500


#: What the server says in general, in words that help.
_FAILURES = {
    404: (
        marked("There is no such page"),
        marked("The address may be mistyped, or the page may have moved. Ask below."),
    ),
    405: (marked("This page cannot be asked that way"), marked("Ask below.")),
    500: (
        marked("Something broke on our side"),
        marked("It is our fault, not yours. Try again in a minute, or call a person."),
    ),
}


def _missing(heading: str, advice: str, choices: tuple[Choice, ...] = ()) -> str:
    return render_template("page/missing.html", heading=heading, advice=advice, choices=choices)


def _shown() -> dict[str, Any]:
    """Return what was typed, short enough to be shown in the form again."""
    return {name: [text[:200] for text in texts] for name, texts in arguments().items()}

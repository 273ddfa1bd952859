"""The routes of the home page and the search."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from finder.domain.kinds import Kind
from finder.language import _, number
from finder.search.answer import answer
from finder.search.understand import read_question
from finder.store.read_catalog import Catalog
from finder.web.addresses import API, address, arguments, is_private, is_tracking, local
from finder.web.context import current_catalog, site, snapshot
from finder.web.reader import asks_live, kept, read_view, split_view
from finder.web.results import street_map
from finder.web.results.answer_page import AnswerPage
from finder.web.results.map_view import map_view
from finder.web.results.private import without_trace
from finder.web.results.question import question

blueprint = Blueprint("pages", __name__)


@blueprint.before_app_request
def drop_tracking() -> BaseResponse | None:
    """Redirect a page address with tracking parameters to the same address without them."""
    if request.path.startswith(API) or is_private():
        return None
    given = arguments()
    clean = {name: texts for name, texts in given.items() if not is_tracking(name)}
    return redirect(address(local(request.path), clean), 301) if len(clean) < len(given) else None


@blueprint.get("/")
def home() -> str:
    """Show the home page with the search form."""
    read_view()
    catalog = current_catalog()
    description = _(
        "Cancer centers and programs near a US ZIP code or city, the specialists who treat a cancer, and its"
        " NCCN and NCI documents. No account, no tracking."
    )
    return render_template(
        "results/home.html",
        form=question({}),
        counts=catalog.counts,
        specialists=_specialists(catalog),
        description=description,
    )


@blueprint.post("/search")
def private_search() -> BaseResponse:
    """Answer a posted search, which is in no address and is never stored."""
    return without_trace(search())


@blueprint.get("/search")
def search() -> str | BaseResponse:
    """Show the results of a search; without parameters, redirect to the home page."""
    view, rest = split_view()
    streets, own = street_map.split_streets(rest)
    if not own:
        return redirect(kept("/"))
    query = replace(read_question(snapshot(), own), live=asks_live())
    found = answer(snapshot(), query, site().live)
    results = found.results
    # Hospitals with all four groups are listed next to the places, so the map shows them too.
    teams = found.beside[Kind.HOSPITAL].results if Kind.HOSPITAL in found.beside else ()
    first = (results.page - 1) * query.limit + 1
    drawing = street_map.draw(results, teams, first, streets)
    page = render_template(
        "results/search.html",
        map=map_view(drawing, streets, Kind.HOSPITAL in found.beside),
        **AnswerPage(found, current_catalog(), drawing, view).values(),
    )
    return street_map.answered(page, streets)


def _specialists(catalog: Catalog) -> str:
    """Return a sentence on what the site knows about specialists, with counts."""
    counts = {"types": number(len(catalog.cancers)), "doctors": number(catalog.counts["clinicians"])}
    if catalog.counts["clinicians"]:
        said = _(
            "%(doctors)s doctors by name, and who finds, treats and follows each of %(types)s cancer types,"
            " in plain words, and which kind of doctor to ask for."
        )
    else:
        said = _(
            "Who finds, treats and follows each of %(types)s cancer types, in plain words, and which kind of"
            " doctor to ask for."
        )
    return said % counts

"""The routes of the home page and the search."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from finder.domain.kinds import CARE_SITES, Kind
from finder.language import _, ngettext, number
from finder.search.answer import answer
from finder.search.parameters import Arguments
from finder.search.questions import NearQuery
from finder.search.records.look_up import has_providers
from finder.search.understand import read_question
from finder.store.read_catalog import Catalog
from finder.web.addresses import address, arguments, is_private, is_tracking
from finder.web.context import current_catalog, live, snapshot
from finder.web.headers import has_problems
from finder.web.page.structured import site_data
from finder.web.reader import asks_live, kept, read_view, split_view
from finder.web.results import street_map
from finder.web.results.answer_page import AnswerPage
from finder.web.results.map_view import map_view
from finder.web.results.private import without_trace
from finder.web.results.question import question

blueprint = Blueprint("pages", __name__)

#: How many results a page shows.
ON_A_PAGE = 10


@blueprint.before_app_request
def drop_tracking() -> BaseResponse | None:
    """Redirect the address of a page with tracking parameters to the same address without them.

    The address is that of the route: what a path says besides leads nowhere.
    """
    if request.endpoint in (None, "private.leave") or has_problems(request.path) or is_private():
        return None
    given = arguments()
    clean = {name: texts for name, texts in given.items() if not is_tracking(name)}
    if len(clean) == len(given):
        return None
    return redirect(address(url_for(request.endpoint, **(request.view_args or {})), clean), 301)


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
        **_home_counts(catalog),
        description=description,
        structured=site_data(),
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
    query = _for_a_page(read_question(snapshot(), own), own)
    # The counts of subspecialties are for those who have chosen none yet.
    found = answer(snapshot(), query, live(), by_specialty=not query.specialty)
    results = found.results
    first = (results.page - 1) * found.query.limit + 1
    drawing = street_map.draw(results, first, streets)
    page = render_template(
        "results/search.html",
        map=map_view(drawing, streets),
        page=AnswerPage(found, current_catalog(), drawing, view),
    )
    return street_map.answered(page, streets)


def _for_a_page(query: NearQuery, given: Arguments) -> NearQuery:
    """Return a search as a page shows it: ten results, and doctors where a specialty is asked for.

    Where no doctor is loaded, a search for a specialty lists places.
    """
    limit = query.limit if "limit" in given else ON_A_PAGE
    lists_doctors = query.specialty and not query.kind and query.kinds == CARE_SITES and "show" not in given
    kind = (Kind.CLINICIAN,) if lists_doctors and has_providers(snapshot()) else query.kind
    return replace(query, live=asks_live(), limit=limit, kind=kind)


def _home_counts(catalog: Catalog) -> dict[str, str]:
    """Return a sentence each on the doctors, the places and the documents, with counts."""
    counts = catalog.counts
    doctors = ngettext("%(count)s doctor", "%(count)s doctors", counts["clinicians"])
    types = _("Who treats each of %(count)s kinds of cancer, in plain words.") % {
        "count": len(catalog.cancers)
    }
    listed = doctors % {"count": number(counts["clinicians"])} if counts["clinicians"] else ""
    places = _(
        "%(centers)s cancer centers and %(others)s other hospitals and clinics, with the number to call."
    )
    documents = _("%(documents)s guides from NCI and NCCN, for patients and for doctors.")
    return {
        "specialists": f"{types} {listed}." if listed else types,
        "places": places
        % {"centers": number(counts["centers"]), "others": number(counts["programs"] + counts["sites"])},
        "reading": documents % {"documents": number(counts["documents"])},
    }

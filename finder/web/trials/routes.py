"""The routes of the page of trials near a place."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response as BaseResponse

from finder.language import translate
from finder.search.outward_links import outward_links_for
from finder.search.trials.nearest_trials import TrialQuery, find_trials
from finder.web.context import current_catalog, snapshot
from finder.web.links import link
from finder.web.page.views import Entry
from finder.web.reader import hidden, kept, split_view
from finder.web.results.private import without_trace
from finder.web.trials import views

blueprint = Blueprint("trials", __name__)


@blueprint.post("/trials")
def private_trials() -> BaseResponse:
    """Answer a posted question, which is in no address and is never stored."""
    return without_trace(trials())


@blueprint.get("/trials")
def trials() -> str | BaseResponse:
    """Show the trials near a place, those that name the cancer first; without a question, the home page."""
    _view, own = split_view()
    if not own:
        return redirect(kept("/"))
    query = TrialQuery.parse(own)
    answer = find_trials(snapshot(), query)
    catalog = current_catalog()
    cancer = answer.cancer
    elsewhere = outward_links_for(snapshot(), cancer, query.near).about("trials") if cancer else ()
    return render_template(
        "trials/trials.html",
        title=views.title(answer),
        place_note=answer.place.note,
        cancer_note=answer.cancer_note,
        from_registry=views.registry_date(answer.as_of),
        counted=views.counted(answer),
        form=views.form(query),
        fields=hidden(),
        names=[translate(each.name) for each in catalog.cancers.values()],
        groups=views.groups(answer),
        nothing=views.nothing(answer),
        previous=views.previous(answer),
        following=views.following(answer),
        to_places=kept("/search", near=query.near, cancer=query.cancer),
        elsewhere=[Entry(link(each.url, each.name), each.use_for) for each in elsewhere],
    )

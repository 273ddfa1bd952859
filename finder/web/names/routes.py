"""The routes of the page that finds hospitals, clinics and doctors by name."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response as BaseResponse

from finder.formats.names import counted, note
from finder.language import _
from finder.search.records.by_name import NameQuery, find_by_name
from finder.web.context import current_catalog, snapshot
from finder.web.names import views
from finder.web.reader import hidden, split_view
from finder.web.results.private import without_trace

blueprint = Blueprint("names", __name__)


@blueprint.post("/find")
def private_find() -> BaseResponse:
    """Answer a posted name, which is in no address and is never stored."""
    return without_trace(find())


@blueprint.get("/find")
def find() -> str:
    """Show what has a name; without one, the box to type it in."""
    _view, own = split_view()
    if not own:
        return render_template(
            "names/find.html", title=_(views.TITLE), form=views.NameForm(), fields=hidden(), answer=None
        )
    query = NameQuery.parse(own)
    answer = find_by_name(snapshot(), query)
    return render_template(
        "names/find.html",
        title=_("Hospitals and doctors called “%(name)s”") % {"name": query.name},
        form=views.NameForm(query.name, query.near or ""),
        fields=hidden(),
        answer=answer,
        place_note=answer.place.note if answer.place else "",
        note=note(answer),
        counted=counted(answer),
        cards=views.cards_of(answer, current_catalog()),
        previous=views.previous(answer),
        following=views.following(answer),
    )

"""The routes of help: help lines by need, with hours in the reader's time zone; and help by language."""

from __future__ import annotations

from flask import Blueprint, render_template

from finder.geo.time_zones import zone_of
from finder.language import _
from finder.search.documents.find import find_guidelines
from finder.search.fields import NEAR
from finder.search.outward_links import directories_near
from finder.search.parameters import read_parameters
from finder.search.questions import GuidelineQuery
from finder.web.context import current_catalog, now, snapshot
from finder.web.help import languages
from finder.web.help.views import Status
from finder.web.links import link
from finder.web.page.views import Entry
from finder.web.reader import read_view, split_view

blueprint = Blueprint("help", __name__)


@blueprint.get("/help")
def help_now() -> str:
    """Show whom to call: emergency numbers, lines that are open now, then every line by need."""
    _view, own = split_view()
    near = read_parameters(own, (NEAR,)).get("near")
    elsewhere = directories_near(snapshot(), near)
    place = elsewhere.place
    status = Status(current_catalog(), now(), zone_of(place.point) if place else None)
    goes_along = _("The link includes your place.")
    return render_template(
        "help/help.html",
        open_now=status.open_now(),
        needs=status.needs(),
        elsewhere_title=_("Other directories near %(place)s") % {"place": place.name}
        if place
        else _("Other directories"),
        elsewhere=[
            Entry(
                link(each.url, each.name), f"{each.use_for} {goes_along}" if each.has_place else each.use_for
            )
            for each in elsewhere.links
        ],
        asked_near=near or "",
    )


@blueprint.get("/languages")
def by_language() -> str:
    """Show which lines speak which language, and what there is to read in each."""
    read_view()
    return render_template(
        "help/languages.html",
        speaking=languages.speaking(current_catalog()),
        readings=languages.readings(find_guidelines(snapshot(), GuidelineQuery()).all),
        elsewhere=languages.elsewhere(current_catalog()),
    )

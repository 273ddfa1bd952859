"""The pages about the finder: the facts and their sources, and the limits."""

from __future__ import annotations

from flask import Blueprint, render_template

from finder.language import _
from finder.web.about import views
from finder.web.context import current_catalog
from finder.web.reader import kept, read_view
from finder.web.reports import mistake

blueprint = Blueprint("about", __name__)

#: The key of the help line where a doctor's board certification can be checked.
_CERTIFICATION = "certification-matters"


@blueprint.get("/about")
def about() -> str:
    """Show where the facts come from, what the terms mean and what we do not know."""
    read_view()
    catalog = current_catalog()
    line = catalog.helplines.get(_CERTIFICATION)
    return render_template(
        "about/about.html",
        certification=line.url if line and line.url else kept("/help"),
        designations=views.designations(catalog),
        claims=views.claims(catalog),
        sources=views.sources(catalog),
    )


@blueprint.get("/limits")
def limits() -> str:
    """Show what the finder does not know and what may be wrong."""
    read_view()
    commission = current_catalog().claim_kinds["coc"].link
    nowhere = _("The people who run this site do not take reports here.")
    return render_template("about/limits.html", commission=commission, report=mistake("limits") or nowhere)

"""The pages about the finder: the facts and their sources, and the limits."""

from __future__ import annotations

from flask import Blueprint, render_template

from finder.formats.display import date
from finder.language import _
from finder.web.about import views
from finder.web.context import current_catalog, site
from finder.web.reader import kept, read_view
from finder.web.reports import mistake

blueprint = Blueprint("about", __name__)

#: The key of the help line where a doctor's board certification can be checked.
_CERTIFICATION = "certification-matters"
#: The day on which the statement on accessibility was last compared with the tests.
CHECKED = "2026-11-30"


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
        overdue=views.overdue(catalog, site().now().date()),
    )


@blueprint.get("/limits")
def limits() -> str:
    """Show what the finder does not know and what may be wrong."""
    read_view()
    commission = current_catalog().claim_kinds["coc"].link
    nowhere = _("The people who run this site do not take reports here.")
    return render_template("about/limits.html", commission=commission, report=mistake("limits") or nowhere)


@blueprint.get("/accessibility")
def accessibility() -> str:
    """Show how the pages are tested, what we have not tested, and how to tell us about a problem."""
    read_view()
    who = site().operator
    return render_template(
        "about/accessibility.html",
        contact=views.contact(),
        operator=_("%(name)s runs this site.") % {"name": who} if who else "",
        checked=date(CHECKED),
    )

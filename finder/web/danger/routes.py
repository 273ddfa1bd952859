"""The page with every danger sign."""

from __future__ import annotations

from flask import Blueprint, render_template

from finder.formats.emergencies import not_a_call
from finder.search.danger import every_sign
from finder.web.context import current_catalog, snapshot
from finder.web.danger.views import groups
from finder.web.elements import dialable
from finder.web.reader import read_view

blueprint = Blueprint("danger", __name__)


@blueprint.get("/emergencies")
def emergencies() -> str:
    """Show every danger sign by whom it is for, the most urgent first."""
    read_view()
    return render_template(
        "danger/emergencies.html",
        groups=groups(every_sign(snapshot()), current_catalog()),
        trust=dialable(not_a_call()),
    )

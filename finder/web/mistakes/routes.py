"""The page with a report to copy: the page, its record with its identifiers, and room for what is wrong."""

from __future__ import annotations

from contextlib import suppress

from flask import Blueprint, render_template

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.errors import NotFound
from finder.formats.proper_names import name_with_credentials, title
from finder.language import _
from finder.search.fields import ABOUT
from finder.search.parameters import read_parameters
from finder.search.shortlist.find import Record, find_record
from finder.web.context import snapshot
from finder.web.links import page_link
from finder.web.reader import split_view
from finder.web.reports import PATH, Report, report

blueprint = Blueprint("mistakes", __name__)


@blueprint.get(PATH)
def mistake() -> str:
    """Show a report to copy about the page in `about`; without it, about the site."""
    _view, rest = split_view()
    path = read_parameters(rest, (ABOUT,)).get(ABOUT.name, "")
    record = None
    with suppress(NotFound):
        record = find_record(snapshot(), path)
    name = _identified(record) if record else ""
    return render_template(
        "mistakes/mistake.html",
        text=Report(path, record=name).text,
        to=report(path),
        back=page_link(f"/{path}", _("← Back to the page")) if path else "",
        is_provider=isinstance(record, Clinician),
    )


def _identified(record: Record) -> str:
    """Return the name of a record with the numbers that it has in public files."""
    match record:
        case Clinician():
            return f"{name_with_credentials(record)} (NPI {record.npi})"
        case Hospital():
            return f"{title(record.name)} (CCN {record.ccn})"
        case CareSite():
            return f"{record.name} (CCN {record.ccn.number})" if record.ccn else record.name

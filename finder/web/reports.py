"""Links to report a mistake: an email or issue with the record, fact and source filled in."""

from __future__ import annotations

from urllib.parse import quote

from flask import request
from markupsafe import Markup

from finder.language import _
from finder.web.addresses import local
from finder.web.context import site
from finder.web.elements import aloud
from finder.web.links import link


def mistake(path: str, field: str = "", says: str = "", source: str = "") -> Markup:
    """Return a link to report a mistake in a record or a fact; nothing if the operator takes no reports."""
    return link(
        report(path, field, says, source),
        _("Report a mistake") + aloud(field),
        class_="mistake",
        rel="nofollow",
    )


def report(path: str, field: str = "", says: str = "", source: str = "") -> str:
    """Return the address for reporting a mistake in the record at `path`, or "" if none is configured.

    It is a mailto: link if `report_to` is an email address, else a page such as an issue form. The text has
    the record's address, the field, its value and its source. Nothing is sent until the reader sends it.
    """
    to = site().report_to
    if not to:
        return ""
    about = f"{path}: {field}" if field else path
    lines = [
        _("Record: %(address)s") % {"address": f"{request.host_url.rstrip('/')}{local('/' + path)}"},
        _("What is wrong: %(field)s") % {"field": field},
        _("It says: %(text)s") % {"text": says} if says else "",
        _("Its source: %(source)s") % {"source": source} if source else "",
        _("What is right, and how you know:"),
    ]
    subject = quote(_("Mistake on %(record)s") % {"record": about})
    body = quote("\n".join(line for line in lines if line) + "\n")
    if "@" in to and "://" not in to:
        return f"mailto:{to}?subject={subject}&body={body}"
    return to.format(subject=subject, body=body)

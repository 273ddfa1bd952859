"""Reporting a mistake: a letter or an issue begun for the reader, with record, fact and source in it."""

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
    """Return a link that begins a report on a whole record or one fact; nothing where none are taken."""
    return link(
        report(path, field, says, source),
        _("Report a mistake") + aloud(field),
        class_="mistake",
        rel="nofollow",
    )


def report(path: str, field: str = "", says: str = "", source: str = "") -> str:
    """Return where a mistake in the record at `path` is reported, or nothing where the operator takes none.

    The letter names the record's address, the field, what it says and its source; no account is needed, and
    nothing is sent before the reader sends it.
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

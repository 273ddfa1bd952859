"""What to say about the link of a document: when it was last seen, and whether it has moved."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from finder.domain.documents import Document
from finder.domain.links import LinkState, host_of, is_stale
from finder.formats import display
from finder.language import _, marked

#: What to say about the state of a link, with the month of the check. Other states need no note.
_NOTES: dict[LinkState, str] = {
    "unreachable": marked("could not be reached in {}"),
    "redirect-loop": marked("could not be reached in {}"),
    "wrong-title": marked("the page had a different title in {}"),
    "needs-login": marked("asked for a login when we checked, {}"),
}


def seen(document: Document, partial: bool = False) -> str:
    """Return when a document was last seen: the day, or if `partial` the month."""
    if not document.last_seen:
        return _("date of the last check not known")
    alive = document.link is not None and document.link.last_alive == document.last_seen
    day = document.last_seen[:7] if partial else document.last_seen
    text = _("link last worked %(day)s") if alive else _("last checked %(day)s")
    return text % {"day": display.date(day)}


def note(document: Document) -> str:
    """Return what a reader needs to know about the link, or an empty string."""
    link = document.link
    if link is None:
        return ""
    when = display.date(link.checked[:7])
    if document.status == "gone":
        return _("not there when we last checked, %(day)s") % {"day": when}
    if link.state == "moved" and link.moved_to:
        if document.former_url:
            return _("has moved; the link goes to its new address")
        moved = _("has moved to another site (%(host)s); the link goes to the old address")
        return moved % {"host": host_of(link.moved_to)}
    if link.state == "needs-login" and document.needs_login:
        return ""
    return _(_NOTES.get(link.state, "")).format(when)


def staleness(documents: Iterable[Document], today: datetime.date, days: int) -> str:
    """Return a warning if any document was last seen more than `days` days ago, else an empty string."""
    if any(is_stale(each.last_seen, today, days) for each in documents):
        return _("We haven't checked these links recently.")
    return ""

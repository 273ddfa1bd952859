"""What is known of a document's link, in words: when it was seen, whether it moved. Never what it says."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from finder.domain.documents import Document
from finder.domain.links import LinkState, host_of, is_stale
from finder.formats import words

#: What a state says to a reader, with the month of the check. The others say nothing of use.
_TOLD: dict[LinkState, str] = {
    "unreachable": "could not be reached in {}",
    "redirect-loop": "could not be reached in {}",
    "wrong-title": "the page there had another title in {}",
    "needs-login": "asked to log in when looked for, {}",
}


def seen(document: Document, partial: bool = False) -> str:
    """Return when a document was last seen; `partial`: to the month, which is exact enough for a reader."""
    if not document.last_seen:
        return "date last seen not known"
    alive = document.link is not None and document.link.last_alive == document.last_seen
    day = document.last_seen[:7] if partial else document.last_seen
    return f"last seen {'alive ' if alive else ''}{words.date(day)}"


def note(document: Document) -> str:
    """Return what a reader needs to know of the link; empty where there is nothing to tell."""
    link = document.link
    if link is None:
        return ""
    when = words.date(link.checked[:7])
    if document.status == "gone":
        return f"no longer there when last looked for, {when}"
    if link.state == "moved" and link.moved_to:
        if document.former_url:
            return "has moved; the link goes to its new address"
        return f"has moved to another site ({host_of(link.moved_to)}); the link goes to the old address"
    if link.state == "needs-login" and document.needs_login:
        return ""
    return _TOLD.get(link.state, "").format(when)


def staleness(documents: Sequence[Document], today: datetime.date, days: int) -> str:
    """Return a warning where documents were last seen more than `days` ago; empty where none was."""
    old = sum(is_stale(each.last_seen, today, days) for each in documents)
    if not old:
        return ""
    verb = "was" if old == 1 else "were"
    which = (
        f"{old:,} of these {len(documents):,} links {verb}" if old < len(documents) else "These links were"
    )
    if len(documents) == 1:
        which = "This link was"
    return f"{which} last seen more than {days} days ago, or on a day we do not know. Some may have moved."

"""Putting a record on the shortlist, or taking it off: a link to the same page with the list changed."""

from __future__ import annotations

from markupsafe import Markup

from finder.language import _
from finder.search.fields import MOST_PICKS
from finder.web.context import exported
from finder.web.elements import aloud, optional
from finder.web.links import link
from finder.web.reader import pick_address, picks


def pick(path: str, name: str, anchor: str = "") -> Markup:
    """Return the paragraph that puts a record on the shortlist or takes it off; a folder has no shortlist."""
    if exported():
        return Markup("")
    return optional("p", _pick(path, name, anchor), class_="pick-on-list no-print")


def unpick(path: str, words: str, name: str, **values: object) -> Markup:
    """Return the link that takes a record off the shortlist."""
    return link(pick_address(path), words + aloud(name), data_pick=path, **values)


def _pick(path: str, name: str, anchor: str) -> Markup:
    on = path in picks()
    if not on and len(picks()) >= MOST_PICKS:
        return optional("span", _("Your shortlist is full."), class_="soft")
    words = _("On your shortlist: take off") if on else _("Add to shortlist")
    return link(
        pick_address(path, anchor),
        optional("span", words) + aloud(name),
        class_="pick-link is-on" if on else "pick-link",
        rel="nofollow",
        data_pick=path,
    )

"""Links that add a record to the shortlist or remove it: this page with the list changed."""

from __future__ import annotations

from markupsafe import Markup

from finder.language import _
from finder.search.fields import MOST_PICKS
from finder.web.context import exported
from finder.web.elements import aloud, optional
from finder.web.links import link
from finder.web.reader import pick_address, picks


def pick(path: str, name: str, to: str = "") -> Markup:
    """Return the link that adds or removes a record; nothing on an exported page.

    `to` is the address of this page with the record added or removed, if it has an anchor.
    """
    if exported():
        return Markup("")
    return optional("span", _pick(path, name, to), class_="pick-on-list no-print")


def unpick(path: str, words: str, name: str, **values: object) -> Markup:
    """Return the link that removes a record from the shortlist."""
    return link(pick_address(path), words + aloud(name), data_pick=path, **values)


def _pick(path: str, name: str, to: str) -> Markup:
    on = path in picks()
    if not on and len(picks()) >= MOST_PICKS:
        return optional("span", _("Your list is full."), class_="soft")
    words = _("Saved") if on else _("Save")
    return link(
        to or pick_address(path),
        optional("span", words) + aloud(name),
        class_="act pick-link is-on" if on else "act pick-link",
        rel="nofollow",
        data_pick=path,
    )

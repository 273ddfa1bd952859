"""Links. Only this module handles private pages and exported pages.

On a private page a link that repeats the search is a button that posts it, and a link to another page drops
the place and the cancer. On an exported page an address becomes a relative path to a file, and a link to a
page that was not exported becomes plain text.
"""

from __future__ import annotations

from typing import cast
from urllib.parse import parse_qs, urlsplit

from flask import g
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from finder.web import assets
from finder.web.addresses import AGAIN, API, QUESTION, address, is_private, local
from finder.web.context import exported
from finder.web.elements import attributes
from finder.web.reader import kept

#: How a class is written as an argument, in a template and in Python.
_CLASS = ("class", "class_")
SEARCH, FIND = "/search", "/find"
#: Pages that answer a posted question.
_POSTED = (SEARCH, "/trials", FIND)
#: The id of the form that the buttons of a private page belong to; it is at the end of the page.
PRIVATE_FORM = "private"


def link(to: str | None, words: object, **values: object) -> Markup:
    """Return a link, or nothing if `to` is empty. `values` are HTML attributes (see elements.attributes)."""
    if not to:
        return Markup("")
    opening, closing = _tags(to, values)
    return Markup(f"{opening}{escape(words)}{closing}")  # noqa: S704 (the words are escaped)


def page_link(path: str, words: object, **values: object) -> Markup:
    """Return a link to a page of this site that keeps the reader's choices."""
    return link(kept(path), words, **values)


class Opening:
    """The start of a link inside a message; the next `end` in the message closes it."""

    def __init__(self, to: str, kind: str = "") -> None:
        self._tags = _tags(to, {"class": kind})

    def __html__(self) -> str:
        opening, closing = self._tags
        _open().append(closing)
        return opening


class End:
    """The end of the link that was opened last: in a message, `%(a)sthese words%(end)s`."""

    def __html__(self) -> str:
        return _open().pop()


def sentence(message: str, **values: object) -> Markup:
    """Return a message with its values filled in: texts, and links that `%(end)s` closes."""
    return Markup(message) % {**values, "end": End()}  # noqa: S704 (messages are trusted; values are escaped)


def static(name: str) -> str:
    """Return the address of a file of static/."""
    folder = exported()
    return folder.address_of(f"/static/{name}") if folder else assets.address_of(name)


@pass_context
def form_address(_: Context, path: str) -> str:
    """Return the action of a form. `pass_context` keeps Jinja from computing it at compile time."""
    folder = exported()
    return folder.address_of(local(path)) if folder else local(path)


def form_method() -> str:
    """Return the method of a search form: "post" on a private page, else "get"."""
    return "post" if is_private() else "get"


def _open() -> list[str]:
    if "open_links" not in g:
        g.open_links = []
    return cast(list[str], g.open_links)


def _tags(to: str, values: dict[str, object]) -> tuple[str, str]:
    """Return the opening and the closing tag of a link; both are empty if the page was not exported."""
    if not to.startswith("/"):
        return _anchor(to, values)
    if folder := exported():
        file = folder.find(to)
        return _anchor(file, values) if file else ("", "")
    return _untraced(to, values) if is_private() else _anchor(to, values)


def _anchor(to: str, values: dict[str, object]) -> tuple[str, str]:
    return f"<a{attributes(href=to, **values)}>", "</a>"


def _untraced(to: str, values: dict[str, object]) -> tuple[str, str]:
    """Return the tags of a link on a private page, without the search in any address."""
    parts = urlsplit(to)
    given = parse_qs(parts.query, keep_blank_values=True)
    if QUESTION.isdisjoint(given):
        return _anchor(to, values)
    if parts.path.endswith(_POSTED) and API not in parts.path:
        return _button(f"{parts.path}?{parts.query}", parts.path, values)
    rest = {name: texts for name, texts in given.items() if name not in QUESTION}
    return _anchor(address(parts.path, rest), values)


def _button(again: str, action: str, values: dict[str, object]) -> tuple[str, str]:
    rest = {name: value for name, value in values.items() if name not in ("rel", "hreflang", *_CLASS)}
    kind = next((values[name] for name in _CLASS if values.get(name)), "")
    tag = attributes(
        class_=f"{kind} as-link".strip(),
        form=PRIVATE_FORM,
        name=AGAIN,
        value=again,
        formaction=action,
        **rest,
    )
    return f"<button{tag}>", "</button>"

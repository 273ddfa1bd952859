"""Small pieces of HTML that many templates use: attributes, optional elements, links to dial a number."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup, escape

from finder.domain.documents import EMERGENCY_NUMBER
from finder.formats.display import phone

_NOTHING = Markup("")
_NUMBER = re.compile(rf"\((\d{{3}})\) (\d{{3}}-\d{{4}})\b|\b{EMERGENCY_NUMBER}\b")


def attributes(**values: object) -> Markup:
    """Return HTML attributes, each with a space before it.

    `class_` and `data_pick` become class and data-pick. True gives an attribute without a value; None, False
    and "" are left out.
    """
    text = ""
    for name, value in values.items():
        if value is True:
            text += f" {_name(name)}"
        elif value is not None and value is not False and value != "":
            text += f' {_name(name)}="{escape(value)}"'
    return Markup(text)  # noqa: S704 (the values are escaped; Markup.format takes a third of a page)


def optional(tag: str, words: object, **values: object) -> Markup:
    """Return an element around `words`, or nothing if `words` is empty."""
    said = escape(words or "")
    if not said or said.isspace():
        return _NOTHING
    return Markup(f"<{tag}{attributes(**values)}>{said}</{tag}>")  # noqa: S704 (the words are escaped)


def heading(level: int, words: object, **values: object) -> Markup:
    """Return a heading of a level from 1 to 6, or nothing if `words` is empty."""
    return optional(f"h{level}", words, **values)


def aloud(words: str) -> Markup:
    """Return text for screen readers only, after a colon. It tells apart links that have the same words."""
    return Markup(f'<span class="vh">: {escape(words)}</span>') if words else _NOTHING  # noqa: S704 (escaped)


def dial(number: str, words: object = "") -> Markup:
    """Return a link that dials a number such as +1-617-555-0100; `words` defaults to the number."""
    return optional("a", words or phone(number), class_="tel", href=f"tel:{tel(number)}")


def tel(number: str) -> str:
    """Return a number as a tel: address needs it, without hyphens."""
    return number.replace("-", "")


def dialable(text: str) -> Markup:
    """Return a text with every telephone number turned into a link that dials it."""
    parts: list[str] = []
    end = 0
    for found in _NUMBER.finditer(text):
        number = f"+1-{found[1]}-{found[2]}" if found[1] else EMERGENCY_NUMBER
        parts += [escape(text[end : found.start()]), dial(number, found[0])]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


def only_now(words: object) -> Markup:
    """Return words about this moment between marks: a page kept for later leaves them out (worker.js)."""
    return Markup("<!--now-->{}<!--/now-->").format(words) if words else _NOTHING


@lru_cache(maxsize=256)
def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")

"""Small pieces of HTML that many templates show: elements left out where they are empty, numbers to dial."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from finder.domain.documents import EMERGENCY_NUMBER
from finder.formats.display import phone

_NUMBER = re.compile(rf"\b1-\d{{3}}-\d{{3}}-\d{{4}}\b|\b{EMERGENCY_NUMBER}\b")


def attributes(**values: object) -> Markup:
    """Return HTML attributes, each with a space before it.

    `class_` and `data_pick` stand for class and data-pick. True gives a bare attribute; None, False and ""
    are left out.
    """
    parts = [
        f" {_name(name)}" if value is True else f' {_name(name)}="{escape(value)}"'
        for name, value in values.items()
        if value not in (None, False, "")
    ]
    return Markup("".join(parts))  # noqa: S704 (the values are escaped; Markup.format takes a third of a page)


def optional(tag: str, words: object, **values: object) -> Markup:
    """Return an element around `words`, or nothing where there are none."""
    said = escape(words or "")
    if not said.strip():
        return Markup("")
    return Markup(f"<{tag}{attributes(**values)}>{said}</{tag}>")  # noqa: S704 (the words are escaped)


def heading(level: int, words: object, **values: object) -> Markup:
    """Return a heading of a level (1 to 6)."""
    return optional(f"h{level}", words, **values)


def aloud(words: str) -> Markup:
    """Return words that only a screen reader says, after a colon: whom a link with common words is about."""
    return optional("span", Markup(": {}").format(words) if words else "", class_="vh")


def dial(number: str, words: object = "") -> Markup:
    """Return a link that dials a number written like +1-617-555-0100; `words` default to the number."""
    return optional("a", words or phone(number), class_="tel", href=f"tel:{tel(number)}")


def dial_in_full(number: str) -> Markup:
    """Return a link that dials a number and shows it with the 1 before it: 1-800-555-0100."""
    return dial(number, number.removeprefix("+"))


def tel(number: str) -> str:
    """Return a number as a tel: address has it."""
    return number.replace("-", "")


def dialable(text: str) -> Markup:
    """Return a text in which every telephone number is a link that dials it."""
    parts: list[str] = []
    end = 0
    for found in _NUMBER.finditer(text):
        number = found[0] if found[0] == EMERGENCY_NUMBER else f"+{found[0]}"
        parts += [escape(text[end : found.start()]), dial(number, found[0])]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")

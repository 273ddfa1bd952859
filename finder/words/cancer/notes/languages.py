"""Tell whether words for a cancer are in a language that we do not read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from finder.domain.cancers.body import OtherLanguage
from finder.plain_text import normalize
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of

#: What stands before the end of compound words: "Lungenkrebs".
_ANY_START = "*"


def other_language(snapshot: Snapshot, text: str) -> OtherLanguage | None:
    """Return the language that a text is in, if it is one of those we do not read."""
    known = catalog_of(snapshot).other_languages
    if not text.isascii():
        scripts = _scripts(text)
        lower = text.casefold()
        for each in reversed(known):  # Japanese is written with Chinese characters too
            if any(mark in scripts or mark in lower for mark in each.marks):
                return each
    plain = f" {normalize(text)} "
    return next((each for each in known if any(_has(plain, word) for word in each.words)), None)


def _has(plain: str, word: str) -> bool:
    """Return whether a word is in a text with blanks around it; one with a star ends a longer word."""
    if word.startswith(_ANY_START):
        return any(each.endswith(word[1:]) and len(each) > len(word) + 1 for each in plain.split())
    return f" {word} " in plain


def _scripts(text: str) -> frozenset[str]:
    """Return the names of the scripts of the letters in a text, such as CYRILLIC."""
    return frozenset(_script_names(text))


def _script_names(text: str) -> Iterator[str]:
    for letter in text:
        if letter.isalpha() and not letter.isascii():
            yield unicodedata.name(letter, "").partition(" ")[0]

"""Text of others made fit to compare and to show: lower-case ASCII words, and no control characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_REMOVED = re.compile(r"[\u0300-\u036f'’ʻ]")  # accents, and the apostrophes of O'Fallon and Hawaiʻi
#: Characters that steer a terminal, or turn the direction of the text around them.
CONTROLS = r"\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROL = re.compile(f"[{CONTROLS}]+")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_NOT_A_WORD_OR_END = re.compile(r"[^a-z0-9\n]+")


def printable(text: str) -> str:
    """Return text of others as one line that is safe in a terminal, with blanks for control characters."""
    return _CONTROL.sub(" ", text).strip()


def normalize(text: str) -> str:
    """Return `text` in lower case without accents; every run of other characters becomes one space."""
    plain = text.casefold() if text.isascii() else unicodedata.normalize("NFKD", text.casefold())
    return _NOT_A_WORD.sub(" ", _REMOVED.sub("", plain)).strip()


def normalize_each(texts: Sequence[str]) -> list[str]:
    """Return texts of one line each as `normalize` does, all at once: that takes a fourth of the time."""
    lines = "\n".join(texts)
    plain = lines.casefold() if lines.isascii() else unicodedata.normalize("NFKD", lines.casefold())
    return [line.strip() for line in _NOT_A_WORD_OR_END.sub(" ", _REMOVED.sub("", plain)).split("\n")]


def searchable_words(text: str) -> list[str]:
    """Return the normalized words of a name that can be searched for: those of two letters or more."""
    return [word for word in normalize(text).split() if len(word) > 1]

"""City names as keys: the gazetteer is built with them and searched by them."""

from __future__ import annotations

from finder.plain_text import normalize

_ABBREVIATIONS = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}


def city_key(name: str) -> str:
    """Return the key that all spellings of a city share: "Saint Louis", "ST. LOUIS" → "stlouis"."""
    return "".join(_ABBREVIATIONS.get(word, word) for word in normalize(name).split())

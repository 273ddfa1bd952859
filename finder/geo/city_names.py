"""City names as keys: the gazetteer is built with them and searched by them."""

from __future__ import annotations

from finder.plain_text import normalize

#: Words that are written in several ways, with the one that keys have.
ABBREVIATIONS = {
    "saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt", "mountain": "mt", "mtn": "mt",
    "centre": "center", "ctr": "center", "spgs": "springs", "spg": "spring", "hts": "heights",
    "jct": "junction", "bch": "beach", "vlg": "village", "afb": "airforcebase", "rez": "reservation",
    "twp": "township",
}  # fmt: skip
#: Directions that are shortened at the beginning of a name.
DIRECTIONS = {"n": "north", "no": "north", "s": "south", "so": "south", "e": "east", "w": "west"}
_BOROUGH = "borough"


def city_key(name: str) -> str:
    """Return the key that all spellings of a city share: "Saint Louis", "ST. LOUIS" → "stlouis"."""
    return key_of_words(normalize(name).split())


def key_of_words(words: list[str]) -> str:
    """Return the key of a name that is already split into normalized words."""
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 2 and words[:2] == ["township", "of"]:
        words = [*words[2:], "township"]
    if len(words) > 1:
        words = [DIRECTIONS.get(words[0], words[0]), *words[1:]]
    return "".join(_key(word) for word in words)


def _key(word: str) -> str:
    if word.endswith(_BOROUGH) and word != _BOROUGH:  # Foxborough is written Foxboro as well
        return word.removesuffix("ugh")
    return ABBREVIATIONS.get(word, word)

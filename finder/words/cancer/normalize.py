"""Words as keys that all their spellings share: accents, case, plurals, British forms, word order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from finder.plain_text import normalize

#: Words that say no more than "cancer" or than who is meant: they tell no type apart.
EMPTY = frozenset({
    "cancer", "carcinoma", "tumor", "neoplasm", "malignancy", "malignant", "disease", "mass", "growth",
    "lump",
    "ca", "cancerous", "type", "kind", "cell",
    "of", "the", "a", "an", "in", "on", "my", "i", "have", "with", "to", "and", "for", "from", "at", "s",
    "or", "is", "maligno", "maligna", "tumore", "celula",
    "de", "del", "la", "el", "en", "los", "las", "un", "una", "mi", "y", "con", "al",
})  # fmt: skip
#: Words with one meaning here: other spellings, short forms, words for the same people.
_SAME = {
    word: key
    for key, words in {
        "cancer": "canser cancr cancers cncer cander",
        "carcinoma": "carcinom",
        "center": "centre",
        "metastasis": "mets metastases metastase metastatises",
        "fiber": "fibre",
        "childhood": "kid child children pediatric toddler infant baby babie girl boy teen teenager "
        "adolescent nino nina infantil pediatrico pediatrica hijito hijita bebe adolescente",
        "male": "man men mens husband father dad daddy brother uncle grandpa grandfather boyfriend "
        "hombre varon masculino esposo marido papa padre hermano abuelo tio",
    }.items()
    for word in words.split()
}
#: Beginnings and middles that British English writes differently.
_BRITISH = [
    (re.compile(british), american)
    for british, american in {
        r"^oe(?=s)": "e", r"^h?aem(?=[aoi])": "hem", r"aem(?=[ia])": "em", r"^paed": "ped",
        r"gynaec": "gynec", r"^foet": "fet", r"tumour": "tumor", r"caec": "cec", r"orrhoe": "orrhe",
    }.items()
]  # fmt: skip
#: Endings in s that are no plurals.
_SINGULAR = ("ss", "us", "is", "as")
_PLURAL = ("omas", "emias", "inas")
#: The age of a child is a word for a child.
_AGES = (
    re.compile(r"\b(\d{1,2}) ?(?:year|yr|yo|ano|mes|month)s?(?: old)?\b"),
    re.compile(r"\b(?:is|aged|age|turned|tiene) (\d{1,2})\b"),
)
_FIRST = "gastro|adeno|osteo|neuro|hepato|cholangio|cranio|chondro|lipo|rhabdo|retino"
_JOINED = (
    (re.compile(r"\bnon (?=[a-z]{4})"), "non"),
    (re.compile(r"\b(?:no|none) (?=hod|micro)"), "non"),
    (re.compile(rf"\b({_FIRST}) (?=[a-z]{{4}})"), r"\1"),
)


@lru_cache(maxsize=20_000)
def word_key(word: str) -> str:
    """Return the key of one word in lower case without accents."""
    for pattern, spelled in _BRITISH:
        word = pattern.sub(spelled, word)
    if word in _SAME:
        return _SAME[word]
    if len(word) > 3 and word.endswith("s") and (word.endswith(_PLURAL) or not word.endswith(_SINGULAR)):
        word = word[:-1]
    return _SAME.get(word, word)


def words_of(text: str) -> list[str]:
    """Return the words of a text as keys, in order; the age of a child counts as the word for one."""
    plain = normalize(text)
    for pattern, joined in _JOINED:
        plain = pattern.sub(joined, plain)
    for age in _AGES:
        plain = age.sub(lambda said: "childhood" if int(said[1]) < 18 or " m" in said[0] else " ", plain)
    return [word_key(word) for word in plain.split()]


def key_of(text: str) -> str:
    """Return the key that a name shares with its spellings."""
    return " ".join(words_of(text))


def bare_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words that tell types apart, in one order."""
    return tuple(sorted({word for word in words if word not in EMPTY}))

"""Which words of a sentence about spread name the cancer, and which only the places it spread to."""

from __future__ import annotations

from collections.abc import Sequence

#: Words that say that a cancer has spread, and words between them and the place.
_SPREAD = frozenset({
    "spread", "spreading", "met", "metastasi", "metastasis", "metastases", "metastatic", "metastasized",
    "metastasize", "metastatico", "metastatica", "secondary", "went", "gone", "traveled", "extendido",
    "extendio", "propagado", "diseminado", "disemino", "returned", "recurred", "regreso", "paso", "pasado",
    "rego", "regado", "corrio",
})  # fmt: skip
#: Words that say it when they stand behind "came": "came back in the liver".
_CAME = frozenset({"came", "come", "coming", "comes"})
_TO = frozenset({"to", "into", "in", "a", "al", "en", "hacia"})
_FROM = frozenset({"from", "desde"})
#: Words before "in" and the place where it started.
_STARTED = frozenset({"started", "began", "empezo", "comenzo", "inicio", "origino"})
_IN = frozenset({"in", "en"})
#: Words for a cancer of unknown origin in the place that follows.
_SECONDARY = frozenset({"secondary", "secondarie", "secundario", "secundaria"})
_MALIGNANT = frozenset(
    {"cancer", "neoplasm", "tumor", "malignant", "maligno", "maligna", "carcinoma", "neoplasia"}
)
#: How far the place may be behind the word: "metastatic adenocarcinoma of unknown origin to the liver".
_NEAR = 4


def primary_words(words: Sequence[str]) -> list[Sequence[str]]:
    """Return the parts of a sentence that may name where a cancer started, the likeliest first.

    An empty part stands for a cancer that is named by the place it spread to and no other.
    """
    for at, word in enumerate(words):
        if word in _FROM and at + 1 < len(words) and at:
            return [words[at + 1 :], words]
        if word in _STARTED and words[at + 1 : at + 2] and words[at + 1] in _IN:
            return [words[at + 2 :], words]
    for at, word in enumerate(words):
        if word in _SECONDARY and _MALIGNANT.intersection(words):
            return [list(words[:at]) if _names_more(words[:at]) else []]
    for at, word in enumerate(words):
        if word in _SPREAD or (word == "back" and at and words[at - 1] in _CAME):
            for later in range(at + 1, min(at + 1 + _NEAR, len(words))):
                if words[later] in _TO:
                    return [words[:later]]
    return [words]


def _names_more(words: Sequence[str]) -> bool:
    """Tell whether words before "secondary" name more than that there is a cancer."""
    return bool(set(words) - _MALIGNANT)

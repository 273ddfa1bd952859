"""Phrases in a sentence about a cancer: its name, who has it, its stage, where it has spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from finder.words.cancer.name_index import NameIndex, Slugs
from finder.words.cancer.word_forms import GENERIC_WORDS, distinctive_words

#: Words after an organ ("liver mets") that say the cancer has spread there, and words before one.
_METASTASIS = frozenset({"met", "metastasi", "metastases", "metastasis", "metastase"})
_SECONDARY = frozenset({"secondary", "secundario", "secundaria"})
#: Places behind such a word: "metástasis hepáticas", "mets brain".
_SPREAD_PLACES = frozenset({
    "hepatica", "hepaticas", "osea", "oseas", "cerebral", "cerebrale", "pulmonar", "pulmonare", "peritoneal",
    "peritoneale", "ganglionar", "ganglionare", "suprarrenal", "suprarrenale", "liver", "lung", "brain",
    "bone", "higado", "pulmon", "cerebro", "hueso",
})  # fmt: skip
#: Words that come between "spread" and the organ: "spread to the liver".
_PREPOSITIONS = frozenset(
    {"to", "into", "in", "a", "al", "en", "with", "con", "at", "the", "his", "her", "my", "el", "la", "los"}
)
_ARTICLES = frozenset({"the", "his", "her", "my", "el", "la", "los"})
_OF = frozenset({"of", "de"})
#: Common places of metastases: "prostate cancer in his bones" did not start in the bones.
_COMMON_SITES = frozenset({"bone", "lymph", "node", "hueso", "ganglio", "spine", "columna"})
_LONGEST_TERM = 5
#: Words that make a bare organ the name of a cancer.
_CANCER = ("cancer", "tumor", "carcinoma")
#: All kinds of terms around a name, and the kinds that are never part of one.
ALL_KINDS = frozenset({"stage", "spread", "marker", "grade", "course", "person", "filler"})
NEVER_IN_NAMES = frozenset({"person", "filler"})
#: Words that turn what a name beside them says around: "germ cell tumor outside the testicles".
ELSEWHERE = frozenset({"outside", "fuera"})
#: Places that cancers of most organs spread to: "metastatic cancer of the liver" started elsewhere.
_MOST_SPREAD_TO = _COMMON_SITES | {"liver", "lung", "brain", "higado", "pulmon", "cerebro"}
#: Words for who has the cancer that may be part of a type's name.
PEOPLE = ("childhood", "male")


@dataclass(frozen=True, slots=True)
class Span:
    """A name in a list of words, from index `start` to before `end`, and the types that have it.

    A `strong` one names a cancer by itself ("lung cancer", "melanoma"); a weak one is an organ ("lung").
    """

    start: int
    end: int
    slugs: Slugs
    strong: bool

    def distinctive(self, words: Sequence[str]) -> set[int]:
        """Return the indexes of its distinctive words."""
        return {at for at in range(self.start, self.end) if words[at] not in GENERIC_WORDS}


def remove_terms(
    words: Sequence[str], names: NameIndex, kinds: frozenset[str] = ALL_KINDS
) -> tuple[list[str], frozenset[str]]:
    """Return the words without terms of these kinds, and the kinds that were removed."""
    left: list[str] = []
    removed: set[str] = set()
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST_TERM, len(words) - at), 0, -1):
            run = words[at : at + size]
            kind = names.terms.get(" ".join(run))
            if kind in kinds:
                removed.add(kind)
                # "My father" is not part of a name, but "male" is kept: the cancer is a man's.
                left += [word for word in run if word in PEOPLE and kind == "person"]
                at += size
                break
        else:
            left.append(words[at])
            at += 1
    return left, frozenset(removed)


def find_names(words: Sequence[str], names: NameIndex) -> list[Span]:
    """Return the names in a sentence from left to right, the longest at each position, without overlaps."""
    spans: list[Span] = []
    at = 0
    while at < len(words):
        longest_first = range(min(len(words), at + names.longest), at, -1)
        span = next(filter(None, (_span(words, at, end, names) for end in longest_first)), None)
        if span:
            spans.append(span)
            at = span.end
        else:
            at += 1
    return spans


def _span(words: Sequence[str], start: int, end: int, names: NameIndex) -> Span | None:
    run = list(words[start:end])
    key = " ".join(run)
    distinctive = distinctive_words(run)
    if slugs := names.by_main_name.get(key) or names.by_name.get(key):
        return Span(start, end, slugs, strong=len(distinctive) > 0)
    if any(edge in GENERIC_WORDS and edge not in _CANCER for edge in (run[0], run[-1])):
        return None
    slugs = names.by_distinctive_words.get(distinctive)
    if not slugs or len(distinctive) < sum(word not in GENERIC_WORDS for word in run):
        return None
    strong = any(word in (*_CANCER, "cell") for word in run) or len(distinctive) > 1
    return Span(start, end, slugs, strong)


def spread_sites(words: Sequence[str], names: NameIndex) -> set[int]:
    """Return the indexes of words for places the cancer spread to: "spread to the liver", "liver mets"."""
    has_spread = "spread" in remove_terms(words, names)[1]
    sites: set[int] = set()
    for at, word in enumerate(words):
        if word in _SECONDARY and at + 1 < len(words) and words[at + 1] not in GENERIC_WORDS:
            sites.add(at + 1)
        if word in _METASTASIS and at and words[at - 1] not in GENERIC_WORDS:
            sites.add(at - 1)
            if words[at - 1] == "node" and words[at - 2] == "lymph":
                sites.add(at - 2)
        if word in _METASTASIS and at + 1 < len(words) and words[at + 1] in _SPREAD_PLACES:
            sites.add(at + 1)
        if word in _PREPOSITIONS and at and not _is_origin(words, at):
            following = [
                each for each in range(at + 1, min(at + 4, len(words))) if words[each] not in GENERIC_WORDS
            ]
            is_named = any(before not in GENERIC_WORDS for before in words[:at])
            sites |= {
                each for each in following[:2] if has_spread or (is_named and words[each] in _COMMON_SITES)
            }
    return sites


def _is_origin(words: Sequence[str], at: int) -> bool:
    """Tell whether a word begins the organ of a cancer: "the" in "metastatic cancer of the tonsil"."""
    return (
        words[at] in _ARTICLES and words[at - 1] in _OF and _MOST_SPREAD_TO.isdisjoint(words[at + 1 : at + 3])
    )

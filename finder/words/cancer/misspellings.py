"""Corrections of misspelled words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from rapidfuzz import process
from rapidfuzz.distance import OSA

from finder.words.cancer.name_index import NameIndex

#: The lowest similarity, from 0 to 1, of a correction, found by trial on tests/data/queries.csv.
_SIMILAR, _SIMILAR_SHORT = 0.7, 0.75
#: Words up to and from these lengths are corrected more, and less, carefully.
_SHORT, _LONG, _VERY_LONG = 4, 9, 14
_CANCER = frozenset({"cancer", "carcinoma", "tumor", "leukemia", "lymphoma", "sarcoma"})
#: How much less similar than the best correction another may be: one word may be close to several.
MARGIN = 0.05
#: The most misspelled words in a text, the most combinations of corrections that are tried, and of these the
#: most that rules read.
_MAX_MISSPELLED, _MAX_TRIED, _MAX_READ = 3, 16, 4


@dataclass(frozen=True, slots=True)
class Spelling:
    """Words with unknown ones corrected. `similarity`: the mean, 0 to 1; `close`: they were slips."""

    similarity: float
    words: Sequence[str]
    close: bool


def corrected(words: Sequence[str], names: NameIndex) -> Iterator[Spelling]:
    """Yield the words with unknown ones corrected, in each likely way."""
    unknown = [at for at, word in enumerate(words) if len(word) > 3 and word not in names.known_words]
    if not 0 < len(unknown) <= _MAX_MISSPELLED:
        return
    options = [_corrections(words[at], names) or [(words[at], 0.0)] for at in unknown]
    for chosen in islice(product(*options), _MAX_TRIED):
        spelling = list(words)
        for at, (word, _) in zip(unknown, chosen, strict=True):
            spelling[at] = word
        if spelling != list(words):
            pairs = zip(unknown, chosen, strict=True)
            is_cancer = bool(_CANCER.intersection(spelling))
            close = all(_is_slip(words[at], word, score, is_cancer) for at, (word, score) in pairs)
            yield Spelling(sum(score for _, score in chosen) / len(chosen), spelling, close)


def nearest(words: Sequence[str], names: NameIndex) -> Sequence[Sequence[str]]:
    """Return the words with slips corrected, each likeliest way; as they are if one is no slip."""
    spellings = sorted(corrected(words, names), key=lambda each: -each.similarity)
    top = spellings[0].similarity if spellings else 0.0
    likely = [each for each in spellings if each.similarity >= top - MARGIN / 2]
    if not likely or not all(each.close for each in likely):
        return (words,)
    return [each.words for each in likely[:_MAX_READ]]


def _is_slip(typed: str, meant: str, similarity: float, is_cancer: bool) -> bool:
    """Tell whether a correction is near enough to be sure: one letter, or two in a long word.

    A short word is corrected surely only beside a word for cancer: too many words are near it.
    """
    edits = round((1 - similarity) * max(len(typed), len(meant)))
    if len(typed) <= _SHORT and not is_cancer:
        return False
    two = len(typed) >= (_LONG if typed[0] == meant[0] else _VERY_LONG)
    return edits <= 1 or (edits == 2 and two)


def _corrections(word: str, names: NameIndex) -> list[tuple[str, float]]:
    """Return the most likely corrections of a word with their similarity, the best first."""
    similarity = OSA.normalized_similarity  # counts two swapped letters as one mistake
    cutoff = _SIMILAR_SHORT if len(word) < 5 else _SIMILAR
    found = process.extract(word, names.corrections, scorer=similarity, score_cutoff=cutoff, limit=4)
    return [(each, score) for each, score, _ in found if score >= found[0][1] - MARGIN]

"""Corrections of misspelled words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product

from rapidfuzz import process
from rapidfuzz.distance import OSA

from finder.words.cancer.name_index import NameIndex

#: The lowest similarity, from 0 to 1, of a correction, found by trial on tests/data/queries.csv.
_SIMILAR, _SIMILAR_SHORT = 0.7, 0.75
#: How much less similar than the best correction another may be: one word may be close to several.
MARGIN = 0.05
#: The most misspelled words in a text, and the most combinations of corrections that are tried.
_MAX_MISSPELLED, _MAX_TRIED = 3, 16


def corrected(words: Sequence[str], names: NameIndex) -> Iterator[tuple[float, Sequence[str]]]:
    """Yield the words with unknown ones corrected, in each likely way, after the mean similarity (0 to 1)."""
    unknown = [at for at, word in enumerate(words) if len(word) > 3 and word not in names.known_words]
    if not 0 < len(unknown) <= _MAX_MISSPELLED:
        return
    options = [_corrections(words[at], names) or [(words[at], 0.0)] for at in unknown]
    for chosen in islice(product(*options), _MAX_TRIED):
        spelling = list(words)
        for at, (word, _) in zip(unknown, chosen, strict=True):
            spelling[at] = word
        if spelling != list(words):
            yield sum(score for _, score in chosen) / len(chosen), spelling


def _corrections(word: str, names: NameIndex) -> list[tuple[str, float]]:
    """Return the most likely corrections of a word with their similarity, the best first."""
    similarity = OSA.normalized_similarity  # counts two swapped letters as one mistake
    cutoff = _SIMILAR_SHORT if len(word) < 5 else _SIMILAR
    found = process.extract(word, names.corrections, scorer=similarity, score_cutoff=cutoff, limit=4)
    return [(each, score) for each, score, _ in found if score >= found[0][1] - MARGIN]

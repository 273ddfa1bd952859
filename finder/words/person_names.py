"""The doctor's name that a misspelled one may mean: "Pikering"."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from finder.store.connect import Connection
from finder.store.names.find_names import person_words_like

#: How alike a typed word must be to one of a name, of 100, and the letters it needs.
LIKENESS, LETTERS = 80, 4


def similar_name(connection: Connection, words: Iterable[str]) -> tuple[str, ...]:
    """Return the words, each that no name begins with replaced by the most similar one.

    Returns () if there is none for a word. The first letter is taken as typed, and at most one letter is
    missing or too many.
    """
    found = []
    for word in words:
        every = person_words_like(connection, word[:1], (len(word) - 1, len(word) + 1))
        longer = person_words_like(connection, word, (len(word), 60))
        best = process.extractOne(word, every, scorer=fuzz.ratio, score_cutoff=LIKENESS)
        if longer:
            found.append(word)
        elif best and len(word) >= LETTERS:
            found.append(best[0])
        else:
            return ()
    return tuple(found)

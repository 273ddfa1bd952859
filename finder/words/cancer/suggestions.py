"""Cancer types to suggest for words that name none: by the beginning of a name, or a similar name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from rapidfuzz import fuzz, process

from finder.words.cancer.name_index import NameIndex, Slugs
from finder.words.cancer.word_forms import GENERIC_WORDS

#: The lowest similarity of names, from 0 to 100. Below this, suggestions are more often wrong than right.
_SIMILAR = 78.0


def suggest(words: Sequence[str], names: NameIndex) -> list[tuple[str, float]]:
    """Return the slugs of types to suggest with scores from 0 to 100, the best first."""
    starts = [word for word in words if word not in GENERIC_WORDS and word not in names.terms]
    matching = [frozenset().union(*_starting_with(word, names)) for word in starts if len(word) > 1]
    slugs = frozenset.intersection(*matching) if matching else frozenset()
    scores = {slug: _score(slug, starts, names) for slug in slugs} or _with_similar_names(words, names)
    return sorted(scores.items(), key=lambda each: (-each[1], names.display_names[each[0]].casefold()))


def _starting_with(start: str, names: NameIndex) -> Iterator[Slugs]:
    """Yield the types of each word of a name that begins with `start`."""
    for word in islice(names.words, bisect_left(names.words, start), None):
        if not word.startswith(start):
            return
        yield names.by_word[word]


def _score(slug: str, starts: Sequence[str], names: NameIndex) -> float:
    """Score a type higher if its main name begins with one of the words, lower if only children have it."""
    name = names.display_names[slug].casefold()
    begins = any(name.startswith(start) for start in starts)
    return (70.0 if begins else 60.0) - 5 * (slug in names.childhood)


def _with_similar_names(words: Sequence[str], names: NameIndex) -> dict[str, float]:
    scores: dict[str, float] = {}
    for name, score, _ in process.extract(
        "".join(words), list(names.by_name_without_spaces), scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=20
    ):
        for slug in names.by_name_without_spaces[name]:
            scores[slug] = max(scores.get(slug, 0.0), round(score, 1))
    return scores

"""A sentence that some words need beside what they mean: an early form, a cancer that came from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from finder.domain.answers import Matches
from finder.domain.cancers.types import ADVICE, Advice
from finder.language import translate
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of
from finder.words.cancer.codes.answers import matches_of
from finder.words.cancer.grid import grid_of, read_grid
from finder.words.cancer.name_index import NameIndex
from finder.words.cancer.word_forms import word_forms


def advice_for(snapshot: Snapshot, words: Sequence[str]) -> Advice | None:
    """Return the advice whose words are among these, given in their common forms."""
    text = f" {' '.join(words)} "
    return next((advice for phrase, advice in _phrases(snapshot) if phrase in text), None)


def with_advice(snapshot: Snapshot, words: Sequence[str], found: Matches, names: NameIndex) -> Matches:
    """Return matches with the sentence that their words need.

    Where the reader has to choose, the types of the organ that is named come first, then those found; without
    an organ all that the advice offers.
    """
    advice = advice_for(snapshot, words)
    if advice is None or found.about:
        return found
    note = translate(advice.note)
    if advice.asks == "no":
        return replace(found, note=f"{found.note} {note}".strip()) if found.sure else found
    grid = grid_of(snapshot)
    ruled = read_grid(words, grid, names)
    named = [*(ruled.organs if ruled else ()), *(grid.organs[word] for word in words if word in grid.organs)]
    organs = [slug for organ in named for slug in organ.cancers]
    offered = [*organs, *(each.slug for each in found.matches)] if organs else advice.cancers
    return Matches(matches_of(dict.fromkeys(offered), 80.0, names), False, note)


def _phrases(snapshot: Snapshot) -> Sequence[tuple[str, Advice]]:
    return snapshot.cached(
        "advice",
        lambda: [
            (f" {' '.join(word_forms(phrase))} ", each)
            for each in catalog_of(snapshot).rows(ADVICE)
            for phrase in each.words
        ],
    )

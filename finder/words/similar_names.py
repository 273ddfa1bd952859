"""Names spelled like what was typed, to offer as "did you mean"."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process


def similar_names(text: str, names: Iterable[str], cutoff: float = 60, limit: int = 1) -> list[str]:
    """Return up to `limit` names that are spelled most like `text`, the most similar first.

    `cutoff` is the lowest similarity, from 0 to 100 (equal).
    """
    similar = process.extract(
        text.casefold(), list(names), scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit
    )
    return [name for name, _, _ in similar]

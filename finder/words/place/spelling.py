"""Offer the places whose names are most like what was typed, the larger ones first."""

from __future__ import annotations

import math

from rapidfuzz import fuzz, process

from finder.store import read_places
from finder.store.connect import Connection
from finder.store.schema import LARGE_CITY

#: How alike a name must be to be offered, of 100, and how many are offered.
LIKENESS, OFFERED = 68, 5
#: Without a state, only places with so many people are offered.
PEOPLE = 500
#: Letters of a name that is cut short: Nash for Nashville.
BEGUN = 4
#: How much ten times as many people weigh against likeness.
WEIGHT = 4
#: How alike the name of a large city must be to be offered beside a place: Pittsburgh beside Pittsburg.
NEARLY = 88


def similar_places(connection: Connection, key: str, state: str | None) -> list[str]:
    """Return the labels of places in a state, or anywhere, whose keys are most like one."""
    keys = read_places.keys_like(connection, _lengths(key, LIKENESS), state, 0 if state else PEOPLE)
    begun = read_places.begins_with(connection, key, state) if len(key) >= BEGUN else []
    similar = _most_like(connection, key, keys, LIKENESS, state, 0 if state else PEOPLE)
    return list(dict.fromkeys(begun + similar))[:OFFERED]


def nearly_named(connection: Connection, key: str) -> list[str]:
    """Return the labels of large cities whose names are nearly, but not quite, one."""
    keys = [each for each in read_places.large_keys(connection) if each != key]
    return _most_like(connection, key, keys, NEARLY, None, LARGE_CITY)


def _most_like(
    connection: Connection, key: str, keys: list[str], likeness: float, state: str | None, people: int
) -> list[str]:
    """Return the labels of places with so many people, the most like first; size weighs too."""
    similar = process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=likeness, limit=60)
    if not similar:
        return []
    scores = {each: score for each, score, _ in similar}
    ranked = sorted(
        (-scores[each] - WEIGHT * math.log10(size + 10), label)
        for each, label, size in read_places.sizes_of(connection, list(scores), state)
        if size >= people
    )
    return list(dict.fromkeys(label for _, label in ranked))


def _lengths(key: str, likeness: float) -> tuple[int, int]:
    """Return the shortest and longest keys that can be so much like a key."""
    share = likeness / (200 - likeness)
    return math.ceil(len(key) * share), math.floor(len(key) / share)

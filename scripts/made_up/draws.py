"""Lists to draw from, by weight or evenly, and digits."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from random import Random
from typing import TypeAlias, TypeVar

T = TypeVar("T")
Weighed: TypeAlias = tuple[list[T], list[float]]


def words(text: str) -> list[str]:
    return text.split()


def running(pairs: Iterable[tuple[T, float]]) -> Weighed[T]:
    """Split pairs of a thing and its weight into the things and their running weights."""
    things, weights = zip(*pairs, strict=True)
    return list(things), list(accumulate(weights))


def draw_from(rng: Random, pool: Weighed[T], how_many: int) -> list[T]:
    return rng.choices(pool[0], cum_weights=pool[1], k=how_many)


def digits(rng: Random, many: int) -> str:
    """Return a number of so many digits, leading zeros among them."""
    return f"{int(rng.random() * 10**many):0{many}}"

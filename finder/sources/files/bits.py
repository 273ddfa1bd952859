"""Places in a block of bytes as bits, 64 in a number: sixty-four bytes are compared or counted at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Places = NDArray[np.int64]
_ONE = np.uint64(1)


def bits_of(mask: NDArray[np.bool_]) -> Words:
    """Return a bit for each entry, and at least 64 zeros behind the last."""
    packed = np.packbits(mask, bitorder="little")
    words = np.zeros(len(packed) // 8 + 2, np.uint64)
    words.view(np.uint8)[: len(packed)] = packed
    return words


def after(words: Words, steps: int) -> Words:
    """Return bits that tell of each place whether the one so many steps before it is marked."""
    moved = words << np.uint64(steps)
    moved[1:] |= words[:-1] >> np.uint64(64 - steps)
    return moved


def before(words: Words, steps: int) -> Words:
    """Return bits that tell of each place whether the one so many steps behind it is marked."""
    moved = words >> np.uint64(steps)
    moved[:-1] |= words[1:] << np.uint64(64 - steps)
    return moved


@dataclass(frozen=True, slots=True)
class Counted:
    """Marked places, with how many there are before each 64."""

    words: Words
    sums: Places

    @classmethod
    def of(cls, words: Words) -> Self:
        """Return the places with their counts."""
        sums = np.zeros(len(words) + 1, np.int64)
        np.cumsum(np.bitwise_count(words), out=sums[1:])
        return cls(words, sums)

    def marked(self, places: Places) -> NDArray[np.bool_]:
        """Tell of each place whether it is marked."""
        bits: NDArray[Any] = self.words[places >> 6] >> (places & 63).astype(np.uint64) & _ONE
        return bits.astype(np.bool_)

    def before(self, places: Places) -> Places:
        """Return how many marked places lie before each place."""
        at = places >> 6
        below = (_ONE << (places & 63).astype(np.uint64)) - _ONE
        counts: Places = self.sums[at] + np.bitwise_count(self.words[at] & below)
        return counts

    def nth(self, numbers: Places) -> Places:
        """Return where the first, second, third … marked place is, for numbers that are not too large."""
        at = self.sums.searchsorted(numbers) - 1
        left, words = numbers - self.sums[at], self.words[at]
        for step in range(1, int(left.max(initial=1))):
            words = np.where(left > step, words & (words - _ONE), words)
        found: Places = (at << 6) + np.bitwise_count((words & -words.view(np.int64).astype(np.uint64)) - _ONE)
        return found

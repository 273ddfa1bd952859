"""Sets of resources: arrays of their numbers, each once, the lowest first."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from finder.directory.fhir.numbering import Numbers

__all__ = ["NONE", "Numbers", "union"]

NONE: Numbers = np.zeros(0, np.int32)


def union(sets: Iterable[Numbers]) -> Numbers:
    """Return what is in any of some sets."""
    found = [each for each in sets if len(each)]
    if len(found) < 2:
        return found[0] if found else NONE
    return np.unique(np.concatenate(found))

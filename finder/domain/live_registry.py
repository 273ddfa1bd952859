"""A question to the live NPI Registry and its answer; who asks knows these shapes, not their maker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from finder.domain.cancers import Specialty
from finder.domain.clinicians import Clinician
from finder.geo.points import Point


@dataclass(frozen=True, slots=True)
class LiveQuestion:
    """Who practices within `miles` of `center` and reports one of `specialties`?

    `zips` are the five-digit ZIP codes whose middle lies in the circle, nearest first.
    """

    center: Point
    miles: float
    specialties: tuple[Specialty, ...]
    zips: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LiveAnswer:
    """Clinicians with a practice in the ZIP codes asked about, each once, in no rank.

    `complete` is False where something cut the answer short; `note` then says what, in a sentence for a page.
    """

    clinicians: tuple[Clinician, ...]
    complete: bool
    note: str


LiveRegistry = Callable[[LiveQuestion], LiveAnswer]

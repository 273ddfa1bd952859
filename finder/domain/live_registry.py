"""Query and answer of the live NPI Registry, so that searches do not depend on the client for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from finder.domain.cancers import Specialty
from finder.domain.clinicians import Clinician
from finder.geo.points import Point


@dataclass(frozen=True, slots=True)
class LiveQuestion:
    """A query for clinicians who practice within `miles` of `center` and report one of `specialties`.

    `zips` are the five-digit ZIP codes whose midpoint lies in the circle, nearest first.
    """

    center: Point
    miles: float
    specialties: tuple[Specialty, ...]
    zips: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LiveAnswer:
    """Clinicians with a practice in the ZIP codes of the query, each once, in no particular order.

    If the answer is cut short, `complete` is False and `note` says why, in a sentence for a page.
    """

    clinicians: tuple[Clinician, ...]
    complete: bool
    note: str


LiveRegistry = Callable[[LiveQuestion], LiveAnswer]

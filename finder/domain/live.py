"""Questions to the live NPI Registry, and its answers."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from finder.domain.cancers.specialists import Specialty
from finder.domain.clinicians import Clinician


@dataclass(frozen=True, slots=True)
class Circle:
    """The five-digit ZIP codes whose middle is within `miles` of a place, nearest first."""

    miles: float
    zips: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LiveQuestion:
    """A query for clinicians who practice in a circle and report one of `specialties`.

    The `circles` get larger. The next one is asked about only if fewer than `enough` clinicians were found.
    """

    circles: tuple[Circle, ...]
    specialties: tuple[Specialty, ...]
    enough: int = 0


@dataclass(frozen=True, slots=True)
class LiveAnswer:
    """Clinicians, each once, in the order of their NPIs.

    They practice in the ZIP codes of the last circle that was asked about, which has the radius `miles`. If
    the answer is cut short, `complete` is False and `note` says why, in a sentence for a page. `asked` is
    when the oldest part of the answer was asked for, None if nothing came from the registry.
    """

    clinicians: tuple[Clinician, ...]
    complete: bool
    note: str
    miles: float = 0.0
    asked: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class LiveRegistry:
    """The NPI Registry, asked while a reader waits. Its functions never raise, and end within a fixed time.

    `near` searches around a place, `named` looks up NPIs. With `by_itself` the operator lets it be asked
    wherever no clinicians are loaded; without, only a reader who chose it is answered from it.
    """

    near: Callable[[LiveQuestion], LiveAnswer]
    named: Callable[[tuple[str, ...], tuple[Specialty, ...]], LiveAnswer]
    by_itself: bool = False

"""What is found by name: the names themselves, and the answer to a question for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from finder.domain.answers import Result, Workplace
from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.kinds import Kind
from finder.domain.places import Place
from finder.geo.points import Point


@dataclass(frozen=True, slots=True)
class CareName:
    """A place that is found by its name: the number of its record, its own words, its town and point.

    `name` is written as its source writes it. `key` is that of its record: a slug, a CCN or an NPI.
    """

    number: int
    kind: Kind
    key: str
    name: str
    words: tuple[str, ...]
    city: str
    state: str
    point: Point | None

    @property
    def town(self) -> str:
        """The town with its state, as people type it."""
        return f"{self.city}, {self.state}"


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A record with the name. With a place, `result` has the miles to it, if its location is known."""

    record: CareSite | Hospital | Clinician
    result: Result | None = None

    @property
    def id(self) -> str:
        """The key of the record: a slug, a CCN or an NPI."""
        match self.record:
            case Clinician(npi=key) | Hospital(ccn=key) | CareSite(id=key):
                return key


@dataclass(frozen=True, slots=True)
class NameAnswer:
    """A page of the records with a name, places first, then doctors; with a place each nearest first.

    Doctors come before places whose names only begin so. `similar`: nothing has this name, but one like it.
    """

    name: str
    place: Place | None
    found: tuple[NamedRecord, ...]
    total: int
    page: int
    pages: int
    similar: bool = False
    #: CCN → hospital with which the doctors of this page are affiliated, if it is loaded.
    workplaces: Mapping[str, Workplace] = field(default_factory=dict)

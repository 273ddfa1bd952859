"""What a search finds: places of care and people near a place, and how the words were understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from finder.domain.cancers import CancerType, Role, Specialty
from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital, Practice
from finder.domain.places import Place


@dataclass(frozen=True, slots=True)
class Match:
    """A cancer type that words may mean; `score` is 0 to 100."""

    slug: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Matches:
    """What words may mean, best first. If not `sure`, the asker has to choose.

    `about` is the address of a page here that explains what was asked, where there is one.
    """

    matches: tuple[Match, ...]
    sure: bool
    note: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A specialist to ask for with a cancer type, and what they do in its care."""

    specialty: Specialty
    role: Role


@dataclass(frozen=True, slots=True)
class Understood:
    """How a question was read.

    `patients` says for whom places were chosen because of the cancer type; `proposed` are the specialists
    who lead, treat or diagnose it.
    """

    cancer: CancerType | None = None
    cancer_note: str = ""
    specialties: tuple[Specialty, ...] = ()
    patients: Literal["adults", "children"] | None = None
    proposed: tuple[Proposal, ...] = ()
    #: Whose clinicians are looked for: what was asked for, or who treats the cancer.
    looked_for: tuple[Specialty, ...] = ()
    workplace: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A place of care and the miles to it; `about` says that they rest on the middle of a ZIP or city."""

    site: CareSite
    miles: float
    about: bool
    #: The hospital that the place is, with its team, where that is loaded.
    hospital: Hospital | None = None

    @property
    def record(self) -> CareSite:
        """The record that was found."""
        return self.site


@dataclass(frozen=True, slots=True)
class FoundClinician:
    """A clinician or clinic, the nearest of its practices, and the miles to that."""

    clinician: Clinician
    practice: Practice
    miles: float
    about: bool

    @property
    def record(self) -> Clinician:
        """The record that was found."""
        return self.clinician


@dataclass(frozen=True, slots=True)
class Workplace:
    """A hospital as clinicians' records name it: its name, and the address of its page here."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class FoundHospital:
    """A hospital with a team, and the miles to it."""

    hospital: Hospital
    miles: float
    about: bool

    @property
    def record(self) -> Hospital:
        """The record that was found."""
        return self.hospital


AnyFound = Found | FoundClinician | FoundHospital


@dataclass(frozen=True, slots=True)
class Results:
    """One page of a list, nearest first, with the counts over all pages. Radii are in miles."""

    place: Place
    understood: Understood
    results: tuple[AnyFound, ...]
    total: int
    within: Mapping[int, int]
    page: int
    pages: int
    #: Of clinicians: specialty → radius → how many.
    by_specialty: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    #: CCN → the hospitals that the clinicians of this page are affiliated with, where they are on record.
    workplaces: Mapping[str, Workplace] = field(default_factory=dict)
    #: What to know of the list: why it is short, where it was asked from.
    note: str = ""
    live: bool = False

"""Results of a search near a place, and how its words were understood."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from finder.domain.cancers.specialists import Specialty, VolumeStudy
from finder.domain.cancers.types import CancerType, Role, When
from finder.domain.care import CareSite, Note, Phone
from finder.domain.clinicians import Clinician, Hospital, Practice
from finder.domain.kinds import Patients
from finder.domain.places import Place
from finder.domain.trials import TrialCount

#: The order of a list of results; of a list of doctors always the nearest first.
Order = Literal["nearest", "specialized"]
#: How much JSON says of each record: what a list shows, or every fact with its source and date.
Detail = Literal["brief", "full"]


@dataclass(frozen=True, slots=True)
class Match:
    """A cancer type that a text may mean. `score` is 0 to 100."""

    slug: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Matches:
    """The cancer types that a text may mean, best first. If not `sure`, the user has to choose.

    `group`: they are the kinds of one cancer that people ask for by one name; a search may go on with that.
    `about` is the address of a page of ours that explains the text, if there is one.
    """

    matches: tuple[Match, ...]
    sure: bool
    note: str
    about: str = ""
    group: Match | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A doctor of a cancer type's care team to ask for, with what they are called there and their first part.

    `specialty` is what to search for, None for a doctor who cannot be searched for; `slug` is the specialty
    that has a page, if any. `whose` team it is; `listed`: a search that names no specialist proposes them.
    """

    specialty: Specialty | None
    role: Role
    doctor: str
    when: When
    whose: Patients
    listed: bool
    slug: str | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """How the words of a query were understood.

    `patients`: the age group that the search is for. Places known not to treat it are left out, and those
    of which this is not known come last. `proposed` are the
    specialists of its care team, in the order of the team. `workplace` is a CCN or the path of a record.
    """

    cancer: CancerType | None = None
    cancer_note: str = ""
    specialties: tuple[Specialty, ...] = ()
    patients: Patients | None = None
    proposed: tuple[Proposal, ...] = ()
    #: The specialties whose clinicians are listed: those requested, or those that treat the cancer.
    looked_for: tuple[Specialty, ...] = ()
    workplace: str = ""
    #: If the kind of the cancer is not known yet, the types it may be.
    kinds: tuple[CancerType, ...] = ()
    #: What is known on whether the cancer is better treated where it is treated often.
    volume: VolumeStudy | None = None


@dataclass(frozen=True, slots=True)
class CareSiteResult:
    """A place of care and the miles to it. `about`: they rest on the middle of a ZIP code or city."""

    site: CareSite
    miles: float
    about: bool
    #: The place's hospital record with its team, if it is loaded.
    hospital: Hospital | None = None
    #: How many trials recruit there, if trials are loaded and any does.
    trials: TrialCount | None = None

    @property
    def record(self) -> CareSite:
        """The record, under one name for every kind of result."""
        return self.site


@dataclass(frozen=True, slots=True)
class ClinicianResult:
    """A clinician or clinic, its nearest practice, and the miles to that."""

    clinician: Clinician
    practice: Practice
    miles: float
    about: bool

    @property
    def record(self) -> Clinician:
        """The record, under one name for every kind of result."""
        return self.clinician


@dataclass(frozen=True, slots=True)
class Workplace:
    """A hospital with which clinicians are affiliated: its name, and the address of its page."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class HospitalResult:
    """A hospital with a team, and the miles to it."""

    hospital: Hospital
    miles: float
    about: bool

    @property
    def record(self) -> Hospital:
        """The record, under one name for every kind of result."""
        return self.hospital


class StartReason(StrEnum):
    """Why a search names one specialized center to call first."""

    CHILDREN = "children"
    VOLUME = "volume"
    RARE = "rare"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class StartHere:
    """The one specialized center to call first, and why.

    `study` is what the reason VOLUME rests on. `area` is the stated service area of the center, if all of the
    reader's state is in it: it was chosen for that unless `near`; otherwise it is the nearest. `phone` is the
    number to call, if there is any. `near`: it is within NEAR_MILES. `listed`: it is one of the results of
    this page. `center` is the center whose patients it treats, where that has no clinic of its own.
    """

    found: CareSiteResult
    reason: StartReason
    patients: Patients
    near: bool
    listed: bool
    state: str = ""
    study: VolumeStudy | None = None
    area: Note | None = None
    phone: Phone | None = None
    center: CareSite | None = None


#: A center within so many miles is near.
NEAR_MILES = 50

Result = CareSiteResult | ClinicianResult | HospitalResult


def is_unknown(found: Result, understood: Understood) -> bool:
    """Tell whether a place comes last, as it is not known if it treats the patients of the search."""
    if understood.patients is None or not isinstance(found, CareSiteResult):
        return False
    return found.site.comes_last_for(understood.patients)


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results, nearest first, with counts over all pages. Radii are in miles.

    The last `unknown` of the `total` are places of which it is not known whether they treat the patients of
    the search; `unknown_within` counts them by radius.
    """

    place: Place
    understood: Understood
    results: tuple[Result, ...]
    total: int
    within: Mapping[int, int]
    page: int
    pages: int
    unknown: int = 0
    unknown_within: Mapping[int, int] = field(default_factory=dict)
    #: For clinicians: specialty → radius → count.
    by_specialty: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    #: CCN → hospital with which clinicians of this page are affiliated, if it is loaded.
    workplaces: Mapping[str, Workplace] = field(default_factory=dict)
    #: A note above the list, such as why it is short or that it comes from the live registry.
    note: str = ""
    live: bool = False
    #: When the oldest part of a live answer was asked for.
    asked: datetime.datetime | None = None

    def __iter__(self) -> Iterator[Result]:
        """Iterate over the results of this page."""
        return iter(self.results)

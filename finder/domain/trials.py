"""Clinical trials that are recruiting, their sites in the United States, and the cancer types they are for.

There are thousands of them with tens of thousands of sites: they are kept as arrays without field names, as
clinicians are (finder/domain/clinicians.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from finder.geo.points import Point
from finder.language import marked

#: How exact the point of a site is: the registry gives no street, so a ZIP code's middle is the best.
SiteExactness = Literal["zip", "city"]
TrialSex = Literal["FEMALE", "MALE", "ALL", ""]
#: How a trial was found: it names the cancer, or only a wider group ("any solid tumor").
TrialScope = Literal["own", "wider"]

#: ClinicalTrials.gov's codes of phases, in order, with what each is for.
PHASES = {
    "EARLY_PHASE1": marked("first tests in a few people"),
    "PHASE1": marked("is it safe, and what is the right dose?"),
    "PHASE2": marked("does it work?"),
    "PHASE3": marked("is it better than today's treatment?"),
    "PHASE4": marked("an approved treatment in everyday use"),
}
#: The phases as people ask for them, with their names, and the codes.
PHASE_NAMES = {
    "early": marked("Early phase 1"),
    "1": marked("Phase 1"),
    "2": marked("Phase 2"),
    "3": marked("Phase 3"),
    "4": marked("Phase 4"),
}
PHASE_CODES = dict(zip(PHASE_NAMES, PHASES, strict=True))
#: The purposes of trials that are kept, as ClinicalTrials.gov calls them.
PURPOSES = {
    "TREATMENT": marked("Tests a treatment"),
    "SUPPORTIVE_CARE": marked("Tests how to ease symptoms or side effects"),
    "DIAGNOSTIC": marked("Tests how to find or measure a cancer"),
}


@dataclass(frozen=True, slots=True)
class Conditions:
    """The cancer types that a trial names, by slug, and those that a wider name covers: none is in both.

    `any_solid` and `any_blood`: it takes any solid tumor, any cancer of the blood. `says_cancer`: its words
    are about cancer, even if none of our types was found in them.
    """

    own: frozenset[str] = frozenset()
    wider: frozenset[str] = frozenset()
    any_solid: bool = False
    any_blood: bool = False
    says_cancer: bool = False

    @property
    def names_any(self) -> bool:
        """Whether a type, or a group of types, was found."""
        return bool(self.own or self.wider or self.any_solid or self.any_blood)


class TrialContact(msgspec.Struct, frozen=True, array_like=True):
    """Whom to ask, as the registry has it: any field may be empty. A US number is written +1-617-555-0100."""

    name: str = ""
    phone: str = ""
    extension: str = ""
    email: str = ""

    def __bool__(self) -> bool:
        """Return whether there is a way to reach somebody."""
        return bool(self.phone or self.email)


class TrialSite(msgspec.Struct, frozen=True, array_like=True):
    """A site of a trial. `facility` is empty where the sponsor gives no name.

    `recruiting` is None where the registry does not say. `place` is the path of the curated place of care
    that it is, such as `centers/huntsman`.
    """

    facility: str
    city: str
    state: str
    zip: str
    recruiting: bool | None
    contact: TrialContact = TrialContact()
    latitude: float | None = None
    longitude: float | None = None
    exactness: SiteExactness | None = None
    place: str | None = None

    @property
    def point(self) -> Point | None:
        """About where it lies, if that is known."""
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)


class Trial(msgspec.Struct, frozen=True, array_like=True):
    """A trial that recruits. Ages are in years; None means no limit, or not known if not `ages_known`.

    `updated` is the day of its last update in the registry: YYYY-MM-DD, YYYY-MM, YYYY or empty. `own` and
    `wider` are slugs of cancer types. `telemedicine`: it also lists sites that people visit by video.
    """

    nct: str
    title: str
    sponsor: str
    phases: tuple[str, ...] = ()
    purpose: str = ""
    sex: TrialSex = ""
    minimum_age: float | None = None
    maximum_age: float | None = None
    ages_known: bool = False
    updated: str = ""
    conditions: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    any_solid: bool = False
    any_blood: bool = False
    telemedicine: bool = False
    contact: TrialContact = TrialContact()
    site_count: int = 0

    @property
    def url(self) -> str:
        """The address of its page in the registry."""
        return f"https://clinicaltrials.gov/study/{self.nct}"


@dataclass(frozen=True, slots=True)
class Trials:
    """The trials that are loaded, each with its sites, the day of the data, and the day of the load."""

    trials: Sequence[tuple[Trial, Sequence[TrialSite]]] = ()
    as_of: str = ""
    loaded: str = ""


@dataclass(frozen=True, slots=True)
class TrialResult:
    """A trial with its site nearest to a place, the miles there, and how many more of its sites are near.

    `scope` is `own` if it names the cancer, `wider` if it is for a group that the cancer belongs to.
    """

    trial: Trial
    site: TrialSite
    miles: float
    scope: TrialScope
    more_sites: int


@dataclass(frozen=True, slots=True)
class TrialPage:
    """One page of trials, those that name the cancer first, each group nearest first.

    `own` of the `total` name the cancer (all of them where none was asked for), and `within` counts those by
    ring, in miles.
    """

    results: tuple[TrialResult, ...]
    total: int
    own: int
    within: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class TrialCount:
    """How many trials recruit at a place of care, how many of them name a cancer, on which day."""

    trials: int
    for_cancer: int | None = None
    as_of: str = ""
    loaded: str = ""

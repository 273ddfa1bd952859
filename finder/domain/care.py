"""Places of care and the facts about them. Field names are those of data/ and of the JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from finder.domain.claims import CHILDRENS_ONCOLOGY_GROUP, Claim, Designation, Scheme
from finder.domain.kinds import Kind, Patients
from finder.domain.sources import Origin
from finder.domain.table import Table
from finder.geo.points import Point

Answer = Literal["yes", "no", "unknown"]
PhonePurpose = Literal[
    "main",
    "new patients",
    "second opinions",
    "clinical trials",
    "help line",
    "referring doctors",
    "center",
    "NCI records",
    "Medicare records",
    "research office",
]
#: How a site belongs to its center: the center runs it, or works with it.
Relation = Literal["own", "linked"]
Precision = Literal["address", "zip"]

#: The source that says of a children's hospital that it treats children.
CHILDRENS_HOSPITAL = "childrens-hospital"
#: A word of these in its name: a hospital for service members and their families.
_MILITARY = ("Army", "Naval", "Military")

#: The four specialist groups a person can ask for, in the order pages show them.
GROUPS = ("surgery", "medical-oncology", "radiation-oncology", "pathology")


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number written like +1-617-555-0100, with what it is for."""

    number: str
    purpose: PhonePurpose
    origin: Origin
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A web page, with what it is for."""

    purpose: Literal["website", "second opinions", "Spanish"]
    url: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Address:
    """A street address in the United States."""

    city: str
    state: str
    origin: Origin
    street: str | None = None
    zip: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """The location of a place; precision `zip` is the middle of its ZIP code, shown as "about"."""

    point: Point
    precision: Precision
    origin: Origin


@dataclass(frozen=True, slots=True)
class Ccn:
    """The CMS certification number of the hospital that a place is, or belongs to."""

    number: str
    origin: Origin
    facility: str | None = None
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence a reader may need, with its source.

    `states` are the codes of the states that are whole in the service area that it is about.
    """

    text: str
    origin: Origin
    about: str | None = None
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sources that disagree: the value we show, and the value of the other."""

    about: str
    shown: str
    other: str
    source: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Treated:
    """Whether a place treats an age group, and where that comes from. "unknown" needs no source."""

    answer: Answer = "unknown"
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class CareSite:
    """A place of care: a center, a community program, or another hospital or clinic (see `kind`).

    `center` is the slug of the center that a site belongs to, `relation` how.
    `studies_only`: people are seen only as participants of its studies. `care_origin` is the source of that,
    or of the fact that it treats nobody. `treated_at` is the path of the place that treats the patients of a
    center without a clinic of its own.
    """

    kind: Kind
    id: str
    name: str
    address: Address
    origin: Origin
    treats_patients: bool
    adults: Treated = Treated()
    children: Treated = Treated()
    studies_only: bool = False
    care_origin: Origin | None = None
    host: str | None = None
    position: Position | None = None
    care_note: Note | None = None
    groups: tuple[str, ...] = ()
    groups_origin: Origin | None = None
    designations: tuple[Designation, ...] = ()
    claims: tuple[Claim, ...] = ()
    phones: tuple[Phone, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[Note, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    partners: tuple[str, ...] = ()
    treated_at: str | None = None
    ccn: Ccn | None = None
    veterans_only: bool = False
    center: str | None = None
    relation: Relation | None = None

    @property
    def path(self) -> str:
        """The path of its record, such as `centers/huntsman`."""
        return self.kind.record(self.id)

    @property
    def treats(self) -> tuple[str, ...]:
        """Whom it is known to treat; ("unknown",) if that is not known, and () if it treats nobody."""
        if not self.treats_patients:
            return ()
        if self.studies_only:
            return ("study-participants",)
        groups = (("adults", self.adults), ("children", self.children))
        return tuple(name for name, each in groups if each.answer == "yes") or ("unknown",)

    def treated(self, patients: Patients) -> Answer:
        """Return whether it treats an age group."""
        if not self.treats_patients:
            return "no"
        return (self.adults if patients == "adults" else self.children).answer

    def comes_last_for(self, patients: Patients) -> bool:
        """Tell whether it comes last in a search for an age group, as it is not known to treat that.

        Nearly every place treats adults. So in a search for adults only a place for children comes last.
        """
        is_for_children = patients == "children" or self.children.answer == "yes"
        return self.treated(patients) == "unknown" and is_for_children

    @property
    def is_open_to_all(self) -> bool:
        """Whether anybody may be treated there: not hospitals for veterans, for the military, for studies."""
        is_military = any(word in self.name.split() for word in _MILITARY)
        return self.treats_patients and not (self.studies_only or self.veterans_only or is_military)

    @property
    def is_designated(self) -> bool:
        """Whether it treats adults, and NCI designates it or it is a member of NCCN."""
        nci = self.designation("nci")
        for_care = nci is not None and nci.level != "basic-laboratory"
        listed = for_care or self.designation("nccn") is not None
        has_clinic = self.is_open_to_all and not self.treated_at
        return listed and has_clinic and not self._is_childrens_hospital

    @property
    def has_childrens_program(self) -> bool:
        """Whether it is a site of the Children's Oncology Group, or a children's hospital."""
        in_group = any(each.kind == CHILDRENS_ONCOLOGY_GROUP for each in self.claims)
        return (in_group or self._is_childrens_hospital) and self.is_open_to_all

    @property
    def _is_childrens_hospital(self) -> bool:
        origin = self.children.origin
        return origin is not None and origin.source == CHILDRENS_HOSPITAL

    def designation(self, scheme: Scheme) -> Designation | None:
        """Return the designation of that scheme, if the place has it."""
        return next((each for each in self.designations if each.scheme == scheme), None)

    def link(self, purpose: str) -> Link | None:
        """Return the first link for that purpose."""
        return next((each for each in self.links if each.purpose == purpose), None)

    def area_with(self, state: str) -> Note | None:
        """Return its stated service area, if all of a state (a code) is in it."""
        return next((each for each in self.notes if state in each.states), None)

    @property
    def main_origins(self) -> tuple[Origin, ...]:
        """The origins of the facts that a place has once: that it exists, its patients, its address."""
        single = (
            self.origin,
            self.care_origin,
            self.adults.origin,
            self.children.origin,
            self.groups_origin,
            self.address.origin,
            self.position and self.position.origin,
            self.ccn and self.ccn.origin,
        )
        return tuple(each for each in single if each)

    def origins(self) -> tuple[Origin, ...]:
        """Return where every fact of this place comes from, in the order of its page."""
        several: tuple[Designation | Claim | Phone | Link | Note, ...] = (
            self.designations + self.claims + self.phones + self.links + self.notes
        )
        return self.main_origins + tuple(each.origin for each in several)

    def source_keys(self) -> tuple[str, ...]:
        """Return the keys of all sources of this place, each once."""
        return tuple(dict.fromkeys(each.source for each in self.origins()))


#: Centers are in the catalog too: every site of a center says its name.
CENTERS = Table("center", CareSite, key=("id",))
PROGRAMS = Table("program", CareSite, key=("id",), in_catalog=False)
SITES = Table("site", CareSite, key=("id",), in_catalog=False)
#: The tables of places of care, in the order of lists.
CARE_SITE_TABLES = (CENTERS, PROGRAMS, SITES)

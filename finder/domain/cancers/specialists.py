"""Specialties, care teams, and what is known of volume: who treats a type of cancer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from finder.domain.table import Table

Population = Literal["adult", "pediatric", "both"]
Role = Literal["leads", "operates", "gives medicine", "radiates", "diagnoses", "reads slides", "supports"]
#: For how many patients a doctor is part of the care, from all to few.
When = Literal["every patient", "most", "some", "seldom"]
WHEN: tuple[When, ...] = ("every patient", "most", "some", "seldom")


@dataclass(frozen=True, slots=True)
class Specialty:
    """A specialist group or subspecialty, in plain words, with its NUCC taxonomy codes."""

    slug: str
    groups: tuple[str, ...]
    kind: Literal["group", "subspecialty", "other"]
    name: str
    one: str
    what: str
    nucc: tuple[str, ...]
    tier: str
    searchable: bool
    source: str
    when: str | None = None
    checked: str | None = None


SPECIALTIES = Table("specialty", Specialty, key=("slug",))


@dataclass(frozen=True, slots=True)
class CmsSpecialty:
    """A specialty as CMS calls it in its file of clinicians; it has no slug if it is not about cancer.

    `kept`: the rows that report it are kept, because NPPES may know these clinicians as cancer care.
    """

    cms: str
    kept: bool
    source: str
    specialty: str | None = None
    checked: str | None = None


CMS_SPECIALTIES = Table("CMS specialty", CmsSpecialty, key=("cms",), in_catalog=False)


@dataclass(frozen=True, slots=True)
class TeamMember:
    """One part that a doctor has in the usual care team of a cancer type.

    `population` is whose team it is. `when` says for how many patients. `specialty` is a slug, or None for a
    doctor outside our list, who is named by `doctor` alone. Where the source is about another type,
    `inherits_from` names that.
    """

    cancer: str
    population: Literal["adults", "children", "both"]
    role: Role
    doctor: str
    when: When
    source: str
    specialty: str | None = None
    note: str | None = None
    inherits_from: str | None = None
    source_title: str | None = None
    source_url: str | None = None
    checked: str | None = None


#: A doctor may have two parts, and then has two rows.
CARE_TEAMS = Table("care team", TeamMember, key=("cancer", "population", "role", "doctor"), in_catalog=False)


@dataclass(frozen=True, slots=True)
class TeamDoctor:
    """A doctor of a care team with every part they have in it.

    `roles` are what they do for most patients, in the order of the care; `when` is the most frequent of their
    parts. `facts` are the rows this rests on.
    """

    doctor: str
    specialty: str | None
    roles: tuple[Role, ...]
    when: When
    notes: tuple[str, ...]
    facts: tuple[TeamMember, ...]

    @property
    def core(self) -> bool:
        """Whether they treat, diagnose or read slides for more than a few patients."""
        return self.when != "seldom" and self.roles != ("supports",)


@dataclass(frozen=True, slots=True)
class GroupRule:
    """Whether one of the four specialist groups takes part in treating a cancer type."""

    cancer: str
    group: str
    applies: Literal["yes", "seldom", "no"]
    source: str
    inherits_from: str | None = None
    source_url: str | None = None
    checked: str | None = None


GROUP_RULES = Table("group rule", GroupRule, key=("cancer", "group"), in_catalog=False)


Evidence = Literal["strong", "moderate", "weak", "mixed", "none", "context"]


@dataclass(frozen=True, slots=True)
class VolumeStudy:
    """What a study found on whether results are better where a treatment is done often.

    `cancers` are the types it is about; none: every type. `advice` is a sentence for a patient without
    figures; of the studies of a treatment only the first has it. `evidence` is how far the study is a proof:
    "mixed" where studies disagree, "none" where it found no link, "context" where it is about studies or
    hospitals as such. `threshold` is a least number that
    `threshold_source` asks for.
    """

    slug: str
    treatment: str
    evidence: Evidence
    finding: str
    source: str
    source_title: str
    cancers: tuple[str, ...] = ()
    advice: str | None = None
    threshold: str | None = None
    threshold_source: str | None = None
    source_url: str | None = None
    checked: str | None = None


VOLUME = Table("volume study", VolumeStudy, key=("slug",))

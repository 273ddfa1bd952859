"""Cancer types, their names, and who treats them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Population = Literal["adult", "pediatric", "both"]
Role = Literal["leads", "treats", "diagnoses", "supports"]


@dataclass(frozen=True, slots=True)
class CancerType:
    """A cancer type with the codes that lead to it. `broader` is the type that it is a kind of."""

    slug: str
    name: str
    plain_name: str
    body_system: str
    population: Population
    icd10cm: tuple[str, ...]
    oncotree: tuple[str, ...]
    source: str
    broader: str | None = None
    nci_page_en: str | None = None
    nci_page_es: str | None = None
    note: str | None = None
    checked: str | None = None


@dataclass(frozen=True, slots=True)
class CancerName:
    """Another name of a cancer type, as people say or misspell it."""

    cancer: str
    name: str
    kind: Literal["synonym", "abbreviation", "misspelling", "lay"]
    language: str
    source: str


CodeKind = Literal[
    "type", "secondary", "unspecified", "in-situ", "uncertain", "unspecified-behavior", "benign", "history",
    "family", "screening", "risk", "status", "none",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class CancerCode:
    """What an ICD-10-CM code means that is not simply one type's own; the longest prefix counts.

    `cancers` are the types it may mean, `note` what the code says where that needs a word.
    """

    prefix: str
    kind: CodeKind
    source: str
    cancers: tuple[str, ...] = ()
    note: str | None = None
    checked: str | None = None


@dataclass(frozen=True, slots=True)
class OncoTreeCode:
    """An OncoTree code and the types it may mean; none where the finder has no type for it."""

    code: str
    source: str
    cancers: tuple[str, ...] = ()
    checked: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """Words that people put around a cancer type and that do not change it: a stage, a marker, a relative."""

    word: str
    kind: Literal["stage", "spread", "marker", "grade", "course", "person", "filler"]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class NotCancer:
    """An illness or a test that is no cancer, and what to say to who asks for it."""

    word: str
    language: str
    note: str


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


@dataclass(frozen=True, slots=True)
class CmsSpecialty:
    """A specialty as CMS calls it in its file of clinicians; without a slug it says nothing of cancer."""

    cms: str
    source: str
    specialty: str | None = None
    checked: str | None = None


@dataclass(frozen=True, slots=True)
class Treater:
    """A specialist who leads, treats, diagnoses or supports in a cancer type.

    `specialty` is a slug, or None where the clinician has no taxonomy of ours: then `words` says who it is.
    """

    cancer: str
    role: Role
    words: str
    source: str
    specialty: str | None = None
    inherits_from: str | None = None
    source_url: str | None = None
    checked: str | None = None


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

"""Cancer types, their names, and the doctors who treat them."""

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


CANCERS = Table("cancer", CancerType, key=("slug",), sorted_by="name")


@dataclass(frozen=True, slots=True)
class RareCancer:
    """A type that a source calls rare, or counts in fewer than 6 of 100,000 people a year.

    Types that have no such record may be rare too.
    """

    cancer: str
    source: str
    source_title: str
    checked: str | None = None


RARE_CANCERS = Table("rare cancer", RareCancer, key=("cancer",))


@dataclass(frozen=True, slots=True)
class CancerGroup:
    """Types that people ask for by one name before they know which one it is. `kinds` are their slugs."""

    slug: str
    name: str
    plain_name: str
    population: Population
    kinds: tuple[str, ...]
    words: tuple[str, ...]
    source: str
    checked: str | None = None

    def as_type(self, body_system: str) -> CancerType:
        """Return the group in place of a type: it can be searched for, and has a page, as one."""
        return CancerType(
            slug=self.slug,
            name=self.name,
            plain_name=self.plain_name,
            body_system=body_system,
            population=self.population,
            icd10cm=(),
            oncotree=(),
            source=self.source,
            checked=self.checked,
        )


CANCER_GROUPS = Table("cancer group", CancerGroup, key=("slug",))


@dataclass(frozen=True, slots=True)
class CancerName:
    """Another name of a cancer type, as people say or misspell it."""

    cancer: str
    name: str
    kind: Literal["synonym", "abbreviation", "misspelling", "lay"]
    language: str
    source: str


CANCER_NAMES = Table("cancer name", CancerName, key=("cancer", "name"))


@dataclass(frozen=True, slots=True)
class TranslatedName:
    """The name of a cancer type in another language of the site, as its pages show it."""

    cancer: str
    language: str
    name: str


#: No table of data/: the build takes them from the message catalogs.
TRANSLATED_NAMES = Table("translated name", TranslatedName, key=("cancer", "language"))


CodeKind = Literal[
    "type", "secondary", "unspecified", "in-situ", "uncertain", "unspecified-behavior", "benign", "history",
    "family", "screening", "risk", "status", "none",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class CancerCode:
    """What an ICD-10-CM code means that is not simply one type's own; the longest prefix counts.

    `cancers` are the types it may mean, `note` what the code means, if that needs explaining.
    """

    prefix: str
    kind: CodeKind
    source: str
    cancers: tuple[str, ...] = ()
    note: str | None = None
    checked: str | None = None


CODES = Table("cancer code", CancerCode, key=("prefix",))


@dataclass(frozen=True, slots=True)
class OncoTreeCode:
    """An OncoTree code and the types it may mean; none where the finder has no type for it."""

    code: str
    source: str
    name: str | None = None
    cancers: tuple[str, ...] = ()
    checked: str | None = None


ONCOTREE_CODES = Table("oncotree code", OncoTreeCode, key=("code",))


@dataclass(frozen=True, slots=True)
class CodeTitle:
    """An ICD-10-CM code that exists, its official title, and the terms that the code book includes in it."""

    code: str
    title: str
    source: str
    also: tuple[str, ...] = ()
    checked: str | None = None


CODE_TITLES = Table("code title", CodeTitle, key=("code",))


@dataclass(frozen=True, slots=True)
class OtherCode:
    """A code of another system, with the ICD-10-CM or OncoTree codes that mean the same."""

    system: Literal["ICD-9-CM", "NCIt", "UMLS"]
    code: str
    source: str
    icd10cm: tuple[str, ...] = ()
    oncotree: tuple[str, ...] = ()
    checked: str | None = None


OTHER_CODES = Table("other code", OtherCode, key=("system", "code"))


@dataclass(frozen=True, slots=True)
class Term:
    """Words that people put around a cancer type and that do not change it: a stage, a marker, a relative."""

    word: str
    kind: Literal["stage", "spread", "marker", "grade", "course", "person", "filler"]
    note: str | None = None


TERMS = Table("term", Term, key=("word",))


@dataclass(frozen=True, slots=True)
class NotCancer:
    """An illness or a test that is not a cancer, and the answer to a search for it."""

    word: str
    language: str
    note: str


NOT_CANCERS = Table("not cancer", NotCancer, key=("word", "language"))


@dataclass(frozen=True, slots=True)
class Advice:
    """Words that need a sentence beside what they mean, such as an early form of a cancer.

    `asks`: the reader chooses among `cancers` and what else the words name; otherwise the words are read as
    always, and the note is added.
    """

    advice: str
    words: tuple[str, ...]
    asks: Literal["yes", "no"]
    note: str
    source: str
    cancers: tuple[str, ...] = ()


ADVICE = Table("advice", Advice, key=("advice",))

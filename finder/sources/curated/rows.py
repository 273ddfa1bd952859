"""data/ as read, each record with the place to tell a fault at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from finder.domain.cancers import (
    CancerCode,
    CancerName,
    CancerType,
    CmsSpecialty,
    GroupRule,
    NotCancer,
    OncoTreeCode,
    Specialty,
    Term,
    Treater,
)
from finder.domain.care import CareSite, ClaimKind, DesignationKind
from finder.domain.documents import Guideline, Helpline, Serves
from finder.domain.outward_links import Explained, OutwardLink
from finder.domain.second_opinion import Chapter
from finder.domain.sources import Source
from finder.sources.curated.tables import Line
from finder.sources.curated.toml_lines import FactLine, TomlFile

Record = TypeVar("Record")
Rows = list[tuple[Line, Record]]

#: Where a fault is told: a row of a table, or a fact of a center's file.
Place = Line | FactLine


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A row of program_claims.csv."""

    program: str
    claim: str
    source: str
    as_of: str | None = None
    seen_in: str | None = None
    checked: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """data/ as read, each record with its line."""

    sources: Rows[Source]
    centers: list[tuple[TomlFile, CareSite]]
    programs: Rows[CareSite]
    program_claims: Rows[ClaimRow]
    claim_kinds: Rows[ClaimKind]
    designation_kinds: Rows[DesignationKind]
    specialties: Rows[Specialty]
    cms_specialties: Rows[CmsSpecialty]
    cancers: Rows[CancerType]
    cancer_names: Rows[CancerName]
    codes: Rows[CancerCode]
    oncotree_codes: Rows[OncoTreeCode]
    terms: Rows[Term]
    not_cancers: Rows[NotCancer]
    treaters: Rows[Treater]
    group_rules: Rows[GroupRule]
    guidelines: Rows[Guideline]
    serves: Rows[Serves]
    helplines: Rows[Helpline]
    outward_links: Rows[OutwardLink]
    glossary: Rows[Explained]
    chapters: list[tuple[TomlFile, Chapter]]

    def care_sites(self) -> Iterator[tuple[Callable[..., Place], CareSite]]:
        """Yield every place of care with a way to find the line of one of its facts."""
        for file, center in self.centers:
            yield file.line, center
        for line, program in self.programs:
            yield (lambda *_, line=line: line), program

    def flat(self) -> Iterator[tuple[Line, object]]:
        """Yield every record that is one row of one file."""
        for rows in (
            self.specialties, self.cms_specialties, self.cancers, self.cancer_names, self.codes,
            self.oncotree_codes,
            self.treaters, self.group_rules, self.guidelines, self.helplines, self.designation_kinds,
            self.program_claims, self.outward_links, self.glossary,
        ):  # fmt: skip
            yield from rows

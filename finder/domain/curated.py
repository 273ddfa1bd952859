"""Everything that people curate in data/, as one value."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Curated:
    """Everything that people curate in data/, checked."""

    sources: tuple[Source, ...]
    care_sites: tuple[CareSite, ...]
    claim_kinds: tuple[ClaimKind, ...]
    designation_kinds: tuple[DesignationKind, ...]
    specialties: tuple[Specialty, ...]
    cms_specialties: tuple[CmsSpecialty, ...]
    cancers: tuple[CancerType, ...]
    cancer_names: tuple[CancerName, ...]
    codes: tuple[CancerCode, ...]
    oncotree_codes: tuple[OncoTreeCode, ...]
    terms: tuple[Term, ...]
    not_cancers: tuple[NotCancer, ...]
    treaters: tuple[Treater, ...]
    group_rules: tuple[GroupRule, ...]
    guidelines: tuple[Guideline, ...]
    serves: tuple[Serves, ...]
    helplines: tuple[Helpline, ...]
    outward_links: tuple[OutwardLink, ...]
    glossary: tuple[Explained, ...]
    chapters: tuple[Chapter, ...]

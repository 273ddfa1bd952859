"""A question for documents by code, as records systems send it (HL7 Infobutton), and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from finder.domain.cancers import CancerType
from finder.domain.documents import Audience, Guideline

#: Code systems by their OID, as they are named to people. Only the first leads to cancer types here.
ICD_10_CM = "2.16.840.1.113883.6.90"
CODE_SYSTEMS = {
    ICD_10_CM: "ICD-10-CM",
    "2.16.840.1.113883.6.103": "ICD-9-CM",
    "2.16.840.1.113883.6.96": "SNOMED CT",
    "2.16.840.1.113883.6.88": "RxNorm",
    "2.16.840.1.113883.6.69": "NDC",
    "2.16.840.1.113883.6.1": "LOINC",
}

Stage = Literal["child", "adult"]
Shape = Literal["atom", "json", "html"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing asked about: a code with the OID of its system, or words alone."""

    code: str
    system: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class KnowledgeRequest:
    """What is asked, for whom and in which language. Of the patient only this: child, adult or not said."""

    criteria: tuple[Criterion, ...]
    audience: Audience
    language: str
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A document, with the criterion and the cancer type that led to it."""

    document: Guideline
    cancer: CancerType
    criterion: Criterion
    broader: bool


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The cancer types the criteria stand for, and the documents on them, best first."""

    request: KnowledgeRequest
    cancers: tuple[CancerType, ...] = ()
    pieces: tuple[Piece, ...] = ()
    note: str = ""

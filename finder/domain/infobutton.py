"""Knowledge requests of electronic health record systems (HL7 Infobutton), and the response to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from finder.domain.cancers.types import CancerType
from finder.domain.documents import Audience, Guideline

#: OID → name of code systems. Codes of the first two are read as ICD-10-CM.
ICD_10_CM = "2.16.840.1.113883.6.90"
ICD_10 = "2.16.840.1.113883.6.3"
CODE_SYSTEMS = {
    ICD_10_CM: "ICD-10-CM",
    ICD_10: "ICD-10",
    "2.16.840.1.113883.6.103": "ICD-9-CM",
    "2.16.840.1.113883.6.4": "ICD-10-PCS",
    "2.16.840.1.113883.6.43.1": "ICD-O-3",
    "2.16.840.1.113883.3.26.1.1": "NCIt",
    "2.16.840.1.113883.6.86": "UMLS",
    "2.16.840.1.113883.6.177": "MeSH",
    "2.16.840.1.113883.6.96": "SNOMED CT",
    "2.16.840.1.113883.6.88": "RxNorm",
    "2.16.840.1.113883.6.69": "NDC",
    "2.16.840.1.113883.6.1": "LOINC",
}

Stage = Literal["child", "adult"]
ResponseFormat = Literal["atom", "json", "html"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One search criterion: a code with the OID of its system, or only words."""

    code: str
    system: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class KnowledgeRequest:
    """What to find, for which audience, in which language. `stage` is all we read about the patient."""

    criteria: tuple[Criterion, ...]
    audience: Audience
    language: str
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class DocumentMatch:
    """A document, with the criterion and the cancer type that led to it.

    `broader`: the document is about a broader cancer type that includes this one.
    """

    document: Guideline
    cancer: CancerType
    criterion: Criterion
    broader: bool


@dataclass(frozen=True, slots=True)
class KnowledgeResponse:
    """The cancer types that the criteria mean, and the documents about them, best first."""

    request: KnowledgeRequest
    cancers: tuple[CancerType, ...] = ()
    matches: tuple[DocumentMatch, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class CodeSystem:
    """A code system; `reads`: all of its codes of cancer, some of them, or only the name beside a code."""

    oid: str
    name: str
    reads: Literal["all", "some", "name"]


@dataclass(frozen=True, slots=True)
class ReadParameter:
    """A parameter of a request that is read: what of it, and its values where they are few."""

    name: str
    reads: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an endpoint can do. `languages` are those of its documents: code → how many there are."""

    parameters: tuple[ReadParameter, ...]
    code_systems: tuple[CodeSystem, ...]
    languages: Mapping[str, int]
    most_documents: int
    most_criteria: int

"""The question of a FHIR client: what to find, what to add, and how much of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from finder.search.fhir import values
from finder.search.fhir.issues import Issue
from finder.search.fhir.parameters import SearchParameter

#: How many resources a page has without `_count`, and at most.
PAGE_SIZE: Final = 20
MOST: Final = 200
#: The parameters of our links to other pages: where the page begins, and of which directory the first was.
OFFSET, DIRECTORY = "_offset", "_directory"

Summary = Literal["true", "text", "data", "count", "false"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One parameter with its values, any of which will do. `name` is as it was sent."""

    name: str
    parameter: SearchParameter
    modifier: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """A reference to a resource that passes a condition; for each type that it may be of."""

    parameter: SearchParameter
    of_target: tuple[tuple[str, AnyCondition], ...]


@dataclass(frozen=True, slots=True)
class Has:
    """A resource of another type leads here by a reference, and passes a condition."""

    type: str
    parameter: SearchParameter
    condition: AnyCondition


AnyCondition: TypeAlias = Condition | Chain | Has


@dataclass(frozen=True, slots=True)
class Include:
    """A reference whose resources are added. `iterate`: also from resources that were added."""

    type: str
    parameter: SearchParameter
    target: str
    iterate: bool


@dataclass(frozen=True, slots=True)
class FhirQuery:
    """A search for resources of one type.

    `used` are the parameters that shape the answer, for its links; `ignored` says which were not understood.
    `directory` is what the first page was answered from, if this is a later one.
    """

    type: str
    conditions: tuple[AnyCondition, ...] = ()
    near: values.Near | None = None
    count: int = PAGE_SIZE
    offset: int = 0
    directory: str = ""
    includes: tuple[Include, ...] = ()
    revincludes: tuple[Include, ...] = ()
    summary: Summary = "false"
    elements: tuple[str, ...] = ()
    has_total: bool = True
    sort: str = ""
    used: tuple[tuple[str, str], ...] = ()
    ignored: tuple[Issue, ...] = ()

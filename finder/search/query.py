"""What was asked, parsed once: the parameters of a search and of a guideline list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Self

from finder.domain.documents import DOCUMENT_KINDS, LANGUAGES
from finder.errors import Fault
from finder.geo.places import EXAMPLES
from finder.search.parameters import Arguments, Parameter, free_text, one_of, read_parameters, whole_number

MOST_MILES = 12_500  # half of the way around the Earth: nothing is further
PAGE_SIZE = 20

KINDS = {"center": "Cancer centers", "program": "Community cancer programs"}

#: The filter above the list of places: value → label.
SHOW = {
    "all": "All places",
    "nci": "Designated by NCI",
    "nccn": "NCCN members",
    "children": "Treat children",
    "programs": "Community programs",
}

AUDIENCES = {"patient": "For patients", "professional": "For professionals"}
PUBLISHERS = {"NCI": "National Cancer Institute", "NCCN": "National Comprehensive Cancer Network"}
POPULATIONS = {"adult": "Adults", "pediatric": "Children", "any": "Any age"}


@dataclass(frozen=True, slots=True)
class NearQuery:
    """Who or what is wanted near a place. `miles` None means nearest first, however far."""

    near: str
    cancer: str | None = None
    specialty: tuple[str, ...] = ()
    miles: float | None = None
    kind: tuple[str, ...] = ()
    show: str | None = None
    limit: int = PAGE_SIZE
    page: int = 1

    @classmethod
    def parse(cls, arguments: Arguments) -> Self:
        """Read the arguments. Raises BadQuery naming every wrong field and the nearest right one."""
        return cls(
            **read_parameters(arguments, _NEAR, {"near": Fault("near", "A place is needed.", EXAMPLES)})
        )


@dataclass(frozen=True, slots=True)
class GuidelineQuery:
    """Which documents are wanted; None means any."""

    cancer: str | None = None
    publisher: str | None = None
    audience: str | None = None
    language: str | None = None
    kind: str | None = None
    population: str | None = None

    @classmethod
    def parse(cls, arguments: Arguments) -> Self:
        """Read the arguments. Raises BadQuery naming every wrong field and the nearest right one."""
        return cls(**read_parameters(arguments, _GUIDELINES))


def _miles(text: str) -> float | None:
    if text == "any":
        return None
    if not re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,3})?", text) or not 0 < float(text) <= MOST_MILES:
        hint = f"Give miles up to {MOST_MILES}, such as 50, or leave it out for any distance."
        raise ValueError(f"“{text}” is not a distance.\n{hint}")
    return float(text)


_NEAR: dict[str, Parameter] = {
    "near": Parameter(free_text),
    "cancer": Parameter(free_text),
    "specialty": Parameter(free_text, many=True),
    "miles": Parameter(_miles),
    "kind": Parameter(one_of(KINDS), many=True),
    "show": Parameter(one_of(SHOW)),
    "limit": Parameter(whole_number(1, 100)),
    "page": Parameter(whole_number(1, 1000)),
}

_GUIDELINES: dict[str, Parameter] = {
    "cancer": Parameter(free_text),
    "publisher": Parameter(one_of(PUBLISHERS)),
    "audience": Parameter(one_of(AUDIENCES)),
    "language": Parameter(one_of(LANGUAGES)),
    "kind": Parameter(one_of(DOCUMENT_KINDS)),
    "population": Parameter(one_of(POPULATIONS)),
}

WORDS: dict[str, Parameter] = {"q": Parameter(free_text)}
NOTHING: dict[str, Parameter] = {}


def read_words(arguments: Arguments) -> str | None:
    """Read the one parameter `q`. Raises BadQuery."""
    values: dict[str, Any] = read_parameters(arguments, WORDS)
    return values.get("q")

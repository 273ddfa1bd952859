"""The names of a cancer type: a few to show first, and all of them by kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from finder.domain.cancers.types import CancerName
from finder.language import current_language, marked

#: How many names are shown first, in the language of the page.
_FIRST = 4

_GROUPS = (
    (marked("Other names"), "en", ("synonym",)),
    (marked("In everyday words"), "en", ("lay",)),
    (marked("Short forms"), "en", ("abbreviation",)),
    (marked("In Spanish"), "es", ("synonym", "lay")),
    (marked("Short forms in Spanish"), "es", ("abbreviation",)),
)


@dataclass(frozen=True, slots=True)
class NameGroup:
    """The names of one kind in one language."""

    label: str
    language: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Called:
    """The names to show first, and all names by kind. Misspellings are never shown."""

    first: tuple[str, ...]
    groups: tuple[NameGroup, ...]

    @property
    def more(self) -> int:
        """The number of names that are not shown first."""
        return sum(len(each.names) for each in self.groups) - len(self.first)


def called(names: Sequence[CancerName]) -> Called:
    """Return the names of a type in the order of the data files, abbreviations last."""
    groups = [
        NameGroup(
            label,
            language,
            tuple(dict.fromkeys(e.name for e in names if e.language == language and e.kind in kinds)),
        )
        for label, language, kinds in _GROUPS
    ]
    ranked = sorted(names, key=lambda each: each.kind == "abbreviation")
    own = (each.name for each in ranked if each.kind != "misspelling" and each.language == current_language())
    return Called(tuple(dict.fromkeys(own))[:_FIRST], tuple(each for each in groups if each.names))

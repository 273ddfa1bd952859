"""Whose documents come first: those of the reader's audience and language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from finder.domain.documents import LANGUAGES
from finder.language import current_language
from finder.search.fields import NEAR, READER
from finder.search.parameters import Arguments, read_parameters


@dataclass(frozen=True, slots=True)
class Reader:
    """The audience and language whose documents come first. The others are never left out.

    The default is a patient who reads the current language.
    """

    audience: str = "patient"
    language: str = field(
        default_factory=lambda: current_language() if current_language() in LANGUAGES else "en"
    )

    @classmethod
    def parse(cls, arguments: Arguments) -> Self:
        """Read the arguments of a page that takes no others. Raises BadQuery."""
        return cls(**read_parameters(arguments, READER))

    @classmethod
    def split(cls, arguments: Arguments) -> tuple[Self, Arguments]:
        """Return the reader, and the arguments that are not about the reader. Raises BadQuery."""
        names = {each.name for each in READER}
        reader = {name: texts for name, texts in arguments.items() if name in names}
        others = {name: texts for name, texts in arguments.items() if name not in names}
        return cls.parse(reader), others


@dataclass(frozen=True, slots=True)
class CancerQuery:
    """The query of a page of a cancer type or a place of care: where the reader is, and the reader."""

    near: str | None
    reader: Reader

    @classmethod
    def parse(cls, arguments: Arguments) -> Self:
        """Read the arguments. Raises BadQuery."""
        values = read_parameters(arguments, (NEAR, *READER))
        near = values.pop("near", None)
        return cls(near, Reader(**values))

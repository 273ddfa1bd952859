"""Arrange documents for a reader: those of their audience and language first, the rest collapsed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from finder.domain.documents import DOCUMENT_KINDS, LANGUAGES
from finder.language import current_language
from finder.search.fields import AUDIENCES, NEAR, READER
from finder.search.parameters import Arguments, read_parameters
from finder.store.read_guidelines import CancerDocument

#: The parts in which documents are shown, with the kinds of documents in each.
_PARTS = {
    "treatment": ("overview", "treatment"),
    **{kind: (kind,) for kind in DOCUMENT_KINDS if kind not in ("overview", "treatment")},
}
_MAIN_LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Reader:
    """The audience and language whose documents come first. The others are collapsed, never left out.

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


@dataclass(frozen=True, slots=True)
class CollapsedGroup:
    """Documents that are collapsed because they are not this reader's first choice.

    They share an audience, perhaps a language (None: several), and whether they are about every cancer.
    """

    audience: str
    language: str | None
    general: bool
    documents: tuple[CancerDocument, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """The documents of one kind: those for this reader, then the collapsed groups."""

    kind: str
    first: tuple[CancerDocument, ...]
    collapsed: tuple[CollapsedGroup, ...]

    @property
    def is_specific(self) -> bool:
        """Whether any document is about this type or a broader type that includes it, not every cancer."""
        return bool(self.first) or any(not group.general for group in self.collapsed)


@dataclass(frozen=True, slots=True)
class ArrangedDocuments:
    """The parts that hold documents, and translations into further languages by language code."""

    parts: tuple[Part, ...]
    translations: dict[str, tuple[CancerDocument, ...]]


def arrange(documents: Sequence[CancerDocument], reader: Reader) -> ArrangedDocuments:
    """Arrange documents for a reader. They must be in order of relevance."""
    languages = tuple(dict.fromkeys((reader.language, *_MAIN_LANGUAGES)))
    parts = []
    for kind, kinds in _PARTS.items():
        of_kind = [
            each for each in documents if each.document.kind in kinds and each.document.language in languages
        ]
        part = _part(kind, of_kind, reader, languages)
        if part.first or part.collapsed:
            parts.append(part)
    further = sorted(
        {each.document.language for each in documents} - set(languages), key=lambda code: LANGUAGES[code]
    )
    return ArrangedDocuments(
        tuple(parts),
        {code: tuple(each for each in documents if each.document.language == code) for code in further},
    )


def _part(kind: str, documents: Sequence[CancerDocument], reader: Reader, languages: Sequence[str]) -> Part:
    other = next(each for each in AUDIENCES if each != reader.audience)

    def select(
        general: bool, audience: str, in_languages: Iterable[str] = languages
    ) -> tuple[CancerDocument, ...]:
        return tuple(
            each
            for language in in_languages
            for each in documents
            if (each.scope == "general") == general
            and each.document.audience == audience
            and each.document.language == language
        )

    first = select(False, reader.audience, languages[:1])
    groups = [
        CollapsedGroup(reader.audience, each, False, select(False, reader.audience, (each,)))
        for each in languages[1:]
    ]
    groups.append(CollapsedGroup(other, None, False, select(False, other)))
    groups += [
        CollapsedGroup(audience, None, True, select(True, audience)) for audience in (reader.audience, other)
    ]
    groups = [group for group in groups if group.documents]
    if groups and not first and not groups[0].general:
        groups[0] = replace(groups[0], open=True)
    return Part(kind, first, tuple(groups))

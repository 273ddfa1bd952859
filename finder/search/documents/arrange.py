"""Who reads: the audience and language shown first, and documents arranged for such a reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from finder.domain.documents import DOCUMENT_KINDS, LANGUAGES
from finder.language import current_language
from finder.search.fields import AUDIENCES, NEAR, READER
from finder.search.parameters import Arguments, read_parameters
from finder.store.read_guidelines import Serving

#: The parts in which documents are shown, with the kinds of documents in each.
_PARTS = {
    "treatment": ("overview", "treatment"),
    **{kind: (kind,) for kind in DOCUMENT_KINDS if kind not in ("overview", "treatment")},
}
_MAIN_LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class View:
    """Whose version of a document comes first; the others are folded, never left out.

    Where nothing is said it is the patient's, in the language that is spoken.
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
        """Read the reader's arguments; return the others as they are. Raises BadQuery."""
        names = {each.name for each in READER}
        own = {name: texts for name, texts in arguments.items() if name in names}
        return cls.parse(own), {name: texts for name, texts in arguments.items() if name not in own}


@dataclass(frozen=True, slots=True)
class CancerQuery:
    """What the page of a cancer type is asked with: a place to fill in, and who reads."""

    near: str | None
    view: View

    @classmethod
    def parse(cls, arguments: Arguments) -> Self:
        """Read the arguments. Raises BadQuery."""
        values = read_parameters(arguments, (NEAR, *READER))
        near = values.pop("near", None)
        return cls(near, View(**values))


@dataclass(frozen=True, slots=True)
class Fold:
    """Documents that are not this reader's first: for whom, in which language, on every cancer or on this."""

    audience: str
    language: str | None
    general: bool
    servings: tuple[Serving, ...]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Documents of one part: the reader's own first, then the folded ones."""

    kind: str
    first: tuple[Serving, ...]
    folds: tuple[Fold, ...]

    @property
    def is_own(self) -> bool:
        """Whether any document is about this type or a group around it, not about every cancer."""
        return bool(self.first) or any(not fold.general for fold in self.folds)


@dataclass(frozen=True, slots=True)
class Arranged:
    """The parts that hold documents, and the translations into further languages by their code."""

    parts: tuple[Part, ...]
    translations: dict[str, tuple[Serving, ...]]


def arrange(servings: Sequence[Serving], view: View) -> Arranged:
    """Arrange documents, which come in order of relevance, for a reader."""
    languages = tuple(dict.fromkeys((view.language, *_MAIN_LANGUAGES)))
    parts = []
    for kind, kinds in _PARTS.items():
        here = [each for each in servings if each.document.kind in kinds]
        part = _part(kind, [each for each in here if each.document.language in languages], view, languages)
        if part.first or part.folds:
            parts.append(part)
    further = sorted(
        {each.document.language for each in servings} - set(languages), key=lambda code: LANGUAGES[code]
    )
    return Arranged(
        tuple(parts),
        {code: tuple(each for each in servings if each.document.language == code) for code in further},
    )


def _part(kind: str, servings: Sequence[Serving], view: View, languages: Sequence[str]) -> Part:
    other = next(each for each in AUDIENCES if each != view.audience)

    def chosen(general: bool, audience: str, wanted: Iterable[str] = languages) -> tuple[Serving, ...]:
        return tuple(
            each
            for language in wanted
            for each in servings
            if (each.scope == "general") == general
            and each.document.audience == audience
            and each.document.language == language
        )

    first = chosen(False, view.audience, languages[:1])
    folds = [
        Fold(view.audience, each, False, chosen(False, view.audience, (each,))) for each in languages[1:]
    ]
    folds.append(Fold(other, None, False, chosen(False, other)))
    folds += [Fold(audience, None, True, chosen(True, audience)) for audience in (view.audience, other)]
    folds = [fold for fold in folds if fold.servings]
    if folds and not first and not folds[0].general:
        head = folds[0]
        folds[0] = Fold(head.audience, head.language, head.general, head.servings, open=True)
    return Part(kind, first, tuple(folds))

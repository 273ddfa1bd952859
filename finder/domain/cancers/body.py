"""Words for organs and for tissues of tumors, which types each pair means, and words of other languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from finder.domain.table import Table


@dataclass(frozen=True, slots=True)
class Organ:
    """A part of the body: the words for it, and the types that a cancer that starts there may be.

    `tissue`: it says more than the place where it is, as the skin of the lip does.
    """

    organ: str
    group: str
    tissue: Literal["yes", "no"]
    words: tuple[str, ...]
    source: str
    cancers: tuple[str, ...] = ()


ORGANS = Table("organ", Organ, key=("organ",))


@dataclass(frozen=True, slots=True)
class Histology:
    """A kind of tissue of tumors: the words for it, and the types it may be anywhere in the body.

    `rule`: it overrides the organ (a lymphoma of the stomach is a lymphoma), yields to it (an adenocarcinoma
    of the stomach is stomach cancer), or is benign. `alone`: without an organ it determines the type.
    """

    histology: str
    rule: Literal["overrides", "yields", "benign"]
    alone: Literal["yes", "no"]
    words: tuple[str, ...]
    source: str
    cancers: tuple[str, ...] = ()


HISTOLOGIES = Table("histology", Histology, key=("histology",))


@dataclass(frozen=True, slots=True)
class HistologyRule:
    """The types that a histology means in an organ or a group of organs; none where we have no type."""

    histology: str
    place: str
    source: str
    cancers: tuple[str, ...] = ()


HISTOLOGY_RULES = Table("histology rule", HistologyRule, key=("histology", "place"))


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """A language that we do not read: its word for cancer, and how words in it are recognized.

    `marks`: letters with accents, or scripts by their Unicode name. `words`: plain words; a star stands for
    the beginning of a compound.
    """

    language: str
    cancer: str
    source: str
    marks: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


OTHER_LANGUAGES = Table("other language", OtherLanguage, key=("language",))

"""What stands around a cancer's name in a sentence: who has it, which stage, where it spread to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from finder.words.cancer.name_index import Names, Slugs
from finder.words.cancer.normalize import EMPTY, bare_of

#: Words after an organ that make it the place where a cancer went, and words before one.
_WENT = frozenset({"met", "metastasi", "metastases", "metastasis", "metastase"})
_SECOND = frozenset({"secondary", "secundario", "secundaria"})
_TO = frozenset(
    {"to", "into", "in", "a", "al", "en", "with", "con", "at", "the", "his", "her", "my", "el", "la", "los"}
)
#: Where cancers spread to most: "prostate cancer in his bones" did not start there.
_SITES = frozenset({
    "bone", "lymph", "node", "hueso", "ganglio", "spine", "columna",
})  # fmt: skip
_LONGEST_TERM = 5
#: Kinds of words around a type; those that only a sentence holds, never a name.
EVERY_KIND = frozenset({"stage", "spread", "marker", "grade", "course", "person", "filler"})
TALK = frozenset({"person", "filler"})
#: Words for whom it is, which may be part of a type's name.
PEOPLE = ("childhood", "male")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words that is a name: from `start` to before `end`, and the types that bear it.

    `strong` names a cancer by itself ("lung cancer", "melanoma"); a weak one is a bare organ ("lung").
    """

    start: int
    end: int
    slugs: Slugs
    strong: bool

    def telling(self, words: Sequence[str]) -> set[int]:
        """Return the places of its words that tell types apart."""
        return {at for at in range(self.start, self.end) if words[at] not in EMPTY}


def without_terms(
    words: Sequence[str], names: Names, wanted: frozenset[str] = EVERY_KIND
) -> tuple[list[str], frozenset[str]]:
    """Return the words that are left when those around a type are taken away, and the kinds taken away."""
    left: list[str] = []
    kinds: set[str] = set()
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST_TERM, len(words) - at), 0, -1):
            run = words[at : at + size]
            kind = names.terms.get(" ".join(run))
            if kind in wanted:
                kinds.add(kind)
                # "My father" is nobody's cancer, but it says that a man has it.
                left += [word for word in run if word in PEOPLE and kind == "person"]
                at += size
                break
        else:
            left.append(words[at])
            at += 1
    return left, frozenset(kinds)


def spans_in(words: Sequence[str], names: Names) -> list[Span]:
    """Return the names in a sentence, from left to right, none inside another."""
    found: list[Span] = []
    at = 0
    while at < len(words):
        span = next(filter(None, (_span(words, at, end, names) for end in _ends(words, at, names))), None)
        if span:
            found.append(span)
            at = span.end
        else:
            at += 1
    return found


def _ends(words: Sequence[str], start: int, names: Names) -> range:
    return range(min(len(words), start + names.longest), start, -1)


def _span(words: Sequence[str], start: int, end: int, names: Names) -> Span | None:
    run = list(words[start:end])
    key = " ".join(run)
    if slugs := names.own.get(key) or names.whole.get(key):
        return Span(start, end, slugs, strong=len(bare_of(run)) > 0)
    if run[0] in EMPTY and run[0] not in ("cancer", "tumor", "carcinoma"):
        return None
    if run[-1] in EMPTY and run[-1] not in ("cancer", "tumor", "carcinoma"):
        return None
    slugs = names.bare.get(bare_of(run))
    if not slugs or len(bare_of(run)) < sum(word not in EMPTY for word in run):
        return None
    strong = any(word in ("cancer", "tumor", "carcinoma", "cell") for word in run) or len(bare_of(run)) > 1
    return Span(start, end, slugs, strong)


def where_it_went(words: Sequence[str], names: Names) -> set[int]:
    """Return the places of words that say where a cancer went: "spread to the liver", "liver mets"."""
    spread = "spread" in without_terms(words, names)[1]
    places: set[int] = set()
    for at, word in enumerate(words):
        if word in _SECOND and at + 1 < len(words) and words[at + 1] not in EMPTY:
            places.add(at + 1)
        if word in _WENT and at and words[at - 1] not in EMPTY:
            places.add(at - 1)
        if word in _TO and at:
            after = [next_ for next_ in range(at + 1, min(at + 4, len(words))) if words[next_] not in EMPTY][
                :2
            ]
            named = any(before not in EMPTY for before in words[:at])
            places |= {next_ for next_ in after if spread or (named and words[next_] in _SITES)}
    return places

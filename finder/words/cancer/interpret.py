"""The cancer types that words mean: as a whole name, with spelling corrected, or named in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from finder.words.cancer.misspellings import MARGIN, Spelling, corrected
from finder.words.cancer.name_index import NameIndex, Slugs
from finder.words.cancer.phrases import (
    ALL_KINDS,
    ELSEWHERE,
    NEVER_IN_NAMES,
    PEOPLE,
    Span,
    find_names,
    remove_terms,
    spread_sites,
)
from finder.words.cancer.word_forms import distinctive_words

_BRAIN = ("brain", "cerebro", "cerebral")
#: Words for lymph nodes, where many cancers are found.
_NODES = frozenset({"node", "ganglio"})
#: Corrections this similar are near the word, 0 to 1.
_NEAR = 0.88
#: A name that more types share than this is of a tissue ("adenocarcinoma"), not of an organ.
_MAX_TYPES_OF_ORGAN = 3


@dataclass(frozen=True, slots=True)
class Interpretation:
    """The types that words may mean, by slug. Unless it is `sure`, the reader has to choose.

    `exact`: no word was ignored or corrected. `spread_only`: the words say that a cancer has spread, but not
    where it started. `organs_only`: they name organs and no cancer. `benign`: they name a harmless growth.
    `near`: words were corrected, but little.
    """

    slugs: Slugs
    sure: bool
    exact: bool = True
    spread_only: bool = False
    organs_only: bool = False
    benign: bool = False
    near: bool = False


Interpret = Callable[[Sequence[str], NameIndex], Interpretation | None]


def interpret_name(words: Sequence[str], names: NameIndex) -> Interpretation | None:
    """Return the types whose name the words are, word for word; None if they are none."""
    key = " ".join(words)
    for index in (names.by_main_name, names.by_name):
        if slugs := index.get(key):
            return Interpretation(slugs, sure=len(slugs) == 1)
    return None


def interpret(words: Sequence[str], names: NameIndex) -> Interpretation | None:
    """Return what words mean, or None: first as a name, then corrected, then as a sentence with a name."""
    if whole := _as_name(words, names):
        return whole
    in_sentence = _in_sentence(words, names)
    if in_sentence is None and (spread := spread_only(words, names)):
        return spread
    spellings = list(corrected(words, names))
    as_name = _most_likely(spellings, _as_name, names)
    if as_name and not (in_sentence and in_sentence.sure and not as_name.sure):
        return as_name
    return in_sentence or _most_likely(spellings, _in_sentence, names) or spread_only(words, names)


def interpret_as_written(words: Sequence[str], names: NameIndex) -> Interpretation | None:
    """Return what words mean without correcting their spelling; a bare organ in a sentence means nothing.

    For words that others wrote with care: the conditions of a clinical trial.
    """
    if whole := _as_name(words, names):
        return whole
    if any(span.strong for span in find_names(words, names)):
        return _in_sentence(words, names)
    return None


def for_patient(slugs: Slugs, words: Sequence[str], names: NameIndex) -> Interpretation:
    """Return the types as an interpretation; none of adults only, if the words are about a child.

    If none of them is a childhood type, all stay, and it is sure only if none is for adults only.
    """
    if "childhood" not in words:
        return Interpretation(slugs, sure=len(slugs) == 1)
    of_children = slugs & names.childhood
    chosen = slugs - names.adults if of_children else slugs
    return Interpretation(chosen, sure=len(chosen) == 1 and bool(of_children or not names.adults & slugs))


def _as_name(words: Sequence[str], names: NameIndex) -> Interpretation | None:
    """Interpret the words as a name and terms around it: no word is left over."""
    if whole := interpret_name(words, names):
        return whole
    sites = spread_sites(words, names)
    rest = [word for at, word in enumerate(words) if at not in sites]
    for kinds in (NEVER_IN_NAMES, ALL_KINDS):  # "in situ" and "primary" may be part of a name
        left, _ = remove_terms(rest, names, kinds)
        if slugs := _with_distinctive_words(left, names):
            return for_patient(slugs, left, names)
    if slugs := names.by_name_without_spaces.get("".join(words)):
        return for_patient(slugs, words, names)
    return None


def _with_distinctive_words(words: Sequence[str], names: NameIndex) -> Slugs | None:
    """Return the types with these distinctive words in any order, if need be without words for people."""
    distinctive = distinctive_words(words)
    if slugs := names.by_distinctive_words.get(distinctive):
        return slugs
    fewer = tuple(word for word in distinctive if word not in PEOPLE)
    return names.by_distinctive_words.get(fewer) if fewer and fewer != distinctive else None


def spread_only(words: Sequence[str], names: NameIndex, *, is_said: bool = False) -> Interpretation | None:
    """Interpret words that say only that a cancer has spread, and perhaps where to; `is_said`: they do."""
    sites = spread_sites(words, names)
    if is_said:
        return _of_spread(any(word in _BRAIN for word in words), names)
    left, removed = remove_terms([word for at, word in enumerate(words) if at not in sites], names)
    if distinctive_words(left) or not (sites or removed & {"spread", "stage"}):
        return None
    return _of_spread(any(words[at] in _BRAIN for at in sites), names)


def _of_spread(to_brain: bool, names: NameIndex) -> Interpretation:
    brain = ["brain-metastases"] if to_brain else []
    slugs = [slug for slug in (*brain, "cancer-of-unknown-primary") if slug in names.display_names]
    return Interpretation(frozenset(slugs), sure=False, spread_only=True)


def _in_sentence(words: Sequence[str], names: NameIndex) -> Interpretation | None:
    """Interpret the names in a sentence, without places that the cancer has spread to."""
    sites = spread_sites(words, names)
    spans = [span for span in find_names(words, names) if not sites.issuperset(span.distinctive(words))]
    if not spans:
        return None
    if any(span.strong for span in spans):
        return _from_strong_names(words, spans, names)
    return _from_organs(words, spans, names)


def _from_strong_names(words: Sequence[str], spans: Sequence[Span], names: NameIndex) -> Interpretation:
    spans = _without_nodes(words, spans, names)
    strong = [span for span in spans if span.strong]
    slugs, agree = _combined([span.slugs for span in strong], names)
    if "childhood" in words and (child := _childhood_types(words, strong, names)):
        return for_patient(child, words, names)
    weak = [span.slugs for span in spans if not span.strong]
    both, agree_too = _combined([slugs, *weak], names)
    # In "adenocarcinoma of the cervix" the organ says more than the tissue.
    if not agree_too and len(slugs) > _MAX_TYPES_OF_ORGAN:
        both, agree_too = _combined(weak, names)
    meaning = for_patient(both, words, names)
    is_elsewhere = bool(ELSEWHERE.intersection(words))
    return replace(meaning, sure=meaning.sure and agree and agree_too and not is_elsewhere)


def _without_nodes(words: Sequence[str], spans: Sequence[Span], names: NameIndex) -> Sequence[Span]:
    """Leave out lymph nodes beside the name of one type: it says more than where it was found."""
    others = [span for span in spans if _NODES.isdisjoint(words[span.start : span.end])]
    strong = [span.slugs for span in others if span.strong]
    return others if strong and len(_combined(strong, names)[0]) == 1 else spans


def _from_organs(words: Sequence[str], spans: Sequence[Span], names: NameIndex) -> Interpretation | None:
    """Interpret a sentence that names only organs: sure if no other distinctive word is in it."""
    slugs, _ = _combined([span.slugs for span in spans], names)
    inside = {at for span in spans for at in range(span.start, span.end)}
    left, _ = remove_terms([word for at, word in enumerate(words) if at not in inside], names)
    if any(
        " ".join(words[at : at + size]) in names.not_cancers for size in (1, 2) for at in range(len(words))
    ):
        return None
    meaning = for_patient(slugs, words, names)
    sure = meaning.sure and not distinctive_words(left)
    return replace(meaning, sure=sure, exact=False, organs_only=True)


def _childhood_types(words: Sequence[str], spans: Sequence[Span], names: NameIndex) -> Slugs | None:
    """Return the types that the first name in a sentence about a child means together with "childhood"."""
    found = (
        names.by_distinctive_words.get(distinctive_words([*words[span.start : span.end], "childhood"]))
        for span in spans
    )
    return next(filter(None, found), None)


def _combined(meanings: Sequence[Slugs], names: NameIndex) -> tuple[Slugs, bool]:
    """Return the types that several names mean together, and whether the names agree.

    They agree if some type has all of them, or if one is a narrower type of what the others mean.
    """
    shared = meanings[0].intersection(*meanings[1:])
    if shared:
        return shared, True
    single = [each for each in meanings if len(each) == 1]
    systems = {names.body_system[slug] for each in single for slug in each}
    if len(single) == 1 and all(systems & {names.body_system[slug] for slug in each} for each in meanings):
        return single[0], True  # "HCL leukemia": HCL is one of the types that "leukemia" may mean
    every = meanings[0].union(*meanings[1:])
    narrow = every - {names.broader[slug] for slug in every if slug in names.broader}
    return narrow, len(narrow) == 1  # "DCIS breast": DCIS is a type of breast cancer


def _most_likely(spellings: Sequence[Spelling], read: Interpret, names: NameIndex) -> Interpretation | None:
    """Return what the most likely spellings mean; several of them may lead to a choice."""
    meanings = [(each, meaning) for each in spellings if (meaning := read(each.words, names))]
    if not meanings:
        return None
    top = max(each.similarity for each, _ in meanings)
    likely = [(each, meaning) for each, meaning in meanings if each.similarity >= top - MARGIN / 2]
    slugs = frozenset[str]().union(*(meaning.slugs for _, meaning in likely))
    sure = len(slugs) == 1 and all(each.close and meaning.sure for each, meaning in likely)
    organs_only = all(meaning.organs_only for _, meaning in likely)
    near = min(each.similarity for each, _ in likely) >= _NEAR
    return Interpretation(slugs, sure=sure, exact=False, organs_only=organs_only, near=near)

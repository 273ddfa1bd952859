"""Read the words of a name or a sentence: as they stand, corrected, or by their beginnings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from finder.words.cancer.name_index import Names, Slugs
from finder.words.cancer.normalize import EMPTY, bare_of
from finder.words.cancer.phrases import EVERY_KIND, PEOPLE, TALK, Span, spans_in, where_it_went, without_terms

#: Likeness (of 1) below which a word is no misspelling of another (tests/data/queries.csv).
_ALIKE, _ALIKE_SHORT = 0.7, 0.75
#: Corrections as good as the best, give or take, are tried too: one word may be near to several.
_MARGIN = 0.05
_CORRECTED, _TRIED = 3, 16
#: Likeness of whole names below which an offer is more often wrong than right.
_OFFERED = 78.0
_BRAIN = ("brain", "cerebro", "cerebral")
#: Words that may turn a sentence around.
_DENYING = frozenset({"not", "outside", "without", "never", "except", "unlike", "sin", "fuera", "nunca"})
#: A name that more types share than this names a tissue, not a place.
_GENERAL = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """The types that words mean. Not `sure`: a choice. `exact`: nothing was left out or corrected."""

    slugs: Slugs
    sure: bool
    exact: bool = True
    spread_alone: bool = False


Read = Callable[[Names, Sequence[str]], Reading | None]


def read_words(names: Names, words: Sequence[str]) -> Reading | None:
    """Return what words mean: as a whole, else with their spelling corrected, else by a name among them."""
    if found := _whole(names, words):
        return found
    spellings = list(_spellings(names, words))
    return (
        _best(names, spellings, _whole)
        or _in_sentence(names, words)
        or _best(names, spellings, _in_sentence)
        or _spread_alone(names, words)
    )


def _whole(names: Names, words: Sequence[str]) -> Reading | None:
    """Return what the words mean when all of them are accounted for: as a name, or as words around one."""
    key = " ".join(words)
    for keys in (names.own, names.whole):
        if slugs := keys.get(key):
            return Reading(slugs, sure=len(slugs) == 1)
    went = where_it_went(words, names)
    rest = [word for at, word in enumerate(words) if at not in went]
    for kinds in (TALK, EVERY_KIND):  # "in situ" and "primary" may be part of a name
        left, _ = without_terms(rest, names, kinds)
        if slugs := _bare(names, left):
            return reading(names, slugs, left)
    if slugs := names.squeezed.get(key.replace(" ", "")):
        return reading(names, slugs, words)
    return None


def _spread_alone(names: Names, words: Sequence[str]) -> Reading | None:
    """Return whom to ask where the words say no more than that a cancer has spread, and maybe where to."""
    went = where_it_went(words, names)
    left, kinds = without_terms([word for at, word in enumerate(words) if at not in went], names)
    if bare_of(left) or not (went or kinds & {"spread", "stage"}):
        return None
    brain = ["brain-metastases"] if any(words[at] in _BRAIN for at in went) else []
    slugs = [slug for slug in (*brain, "cancer-of-unknown-primary") if slug in names.display]
    return Reading(frozenset(slugs), sure=False, spread_alone=True)


def _bare(names: Names, words: Sequence[str]) -> Slugs | None:
    """Return the types of which the telling words are these, in any order; if need be without the people."""
    telling = bare_of(words)
    if slugs := names.bare.get(telling):
        return slugs
    fewer = tuple(word for word in telling if word not in PEOPLE)
    return names.bare.get(fewer) if fewer and fewer != telling else None


def reading(names: Names, slugs: Slugs, words: Sequence[str]) -> Reading:
    """Return what words mean; if a child is named, the types of children among them, and else a choice."""
    if "childhood" not in words:
        return Reading(slugs, sure=len(slugs) == 1)
    of_children = slugs & names.childhood
    chosen = of_children or slugs
    return Reading(chosen, sure=len(chosen) == 1 and bool(of_children or not names.adults & slugs))


def _in_sentence(names: Names, words: Sequence[str]) -> Reading | None:
    """Return the types named somewhere in a sentence. A place it spread to is no name of the cancer."""
    went = where_it_went(words, names)
    spans = [span for span in spans_in(words, names) if not went.issuperset(span.telling(words))]
    strong = [span for span in spans if span.strong]
    if not spans:
        return None
    slugs, agree = _agreeing(names, [span.slugs for span in strong or spans])
    if strong:
        if "childhood" in words and (child := _of_a_child(names, words, strong)):
            return reading(names, child, words)
        weak = [span.slugs for span in spans if not span.strong]
        both, agree_too = _agreeing(names, [slugs, *weak])
        if not agree_too and len(slugs) > _GENERAL:  # "adenocarcinoma of the cervix": the organ tells more
            both, agree_too = _agreeing(names, weak)
        said = reading(names, both, words)
        return replace(said, sure=said.sure and agree and agree_too and not _DENYING.intersection(words))
    inside = {at for span in spans for at in range(span.start, span.end)}
    left, _ = without_terms([word for at, word in enumerate(words) if at not in inside], names)
    if any(
        " ".join(words[at : at + size]) in names.not_cancers for size in (1, 2) for at in range(len(words))
    ):
        return None
    said = reading(names, slugs, words)
    return replace(said, sure=said.sure and not bare_of(left), exact=False)


def _of_a_child(names: Names, words: Sequence[str], spans: Sequence[Span]) -> Slugs | None:
    """Return the children's types of the names in a sentence about a child."""
    named = (names.bare.get(bare_of([*words[span.start : span.end], "childhood"])) for span in spans)
    return next(filter(None, named), None)


def _agreeing(names: Names, meant: Sequence[Slugs]) -> tuple[Slugs, bool]:
    """Return the types that all names share, or else all that any does, and whether they agree.

    "DCIS breast" names a type and the broader one that it is a kind of: these do not disagree.
    """
    shared = meant[0].intersection(*meant[1:])
    if shared:
        return shared, True
    single = [each for each in meant if len(each) == 1]
    systems = {names.system[slug] for each in single for slug in each}
    if len(single) == 1 and all(systems & {names.system[slug] for slug in each} for each in meant):
        return single[0], True  # "HCL leukemia": one kind of those that the other word means
    every = meant[0].union(*meant[1:])
    narrow = every - {names.broader[slug] for slug in every if slug in names.broader}
    return narrow, len(narrow) == 1


def _spellings(names: Names, words: Sequence[str]) -> Iterator[tuple[float, Sequence[str]]]:
    """Yield the words with the unknown ones corrected, in each likely way, with how alike they are."""
    unknown = [at for at, word in enumerate(words) if len(word) > 3 and word not in names.known]
    if not 0 < len(unknown) <= _CORRECTED:
        return
    near = [_near(names, words[at]) or [(words[at], 0.0)] for at in unknown]
    for spelled in islice(product(*near), _TRIED):
        tried = list(words)
        for at, (word, _) in zip(unknown, spelled, strict=True):
            tried[at] = word
        if tried != list(words):
            yield sum(score for _, score in spelled) / len(spelled), tried


def _best(names: Names, spellings: Sequence[tuple[float, Sequence[str]]], read: Read) -> Reading | None:
    """Return what the likeliest spellings mean; several of them may lead to a choice."""
    meant = [(score, found) for score, tried in spellings if (found := read(names, tried))]
    if not meant:
        return None
    top = max(score for score, _ in meant)
    likely = [found for score, found in meant if score >= top - _MARGIN / 2]
    slugs = frozenset[str]().union(*(found.slugs for found in likely))
    return Reading(slugs, sure=len(slugs) == 1 and all(found.sure for found in likely), exact=False)


def _near(names: Names, word: str) -> list[tuple[str, float]]:
    """Return the known words a word may be a misspelling of, the nearest first."""
    alike = OSA.normalized_similarity  # a swap of two letters is one mistake
    cutoff = _ALIKE_SHORT if len(word) < 5 else _ALIKE
    found = process.extract(word, names.vocabulary, scorer=alike, score_cutoff=cutoff, limit=4)
    return [(each, score) for each, score, _ in found if score >= found[0][1] - _MARGIN]


def offer(names: Names, words: Sequence[str]) -> list[tuple[str, float]]:
    """Return types to offer, with scores: with names that begin like the words, or are spelled alike."""
    asked = [word for word in words if word not in EMPTY and word not in names.terms]
    begun = [frozenset().union(*_beginning(names, word)) for word in asked if len(word) > 1]
    slugs = frozenset.intersection(*begun) if begun else frozenset()
    scores = {slug: _begins(names, slug, asked) for slug in slugs}
    if not scores:
        key = "".join(words)
        for near, score, _ in process.extract(
            key, list(names.squeezed), scorer=fuzz.ratio, score_cutoff=_OFFERED, limit=20
        ):
            for slug in names.squeezed[near]:
                scores[slug] = max(scores.get(slug, 0.0), round(score, 1))
    return sorted(scores.items(), key=lambda each: (-each[1], names.display[each[0]].casefold()))


def _beginning(names: Names, start: str) -> Iterator[Slugs]:
    for word in islice(names.words, bisect_left(names.words, start), None):
        if not word.startswith(start):
            return
        yield names.by_word[word]


def _begins(names: Names, slug: str, asked: Sequence[str]) -> float:
    """Score a type higher where its own name begins with the words, and lower if it is of children."""
    own = names.display[slug].casefold()
    return (70.0 if any(own.startswith(word) for word in asked) else 60.0) - 5 * (slug in names.childhood)

"""Every name of every cancer type, indexed by the forms of its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from finder.domain.cancers.types import TRANSLATED_NAMES
from finder.plain_text import normalize, normalize_each
from finder.store.connect import Snapshot
from finder.store.read_catalog import Catalog, WordIndex, word_index
from finder.words.cancer.word_forms import (
    GENERIC_WORDS,
    distinctive_words,
    forms_of_each,
    word_form,
    word_forms,
)

Slugs = frozenset[str]


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The names of all cancer types. A key is the forms of a name's words, joined by spaces.

    Types are given by their slugs.
    """

    #: The name that pages show, by slug.
    display_names: Mapping[str, str]
    #: Types by the keys of their main names, in every language, and of their slugs.
    by_main_name: Mapping[str, Slugs]
    #: Types by the keys of all names; by these keys without spaces; by their distinctive words, sorted.
    by_name: Mapping[str, Slugs]
    by_name_without_spaces: Mapping[str, Slugs]
    by_distinctive_words: Mapping[tuple[str, ...], Slugs]
    #: All names, normalized but with plurals and spelling as they are.
    normalized_names: frozenset[str]
    by_oncotree_code: Mapping[str, Slugs]
    #: Types that only children have, and types that only adults have.
    childhood: Slugs
    adults: Slugs
    #: The broader type, by slug of the narrower one.
    broader: Mapping[str, str]
    body_system: Mapping[str, str]
    #: The number of words in the longest name.
    longest: int
    #: Kinds of phrases around a name, by key: stage, spread, marker, grade, course, person, filler.
    terms: Mapping[str, str]
    #: What to say about illnesses that are not cancers, by key.
    not_cancers: Mapping[str, str]
    #: The words of all names, sorted, and the types that have each in one of their names.
    words: tuple[str, ...]
    by_word: Mapping[str, Slugs]
    #: The correctly spelled words; those long enough to be the correction of a misspelled word.
    known_words: frozenset[str]
    corrections: tuple[str, ...]

    def is_name(self, text: str) -> bool:
        """Return whether a text is one of the names, word for word."""
        key = " ".join(word_forms(text))
        return key in self.by_main_name or key in self.by_name


def name_index(snapshot: Snapshot) -> NameIndex:
    """Return the index of the names in a directory."""
    return word_index(snapshot, NAMES)


def every_name(catalog: Catalog) -> Iterable[tuple[str, str, bool]]:
    """Yield every name of every type: its slug, the name, and whether it is spelled correctly."""
    for cancer in catalog.cancers.values():
        for name in (cancer.name, _without_brackets(cancer.name), cancer.plain_name, cancer.slug):
            yield cancer.slug, name, True
    for each in catalog.cancer_names:
        yield each.cancer, each.name, each.kind != "misspelling"


def names_in(catalog: Catalog) -> NameIndex:
    """Return the index of the names in a catalog."""
    by_main_name: dict[str, set[str]] = defaultdict(set)
    by_name: dict[str, set[str]] = defaultdict(set)
    by_distinctive_words: dict[tuple[str, ...], set[str]] = defaultdict(set)
    by_oncotree_code: dict[str, set[str]] = defaultdict(set)
    translated = [(each.cancer, each.name) for each in catalog.rows(TRANSLATED_NAMES)]
    for slug, name in chain(_main_names(catalog), translated):
        by_main_name[" ".join(word_forms(name))].add(slug)
    for cancer in catalog.cancers.values():
        for code in cancer.oncotree:
            by_oncotree_code[code].add(cancer.slug)
    for each in catalog.oncotree_codes:
        by_oncotree_code[each.code] |= set(each.cancers)
    by_word: dict[str, set[str]] = defaultdict(set)
    correct: set[str] = set()
    named = list(every_name(catalog))
    # Most of the time of a first question goes into the forms of words: each name is read once.
    forms = forms_of_each(name for _, name, _ in named)
    for slug, name, is_correct in named:
        words = forms[name]
        by_name[" ".join(words)].add(slug)
        if distinctive := distinctive_words(words):
            by_distinctive_words[distinctive].add(slug)
        for word in words:
            by_word[word].add(slug)
        if is_correct:
            correct.update(words)
    phrases = chain((each.word for each in catalog.terms), (each.word for each in catalog.not_cancers))
    around = forms_of_each(phrases)
    terms = {" ".join(around[each.word]): each.kind for each in catalog.terms}
    not_cancers = {" ".join(around[each.word]): each.note for each in catalog.not_cancers}
    known_words = {
        *correct,
        *GENERIC_WORDS,
        *(word for key in (*terms, *not_cancers) for word in key.split()),
        *_words_of_body(catalog),
    }
    abbreviations = _abbreviations(catalog, forms)
    return NameIndex(
        display_names={slug: cancer.name for slug, cancer in catalog.cancers.items()},
        by_main_name=_frozen(by_main_name),
        by_name=_frozen(by_name),
        by_name_without_spaces=_without_spaces(by_name),
        by_distinctive_words={key: frozenset(slugs) for key, slugs in by_distinctive_words.items()},
        normalized_names=frozenset(normalize_each(list(forms))),
        by_oncotree_code={code: frozenset(slugs) for code, slugs in by_oncotree_code.items()},
        childhood=frozenset(slug for slug, each in catalog.cancers.items() if each.population == "pediatric"),
        adults=frozenset(slug for slug, each in catalog.cancers.items() if each.population == "adult"),
        broader={slug: each.broader for slug, each in catalog.cancers.items() if each.broader},
        body_system={slug: each.body_system for slug, each in catalog.cancers.items()},
        longest=max((key.count(" ") + 1 for key in by_name), default=0),
        terms=terms,
        not_cancers=not_cancers,
        words=tuple(sorted(by_word)),
        by_word=_frozen(by_word),
        known_words=frozenset(known_words),
        corrections=tuple(sorted(word for word in known_words - abbreviations if len(word) > 3)),
    )


NAMES = WordIndex("names", NameIndex, names_in)


def _main_names(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield the slug of each type with its slug and its name."""
    for slug, cancer in catalog.cancers.items():
        yield from ((slug, slug), (slug, cancer.name))


def _words_of_body(catalog: Catalog) -> Iterable[str]:
    """Return the words for organs and tissues: spelled correctly, whether or not a name has them."""
    organs = chain.from_iterable(each.words for each in catalog.organs)
    tissues = chain.from_iterable(each.words for each in catalog.histologies)
    return map(word_form, set(normalize(" ".join((*organs, *tissues))).split()))


def _abbreviations(catalog: Catalog, forms: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the words that are only abbreviations: no misspelling is corrected to one."""
    words: dict[str, set[str]] = defaultdict(set)
    for each in catalog.cancer_names:
        words[each.kind].update(forms[each.name])
    return words["abbreviation"] - words["synonym"] - words["lay"]


def _frozen(keys: Mapping[str, set[str]]) -> dict[str, Slugs]:
    return {key: frozenset(slugs) for key, slugs in keys.items() if key}


def _without_spaces(keys: Mapping[str, set[str]]) -> dict[str, Slugs]:
    joined: dict[str, set[str]] = defaultdict(set)
    for key, slugs in keys.items():
        joined[key.replace(" ", "")] |= slugs
    return _frozen(joined)


def _without_brackets(name: str) -> str:
    return re.sub(r"\s*\([^)]*\)", "", name).removesuffix(", adult")

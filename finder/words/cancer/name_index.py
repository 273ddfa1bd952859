"""Every name of every cancer type, and the words around them, as keys that all spellings share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from finder.language import languages, translate, using_language
from finder.plain_text import normalize
from finder.store.connect import Snapshot
from finder.store.read_catalog import Catalog, catalog
from finder.words.cancer.normalize import EMPTY, bare_of, words_of

Slugs = frozenset[str]
Bare = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The names of all types. A key leads to the slugs of the types that bear it."""

    #: slug → the name people read
    display: Mapping[str, str]
    #: keys of the types' own names
    own: Mapping[str, Slugs]
    #: keys of any name: whole, without spaces, and the words that tell types apart in one order
    whole: Mapping[str, Slugs]
    squeezed: Mapping[str, Slugs]
    #: all names as they are spelled, plurals and all
    spelled: frozenset[str]
    bare: Mapping[Bare, Slugs]
    oncotree: Mapping[str, Slugs]
    #: types of children alone, and of adults alone
    childhood: Slugs
    adults: Slugs
    #: type → the type that it is a kind of
    broader: Mapping[str, str]
    system: Mapping[str, str]
    #: words of names that are no longer than this make a span
    longest: int
    #: phrases around a type → what they are (stage, spread, marker, grade, course, person, filler)
    terms: Mapping[str, str]
    #: illnesses that are no cancers → what to say
    not_cancers: Mapping[str, str]
    #: words of names in order, and the types with a name that holds one
    words: tuple[str, ...]
    by_word: Mapping[str, Slugs]
    #: every word known, by which an unknown one is corrected
    vocabulary: tuple[str, ...]
    known: frozenset[str]


def names_of(snapshot: Snapshot) -> Names:
    """Return the names in a directory; they are put together once and kept with it."""
    return snapshot.keep("names", lambda: _names(catalog(snapshot)))


def _names(known: Catalog) -> Names:
    own: dict[str, set[str]] = defaultdict(set)
    whole: dict[str, set[str]] = defaultdict(set)
    bare: dict[Bare, set[str]] = defaultdict(set)
    oncotree: dict[str, set[str]] = defaultdict(set)
    for cancer in known.cancers.values():
        for name in (cancer.slug, *_in_every_language(cancer.name)):
            own[" ".join(words_of(name))].add(cancer.slug)
        for code in cancer.oncotree:
            oncotree[code].add(cancer.slug)
    for each in known.oncotree_codes:
        oncotree[each.code] |= set(each.cancers)
    for slug, name, _ in every_name(known):
        key = words_of(name)
        whole[" ".join(key)].add(slug)
        if telling := bare_of(key):
            bare[telling].add(slug)
    terms = {" ".join(words_of(each.word)): each.kind for each in known.terms}
    not_cancers = {" ".join(words_of(each.word)): each.note for each in known.not_cancers}
    by_word: dict[str, set[str]] = defaultdict(set)
    right: set[str] = set()
    for slug, name, spelled_right in every_name(known):
        for word in words_of(name):
            by_word[word].add(slug)
            if spelled_right:
                right.add(word)
    words = {*right, *EMPTY, *(word for key in (*terms, *not_cancers) for word in key.split())}
    return Names(
        display={slug: cancer.name for slug, cancer in known.cancers.items()},
        own=_frozen(own),
        whole=_frozen(whole),
        squeezed=_squeezed(whole),
        spelled=frozenset(normalize(name) for _, name, _ in every_name(known)),
        bare={key: frozenset(slugs) for key, slugs in bare.items()},
        oncotree={code: frozenset(slugs) for code, slugs in oncotree.items()},
        childhood=frozenset(slug for slug, each in known.cancers.items() if each.population == "pediatric"),
        adults=frozenset(slug for slug, each in known.cancers.items() if each.population == "adult"),
        broader={slug: each.broader for slug, each in known.cancers.items() if each.broader},
        system={slug: each.body_system for slug, each in known.cancers.items()},
        longest=max((key.count(" ") + 1 for key in whole), default=0),
        terms=terms,
        not_cancers=not_cancers,
        words=tuple(sorted(by_word)),
        by_word=_frozen(by_word),
        vocabulary=tuple(sorted(word for word in words if len(word) > 3)),
        known=frozenset(words),
    )


def _frozen(keys: Mapping[str, set[str]]) -> dict[str, Slugs]:
    return {key: frozenset(slugs) for key, slugs in keys.items() if key}


def _squeezed(keys: Mapping[str, set[str]]) -> dict[str, Slugs]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, slugs in keys.items():
        found[key.replace(" ", "")] |= slugs
    return _frozen(found)


def every_name(known: Catalog) -> Iterable[tuple[str, str, bool]]:
    """Yield every name of every type: its slug, the name, and whether it is spelled right."""
    for cancer in known.cancers.values():
        for name in (cancer.name, _without_brackets(cancer.name), cancer.plain_name, cancer.slug):
            yield cancer.slug, name, True
    for each in known.cancer_names:
        yield each.cancer, each.name, each.kind != "misspelling"


def _in_every_language(name: str) -> Iterator[str]:
    """Yield a name as each language tells it: what a page shows can always be typed."""
    for code in languages():
        with using_language(code):
            yield translate(name)


def _without_brackets(name: str) -> str:
    return re.sub(r"\s*\([^)]*\)", "", name).removesuffix(", adult")

"""From words to a cancer type: surely one, a choice of some, or a plain no."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from finder.domain.answers import Match, Matches
from finder.domain.cancers import CancerType
from finder.errors import BadQuery, Choice, Fault, Unsure
from finder.geo.places import words as plain
from finder.store.catalog import Catalog, catalog
from finder.store.connect import Snapshot

MOST = 12
_ALIKE = 78  # per cent: below this a near miss is more often wrong than right (tests/search/test_words.py)

#: Words that say no more than "cancer": "pancreatic" and "cancer of the pancreas" need them not.
_EMPTY = frozenset(
    (
        "cancer cancers canser carcinoma tumor tumors tumour tumours disease malignant malignancy "
        "of the a an in my i have de del la el"
    ).split(" ")
)
_CHILDREN = frozenset({"childhood", "child", "children", "pediatric"})
_SPELLINGS = {
    "leukaemia": "leukemia", "tumour": "tumor", "oesophageal": "esophageal", "oesophagus": "esophagus",
    "haematological": "hematological", "paediatric": "pediatric", "gynaecological": "gynecological",
    "anaemia": "anemia", "oestrogen": "estrogen", "foetal": "fetal", "haemangioma": "hemangioma",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Index:
    """Every name of every type: whole, and bare of the words that say no more than "cancer"."""

    names: Mapping[str, str]
    shown: Mapping[str, Mapping[str, str]]
    whole: Mapping[str, frozenset[str]]
    bare: Mapping[str, frozenset[str]]
    display: Mapping[str, frozenset[str]]
    full: Mapping[str, frozenset[str]]
    systems: Mapping[str, frozenset[str]]
    called: Mapping[str, frozenset[str]]
    misspelled: frozenset[str]
    vocabulary: frozenset[str]
    childhood: frozenset[str]
    groups: tuple[str, ...]


def find_cancers(snapshot: Snapshot, text: str) -> Matches:
    """Return the cancer types that `text` may mean."""
    index = _index(snapshot)
    key, bare = _key(text), _bare(text)
    groups = ", ".join(index.groups)
    if not bare:
        return Matches((), False, f"Which cancer is it? The groups are: {groups}.")
    if slugs := index.full.get(key):
        return _exactly(index, text, key, slugs)
    for own_name in (key, bare):
        if slugs := index.display.get(own_name):
            return _exactly(index, text, own_name, slugs | index.whole.get(own_name, frozenset()))
    for keys, exact in ((index.whole, key), (index.bare, bare)):
        if slugs := keys.get(exact):
            return _exactly(index, text, exact, slugs, _also(index, key, bare))
    if slugs := index.systems.get(key):
        return _exactly(index, text, key, slugs)
    found = _containing(index, bare) or _spelled_like(index, key, bare)
    if not found:
        return Matches((), False, f"We know no cancer called “{text}”. The groups are: {groups}.")
    note = f"We know no cancer called exactly “{text}”. Did you mean one of these?"
    return Matches(tuple(found[:MOST]), False, note)


def find_cancer(snapshot: Snapshot, text: str) -> tuple[CancerType, str]:
    """Return the one cancer type meant and how the words were read. Raises BadQuery or Unsure."""
    known = catalog(snapshot).cancers
    if cancer := known.get(text):
        return cancer, ""
    matches = find_cancers(snapshot, text)
    if matches.sure:
        return known[matches.matches[0].slug], matches.note
    raise _undecided(matches)


def _undecided(matches: Matches) -> BadQuery:
    choices = tuple(Choice(each.slug, each.name) for each in matches.matches)
    if choices:
        return Unsure(Fault("cancer", matches.note, "", choices))
    hint = "Check the spelling, choose from the list of cancer types, or leave it empty to see every place."
    return BadQuery(Fault("cancer", matches.note, hint))


def _exactly(
    index: _Index, text: str, key: str, slugs: frozenset[str], also: frozenset[str] = frozenset()
) -> Matches:
    """Return the types that bear this very name, before others it may stand for as well."""
    ordered = [*_by_name(index, slugs), *_by_name(index, also - slugs)]
    matches = tuple(
        Match(slug, index.names[slug], 100.0, index.shown[slug].get(key, index.names[slug]))
        for slug in ordered
    )
    if len(matches) == 1:
        name = matches[0].name
        said = "" if plain(text) == plain(name) else f"We read “{text}” as {name}."
        return Matches(matches, True, said)
    return Matches(matches, False, f"“{text}” can mean several cancers. Which one is it?")


def _by_name(index: _Index, slugs: frozenset[str]) -> list[str]:
    return sorted(slugs, key=lambda slug: index.names[slug].casefold())


def _also(index: _Index, key: str, bare: str) -> frozenset[str]:
    """Return the types whose own name holds every word; a known misspelling is first spelled right.

    "Lung cancer" is another name of one type and part of the name of a second, and "luekemia" was listed
    as a misspelling of one leukemia: such words are a choice. Children's types join if children are named.
    """
    words = bare.split()
    if key in index.misspelled:
        words = [_corrected(index, word) for word in words]
        if own := index.display.get(" ".join(words)):
            return own
    asked = set(words)
    left_out = frozenset() if asked & _CHILDREN else index.childhood
    return frozenset(
        slug
        for name, slugs in index.called.items()
        if asked <= set(name.split())
        for slug in slugs - left_out
    )


def _corrected(index: _Index, word: str) -> str:
    if word in index.vocabulary or len(word) < 4:
        return word
    near = process.extractOne(word, index.vocabulary, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return near[0] if near else word


def _containing(index: _Index, bare: str) -> list[Match]:
    """Offer the types with a name that holds every word asked for; the shortest name fits best."""
    asked = set(bare.split())
    if not asked:
        return []
    best: dict[str, Match] = {}
    for key, slugs in index.whole.items():
        named = set(key.split())
        if all(part in named or (len(part) > 3 and _begins_one(named, part)) for part in asked):
            called = slugs & index.display.get(key, frozenset())
            score = round((50 if called else 0) + 50 * len(asked) / len(named), 1)
            _keep_best(index, best, slugs, key, score)
    return _ranked(best.values())


def _begins_one(named: set[str], part: str) -> bool:
    return any(word.startswith(part) for word in named)


def _spelled_like(index: _Index, key: str, bare: str) -> list[Match]:
    """Offer the types with a name spelled like the words: with or without "cancer", in any word order."""
    best: dict[str, Match] = {}
    for asked, names in ((key, index.whole), (bare, index.bare)):
        found = process.extract(
            asked, list(names), scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE, limit=40
        )
        for near, score, _ in found:
            if len(near) > 3:  # an abbreviation is like almost anything
                _keep_best(index, best, names[near], near, round(score, 1))
    return _ranked(best.values())


def _keep_best(index: _Index, best: dict[str, Match], slugs: Iterable[str], key: str, score: float) -> None:
    for slug in slugs:
        if slug not in best or best[slug].score < score:
            best[slug] = Match(slug, index.names[slug], score, index.shown[slug].get(key, index.names[slug]))


def _ranked(matches: Iterable[Match]) -> list[Match]:
    return sorted(matches, key=lambda each: (-each.score, each.name.casefold()))


@lru_cache(maxsize=2)
def _index(snapshot: Snapshot) -> _Index:
    known = catalog(snapshot)
    shown: dict[str, dict[str, str]] = defaultdict(dict)
    whole: dict[str, set[str]] = defaultdict(set)
    bare: dict[str, set[str]] = defaultdict(set)
    display: dict[str, set[str]] = defaultdict(set)
    full: dict[str, set[str]] = defaultdict(set)
    called: dict[str, set[str]] = defaultdict(set)
    systems: dict[str, set[str]] = defaultdict(set)
    for slug, name in _named(known):
        for key, keys in ((_key(name), whole), (_bare(name), bare)):
            if key:
                keys[key].add(slug)
                shown[slug].setdefault(key, name)
    for cancer in known.cancers.values():
        full[_key(cancer.name)].add(cancer.slug)
        full[_key(cancer.slug)].add(cancer.slug)
        called[_key(cancer.name)].add(cancer.slug)
        systems[_key(cancer.body_system)].add(cancer.slug)
        for name in (cancer.name, _without_brackets(cancer.name), cancer.slug):
            for key in filter(None, (_key(name), _bare(name))):
                display[key].add(cancer.slug)
    return _Index(
        names={slug: cancer.name for slug, cancer in known.cancers.items()},
        shown=shown,
        whole=_frozen(whole),
        bare=_frozen(bare),
        display=_frozen(display),
        full=_frozen(full),
        systems=_frozen(systems),
        called=_frozen(called),
        misspelled=frozenset(_key(each.name) for each in known.cancer_names if each.kind == "misspelling"),
        vocabulary=frozenset(word for key in display for word in key.split()),
        childhood=frozenset(slug for slug, each in known.cancers.items() if each.population == "pediatric"),
        groups=tuple(sorted({cancer.body_system for cancer in known.cancers.values()})),
    )


def _frozen(keys: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(slugs) for key, slugs in keys.items()}


def _named(known: Catalog) -> Iterable[tuple[str, str]]:
    for cancer in known.cancers.values():
        yield cancer.slug, cancer.name
        yield cancer.slug, _without_brackets(cancer.name)
        yield cancer.slug, cancer.plain_name
        yield cancer.slug, cancer.slug
    for each in known.cancer_names:
        yield each.cancer, each.name


def _without_brackets(name: str) -> str:
    return re.sub(r"\s*\([^)]*\)", "", name).removesuffix(", adult")


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    spelled = " ".join(_SPELLINGS.get(word, word) for word in plain(name).split())
    return spelled.replace("non hodgkin", "nonhodgkin").replace("non small", "nonsmall")


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    return " ".join(word for word in _key(name).split() if word not in _EMPTY)

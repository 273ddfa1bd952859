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
_ALIKE = 84  # per cent: below this a near miss is more often wrong than right (tests/search/test_words.py)

#: Words that say no more than "cancer": "pancreatic" and "cancer of the pancreas" need them not.
_EMPTY = frozenset(
    [
        "cancer",
        "cancers",
        "carcinoma",
        "tumor",
        "tumors",
        "tumour",
        "tumours",
        "of",
        "the",
        "a",
        "an",
        "in",
        "disease",
        "malignant",
        "my",
        "i",
        "have",
    ]
)
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
    groups: tuple[str, ...]


def find_cancers(snapshot: Snapshot, text: str) -> Matches:
    """Return the cancer types that `text` may mean."""
    index = _index(snapshot)
    key, bare = _key(text), _bare(text)
    for keys, exact in ((index.display, key), (index.whole, key), (index.display, bare), (index.bare, bare)):
        if slugs := keys.get(exact):
            return _exactly(index, text, exact, slugs)
    found = _containing(index, bare) or _spelled_like(index, key)
    if not found:
        groups = ", ".join(index.groups)
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


def _exactly(index: _Index, text: str, key: str, slugs: frozenset[str]) -> Matches:
    matches = tuple(
        Match(slug, index.names[slug], 100.0, index.shown[slug].get(key, index.names[slug]))
        for slug in sorted(slugs, key=lambda slug: index.names[slug].casefold())
    )
    if len(matches) == 1:
        name = matches[0].name
        said = "" if plain(text) == plain(name) else f"We read “{text}” as {name}."
        return Matches(matches, True, said)
    return Matches(matches, False, f"“{text}” can mean several cancers. Which one is it?")


def _containing(index: _Index, bare: str) -> list[Match]:
    """Offer the types with a name that holds every word asked for; the shortest name fits best."""
    asked = set(bare.split())
    if not asked:
        return []
    best: dict[str, Match] = {}
    for key, slugs in index.whole.items():
        named = set(key.split())
        if all(any(word.startswith(part) for word in named) for part in asked):
            called = slugs & index.display.get(key, frozenset())
            score = round((50 if called else 0) + 50 * len(asked) / len(named), 1)
            _keep_best(index, best, slugs, key, score)
    return _ranked(best.values())


def _spelled_like(index: _Index, key: str) -> list[Match]:
    best: dict[str, Match] = {}
    found = process.extract(key, list(index.whole), scorer=fuzz.WRatio, score_cutoff=_ALIKE, limit=40)
    for near, score, _ in found:
        if len(near) > 3 or len(key) <= 3:  # an abbreviation is like almost anything
            _keep_best(index, best, index.whole[near], near, round(score, 1))
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
    for slug, name in _named(known):
        for key, keys in ((_key(name), whole), (_bare(name), bare)):
            if key:
                keys[key].add(slug)
                shown[slug].setdefault(key, name)
    for cancer in known.cancers.values():
        for name in (cancer.name, _without_brackets(cancer.name), cancer.slug):
            display[_key(name)].add(cancer.slug)
            if key := _bare(name):
                display[key].add(cancer.slug)
    return _Index(
        names={slug: cancer.name for slug, cancer in known.cancers.items()},
        shown=shown,
        whole={key: frozenset(slugs) for key, slugs in whole.items()},
        bare={key: frozenset(slugs) for key, slugs in bare.items()},
        display={key: frozenset(slugs) for key, slugs in display.items()},
        groups=tuple(sorted({cancer.body_system for cancer in known.cancers.values()})),
    )


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
    return " ".join(_SPELLINGS.get(word, word) for word in plain(name).split())


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    return " ".join(word for word in _key(name).split() if word not in _EMPTY)

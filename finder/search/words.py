"""From words to a cancer type: surely one, a choice of some, or a plain no."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from finder.domain.answers import Match, Matches
from finder.domain.cancers import CancerType
from finder.errors import BadQuery, Choice, Fault, Unsure
from finder.geo.places import simplified
from finder.search.names import Names, bare_of, key_of, names_of
from finder.store.catalog import catalog
from finder.store.connect import Snapshot

MOST = 12
_ALIKE = 78  # per cent: below this a near miss is more often wrong than right (tests/search/test_words.py)
_NONE: frozenset[str] = frozenset()
_CHILDREN = frozenset({"childhood", "child", "children", "pediatric"})


def find_cancers(snapshot: Snapshot, text: str) -> Matches:
    """Return the cancer types that `text` may mean."""
    names = names_of(snapshot)
    key, bare = key_of(text), bare_of(text)
    if not bare:
        return Matches((), False, f"Which cancer is it? The groups are: {_groups(snapshot)}.")
    if exact := _exact(names, key, bare):
        return _read_as(names, text, exact)
    found = _containing(names, bare) or _spelled_like(names, key, bare)
    if not found:
        return Matches((), False, f"We know no cancer called “{text}”. The groups are: {_groups(snapshot)}.")
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


def _groups(snapshot: Snapshot) -> str:
    return ", ".join(sorted({cancer.body_system for cancer in catalog(snapshot).cancers.values()}))


def _exact(names: Names, key: str, bare: str) -> list[str]:
    """Return the types that the words name exactly, those that bear the name first."""
    if slugs := names.full.get(key):
        return _by_name(names, slugs)
    for own in (key, bare):
        if slugs := names.own.get(own):
            return _by_name(names, slugs) + _by_name(names, names.whole.get(own, _NONE) - slugs)
    for keys, other in ((names.whole, key), (names.bare, bare)):
        if slugs := keys.get(other):
            return _by_name(names, slugs) + _by_name(names, _also(names, key, bare) - slugs)
    return _by_name(names, names.systems.get(key, _NONE))


def _read_as(names: Names, text: str, slugs: list[str]) -> Matches:
    """Return the types that the words name exactly; one alone is sure."""
    matches = tuple(Match(slug, names.display[slug], 100.0) for slug in slugs)
    if len(matches) > 1:
        return Matches(matches, False, f"“{text}” can mean several cancers. Which one is it?")
    name = matches[0].name
    return Matches(
        matches, True, "" if simplified(text) == simplified(name) else f"We read “{text}” as {name}."
    )


def _by_name(names: Names, slugs: frozenset[str]) -> list[str]:
    return sorted(slugs, key=lambda slug: names.display[slug].casefold())


def _also(names: Names, key: str, bare: str) -> frozenset[str]:
    """Return the types whose own name holds every word; a known misspelling is first spelled right.

    "Lung cancer" is another name of one type and part of the name of a second, and "luekemia" was listed
    as a misspelling of one leukemia: such words are a choice. Children's types join if children are named.
    """
    words = bare.split()
    if key in names.misspelled:
        words = [_corrected(names, word) for word in words]
        if own := names.own.get(" ".join(words)):
            return own
    asked = set(words)
    left_out = _NONE if asked & _CHILDREN else names.childhood
    return frozenset(
        slug
        for called, slugs in names.called.items()
        if asked <= set(called.split())
        for slug in slugs - left_out
    )


def _corrected(names: Names, word: str) -> str:
    if word in names.vocabulary or len(word) < 4:
        return word
    near = process.extractOne(word, names.vocabulary, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return near[0] if near else word


def _containing(names: Names, bare: str) -> list[Match]:
    """Offer the types with a name that holds every word asked for; the shortest name fits best.

    Types whose own name does come alone: "leukemia" does not mean the plasma cell kind of myeloma.
    """
    asked = set(bare.split())
    best: dict[str, Match] = {}
    for key, slugs in names.whole.items():
        named = set(key.split())
        if all(part in named or (len(part) > 3 and _begins_one(named, part)) for part in asked):
            called = slugs & names.own.get(key, _NONE)
            score = round((50 if called else 0) + 50 * len(asked) / len(named), 1)
            _keep_best(names, best, slugs, score)
    own = [each for each in best.values() if each.score >= 50]
    return _ranked(own or best.values())


def _begins_one(named: set[str], part: str) -> bool:
    return any(word.startswith(part) for word in named)


def _spelled_like(names: Names, key: str, bare: str) -> list[Match]:
    """Offer the types with a name spelled like the words: with or without "cancer", in any word order."""
    best: dict[str, Match] = {}
    for asked, keys in ((key, names.whole), (bare, names.bare)):
        found = process.extract(
            asked, list(keys), scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE, limit=40
        )
        for near, score, _ in found:
            if len(near) > 3:  # an abbreviation is like almost anything
                _keep_best(names, best, keys[near], round(score, 1))
    return _ranked(best.values())


def _keep_best(names: Names, best: dict[str, Match], slugs: Iterable[str], score: float) -> None:
    for slug in slugs:
        if slug not in best or best[slug].score < score:
            best[slug] = Match(slug, names.display[slug], score)


def _ranked(matches: Iterable[Match]) -> list[Match]:
    return sorted(matches, key=lambda each: (-each.score, each.name.casefold()))

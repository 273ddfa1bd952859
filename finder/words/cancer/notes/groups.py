"""Groups of types that people ask for by one name before they know which it is: "lung cancer"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from finder.domain.answers import Match, Matches
from finder.domain.cancers.types import CancerGroup
from finder.language import _, translate
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of
from finder.words.cancer.name_index import NameIndex
from finder.words.cancer.phrases import PEOPLE, remove_terms
from finder.words.cancer.word_forms import distinctive_words, word_forms


def with_group(snapshot: Snapshot, words: Sequence[str], matches: Matches, names: NameIndex) -> Matches:
    """Return matches with the group that the words name, if they do not name one type."""
    if matches.sure or not matches.matches:
        return matches
    by_words = snapshot.cached("cancer groups", lambda: _by_words(snapshot))
    left, _kinds = remove_terms(words, names)
    group = by_words.get(distinctive_words(word for word in left if word not in PEOPLE))
    if group is None or not {each.slug for each in matches.matches} & set(group.kinds):
        return matches
    note = _("If you know which kind it is, choose it. If not, you can search for “%(group)s”.")
    match = Match(group.slug, translate(group.name), 100.0)
    kinds = _of_age(group, words, names)
    shown = {each.slug for each in kinds}
    others = tuple(each for each in matches.matches if each.slug not in shown)
    return replace(matches, group=match, matches=kinds + others, note=note % {"group": match.name})


def _of_age(group: CancerGroup, words: Sequence[str], names: NameIndex) -> tuple[Match, ...]:
    """Return the kinds of a group; for a child those that children have, if there are any."""
    kinds = list(group.kinds)
    if "childhood" in words and set(kinds) & names.childhood:
        kinds = [slug for slug in kinds if slug not in names.adults]
    return tuple(
        Match(slug, translate(names.display_names[slug]), 90.0)
        for slug in kinds
        if slug in names.display_names
    )


def _by_words(snapshot: Snapshot) -> Mapping[tuple[str, ...], CancerGroup]:
    return {
        distinctive_words(word_forms(phrase)): group
        for group in catalog_of(snapshot).cancer_groups.values()
        for phrase in group.words
    }

"""Every name of every cancer type, as keys that all spellings of a name share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from finder.geo.places import simplified
from finder.store.catalog import Catalog, catalog
from finder.store.connect import Snapshot

#: Words that say no more than "cancer": "pancreatic" and "cancer of the pancreas" need them not.
_EMPTY = frozenset({
    "cancer", "cancers", "canser", "carcinoma", "tumor", "tumors", "disease", "malignant", "malignancy",
    "of", "the", "a", "an", "in", "my", "i", "have", "de", "del", "la", "el",
})  # fmt: skip
_SPELLINGS = {
    "leukaemia": "leukemia", "tumour": "tumor", "oesophageal": "esophageal", "oesophagus": "esophagus",
    "haematological": "hematological", "paediatric": "pediatric", "gynaecological": "gynecological",
    "anaemia": "anemia", "oestrogen": "estrogen", "foetal": "fetal", "haemangioma": "hemangioma",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """The names of all types. A key leads to the slugs of the types that bear it."""

    #: slug → the name people read
    display: Mapping[str, str]
    #: keys of the types' own names: in full, and in every short form
    full: Mapping[str, frozenset[str]]
    own: Mapping[str, frozenset[str]]
    called: Mapping[str, frozenset[str]]
    #: keys of any name: whole, and bare of the words that say no more than "cancer"
    whole: Mapping[str, frozenset[str]]
    bare: Mapping[str, frozenset[str]]
    systems: Mapping[str, frozenset[str]]
    misspelled: frozenset[str]
    vocabulary: frozenset[str]
    childhood: frozenset[str]


def names_of(snapshot: Snapshot) -> Names:
    """Return the names in a directory; they are put together once and kept with it."""
    return snapshot.keep("names", lambda: _names(catalog(snapshot)))


def _names(known: Catalog) -> Names:
    whole: dict[str, set[str]] = defaultdict(set)
    bare: dict[str, set[str]] = defaultdict(set)
    own: dict[str, set[str]] = defaultdict(set)
    full: dict[str, set[str]] = defaultdict(set)
    called: dict[str, set[str]] = defaultdict(set)
    systems: dict[str, set[str]] = defaultdict(set)
    for slug, name in _named(known):
        for key, keys in ((key_of(name), whole), (bare_of(name), bare)):
            if key:
                keys[key].add(slug)
    for cancer in known.cancers.values():
        full[key_of(cancer.name)].add(cancer.slug)
        full[key_of(cancer.slug)].add(cancer.slug)
        called[key_of(cancer.name)].add(cancer.slug)
        systems[key_of(cancer.body_system)].add(cancer.slug)
        for name in (cancer.name, _without_brackets(cancer.name), cancer.slug):
            for key in filter(None, (key_of(name), bare_of(name))):
                own[key].add(cancer.slug)
    return Names(
        display={slug: cancer.name for slug, cancer in known.cancers.items()},
        whole=_frozen(whole),
        bare=_frozen(bare),
        own=_frozen(own),
        full=_frozen(full),
        systems=_frozen(systems),
        called=_frozen(called),
        misspelled=frozenset(key_of(each.name) for each in known.cancer_names if each.kind == "misspelling"),
        vocabulary=frozenset(word for key in own for word in key.split()),
        childhood=frozenset(slug for slug, each in known.cancers.items() if each.population == "pediatric"),
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


def key_of(name: str) -> str:
    """Return the key that a name shares with its spellings."""
    spelled = " ".join(_SPELLINGS.get(word, word) for word in simplified(name).split())
    return spelled.replace("non hodgkin", "nonhodgkin").replace("non small", "nonsmall")


def bare_of(name: str) -> str:
    """Return the key of a name without the words that say no more than "cancer"."""
    return " ".join(word for word in key_of(name).split() if word not in _EMPTY)

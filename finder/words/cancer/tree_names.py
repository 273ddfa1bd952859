"""Names of OncoTree, as laboratories write them: each means the types of its code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from finder.store.connect import Snapshot
from finder.store.read_catalog import Catalog, WordIndex, word_index
from finder.words.cancer.grid import grid_in, grid_of, read_grid
from finder.words.cancer.interpret import Interpretation
from finder.words.cancer.name_index import NameIndex, Slugs
from finder.words.cancer.word_forms import distinctive_words, forms_of_each

#: What a name of OncoTree ends with where nothing more is known: "not otherwise specified".
_NOS = "nos"
#: The most types that a name may mean otherwise to be that of an organ.
_FEW = 3
_UNKNOWN = "cancer-of-unknown-primary"


def read_tree_name(
    snapshot: Snapshot, words: Sequence[str], meaning: Interpretation | None, names: NameIndex
) -> Interpretation | None:
    """Return what words mean that are a name of OncoTree, word for word; None if they are none.

    What is read otherwise counts where the tree has several types, and that is one of them. A tissue
    without its organ is not sure: the tree may have it under one organ only.
    """
    slugs = tree_names(snapshot).get(" ".join(words))
    if slugs is None:
        return None
    if meaning and meaning.sure and meaning.slugs <= slugs:
        return meaning
    ruled = read_grid(words, grid_of(snapshot), names)
    others = meaning.slugs if meaning else frozenset()
    agree = slugs <= others and len(others) <= _FEW
    if ruled and ruled.tissue and ruled.nowhere and not ruled.sure and not agree:
        return Interpretation(slugs | others, sure=False)
    return Interpretation(slugs, sure=len(slugs) == 1)


def tree_names(snapshot: Snapshot) -> Mapping[str, Slugs]:
    """Return the types of each name of OncoTree, by the forms of its words."""
    return word_index(snapshot, TREE_NAMES)


def _by_name(known: Catalog) -> Mapping[str, Slugs]:
    """Return the types by name, of all codes that have it; the names of organs are left to the rules."""
    organs = grid_in(known).organs
    names: dict[str, Slugs] = {}
    shorter: dict[str, Slugs] = {}
    forms = forms_of_each(each.name or "" for each in known.oncotree_codes)
    for each in known.oncotree_codes:
        slugs = frozenset(each.cancers)
        words = forms[each.name or ""]
        if not slugs or not distinctive_words(words) or " ".join(words) in organs:
            continue
        key = " ".join(words)
        names[key] = names.get(key, frozenset()) | slugs
        if words[-1] == _NOS and _UNKNOWN not in slugs:
            shorter[" ".join(words[:-1])] = slugs
    return shorter | names


TREE_NAMES = WordIndex("tree names", Mapping[str, Slugs], _by_name)

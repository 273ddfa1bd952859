"""Read names made of an organ and a tissue ("squamous cell carcinoma of the hepatic flexure") by rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from finder.domain.cancers.body import Histology, Organ
from finder.store.connect import Snapshot
from finder.store.read_catalog import Catalog, catalog_of
from finder.words.cancer.name_index import NameIndex, Slugs
from finder.words.cancer.phrases import ELSEWHERE, PEOPLE
from finder.words.cancer.word_forms import GENERIC_WORDS, forms_of_each

#: Words that make an organ the name of a cancer.
_MALIGNANT = frozenset({
    "cancer", "carcinoma", "tumor", "tumore", "neoplasm", "neoplasia", "malignancy", "malignant", "maligno",
    "maligna", "cancerous", "ca",
})  # fmt: skip
#: Of these, words for benign growths too.
_ANY_GROWTH = frozenset({"tumor", "tumore", "neoplasm", "neoplasia"})
_LONGEST = 7
#: Places that say less than any organ beside them.
_REGION = "region"
#: The place of rules for every organ.
_EVERYWHERE = "everywhere"
#: Words before a place that a cancer has reached.
_INSIDE = frozenset({"in", "on", "to", "into", "en"})
#: A cancer in a lymph node has come from elsewhere, unless the tissue says otherwise.
_NODES = "node"


@dataclass(frozen=True, slots=True)
class Grid:
    """Organs and histologies by the forms of their words, and the types of each pair that has a rule."""

    organs: Mapping[str, Organ]
    histologies: Mapping[str, Histology]
    rules: Mapping[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class GridReading:
    """The types that an organ and a tissue mean; none if the rules have no type for them.

    `sure`: they determine the type. `whole`: no word was left over. `named`: a word says cancer or a tissue,
    so that the organ is not all there is.
    """

    slugs: Slugs
    sure: bool
    whole: bool
    named: bool
    tissue: Histology | None
    organs: tuple[Organ, ...]

    @property
    def overriding(self) -> bool:
        """Whether the tissue decides, not the organ."""
        return self.tissue is not None and self.tissue.rule == "overrides"

    @property
    def nowhere(self) -> bool:
        """Whether no organ is named, only a region at most."""
        return all(each.group == _REGION for each in self.organs)

    @property
    def benign(self) -> bool:
        """Whether the tissue is that of harmless growths."""
        return self.tissue is not None and self.tissue.rule == "benign"


def grid_of(snapshot: Snapshot) -> Grid:
    """Return the grid of a directory; it is made at the first call."""
    return snapshot.cached("grid", lambda: grid_in(catalog_of(snapshot)))


def read_grid(words: Sequence[str], grid: Grid, names: NameIndex) -> GridReading | None:
    """Return what the organs and histologies among words mean; None if there are none."""
    organs, histologies, left, other_name = _parts(words, grid, names)
    named = bool(histologies) or any(word in _MALIGNANT for word in words)
    tissue = _deciding(histologies, words)
    places = _saying_most(organs, tissue)
    if not tissue and (not places or other_name):
        return None
    slugs = _types(tissue, places, grid)
    shown = _for_patient(slugs & frozenset(names.display_names), words, names)
    if "childhood" in words and not shown & names.childhood:
        return None
    if tissue is None:
        decides = len(places) == 1 and places[0].tissue == "no"
    elif places:
        decides = len(places) == 1 and _is_known(tissue, places[0], grid)
    else:
        decides = tissue.alone == "yes"
    sure = decides and len(shown) == 1 and not ELSEWHERE.intersection(words)
    return GridReading(shown, sure, not left, named, tissue, tuple(places))


def read_grid_alike(
    spellings: Sequence[Sequence[str]], words: Sequence[str], grid: Grid, names: NameIndex
) -> GridReading | None:
    """Return what spellings of the words mean where they agree; otherwise what the words mean as they are.

    None too if the rules say nothing about one of the spellings: it is a name of its own.
    """
    readings = [read_grid(each, grid, names) for each in spellings]
    known = [reading for reading in readings if reading]
    if len(known) < len(readings):
        return None
    if len({reading.slugs for reading in known}) == 1:
        return max(known, key=lambda reading: (reading.named, reading.whole, reading.sure))
    return read_grid(words, grid, names)


def _parts(
    words: Sequence[str], grid: Grid, names: NameIndex
) -> tuple[list[Organ], list[Histology], list[str], bool]:
    """Return the organs and histologies in words, the words left over, and whether another name is there.

    The longest counts at each position. Names that are neither are passed over: "hydatidiform mole" is no
    mole. Organs behind "cancer in" are not where a cancer started, if one is named before.
    """
    organs: list[Organ] = []
    histologies: list[Histology] = []
    in_names: list[Organ] = []
    left: list[str] = []
    other_name = is_named = is_inside = False
    at = 0
    while at < len(words):
        size, key = _longest(words, at, grid, names)
        if key in grid.histologies:
            histologies.append(grid.histologies[key])
        elif key in grid.organs:
            organs += [] if is_inside else [grid.organs[key]]
        elif key in _MALIGNANT:
            is_named = bool(organs)
        elif key in names.by_name and key not in GENERIC_WORDS and key not in names.terms:
            other_name = True
            organ = " ".join(word for word in key.split() if word not in GENERIC_WORDS)
            in_names += [grid.organs[organ]] if organ in grid.organs else []
        elif key not in names.terms and key not in GENERIC_WORDS and key not in PEOPLE:
            left.append(key)
        is_inside = is_inside or (is_named and key in _INSIDE)
        at += size
    # In "lung cancer, small cell" the name before the tissue says where it is.
    return organs or (in_names if histologies else []), histologies, left, other_name


def _longest(words: Sequence[str], at: int, grid: Grid, names: NameIndex) -> tuple[int, str]:
    """Return the number of words of the longest known phrase at a position, and its key."""
    for size in range(min(_LONGEST, len(words) - at), 1, -1):
        key = " ".join(words[at : at + size])
        if any(key in known for known in (grid.histologies, grid.organs, names.terms, names.by_name)):
            return size, key
    return 1, words[at]


def _deciding(histologies: Sequence[Histology], words: Sequence[str]) -> Histology | None:
    """Return the histology that decides: one that overrides, else a benign one, else one that yields."""
    overriding = [each for each in histologies if each.rule == "overrides"]
    if overriding:
        return min(overriding, key=lambda each: len(each.cancers))
    benign = [each for each in histologies if each.rule == "benign"]
    if benign and not (_MALIGNANT - _ANY_GROWTH).intersection(words):
        return benign[0]
    yielding = [each for each in histologies if each.rule == "yields"]
    return max(yielding, key=lambda each: len(each.cancers), default=None)


def _saying_most(organs: Iterable[Organ], tissue: Histology | None) -> list[Organ]:
    """Return the organs that count: a tissue says more than its place, and an organ more than a region."""
    every = list({each.organ: each for each in organs}.values())
    if tissue is None or tissue.rule != "overrides":
        every = [each for each in every if each.group != _NODES] or every
    tissues = [each for each in every if each.tissue == "yes"]
    named = [each for each in every if each.group != _REGION]
    return tissues or named or every


def _types(tissue: Histology | None, places: Sequence[Organ], grid: Grid) -> Slugs:
    if tissue is None:
        return frozenset(slug for place in places for slug in place.cancers)
    if not places:
        return frozenset(tissue.cancers)
    return frozenset().union(*(_pair(tissue, place, grid) for place in places))


def _rule(tissue: Histology, place: Organ, grid: Grid) -> tuple[str, ...] | None:
    """Return the types of a tissue in a place by the nearest rule; None without a rule."""
    return next(
        (
            grid.rules[tissue.histology, where]
            for where in (place.organ, place.group, _EVERYWHERE)
            if (tissue.histology, where) in grid.rules
        ),
        None,
    )


def _pair(tissue: Histology, place: Organ, grid: Grid) -> Slugs:
    """Return the types of a tissue in a place: by rule, of the organ it yields to, or of both."""
    if ruled := _rule(tissue, place, grid):
        return frozenset(ruled)
    if _is_known(tissue, place, grid):
        shared = frozenset(tissue.cancers) & frozenset(place.cancers)
        return frozenset(place.cancers) if tissue.rule == "yields" else shared
    return frozenset(tissue.cancers) | frozenset(place.cancers)


def _is_known(tissue: Histology, place: Organ, grid: Grid) -> bool:
    """Tell whether a tissue has a meaning in a place: it has a rule, belongs there, or yields."""
    ruled = _rule(tissue, place, grid)
    if ruled is not None:
        return bool(ruled)
    if tissue.rule == "yields":
        return place.group != _REGION
    return bool(set(tissue.cancers) & set(place.cancers))


def _for_patient(slugs: Slugs, words: Sequence[str], names: NameIndex) -> Slugs:
    """Leave out the types that only children have, unless the words are about a child or nothing is left."""
    if "childhood" in words:
        return (slugs - names.adults) or slugs
    return (slugs - names.childhood) or slugs


def grid_in(known: Catalog) -> Grid:
    """Return the grid of a catalog."""
    organs = (word for each in known.organs for word in each.words)
    forms = forms_of_each((*organs, *(word for each in known.histologies for word in each.words)))
    keys = {word: " ".join(words) for word, words in forms.items()}
    return Grid(
        organs={keys[word]: each for each in known.organs for word in each.words},
        histologies={keys[word]: each for each in known.histologies for word in each.words},
        rules={(each.histology, each.place): each.cancers for each in known.histology_rules},
    )

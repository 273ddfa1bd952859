"""Find the place of care whose name is typed where a cancer is asked for: "Sloan Ketering"."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from finder.domain.care import CareSite
from finder.domain.kinds import CARE_SITES, Kind
from finder.errors import BadQuery, Fault
from finder.language import _
from finder.plain_text import normalize
from finder.store.connect import Connection, Snapshot
from finder.store.read_records import care_sites_of

#: Words that many places have in their names: one of them alone means none.
_COMMON = frozenset((
    "cancer", "center", "centers", "hospital", "hospitals", "clinic", "clinics", "institute", "medical",
    "university", "comprehensive", "health", "system", "care", "oncology", "program", "children",
    "childrens", "community", "county", "regional", "memorial", "general", "saint", "st", "the", "of",
    "and", "at", "for", "in", "on", "de", "dr", "breast", "lung", "blood", "disorders", "research",
    "family", "north", "south", "east", "west", "new", "national", "state",
))  # fmt: skip
#: How alike a typed word must be to one of a name, of 100; shorter words must be the same.
_LIKENESS, _LETTERS = 82, 4


def named_place(
    snapshot: Snapshot, connection: Connection, text: str, kinds: Sequence[Kind] = CARE_SITES
) -> BadQuery | None:
    """Return what to do with the name of a place of care in place of a cancer, or None if it is no such name.

    Every word has to be in the name, and one that few places have. `about` is the page of the place, or the
    list of its kind if several have the name.
    """
    names = _names_of(snapshot, connection)
    words = _words(text)
    if not set(words) - _COMMON:
        return None
    found = [site for site, name in names if site.kind in kinds and _has(words, name)]
    if not found:
        return None
    # A center shares its name with its sites: the center is meant.
    centers = [site for site in found if site.kind is Kind.CENTER] or found
    others = [len(set(_words(site.name)) - _COMMON - set(words)) for site in centers]
    closest = [site for site, count in zip(centers, others, strict=True) if count == min(others)]
    page = closest[0].path if len(closest) == 1 else closest[0].kind.path
    reason = _("“%(name)s” is a place of care, not a cancer type.") % {"name": text.strip()}
    hint = _("Open its page below. To search near you, type a cancer type or leave it empty.")
    return BadQuery(Fault("cancer", reason, hint, about=f"/{page}"))


def prepare(snapshot: Snapshot) -> None:
    """Read the names of the places of care, so that the first question does not wait for them."""
    with snapshot.connect() as connection:
        _names_of(snapshot, connection)


def _names_of(snapshot: Snapshot, connection: Connection) -> list[tuple[CareSite, list[str]]]:
    return snapshot.cached("words of places of care", lambda: _names(connection))


def _names(connection: Connection) -> list[tuple[CareSite, list[str]]]:
    sites = [site for kind in CARE_SITES for site in care_sites_of(connection, kind) if site.treats_patients]
    return [(site, _words(site.name)) for site in sites]


def _words(text: str) -> list[str]:
    return ["st" if word == "saint" else word for word in normalize(text).split()]


def _has(words: Sequence[str], name: Sequence[str]) -> bool:
    """Return whether every word is in a name, give or take a letter."""
    return all(any(_same(word, other) for other in name) for word in words if word not in ("the", "of", "at"))


def _same(word: str, other: str) -> bool:
    if len(word) < _LETTERS:
        return word == other
    return fuzz.ratio(word, other) >= _LIKENESS

"""JSON of the cancer types that typed words may mean."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import UNSET, UnsetType

from finder.domain import answers
from finder.domain.guide.emergencies import Emergency
from finder.formats.json.emergencies import WithDanger, danger
from finder.formats.json.encode import Answer
from finder.store.read_catalog import Catalog


class CancerMatch(Answer, frozen=True, kw_only=True):
    """A cancer type that words may mean; `score` is 0 to 100."""

    slug: str
    name: str
    score: float


class Named(Answer, frozen=True, kw_only=True):
    """A cancer type or specialty: its key in addresses, and its name."""

    slug: str
    name: str


class CancerMatches(WithDanger, frozen=True, kw_only=True):
    """The cancer types that words may mean, best first. If not `sure`, the user has to choose.

    `group`: they are the kinds of one cancer; a search may go on with it. `about` is a page that explains.
    """

    matches: tuple[CancerMatch, ...]
    sure: bool
    note: str
    about: str | UnsetType = UNSET
    group: Named | UnsetType = UNSET


def cancer_matches(matches: answers.Matches, signs: Iterable[Emergency], catalog: Catalog) -> CancerMatches:
    """Return the danger signs and the cancer types that words may mean."""
    group = matches.group
    return CancerMatches(
        danger=danger(signs, catalog),
        matches=tuple(
            CancerMatch(slug=each.slug, name=each.name, score=each.score) for each in matches.matches
        ),
        sure=matches.sure,
        note=matches.note,
        about=matches.about or UNSET,
        group=Named(slug=group.slug, name=group.name) if group else UNSET,
    )

"""The care teams, specialist groups and documents of groups of types: what most of their kinds share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from typing import Protocol, TypeVar

from finder.domain.cancers.specialists import CARE_TEAMS, GROUP_RULES, GroupRule, TeamMember
from finder.domain.cancers.types import CANCER_GROUPS, CancerGroup
from finder.domain.curated import Curated
from finder.domain.documents import SERVES, Serves


class _OfType(Protocol):
    @property
    def cancer(self) -> str: ...


Row = TypeVar("Row", bound=_OfType)


def with_groups(curated: Curated) -> Curated:
    """Return the data with rows for each group beside those of the types."""
    teams, rules, serves = curated.rows(CARE_TEAMS), curated.rows(GROUP_RULES), curated.rows(SERVES)
    for group in curated.rows(CANCER_GROUPS):
        teams += tuple(_team(group, teams))
        rules += tuple(_rules(group, rules))
        serves += tuple(_documents(group, serves))
    return curated.with_rows(CARE_TEAMS, teams).with_rows(GROUP_RULES, rules).with_rows(SERVES, serves)


def _team(group: CancerGroup, rows: Iterable[TeamMember]) -> Iterator[TeamMember]:
    """Yield the doctors that at least half of the teams of an age share, as the first kind has them."""
    by_age: dict[str, list[TeamMember]] = defaultdict(list)
    for each in rows:
        by_age[each.population].append(each)
    for members in by_age.values():
        found = _by_kind(group, ((each.specialty, each) for each in members if each.specialty))
        teams = {kind for by_kind in found.values() for kind in by_kind}
        for by_kind in found.values():
            if 2 * len(by_kind) >= len(teams):
                for each in _first(group, by_kind):
                    yield replace(each, cancer=group.slug, inherits_from=each.inherits_from or each.cancer)


def _rules(group: CancerGroup, rows: Iterable[GroupRule]) -> Iterator[GroupRule]:
    """Yield whether each group of specialists takes part, as the first kind has it."""
    for by_kind in _by_kind(group, ((each.group, each) for each in rows)).values():
        for each in _first(group, by_kind):
            yield replace(each, cancer=group.slug)


def _documents(group: CancerGroup, rows: Iterable[Serves]) -> Iterator[Serves]:
    """Yield the topics that serve at least half of the kinds, and two."""
    for by_kind in _by_kind(group, (((each.series_group, each.topic), each) for each in rows)).values():
        if len(by_kind) >= 2 and 2 * len(by_kind) >= len(group.kinds):
            yield replace(_first(group, by_kind)[0], cancer=group.slug)


def _by_kind(
    group: CancerGroup, rows: Iterable[tuple[Hashable, Row]]
) -> dict[Hashable, dict[str, list[Row]]]:
    """Return the rows of the kinds of a group, by what they are about and by kind."""
    found: dict[Hashable, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for about, each in rows:
        if each.cancer in group.kinds:
            found[about][each.cancer].append(each)
    return found


def _first(group: CancerGroup, by_kind: dict[str, list[Row]]) -> list[Row]:
    """Return the rows of the first of the kinds that has any: the most common kind comes first."""
    return next(by_kind[kind] for kind in group.kinds if kind in by_kind)

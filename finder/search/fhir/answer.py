"""The answer to a FHIR client: a page of resources, and what is added to it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from finder.directory.fhir.numbering import Numbering
from finder.search.fhir.conditions import Context, passing
from finder.search.fhir.directory import FhirDirectory, directory_of, index_of_type
from finder.search.fhir.index.numbers import Numbers, union
from finder.search.fhir.issues import Issue
from finder.search.fhir.kept_texts import Numbered
from finder.search.fhir.query import DIRECTORY, FhirQuery, Include
from finder.search.fhir.texts import texts_of
from finder.search.fhir.values import Near
from finder.store.connect import Snapshot
from finder.store.locations import narrowed
from finder.store.near import find_among, numbers_within

#: How many resources are added to a page at most, and how often what was added leads on.
MOST_ADDED = 1000
_ROUNDS = 5
#: Half the way around the Earth, in miles: nothing is further away.
_FURTHEST = 12_500.0
#: The smallest distance that is searched: somebody who asks for 0 means the point itself.
_NEAREST = 1e-4

#: A page: the numbers of its resources, how far away each is, and how many there are on all pages.
_Page: TypeAlias = tuple[Sequence[int], Sequence[float], int]


@dataclass(frozen=True, slots=True)
class Entry:
    """A resource of an answer as JSON, and its miles from the point that was asked about."""

    type: str
    text: bytes
    miles: float | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: the resources of this page, what was added, and how many there are on all pages.

    `issues` say what the client should know. `directory` names the directory that it was answered from.
    """

    query: FhirQuery
    entries: tuple[Entry, ...]
    added: tuple[Entry, ...]
    total: int
    directory: FhirDirectory
    issues: tuple[Issue, ...]


def find(snapshot: Snapshot, query: FhirQuery, base: str) -> Found:
    """Answer a search. `base` is the address of this server, with which references may begin."""
    directory = directory_of(snapshot)
    numbers, miles, total = _page(snapshot, directory, query, base)
    matches = [(query.type, number) for number in numbers]
    added, more = _added(snapshot, query, matches)
    texts = texts_of(snapshot, [*matches, *added])
    away: Sequence[float | None] = miles or [None] * len(matches)
    entries = tuple(map(Entry, [query.type] * len(matches), texts, away))
    issues = query.ignored
    if query.directory and query.directory != directory.version:
        text = "The directory was updated since the first page. Start again to see every result once."
        issues = (*issues, Issue("incomplete", text, DIRECTORY, "warning"))
    if more:
        text = f"Only {MOST_ADDED} resources are added to a page. Ask for fewer with _count."
        issues = (*issues, Issue("too-costly", text, "_include", "warning"))
    extra = tuple(Entry(type_, text) for (type_, _), text in zip(added, texts[len(matches) :], strict=True))
    return Found(query, entries, extra, total, directory, issues)


def find_one(snapshot: Snapshot, type_: str, resource_id: str) -> bytes | None:
    """Return the JSON of a resource; None if there is none with the id."""
    number = directory_of(snapshot).numberings[type_].with_id(resource_id)
    return None if number is None else texts_of(snapshot, [(type_, number)])[0]


def _page(snapshot: Snapshot, directory: FhirDirectory, query: FhirQuery, base: str) -> _Page:
    numbering = directory.numberings[query.type]
    passed: Numbers | None = None
    if query.conditions:
        context = Context(
            directory.numberings,
            lambda type_: index_of_type(snapshot, type_),
            directory.built,
            lambda near: _within(directory, near),
            base,
        )
        for each in query.conditions:
            some = passing(context, query.type, each)
            passed = some if passed is None else np.intersect1d(passed, some, assume_unique=True)
    if query.near:
        return _nearest(snapshot, query, query.near, passed)
    every = numbering.every if passed is None else passed
    if query.sort.endswith("_id"):
        every = _by_id(numbering, every, down=query.sort.startswith("-"))
    return every[query.offset : query.offset + _count(query)].tolist(), (), len(every)


def _nearest(snapshot: Snapshot, query: FhirQuery, near: Near, passed: Numbers | None) -> _Page:
    """Return a page of places by distance alone, as a search for people counts it."""
    directory = directory_of(snapshot)
    places = directory.places
    if passed is not None:
        places = narrowed(snapshot, "fhir", places, _marked(passed, directory.numberings[query.type]))
    miles = near.miles if near.miles < _FURTHEST else None
    page = find_among(
        snapshot, places, near.point, miles=miles if miles is None else max(miles, _NEAREST),
        offset=query.offset, limit=_count(query),
    )  # fmt: skip
    return [number for number, _ in page.places], [away for _, away in page.places], page.total


def _within(directory: FhirDirectory, near: Near) -> Numbers:
    miles = max(near.miles, _NEAREST) if near.miles < _FURTHEST else math.inf
    return numbers_within(directory.places, near.point, miles)


def _marked(numbers: Numbers, numbering: Numbering) -> NDArray[np.bool_]:
    chosen = np.zeros(len(numbering), np.bool_)
    chosen[numbers] = True
    return chosen


def _by_id(numbering: Numbering, numbers: Numbers, *, down: bool) -> Numbers:
    place = np.empty(len(numbering), np.int32)
    place[numbering.numbers] = numbering.every
    ordered = numbers[np.argsort(place[numbers], kind="stable")]
    return ordered[::-1] if down else ordered


def _count(query: FhirQuery) -> int:
    return 0 if query.summary == "count" else query.count


def _added(snapshot: Snapshot, query: FhirQuery, matches: Sequence[Numbered]) -> tuple[list[Numbered], bool]:
    """Return the resources that are added to a page, each once, and whether there are more."""
    if not (query.includes or query.revincludes):
        return [], False
    found: dict[Numbered, None] = {}
    seen, fresh = set(matches), list(matches)
    once = [(_led_to, query.includes), (_leading, query.revincludes)]
    for _round in range(_ROUNDS):
        reached: dict[Numbered, None] = {}
        for follow, includes in once:
            for each in includes:
                reached |= dict.fromkeys(follow(snapshot, each, fresh))
        fresh = [each for each in reached if each not in seen]
        seen.update(fresh)
        found |= dict.fromkeys(fresh)
        once = [(follow, tuple(each for each in includes if each.iterate)) for follow, includes in once]
        if not fresh or len(found) > MOST_ADDED:
            break
    return list(found)[:MOST_ADDED], len(found) > MOST_ADDED


def _of_type(some: Sequence[Numbered], type_: str) -> Numbers:
    return np.array(sorted(number for each, number in some if each == type_), np.int32)


def _led_to(snapshot: Snapshot, include: Include, some: Sequence[Numbered]) -> list[Numbered]:
    """Return what references of some resources lead to."""
    links = index_of_type(snapshot, include.type).links[include.parameter.code]
    sources = _of_type(some, include.type)
    return [
        (target, number)
        for target, each in links.items()
        if include.target in ("", target) and len(sources)
        for number in each.of(sources).tolist()
    ]


def _leading(snapshot: Snapshot, include: Include, some: Sequence[Numbered]) -> list[Numbered]:
    """Return the resources with references that lead to some others."""
    links = index_of_type(snapshot, include.type).links[include.parameter.code]
    sources = union(
        each.to(targets)
        for target, each in links.items()
        if include.target in ("", target) and len(targets := _of_type(some, target))
    )
    return [(include.type, number) for number in sources.tolist()]

"""Which resources have a code, a text or a reference: an index in memory, made once for a directory.

Resources of a type are numbered from 0 in the order of their records; answers list them in that order. Every
set of resources is an array of such numbers, each once, the lowest first.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from finder.search.fhir.extract import AS_WRITTEN, keys_of, words_of_codes
from finder.search.fhir.parameters import BY_TYPE, SearchParameter

Numbers: TypeAlias = NDArray[np.int32]
NONE: Numbers = np.zeros(0, np.int32)
#: So many sources are looked up one by one.
_FEW = 200
#: Is behind every character of a key.
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys in their order, and the numbers of the resources that have each."""

    keys: list[str]
    starts: Numbers
    numbers: Numbers

    def exactly(self, key: str) -> Numbers:
        """Return the resources with a key."""
        at = bisect_left(self.keys, key)
        return self._between(at, at + (at < len(self.keys) and self.keys[at] == key))

    def beginning(self, text: str) -> Numbers:
        """Return the resources with a key that begins with a text."""
        return self._between(bisect_left(self.keys, text), bisect_left(self.keys, text + _LAST))

    def containing(self, text: str, *, at_end: bool = False) -> Numbers:
        """Return the resources with a key that has a text, before what is as written; or at its end."""
        found = [
            self._between(at, at + 1)
            for at, key in enumerate(self.keys)
            if (key.endswith(text) if at_end else text in key.partition(AS_WRITTEN)[0])
        ]
        return union(found)

    def any(self) -> Numbers:
        """Return the resources with any key."""
        return np.unique(self.numbers)

    def _between(self, first: int, last: int) -> Numbers:
        found = self.numbers[self.starts[first] : self.starts[last]]
        return found if last - first <= 1 else np.unique(found)


@dataclass(frozen=True, slots=True)
class Links:
    """References from resources of one type to those of another: two arrays of numbers, side by side.

    Those of the sources rise.
    """

    source: Numbers
    target: Numbers

    def to(self, targets: Numbers) -> Numbers:
        """Return the resources that lead to any of some others."""
        return np.unique(self.source[np.isin(self.target, targets)])

    def of(self, sources: Numbers) -> Numbers:
        """Return what some resources lead to."""
        if len(sources) > _FEW:
            return np.unique(self.target[np.isin(self.source, sources)])
        ends = self.source.searchsorted(sources, side="right").tolist()
        starts = self.source.searchsorted(sources).tolist()
        return union(np.unique(self.target[first:end]) for first, end in zip(starts, ends, strict=True))


@dataclass(frozen=True, slots=True)
class TypeIndex:
    """The resources of one type.

    `record` and `part` say where each comes from: a record of the directory by its number, and which of its
    resources of the type it is. `ids` are sorted, `numbers` has the resource of each. `links` are by
    parameter and by type they lead to.
    """

    record: Numbers
    part: Numbers
    ids: NDArray[np.bytes_]
    numbers: Numbers
    keys: Mapping[str, Keys]
    links: Mapping[str, Mapping[str, Links]]

    @property
    def every(self) -> Numbers:
        """All of them."""
        return np.arange(len(self.record), dtype=np.int32)

    def with_id(self, resource_id: str) -> int | None:
        """Return the number of a resource, None for an id that none has."""
        if not resource_id.isascii():
            return None
        wanted = resource_id.encode()
        at = int(self.ids.searchsorted(wanted))
        return int(self.numbers[at]) if at < len(self.ids) and self.ids[at] == wanted else None


def union(sets: Iterable[Numbers]) -> Numbers:
    """Return what is in any of some sets."""
    found = [each for each in sets if len(each)]
    if len(found) < 2:
        return found[0] if found else NONE
    return np.unique(np.concatenate(found))


def _numbers() -> array[int]:
    return array("i")


@dataclass(slots=True)
class _Growing:
    """The index of one type while it grows."""

    parameters: tuple[tuple[SearchParameter, tuple[str, ...]], ...]
    record: array[int] = field(default_factory=_numbers)
    part: array[int] = field(default_factory=_numbers)
    ids: list[bytes] = field(default_factory=list)
    keys: dict[str, defaultdict[str, array[int]]] = field(default_factory=dict)
    references: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def add(self, record: int, part: int, resource: Mapping[str, Any]) -> None:
        number = len(self.ids)
        self.ids.append(resource["id"].encode())
        self.record.append(record)
        self.part.append(part)
        for parameter, paths in self.parameters:
            if parameter.kind == "reference":
                found = self.references.setdefault(parameter.code, [])
                found += ((number, key) for key in dict.fromkeys(keys_of("reference", resource, paths)))
                continue
            self._add(parameter.code, number, dict.fromkeys(keys_of(parameter.kind, resource, paths)))
            if parameter.kind == "token":
                self._add(text_of(parameter.code), number, dict.fromkeys(words_of_codes(resource, paths)))

    def _add(self, code: str, number: int, keys: Iterable[str]) -> None:
        lists = self.keys.setdefault(code, defaultdict(_numbers))
        for key in keys:
            lists[key].append(number)


def text_of(code: str) -> str:
    """Return what the texts of the codes of a parameter are kept under."""
    return f"{code}:text"


class Indexes(dict[str, TypeIndex]):
    """The index of each type of resource."""


class IndexWriter:
    """Takes resources, in the order of their numbers, and makes the index of each type."""

    def __init__(self) -> None:
        self._types = {
            type_: _Growing(
                tuple(
                    (each, each.on[type_]) for each in parameters.values() if each.on[type_] and each.loaded
                    and each.kind != "special"
                )
            )
            for type_, parameters in BY_TYPE.items()
        }  # fmt: skip

    def add(self, record: int, part: int, resource: Mapping[str, Any]) -> None:
        """Add a resource: the part-th of its type that a record has."""
        self._types[resource["resourceType"]].add(record, part, resource)

    def finish(self) -> Indexes:
        """Return the indexes. References to resources that are not there lead nowhere."""
        ids = {type_: _sorted_ids(each.ids) for type_, each in self._types.items()}
        indexes = Indexes()
        for type_, each in self._types.items():
            indexes[type_] = TypeIndex(
                np.frombuffer(each.record, np.int32),
                np.frombuffer(each.part, np.int32),
                *ids[type_],
                {code: _keys(lists) for code, lists in each.keys.items()},
                {code: _links(found, ids) for code, found in each.references.items()},
            )
        self._types.clear()
        return indexes


def _sorted_ids(ids: list[bytes]) -> tuple[NDArray[np.bytes_], Numbers]:
    found = np.array(ids, np.bytes_)
    order = np.argsort(found, kind="stable").astype(np.int32)
    return found[order], order


def _keys(lists: Mapping[str, array[int]]) -> Keys:
    keys = sorted(lists)
    starts = np.cumsum([0, *(len(lists[key]) for key in keys)], dtype=np.int32)
    numbers = np.frombuffer(b"".join(lists[key].tobytes() for key in keys), np.int32)
    return Keys(keys, starts, numbers)


def _links(
    references: list[tuple[int, str]], ids: Mapping[str, tuple[NDArray[np.bytes_], Numbers]]
) -> dict[str, Links]:
    """Return the links by the type that they lead to."""
    by_type: dict[str, tuple[array[int], list[bytes]]] = {}
    for number, reference in references:
        type_, _, resource_id = reference.partition("/")
        if type_ in ids:
            sources, targets = by_type.setdefault(type_, (array("i"), []))
            sources.append(number)
            targets.append(resource_id.encode())
    links = {}
    for type_, (sources, targets) in by_type.items():
        sorted_ids, numbers = ids[type_]
        wanted = np.array(targets, np.bytes_)
        at = np.minimum(sorted_ids.searchsorted(wanted), max(0, len(sorted_ids) - 1))
        there = sorted_ids[at] == wanted if len(sorted_ids) else np.zeros(len(wanted), np.bool_)
        source = np.frombuffer(sources, np.int32)
        links[type_] = Links(source[there], numbers[at[there]] if len(sorted_ids) else NONE)
    return links

"""What resources of one type can be found by: codes, texts and references, and who has each."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from finder.directory.fhir.numbering import Numbering
from finder.search.fhir.index.extract import AS_WRITTEN, elements_in, readers_of
from finder.search.fhir.index.numbers import NONE, Numbers, union

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
        return np.unique(self.source[_among(self.target, targets)])

    def of(self, sources: Numbers) -> Numbers:
        """Return what some resources lead to."""
        if len(sources) > _FEW:
            return np.unique(self.target[_among(self.source, sources)])
        ends = self.source.searchsorted(sources, side="right").tolist()
        starts = self.source.searchsorted(sources).tolist()
        return union(np.unique(self.target[first:end]) for first, end in zip(starts, ends, strict=True))


def _among(numbers: Numbers, wanted: Numbers) -> NDArray[np.intp]:
    """Return where some numbers are any of those that are wanted, which rise."""
    if not len(wanted) or not len(numbers):
        return np.zeros(0, np.intp)
    marks = np.zeros(max(int(wanted[-1]), int(numbers.max())) + 1, np.bool_)
    marks[wanted] = True
    return np.flatnonzero(marks[numbers])


@dataclass(frozen=True, slots=True)
class Index:
    """What the resources of one type are found by: keys by parameter, links by parameter and type."""

    keys: Mapping[str, Keys]
    links: Mapping[str, Mapping[str, Links]]


def index_of(
    type_: str, resources: Iterable[Mapping[str, Any]], numberings: Mapping[str, Numbering]
) -> Index:
    """Return the index of all resources of a type, which come in the order of their numbers.

    References to resources that are not there lead nowhere.
    """
    readers = readers_of(type_)
    lists = [defaultdict[str, "array[int]"](lambda: array("i")) for _ in readers]
    steps = [
        (path[0], path[1:], reader.keys_of, found)
        for reader, found in zip(readers, lists, strict=True)
        for path in reader.paths
    ]
    for number, resource in enumerate(resources):
        for name, inside, keys_of, found in steps:
            value = resource.get(name)
            if value is None:
                continue
            for element in elements_in(value, inside):
                for key in keys_of(element):
                    numbers = found[key]
                    if not numbers or numbers[-1] != number:
                        numbers.append(number)
    keys: dict[str, Keys] = {}
    links: dict[str, Mapping[str, Links]] = {}
    for reader in readers:
        found = lists.pop(0)
        if reader.is_reference:
            links[reader.code] = _links(found, numberings)
        else:
            keys[reader.code] = _keys(found)
    return Index(keys, links)


def _keys(lists: Mapping[str, array[int]]) -> Keys:
    keys = sorted(lists)
    starts = np.cumsum([0, *(len(lists[key]) for key in keys)], dtype=np.int32)
    numbers = np.frombuffer(b"".join(lists[key].tobytes() for key in keys), np.int32)
    return Keys(keys, starts, numbers)


def _links(lists: Mapping[str, array[int]], numberings: Mapping[str, Numbering]) -> dict[str, Links]:
    """Return the links by the type that they lead to. `lists` has the sources of each reference."""
    by_type = defaultdict[str, list[str]](list)
    for reference in lists:
        by_type[reference.partition("/")[0]].append(reference)
    links = {}
    for type_, references in by_type.items():
        if type_ not in numberings:
            continue
        targets = numberings[type_].with_ids([each.partition("/")[2].encode() for each in references])
        counts = [len(lists[each]) for each in references]
        source = np.frombuffer(b"".join(lists[each].tobytes() for each in references), np.int32)
        target = np.repeat(targets, counts)
        there = np.flatnonzero(target >= 0)
        order = there[np.lexsort((target[there], source[there]))]
        links[type_] = Links(source[order], target[order])
    return links


NO_KEYS = Keys([], np.zeros(1, np.int32), NONE)

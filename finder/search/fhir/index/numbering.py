"""The resources of the directory, numbered: the record of each, its id, and where places lie.

Nothing of a resource but its id is made for that: a directory with many doctors is numbered in seconds.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.formats.fhir import ids
from finder.formats.fhir.every import TYPES, Hospitals, is_person
from finder.formats.fhir.healthcare_service import service_names
from finder.geo.points import Point
from finder.search.fhir.index.numbers import Numbers
from finder.store.read_catalog import Catalog
from finder.store.read_records import Record


@dataclass(frozen=True, slots=True)
class Numbering:
    """The resources of one type, numbered from 0 in the order of their records.

    `record` and `part` say where each comes from: a record of the directory by its number, -1 for none, and
    which of its resources of the type it is. `ids` are sorted, `numbers` has the resource of each.
    """

    record: Numbers
    part: Numbers
    ids: NDArray[np.bytes_]
    numbers: Numbers

    def __len__(self) -> int:
        return len(self.record)

    @property
    def every(self) -> Numbers:
        """All of them."""
        return np.arange(len(self.record), dtype=np.int32)

    def source(self, number: int) -> tuple[int, int]:
        """Return where a resource comes from: `record` and `part` of it."""
        return int(self.record[number]), int(self.part[number])

    def with_id(self, resource_id: str) -> int | None:
        """Return the number of a resource, None for an id that none has."""
        if not resource_id.isascii():
            return None
        wanted = resource_id.encode()
        at = int(self.ids.searchsorted(wanted))
        return int(self.numbers[at]) if at < len(self.ids) and self.ids[at] == wanted else None

    def with_ids(self, wanted: list[bytes]) -> Numbers:
        """Return the number of each of some ids, -1 where none has it."""
        if not wanted or not len(self.ids):
            return np.full(len(wanted), -1, np.int32)
        asked = np.array(wanted, np.bytes_)
        at = np.minimum(self.ids.searchsorted(asked), len(self.ids) - 1)
        return np.where(self.ids[at] == asked, self.numbers[at], np.int32(-1))


def _numbers() -> array[int]:
    return array("i")


@dataclass(slots=True)
class _Growing:
    record: array[int] = field(default_factory=_numbers)
    part: array[int] = field(default_factory=_numbers)
    ids: list[bytes] = field(default_factory=list)

    def add(self, record: int, ids_of_it: Iterable[str], first: int = 0) -> None:
        for part, each in enumerate(ids_of_it, start=first):
            self.record.append(record)
            self.part.append(part)
            self.ids.append(each.encode())

    def finish(self) -> Numbering:
        found = np.array(self.ids, np.bytes_)
        order = np.argsort(found, kind="stable").astype(np.int32)
        record, part = (np.frombuffer(each, np.int32) for each in (self.record, self.part))
        return Numbering(record, part, found[order], order)


class Numberer:
    """Numbers the resources of records that come in their order, then those without a record."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._types = {type_: _Growing() for type_ in TYPES}
        #: The places on the map: their numbers, and the point of each.
        self.placed = _numbers()
        self.points: list[Point] = []

    def add(self, number: int, record: Record, hospitals: Hospitals) -> None:
        """Number the resources of a record."""
        first = len(self._types["Location"].ids)
        for type_, ids_of in _IDS.items():
            self._types[type_].add(number, ids_of(record, hospitals, self._catalog))
        for at, point in enumerate(_points(record), start=first):
            if point:
                self.placed.append(at)
                self.points.append(point)

    def add_other(self, part: int, type_: str, resource_id: str) -> None:
        """Number a resource without a record: the part-th of them."""
        self._types[type_].add(-1, (resource_id,), first=part)

    def finish(self) -> Mapping[str, Numbering]:
        """Return the resources of each type."""
        return {type_: each.finish() for type_, each in self._types.items()}


def _points(record: Record) -> Iterator[Point | None]:
    """Yield the point of each place of a record. A laboratory is in no search: nobody is seen there."""
    match record:
        case Clinician():
            yield from (each.point for each in record.practices)
        case Hospital():
            yield record.point
        case _:
            yield record.position.point if record.position and record.treats_patients else None


def _organizations(record: Record, _hospitals: Hospitals, _catalog: Catalog) -> Iterable[str]:
    return () if is_person(record) else (ids.organization_id(record),)


def _locations(record: Record, _hospitals: Hospitals, _catalog: Catalog) -> Iterable[str]:
    if isinstance(record, Clinician):
        return (ids.practice_id(record.npi, number) for number in range(1, len(record.practices) + 1))
    return (ids.organization_id(record),)


def _practitioners(record: Record, _hospitals: Hospitals, _catalog: Catalog) -> Iterable[str]:
    return (record.npi,) if isinstance(record, Clinician) and is_person(record) else ()


def _roles(record: Record, hospitals: Hospitals, _catalog: Catalog) -> Iterable[str]:
    if not isinstance(record, Clinician) or not is_person(record):
        return ()
    at_hospitals = [each for each in record.hospitals if each in hospitals]
    return (ids.role_id(record.npi, at) for at in (*range(1, len(record.practices) + 1), *at_hospitals))


def _services(record: Record, _hospitals: Hospitals, _catalog: Catalog) -> Iterable[str]:
    if is_person(record):
        return ()
    return (ids.service_id(ids.organization_id(record), each) for each in service_names(record))


def _affiliations(record: Record, _hospitals: Hospitals, catalog: Catalog) -> Iterable[str]:
    belongs = isinstance(record, CareSite) and record.relation is not None and catalog.center_of(record)
    return (ids.organization_id(record),) if belongs else ()


_IDS: Mapping[str, Callable[[Record, Hospitals, Catalog], Iterable[str]]] = {
    "Organization": _organizations,
    "Location": _locations,
    "Practitioner": _practitioners,
    "PractitionerRole": _roles,
    "HealthcareService": _services,
    "OrganizationAffiliation": _affiliations,
}
#: The types of which every resource belongs to a record.
OF_RECORDS = frozenset(_IDS)

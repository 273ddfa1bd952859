"""The resources of the directory, numbered: the record of each, its id, and where places lie.

Nothing of a resource but its id is made for that, so that it can be done with each build.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.kinds import Kind
from finder.formats.fhir import ids
from finder.formats.fhir.every import TYPES
from finder.formats.fhir.healthcare_service import service_names
from finder.geo.points import Point
from finder.store.fhir.columns import Columns
from finder.store.index_records import position
from finder.store.locations import Locations
from finder.store.read_records import Record

Numbers: TypeAlias = NDArray[np.int32]
#: The columns of a numbering, and those of the places on the map.
_COLUMNS: Final = ("record", "part", "ids", "numbers")
_PLACES: Final = {"cell": "<u4", "record": "<i4", "x": "<f8", "y": "<f8", "z": "<f8"}


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
class Growing:
    """Resources of one type while they are numbered."""

    record: array[int] = field(default_factory=_numbers)
    part: array[int] = field(default_factory=_numbers)
    ids: list[str] = field(default_factory=list)

    def add(self, record: int, some: Sequence[str], first: int = 0) -> None:
        """Add resources of a record by their ids, the `first` of them and those after it."""
        self.ids += some
        self.record.extend([record] * len(some))
        self.part.extend(range(first, first + len(some)))

    def finish(self) -> Numbering:
        """Return them."""
        found = np.array([each.encode() for each in self.ids], np.bytes_)
        order = np.argsort(found, kind="stable").astype(np.int32)
        record, part = (np.frombuffer(each, np.int32) for each in (self.record, self.part))
        return Numbering(record, part, found[order], order)


@dataclass(slots=True)
class _Group:
    """The resources of records that are numbered one behind the other."""

    types: Mapping[str, Growing]
    #: The places on the map: which of the group's resources of type Location each is, and where it lies.
    placed: dict[str, array[Any]] = field(
        default_factory=lambda: {name: array(code) for name, code in zip(_PLACES, "Iiddd", strict=True)}
    )

    def place(self, points: Sequence[Point | None], first: int) -> None:
        for at, point in enumerate(points, start=first):
            if point:
                cell, x, y, z = position(point)
                for column, value in zip(self.placed.values(), (cell, at, x, y, z), strict=True):
                    column.append(value)


class Numberer:
    """Numbers the resources of records. Those of each kind come in their order, the kinds in any.

    `centers` are the slugs of all centers, `ccns` all hospitals: resources that lead to others are left out.
    """

    def __init__(self, centers: Container[str], ccns: Container[str]) -> None:
        self._known = _Known(centers, ccns)
        #: Places of care, hospitals, then clinicians and clinics: as records are numbered.
        self._groups = [_Group({type_: Growing() for type_ in OF_RECORDS}) for _ in range(3)]

    def add(self, number: int, record: Record) -> None:
        """Number the resources of a record."""
        which = 0 if isinstance(record, CareSite) else 1 if isinstance(record, Hospital) else 2
        group = self._groups[which]
        group.place(_points(record), len(group.types["Location"].ids))
        for type_, ids_of in _IDS[record.kind == Kind.CLINICIAN].items():
            group.types[type_].add(number, ids_of(record, self._known))

    def columns(self) -> Columns:
        """Return all of it as columns."""
        found: dict[str, NDArray[Any]] = {}
        for type_ in OF_RECORDS:
            whole = Growing()
            for group in self._groups:
                part = group.types[type_]
                whole.record += part.record
                whole.part += part.part
                whole.ids += part.ids
            numbering = whole.finish()
            found |= {f"{type_}/{name}": getattr(numbering, name) for name in _COLUMNS}
        return found | {f"places/{name}": column for name, column in self._places().items()}

    def _places(self) -> dict[str, NDArray[Any]]:
        before, parts = 0, []
        for group in self._groups:
            columns = {name: np.array(group.placed[name], kind) for name, kind in _PLACES.items()}
            columns["record"] += before
            parts.append(columns)
            before += len(group.types["Location"].ids)
        whole = {name: np.concatenate([part[name] for part in parts]) for name in _PLACES}
        order = np.argsort(whole["cell"], kind="stable")
        return {name: column[order] for name, column in whole.items()}


def numberings_of(columns: Columns) -> dict[str, Numbering]:
    """Return the resources of the types of records."""
    return {type_: Numbering(*(columns[f"{type_}/{name}"] for name in _COLUMNS)) for type_ in OF_RECORDS}


def places_of(columns: Columns) -> Locations:
    """Return the places on the map by their numbers as resources of type Location."""
    given = {name: columns[f"places/{name}"] for name in _PLACES}
    return Locations(**given, flags=np.zeros(len(given["cell"]), np.uint32), has=0)


@dataclass(frozen=True, slots=True)
class _Known:
    centers: Container[str]
    ccns: Container[str]


def _points(record: Record) -> Sequence[Point | None]:
    """Return the point of each place of a record. A laboratory is in no search: nobody is seen there."""
    match record:
        case Clinician():
            return [each.point for each in record.practices]
        case Hospital():
            return [record.point]
        case _:
            return [record.position.point if record.position and record.treats_patients else None]


def _organizations(record: Any, _known: _Known) -> Sequence[str]:
    return (ids.organization_id(record),)


def _practices(record: Clinician, _known: _Known) -> Sequence[str]:
    return [ids.practice_id(record.npi, number) for number in range(1, len(record.practices) + 1)]


def _locations(record: Any, known: _Known) -> Sequence[str]:
    return _practices(record, known) if isinstance(record, Clinician) else _organizations(record, known)


def _practitioners(record: Clinician, _known: _Known) -> Sequence[str]:
    return (record.npi,)


def _roles(record: Clinician, known: _Known) -> Sequence[str]:
    at_hospitals = [each for each in record.hospitals if each in known.ccns]
    return [ids.role_id(record.npi, at) for at in (*range(1, len(record.practices) + 1), *at_hospitals)]


def _services(record: Any, _known: _Known) -> Sequence[str]:
    return [ids.service_id(ids.organization_id(record), each) for each in service_names(record)]


def _affiliations(record: Any, known: _Known) -> Sequence[str]:
    belongs = isinstance(record, CareSite) and record.relation is not None and record.center in known.centers
    return (ids.organization_id(record),) if belongs else ()


_Ids: TypeAlias = Callable[[Any, _Known], Sequence[str]]
#: The ids of the resources of a record, by their type: of an organization, and of a person.
_IDS: Final[tuple[Mapping[str, _Ids], Mapping[str, _Ids]]] = (
    {
        "Organization": _organizations,
        "Location": _locations,
        "HealthcareService": _services,
        "OrganizationAffiliation": _affiliations,
    },
    {"Location": _practices, "Practitioner": _practitioners, "PractitionerRole": _roles},
)
#: The types of which every resource belongs to a record, in the order of lists.
OF_RECORDS: Final = tuple(each for each in TYPES if any(each in some for some in _IDS))


def others(resources: Sequence[tuple[str, str]]) -> Iterator[tuple[str, Numbering]]:
    """Yield type and numbering of resources without a record, given by type and id in their order."""
    growing = {type_: Growing() for type_ in TYPES if type_ not in OF_RECORDS}
    for part, (type_, resource_id) in enumerate(resources):
        growing[type_].add(-1, (resource_id,), first=part)
    for type_, each in growing.items():
        yield type_, each.finish()

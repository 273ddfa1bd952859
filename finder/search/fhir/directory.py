"""The directory as FHIR resources: their indexes, and the text of each."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from finder.domain.clinicians import Clinician, Hospital
from finder.domain.kinds import CARE_SITES
from finder.formats.fhir.every import Hospitals, resources_of_type, resources_without_record
from finder.formats.fhir.location import location_of_number
from finder.formats.json.encode import Json, encode
from finder.search.documents.library import library
from finder.search.fhir.index.keys import Index, index_of
from finder.search.fhir.index.numbering import OF_RECORDS, Numberer, Numbering
from finder.store.connect import Connection, Snapshot
from finder.store.locations import Locations, locations_at
from finder.store.read_catalog import Catalog, catalog_of
from finder.store.read_records import Record, every_record, hospitals_with, records_numbered

#: How many texts of people's and clinics' resources are kept.
_KEPT = 8192

#: A resource: its type, and its number in the index.
Numbered = tuple[str, int]


@dataclass(frozen=True, slots=True)
class FhirDirectory:
    """The directory as resources, numbered at the first question: `version` names it, `built` is its time.

    `places` are the numbers of all resources of type Location that have a position.
    `others` are the resources without a record. The index of a type is made when it is first needed; the
    texts of places of care are kept, and so are some of the others.
    """

    numberings: Mapping[str, Numbering]
    places: Locations
    others: tuple[bytes, ...]
    built: datetime.datetime
    version: str
    indexes: dict[str, Index] = field(default_factory=dict)
    texts: dict[Numbered, bytes] = field(default_factory=dict)
    many: dict[Numbered, bytes] = field(default_factory=dict)


def directory_of(snapshot: Snapshot) -> FhirDirectory:
    """Return the directory of a snapshot as resources. It is read once and cached with the snapshot."""
    return snapshot.cached("fhir", lambda: _read(snapshot))


def index_of_type(snapshot: Snapshot, type_: str) -> Index:
    """Return the index of a type of resources. It is made once."""
    directory = directory_of(snapshot)
    if type_ not in directory.indexes:
        resources = _resources(snapshot, directory, type_)
        directory.indexes[type_] = index_of(type_, resources, directory.numberings)
    return directory.indexes[type_]


def _read(snapshot: Snapshot) -> FhirDirectory:
    catalog, others = catalog_of(snapshot), list[bytes]()
    numberer = Numberer(catalog)
    with snapshot.connect() as connection:
        for number, record, hospitals in _records(connection):
            numberer.add(number, record, hospitals)
    shelf = library(snapshot)
    served = ((cancer, document) for cancer, documents in shelf.scopes.items() for document in documents)
    for resource in resources_without_record(shelf.documents, served, catalog):
        numberer.add_other(len(others), str(resource["resourceType"]), str(resource["id"]))
        others.append(encode(resource))
    built = datetime.datetime.fromisoformat(catalog.built_at)
    built = built if built.tzinfo else built.replace(tzinfo=datetime.UTC)
    places = locations_at(numberer.placed, numberer.points)
    return FhirDirectory(numberer.finish(), places, tuple(others), built, f"{built:%Y%m%d%H%M%S}")


def _records(connection: Connection) -> Iterator[tuple[int, Record, dict[str, Hospital]]]:
    """Yield number and record of each, with all hospitals as soon as people come who may work there."""
    hospitals: dict[str, Hospital] = {}
    for number, record in every_record(connection):
        if isinstance(record, Hospital):
            hospitals[record.ccn] = record
        yield number, record, hospitals


def _resources(snapshot: Snapshot, directory: FhirDirectory, type_: str) -> Iterator[Any]:
    """Yield the resources of a type in the order of their numbers."""
    numbering = directory.numberings[type_]
    if type_ in OF_RECORDS:
        catalog = catalog_of(snapshot)
        with snapshot.connect() as connection:
            for _number, record, hospitals in _records(connection):
                yield from resources_of_type(type_, record, hospitals, catalog)
    else:
        for part in numbering.part.tolist():
            yield msgspec.json.decode(directory.others[part])


def texts_of(snapshot: Snapshot, wanted: Sequence[Numbered]) -> list[bytes]:
    """Return the JSON of some resources, in their order."""
    directory = directory_of(snapshot)
    found: dict[Numbered, bytes] = {}
    for each in wanted:
        if text := directory.texts.get(each) or directory.many.get(each):
            found[each] = text
    if len(found) < len(wanted):
        _make(snapshot, directory, [each for each in wanted if each not in found], found)
    return [found[each] for each in wanted]


def _make(
    snapshot: Snapshot, directory: FhirDirectory, missing: Sequence[Numbered], found: dict[Numbered, bytes]
) -> None:
    """Make the texts of resources. Those of places of care are kept, and so many of the others."""
    catalog = catalog_of(snapshot)
    from_records: dict[Numbered, tuple[int, int]] = {}
    for type_, number in missing:
        numbering = directory.numberings[type_]
        record, part = int(numbering.record[number]), int(numbering.part[number])
        if record < 0:
            found[type_, number] = directory.others[part]
        else:
            from_records[type_, number] = (record, part)
    if not from_records:
        return
    with snapshot.connect() as connection:
        records = records_numbered(snapshot, connection, sorted({each for each, _ in from_records.values()}))
        roles = {
            record for (type_, _), (record, _part) in from_records.items() if type_ == "PractitionerRole"
        }
        ccns = {
            ccn for number in roles if isinstance(it := records[number], Clinician) for ccn in it.hospitals
        }
        hospitals = hospitals_with(connection, sorted(ccns)) if ccns else {}
    if len(directory.many) > _KEPT:
        directory.many.clear()
    for each, (number, part) in from_records.items():
        owner = records[number]
        text = encode(_resource(each[0], part, owner, hospitals, catalog))
        kept = directory.texts if owner.kind in CARE_SITES else directory.many
        kept[each] = found[each] = text


def _resource(type_: str, part: int, owner: Record, hospitals: Hospitals, catalog: Catalog) -> Json:
    """Return one resource of a record, without the others of its type where these are many."""
    if type_ == "Location" and isinstance(owner, Clinician):
        return location_of_number(owner, part + 1, catalog)
    return resources_of_type(type_, owner, hospitals, catalog)[part]

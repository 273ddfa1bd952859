"""The directory as FHIR resources: their indexes, and the text of each."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from finder.directory.fhir.numbering import (
    OF_RECORDS,
    Numberer,
    Numbering,
    numberings_of,
    others,
    places_of,
)
from finder.domain.clinicians import Hospital
from finder.formats.fhir.every import resources_of_type, resources_without_record
from finder.formats.json.encode import encode
from finder.search.documents.library import library
from finder.search.fhir.index.keys import Index, index_of
from finder.search.fhir.kept_texts import KeptTexts
from finder.store.connect import Connection, Snapshot
from finder.store.fhir.columns import Columns, read_columns
from finder.store.locations import Locations
from finder.store.read_catalog import Catalog, catalog_of
from finder.store.read_records import Record, every_record, hospital_names

#: How many bytes of texts are kept.
_KEPT = 8 << 20


@dataclass(frozen=True, slots=True)
class FhirDirectory:
    """The directory as resources, numbered by the build: `version` names it, `built` is its time.

    `places` are the numbers of all resources of type Location that have a position.
    `others` are the resources without a record. The index of a type is made when it is first needed.
    """

    numberings: Mapping[str, Numbering]
    places: Locations
    others: tuple[bytes, ...]
    built: datetime.datetime
    version: str
    indexes: dict[str, Index] = field(default_factory=dict)
    texts: KeptTexts = field(default_factory=lambda: KeptTexts(_KEPT))


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
    catalog = catalog_of(snapshot)
    with snapshot.connect() as connection:
        columns = read_columns(connection) or number_records(connection, catalog)
    shelf = library(snapshot)
    served = ((cancer, document) for cancer, documents in shelf.scopes.items() for document in documents)
    found = list(resources_without_record(shelf.documents, served, catalog))
    without = others([(str(each["resourceType"]), str(each["id"])) for each in found])
    built = datetime.datetime.fromisoformat(catalog.built_at)
    built = built if built.tzinfo else built.replace(tzinfo=datetime.UTC)
    return FhirDirectory(
        numberings_of(columns) | dict(without),
        places_of(columns),
        tuple(map(encode, found)),
        built,
        f"{built:%Y%m%d%H%M%S}",
    )


def number_records(connection: Connection, catalog: Catalog) -> Columns:
    """Return the numbering of a directory that was built without it."""
    numberer = Numberer(catalog.centers.keys(), hospital_names(connection).keys())
    for number, record in every_record(connection):
        numberer.add(number, record)
    return numberer.columns()


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

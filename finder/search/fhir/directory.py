"""The directory as FHIR resources: their indexes, and the text of each."""

from __future__ import annotations

import datetime
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.kinds import CARE_SITES
from finder.formats.fhir.every import resources_of, resources_of_type, resources_without_record
from finder.formats.json.encode import encode
from finder.geo.points import Point
from finder.search.documents.library import library
from finder.search.fhir.index import Indexes, IndexWriter
from finder.store.connect import Snapshot
from finder.store.locations import keep_facet, locations_at
from finder.store.read_catalog import catalog_of
from finder.store.read_records import every_record, hospitals_with, records_numbered

#: The facet of all resources of type Location that have a position, by their numbers.
PLACES: Final = "fhir:Location"
#: How many texts of people's and clinics' resources are kept.
_KEPT = 8192

#: A resource: its type, and its number in the index.
Numbered = tuple[str, int]


@dataclass(frozen=True, slots=True)
class FhirDirectory:
    """The directory as resources, made at the first question: `version` names it, `built` is its time."""

    indexes: Indexes
    others: tuple[bytes, ...]
    built: datetime.datetime
    version: str
    texts: dict[Numbered, bytes] = field(default_factory=dict)
    many: dict[Numbered, bytes] = field(default_factory=dict)


def directory_of(snapshot: Snapshot) -> FhirDirectory:
    """Return the directory of a snapshot as resources. It is read once and cached with the snapshot."""
    return snapshot.cached("fhir", lambda: _read(snapshot))


def _read(snapshot: Snapshot) -> FhirDirectory:
    catalog, writer = catalog_of(snapshot), IndexWriter()
    numbers, points = array("i"), list[Point]()
    hospitals: dict[str, Hospital] = {}
    places = 0

    def add(number: int, part: int, resource: Any, *, sees_patients: bool = True) -> None:
        nonlocal places
        writer.add(number, part, resource)
        if resource["resourceType"] != "Location":
            return
        # As in every search: a laboratory is no place to go to.
        if sees_patients and (at := resource.get("position")):
            numbers.append(places)
            points.append(Point(at["latitude"], at["longitude"]))
        places += 1

    with snapshot.connect() as connection:
        for number, record in every_record(connection):
            if isinstance(record, Hospital):
                hospitals[record.ccn] = record
            sees_patients = not isinstance(record, CareSite) or record.treats_patients
            part: dict[str, int] = {}
            for resource in resources_of(record, hospitals, catalog):
                type_ = str(resource["resourceType"])
                part[type_] = part.get(type_, -1) + 1
                add(number, part[type_], resource, sees_patients=sees_patients)
    others: list[bytes] = []
    shelf = library(snapshot)
    served = ((cancer, document) for cancer, documents in shelf.scopes.items() for document in documents)
    for resource in resources_without_record(shelf.documents, served, catalog):
        add(-1, len(others), resource)
        others.append(encode(resource))
    keep_facet(snapshot, PLACES, locations_at(numbers, points))
    built = datetime.datetime.fromisoformat(catalog.built_at)
    built = built if built.tzinfo else built.replace(tzinfo=datetime.UTC)
    return FhirDirectory(writer.finish(), tuple(others), built, f"{built:%Y%m%d%H%M%S}")


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
        index = directory.indexes[type_]
        record, part = int(index.record[number]), int(index.part[number])
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
        text = encode(resources_of_type(each[0], owner, hospitals, catalog)[part])
        kept = directory.texts if owner.kind in CARE_SITES else directory.many
        kept[each] = found[each] = text

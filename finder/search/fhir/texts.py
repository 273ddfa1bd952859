"""The JSON of resources: made from their records, and kept for the next who asks."""

from __future__ import annotations

from collections.abc import Sequence

from finder.domain.clinicians import Clinician, Hospital
from finder.formats.fhir.every import Hospitals, resources_of_type
from finder.formats.fhir.practice_location import practice_location
from finder.formats.fhir.practitioner_role import role_of_number
from finder.formats.json.encode import encode
from finder.search.fhir.directory import FhirDirectory, directory_of
from finder.search.fhir.kept_texts import Numbered
from finder.store.connect import Connection, Snapshot
from finder.store.read_catalog import Catalog, catalog_of
from finder.store.read_records import Record, hospitals_with, records_numbered

_ROLE, _LOCATION = "PractitionerRole", "Location"
#: The record of a resource by its number, and which of its resources of the type it is.
_Source = tuple[int, int]


def texts_of(snapshot: Snapshot, wanted: Sequence[Numbered]) -> list[bytes]:
    """Return the JSON of some resources, in their order."""
    directory = directory_of(snapshot)
    found = [directory.texts.get(each) for each in wanted]
    missing = [each for each, text in zip(wanted, found, strict=True) if text is None]
    made = _made(snapshot, directory, missing) if missing else {}
    return [text or made[each] for each, text in zip(wanted, found, strict=True)]


def _made(snapshot: Snapshot, directory: FhirDirectory, missing: Sequence[Numbered]) -> dict[Numbered, bytes]:
    """Return the JSON of resources that is not kept yet; it is kept then."""
    found: dict[Numbered, bytes] = {}
    of_records: dict[Numbered, _Source] = {}
    for each in missing:
        record, part = directory.numberings[each[0]].source(each[1])
        if record < 0:
            found[each] = directory.others[part]
        else:
            of_records[each] = record, part
    if not of_records:
        return found
    catalog = catalog_of(snapshot)
    with snapshot.connect() as connection:
        records = records_numbered(
            snapshot, connection, sorted({number for number, _ in of_records.values()})
        )
        hospitals = _hospitals(connection, records, of_records)
    for each, (number, part) in of_records.items():
        text = _text(each[0], part, records[number], hospitals, catalog)
        directory.texts.keep(each, text)
        found[each] = text
    return found


def _hospitals(
    connection: Connection, records: dict[int, Record], wanted: dict[Numbered, _Source]
) -> dict[str, Hospital]:
    """Return the hospitals that roles at hospitals lead to, by CCN."""
    ccns: set[str] = set()
    for (type_, _number), (number, part) in wanted.items():
        owner = records[number]
        if type_ == _ROLE and isinstance(owner, Clinician) and part >= len(owner.practices):
            ccns.update(owner.hospitals)
    return hospitals_with(connection, sorted(ccns))


def _text(type_: str, part: int, owner: Record, hospitals: Hospitals, catalog: Catalog) -> bytes:
    """Return one resource of a record, without the others of its type where these are many."""
    if isinstance(owner, Clinician):
        if type_ == _LOCATION:
            return practice_location(owner, part + 1, catalog)
        if type_ == _ROLE:
            return encode(role_of_number(owner, part, hospitals, catalog))
    return encode(resources_of_type(type_, owner, hospitals, catalog)[part])

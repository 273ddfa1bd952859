"""The whole directory as FHIR resources in NDJSON files: one file a type, one resource a line.

FHIR Bulk Data Access (HL7, 2.0) says what the manifest holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from finder.domain.clinicians import Hospital
from finder.formats.fhir.every import TYPES, resources_of, resources_without_record
from finder.formats.json.encode import Json, encode
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of
from finder.store.read_guidelines import all_guidelines, all_serves
from finder.store.read_records import every_record

MANIFEST: Final = "manifest.json"


class ExportFile(msgspec.Struct, frozen=True):
    """A file of the export: the type of its resources, its name, and how many it has."""

    type: str
    url: str
    count: int


class Manifest(msgspec.Struct, frozen=True, rename="camel"):
    """What an export holds, as Bulk Data Access defines it; addresses are names in the folder."""

    transaction_time: str
    request: str
    requires_access_token: bool
    output: tuple[ExportFile, ...]
    error: tuple[ExportFile, ...] = ()


def every_resource(snapshot: Snapshot) -> Iterator[Json]:
    """Yield every resource of a directory; only some records are in memory at once, and all hospitals."""
    catalog = catalog_of(snapshot)
    hospitals: dict[str, Hospital] = {}
    with snapshot.connect() as connection:
        for _number, each in every_record(connection):  # hospitals come before who works there
            if isinstance(each, Hospital):
                hospitals[each.ccn] = each
            yield from resources_of(each, hospitals, catalog)
        documents, served = all_guidelines(connection, None), all_serves(connection)
    of_types = ((cancer, document) for cancer, document, _scope in served)
    yield from resources_without_record(documents, of_types, catalog)


def write_ndjson(snapshot: Snapshot, folder: Path) -> Manifest:
    """Write every resource to a file of its type in a folder, and the manifest when all are there.

    Files of an earlier export in the folder are replaced. Raises OSError where the disk is full or the folder
    cannot be written to; no manifest is there then.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    counts: defaultdict[str, int] = defaultdict(int)
    with ExitStack() as stack:
        files: dict[str, BinaryIO] = {
            kind: stack.enter_context((folder / file_name(kind)).open("wb")) for kind in TYPES
        }
        for each in every_resource(snapshot):
            kind = str(each["resourceType"])
            files[kind].write(encode(each) + b"\n")
            counts[kind] += 1
    for kind in TYPES:
        if not counts[kind]:
            (folder / file_name(kind)).unlink()
    output = tuple(ExportFile(kind, file_name(kind), counts[kind]) for kind in TYPES if counts[kind])
    manifest = Manifest(catalog_of(snapshot).built_at, "", False, output)
    (folder / MANIFEST).write_bytes(encode(manifest))
    return manifest


def file_name(kind: str) -> str:
    """Return the name of the file of a type of resources."""
    return f"{kind}.ndjson"

"""The whole directory as FHIR resources in NDJSON files: one type a file, one resource a line.

FHIR Bulk Data Access (HL7, 2.0) says what the manifest holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import BinaryIO, Final, cast

import msgspec
from isal import igzip

from finder.domain.clinicians import Hospital
from finder.formats.fhir.every import TYPES, resources_of, resources_without_record
from finder.formats.json.encode import Json, encode
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of
from finder.store.read_guidelines import all_guidelines, all_serves
from finder.store.read_records import every_record

MANIFEST: Final = "manifest.json"
#: The most resources in a file: about 10 MB, which a server can send from memory.
MOST: Final = 10_000
#: The level of igzip: 2 of 0 to 3 takes a tenth of the time of writing the resources.
_PACKING: Final = 2


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


def write_ndjson(snapshot: Snapshot, folder: Path, most: int = MOST, *, packed: bool = False) -> Manifest:
    """Write every resource to files of its type in a folder, at most `most` a file; the manifest comes last.

    If `packed`, the files are packed with gzip and their names end in `.gz`: a twelfth of the size.
    Files of the same names are replaced. Raises OSError where the disk is full or the folder cannot be
    written to; no manifest is there then.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)
    with ExitStack() as stack:
        writers = {kind: stack.enter_context(closing(_Writer(folder, kind, most, packed))) for kind in TYPES}
        for each in every_resource(snapshot):
            writers[str(each["resourceType"])].write(encode(each))
    output = tuple(
        ExportFile(kind, file_name(kind, part), count)
        for kind, writer in writers.items()
        for part, count in enumerate(writer.counts, start=1)
    )
    manifest = Manifest(catalog_of(snapshot).built_at, "", False, output)
    (folder / MANIFEST).write_bytes(encode(manifest))
    return manifest


def file_name(kind: str, part: int) -> str:
    """Return the name of a file of a type of resources: "Location.ndjson", "Location-2.ndjson"."""
    return f"{kind}-{part}.ndjson" if part > 1 else f"{kind}.ndjson"


def packed_name(path: Path) -> Path:
    """Return where a file lies that is packed."""
    return path.with_name(f"{path.name}.gz")


class _Writer:
    """Writes the resources of a type, the next file when one is full. `counts` are those of each file."""

    def __init__(self, folder: Path, kind: str, most: int, packed: bool) -> None:
        self.counts: list[int] = []
        self._folder, self._kind, self._most, self._packed = folder, kind, most, packed
        self._file: BinaryIO | None = None

    def write(self, line: bytes) -> None:
        if self._file is None or self.counts[-1] == self._most:
            self.close()
            self.counts.append(0)
            self._file = self._open(self._folder / file_name(self._kind, len(self.counts)))
        self._file.write(line)
        self._file.write(b"\n")
        self.counts[-1] += 1

    def _open(self, path: Path) -> BinaryIO:
        if not self._packed:
            return path.open("wb")
        packed = igzip.IGzipFile(packed_name(path), "wb", _PACKING)  # type: ignore[no-untyped-call]
        return cast(BinaryIO, packed)

    def close(self) -> None:
        if self._file:
            self._file.close()

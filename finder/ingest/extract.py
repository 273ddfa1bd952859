"""Extracts: what is kept of each public file, one Parquet file a source, under the finder's home folder.

An extract is replaced whole, by rename: a crash at any instant leaves the old one.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from finder.errors import BadFile
from finder.ingest.columns import Refused

# Of the allocators that Arrow knows, jemalloc gives memory back: a third less at the peak of a full load.
with suppress(NotImplementedError):  # Windows has none
    pa.set_memory_pool(pa.jemalloc_memory_pool())

#: Says how far a load is: rows read, bytes read, bytes in all.
Progress = Callable[[int, int, int], None]


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was taken from one file: the rows to keep, how many were read, and those set aside.

    `as_of` is the day the file tells of (YYYY-MM-DD), as far as its name or its dates tell.
    """

    table: pa.Table
    read: int
    refused: Refused
    as_of: str
    left_out: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an extract: its file, its day, when it was loaded, the rows of the file."""

    file: str
    as_of: str
    loaded_at: str
    read: int
    #: Which taxonomy codes and specialties were kept; others ask for loading anew.
    kept_for: str = ""


def gathered(rows: Iterable[dict[str, Any]], schema: pa.Schema, size: int = 16_384) -> pa.Table:
    """Return rows as one table. Some thousands at a time: many small tables take ten times the memory."""
    rest = iter(rows)
    tables = []
    while some := list(islice(rest, size)):
        tables.append(pa.Table.from_pylist(some, schema=schema))
    return pa.concat_tables(tables).unify_dictionaries() if tables else schema.empty_table()


def write_extract(path: Path, table: pa.Table, facts: Facts) -> None:
    """Write an extract, in place of the one before."""
    described = {field: str(getattr(facts, field)) for field in Facts.__dataclass_fields__}
    new = path.with_name(path.name + ".loading")
    try:
        described_table = table.replace_schema_metadata(described)
        parquet.write_table(described_table, new, compression="zstd", write_page_checksum=True)
        with new.open("rb") as file:
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def read_extract(path: Path, columns: list[str] | None = None) -> pa.Table | None:
    """Return an extract, or None where nothing was loaded. Raises BadFile for a damaged one."""
    if not path.exists():
        return None
    try:
        return parquet.read_table(path, columns=columns, page_checksum_verification=True)
    except (pa.ArrowInvalid, UnicodeDecodeError, OSError) as error:
        raise BadFile(f"{path} is damaged ({error}); load its file again") from None


def read_where(path: Path, keep: Callable[[pa.RecordBatch], pa.Array]) -> pa.Table | None:
    """Return the rows of an extract that `keep` marks, or None where nothing was loaded; read bit by bit."""
    if not path.exists():
        return None
    try:
        with parquet.ParquetFile(path, page_checksum_verification=True) as file:
            batches = [batch.filter(keep(batch)) for batch in file.iter_batches(1 << 16)]
            return pa.Table.from_batches(batches, file.schema_arrow).unify_dictionaries()
    except (pa.ArrowInvalid, UnicodeDecodeError, OSError) as error:
        raise BadFile(f"{path} is damaged ({error}); load its file again") from None


def read_facts(path: Path) -> Facts | None:
    """Return what is known of an extract, or None where nothing was loaded."""
    if not path.exists():
        return None
    try:
        metadata = parquet.read_schema(path).metadata or {}
    except (pa.ArrowInvalid, UnicodeDecodeError, OSError) as error:
        raise BadFile(f"{path} is damaged ({error}); load its file again") from None
    known = {name: metadata.get(name.encode(), b"").decode() for name in Facts.__dataclass_fields__}
    return Facts(
        known["file"], known["as_of"], known["loaded_at"], int(known["read"] or 0), known["kept_for"]
    )


def now() -> str:
    """Return the time now, in UTC."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def file_day(path: Path) -> str:
    """Return the day a file was last written, for files that tell no day of their own."""
    return datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC).date().isoformat()

"""Extracts: what is kept of each public file, one Parquet file a source, under the finder's home folder.

An extract is replaced whole, by rename: a crash at any instant leaves the old one.
"""

from __future__ import annotations

import ctypes
import datetime
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from finder.errors import BadFile
from finder.language import _
from finder.sources.files.columns import Refused

# Of the allocators that Arrow knows, jemalloc gives memory back: a third less at the peak of a full load.
with suppress(NotImplementedError):  # Windows has none
    pa.set_memory_pool(pa.jemalloc_memory_pool())

#: Rows of an extract that are written, and read, at once.
_GROUP = 1 << 15
_WORD = (1 << 64) - 1

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
    return pa.concat_tables(tables) if tables else schema.empty_table()


@contextmanager
def written(path: Path, table: pa.Table, facts: Facts) -> Iterator[Path]:
    """Write an extract beside the one before, and lend its name; whoever likes it renames it into place."""
    described = {field: str(getattr(facts, field)) for field in Facts.__dataclass_fields__}
    schema = table.schema.with_metadata(described)
    new = path.with_name(path.name + ".loading")
    try:
        with parquet.ParquetWriter(new, schema, compression="zstd", write_page_checksum=True) as file:
            # A group of rows for each piece: words kept as numbers need not be made the same in all of them,
            # and a build reads a few of the groups at a time.
            for piece in table.to_batches(max_chunksize=_GROUP):
                file.write_batch(piece)
        with new.open("rb") as handle:
            os.fsync(handle.fileno())
        yield new
    finally:
        new.unlink(missing_ok=True)


def write_extract(path: Path, table: pa.Table, facts: Facts) -> None:
    """Write an extract, in place of the one before."""
    with written(path, table, facts) as new:
        new.replace(path)


def digests(path: Path, key: str) -> dict[str, int]:
    """Return key → a digest of all that its rows say, in any order; read bit by bit.

    The day of the file (`as_of`) is left out: it changes with every file. No extract has no keys.
    """
    said: dict[str, int] = defaultdict(int)
    for batch in _batches(path):
        names = [name for name in batch.schema.names if name != "as_of"]
        lines = pc.binary_join_element_wise(*(_as_text(batch.column(name)) for name in names), "|")
        for each, line in zip(batch.column(key).to_pylist(), lines.to_pylist(), strict=True):
            said[each] = (said[each] + hash(line)) & _WORD
    return said


def _as_text(column: pa.Array) -> pa.Array:
    if pa.types.is_list(column.type):
        if pa.types.is_string(column.type.value_type):
            return pc.fill_null(pc.binary_join(column, " "), "")
        return pa.array([str(value) for value in column.to_pylist()], pa.string())
    return pc.fill_null(column.cast(pa.string()), "")


def read_extract(path: Path, columns: list[str] | None = None) -> pa.Table | None:
    """Return an extract, or None where nothing was loaded. Raises BadFile for a damaged one."""
    if not path.exists():
        return None
    try:
        return parquet.read_table(path, columns=columns, page_checksum_verification=True)
    except (pa.ArrowInvalid, UnicodeDecodeError, OSError) as error:
        raise BadFile(
            _("%(path)s is damaged (%(error)s); load its file again") % {"path": path, "error": error}
        ) from None


def read_between(path: Path, key: str, first: str, beyond: str) -> pa.Table | None:
    """Return the rows whose key is `first` or later and before `beyond`; None where nothing was loaded.

    Groups of rows that hold none of them are passed over: quick where the rows come in order.
    """
    if not path.exists():
        return None
    pieces = [
        batch.filter(pc.and_(pc.greater_equal(batch.column(key), first), pc.less(batch.column(key), beyond)))
        for batch in _batches(path, lambda group: _may_hold(group, key, first, beyond))
    ]
    if not pieces:
        return parquet.read_schema(path).empty_table()
    return pa.Table.from_batches(pieces).unify_dictionaries()


def _may_hold(group: parquet.RowGroupMetaData, key: str, first: str, beyond: str) -> bool:
    columns = (group.column(at) for at in range(group.num_columns))
    known = next(each.statistics for each in columns if each.path_in_schema == key)
    return not (known and known.has_min_max) or (known.max >= first and known.min < beyond)


def _batches(
    path: Path, wanted: Callable[[parquet.RowGroupMetaData], bool] = lambda _: True
) -> Iterator[pa.RecordBatch]:
    """Yield the rows of the groups wanted. Raises BadFile for a damaged extract."""
    if not path.exists():
        return
    try:
        with parquet.ParquetFile(path, page_checksum_verification=True) as file:
            groups = [at for at in range(file.num_row_groups) if wanted(file.metadata.row_group(at))]
            yield from file.iter_batches(_GROUP, groups)
    except (pa.ArrowInvalid, UnicodeDecodeError, OSError) as error:
        raise BadFile(
            _("%(path)s is damaged (%(error)s); load its file again") % {"path": path, "error": error}
        ) from None


def read_facts(path: Path) -> Facts | None:
    """Return what is known of an extract, or None where nothing was loaded."""
    if not path.exists():
        return None
    try:
        metadata = parquet.read_schema(path).metadata or {}
    except (pa.ArrowInvalid, UnicodeDecodeError, OSError) as error:
        raise BadFile(
            _("%(path)s is damaged (%(error)s); load its file again") % {"path": path, "error": error}
        ) from None
    known = {name: metadata.get(name.encode(), b"").decode() for name in Facts.__dataclass_fields__}
    return Facts(
        known["file"], known["as_of"], known["loaded_at"], int(known["read"] or 0), known["kept_for"]
    )


def give_memory_back() -> None:
    """Give what a load needed and no longer holds back to the system, before a build asks for more."""
    pa.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):  # glibc alone keeps freed memory, and can be asked for it
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def now() -> str:
    """Return the time now, in UTC."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def file_day(path: Path) -> str:
    """Return the day a file was last written, for files that tell no day of their own."""
    return datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC).date().isoformat()

"""Extracts: the rows that are kept of each public file, one Parquet file each, in the data folder.

An extract is replaced whole, by rename: a crash at any moment leaves the old one.
"""

from __future__ import annotations

import ctypes
import datetime
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
from finder.replace_file import put_in_place, temporary_file
from finder.sources.files.refused import Refused

# Of Arrow's allocators, jemalloc gives memory back to the system: a third less at the peak of a full load.
with suppress(NotImplementedError):  # Windows has none
    pa.set_memory_pool(pa.jemalloc_memory_pool())

#: How many rows of an extract are written, and read, at once.
_GROUP = 1 << 15
_WORD = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was read from one file."""

    #: The rows to keep.
    table: pa.Table
    #: How many rows the file has.
    read: int
    refused: Refused
    #: The day of the file's contents from its name or its dates: YYYY-MM-DD, YYYY-MM, YYYY or "".
    as_of: str
    #: Why rows of cancer care are not kept → how many.
    left_out: Mapping[str, int]
    #: What else the report of the load says, a sentence each.
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Where an extract comes from: its file, the day of the contents, when it was loaded, the file's rows.

    `path` and `size` (bytes) tell whether the file is still there; "" and 0 if they are not known.
    """

    file: str
    as_of: str
    loaded_at: str
    read: int
    path: str = ""
    size: int = 0

    def is_there(self) -> bool:
        """Tell whether the file still lies where it was loaded from, as large as it was."""
        try:
            return bool(self.path) and Path(self.path).stat().st_size == self.size
        except OSError:
            return False


def collect_rows(rows: Iterable[dict[str, Any]], schema: pa.Schema, size: int = 16_384) -> pa.Table:
    """Return rows as one table. Made of thousands at a time: many small tables take ten times the memory."""
    rest = iter(rows)
    tables = []
    while some := list(islice(rest, size)):
        tables.append(pa.Table.from_pylist(some, schema=schema))
    return pa.concat_tables(tables) if tables else schema.empty_table()


def collect_tables(tables: Iterable[pa.Table], schema: pa.Schema, size: int = 16_384) -> pa.Table:
    """Return tables as one, of pieces with `size` rows and more, for the same reason."""
    pieces, rest, count = list[pa.Table](), list[pa.Table](), 0
    for table in tables:
        rest.append(table)
        count += table.num_rows
        if count >= size:
            pieces.append(pa.concat_tables(rest).combine_chunks())
            rest, count = [], 0
    pieces += [pa.concat_tables(rest).combine_chunks()] if rest else []
    return pa.concat_tables(pieces) if pieces else schema.empty_table()


@contextmanager
def temporary_extract(path: Path, table: pa.Table, facts: Facts) -> Iterator[Path]:
    """Write an extract to a temporary file beside `path`, and yield its path.

    The caller may rename it to `path`; if not, it is removed at the end of the block.
    """
    metadata = {field: str(getattr(facts, field)) for field in Facts.__dataclass_fields__}
    schema = table.schema.with_metadata(metadata)
    with temporary_file(path, ".loading") as new:
        with parquet.ParquetWriter(new, schema, compression="zstd", write_page_checksum=True) as file:
            # A row group for each piece: dictionaries then need not be the same in all of them, and a build
            # reads a few groups at a time.
            for piece in table.to_batches(max_chunksize=_GROUP):
                file.write_batch(piece)
        yield new


def write_extract(path: Path, table: pa.Table, facts: Facts) -> None:
    """Write an extract, in place of the old one."""
    with temporary_extract(path, table, facts) as new:
        put_in_place(new, path)


def digests(path: Path, key: str) -> dict[str, int]:
    """Return key → a digest of all its rows, whatever their order; {} if there is no extract at `path`.

    The day of the file (`as_of`) is left out: it changes with every file.
    """
    digest: dict[str, int] = defaultdict(int)
    for batch in _batches(path):
        if "gone" in batch.schema.names:  # these NPIs are only known not to be cancer care
            batch = batch.filter(pc.invert(batch.column("gone")))  # noqa: PLW2901
        names = [name for name in batch.schema.names if name != "as_of"]
        lines = pc.binary_join_element_wise(*(_as_text(batch.column(name)) for name in names), "|")
        for each, line in zip(batch.column(key).to_pylist(), lines.to_pylist(), strict=True):
            digest[each] = (digest[each] + hash(line)) & _WORD
    return digest


def _as_text(column: pa.Array) -> pa.Array:
    if pa.types.is_nested(column.type):
        if pa.types.is_list(column.type) and pa.types.is_string(column.type.value_type):
            return pc.fill_null(pc.binary_join(column, " "), "")
        return pa.array([str(value) for value in column.to_pylist()], pa.string())
    return pc.fill_null(column.cast(pa.string()), "")


def read_extract(path: Path, columns: list[str] | None = None) -> pa.Table | None:
    """Return an extract, or None if none was loaded. Raises BadFile if it is damaged."""
    if not path.exists():
        return None
    try:
        return parquet.read_table(path, columns=columns, page_checksum_verification=True)
    except (pa.ArrowInvalid, UnicodeDecodeError, OSError) as error:
        raise BadFile(
            _("The extract %(path)s is damaged (%(error)s). Load its file again.")
            % {"path": path, "error": error}
        ) from None


def read_between(path: Path, key: str, first: str, beyond: str) -> pa.Table | None:
    """Return the rows whose key is `first` or later and before `beyond`; None if no extract was loaded.

    Row groups that have none of these keys are skipped, which is fast if the rows are in order.
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
    statistics = next(each.statistics for each in columns if each.path_in_schema == key)
    if not (statistics and statistics.has_min_max):
        return True
    return bool(statistics.max >= first and statistics.min < beyond)


def _batches(
    path: Path, select: Callable[[parquet.RowGroupMetaData], bool] = lambda _: True
) -> Iterator[pa.RecordBatch]:
    """Yield the rows of the selected row groups. Raises BadFile if the extract is damaged."""
    if not path.exists():
        return
    try:
        with parquet.ParquetFile(path, page_checksum_verification=True) as file:
            groups = [at for at in range(file.num_row_groups) if select(file.metadata.row_group(at))]
            yield from file.iter_batches(_GROUP, groups)
    except (pa.ArrowInvalid, UnicodeDecodeError, OSError) as error:
        raise BadFile(
            _("The extract %(path)s is damaged (%(error)s). Load its file again.")
            % {"path": path, "error": error}
        ) from None


def read_facts(path: Path) -> Facts | None:
    """Return where an extract comes from, or None if none was loaded. Raises BadFile if it is damaged."""
    if not path.exists():
        return None
    try:
        metadata = parquet.read_schema(path).metadata or {}
    except (pa.ArrowInvalid, UnicodeDecodeError, OSError) as error:
        raise BadFile(
            _("The extract %(path)s is damaged (%(error)s). Load its file again.")
            % {"path": path, "error": error}
        ) from None
    facts = {name: metadata.get(name.encode(), b"").decode() for name in Facts.__dataclass_fields__}
    read, size = (int(facts[name] or 0) for name in ("read", "size"))
    return Facts(facts["file"], facts["as_of"], facts["loaded_at"], read, facts["path"], size)


def give_memory_back() -> None:
    """Return memory that a load no longer uses to the system, before a build needs more."""
    pa.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):  # only glibc keeps freed memory, and has this call
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def file_day(path: Path) -> str:
    """Return the day (YYYY-MM-DD) a file was last written, for files that do not say their own day."""
    return datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC).date().isoformat()

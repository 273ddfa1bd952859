"""Read one of CMS's tables: choose its rows, clean them, refuse those that must be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from finder.errors import BadFile
from finder.language import _
from finder.sources.files import clean
from finder.sources.files.columns import read_batches
from finder.sources.files.day_in_name import day_in_names
from finder.sources.files.extract import Extracted, collect_rows
from finder.sources.files.header import Column, has_columns
from finder.sources.files.public_file import Progress
from finder.sources.files.refused import Refused
from finder.sources.files.stream import one_part
from finder.sources.files.values import text_of

Row = dict[str, str]

#: Columns with few different values are stored as numbers of these values: that takes half of the memory.
FEW_VALUES = pa.dictionary(pa.int32(), pa.string())
_CLEAN = dict.fromkeys(("last", "first", "name"), clean.name) | {"npi": clean.npi, "state": clean.state}


@dataclass(frozen=True, slots=True)
class Table:
    """How one of the files is read."""

    #: What the file is, for error messages.
    what: str
    columns: Mapping[str, Column]
    few_values: frozenset[str]
    #: Returns which rows of a batch to keep, as booleans.
    select: Callable[[pa.RecordBatch], pa.Array]
    #: Cleans a row in place; returns why it must be refused, or "".
    check: Callable[[Row], str]


def read_table(path: Path, table: Table, progress: Progress) -> Extracted:
    """Read a file, zipped or not. Raises BadFile if it is not this table, or is damaged."""
    part = one_part(path, r".*\.csv", table.what, lambda each: has_columns(each, table.columns))
    refused, read = Refused(), 0
    schema = pa.schema(
        [(name, FEW_VALUES if name in table.few_values else pa.string()) for name in table.columns]
    )

    def rows() -> Iterator[Row]:
        nonlocal read
        for batch in read_batches(part, table.columns, table.what, refused):
            read += batch.read
            selected = table.select(batch.rows)
            numbers = [batch.number(at) for at in pc.indices_nonzero(selected).to_pylist()]
            yield from _cleaned(batch.rows.filter(selected), numbers, table, refused)
            progress(read, batch.read_bytes, part.size)

    kept = collect_rows(rows(), schema)
    if not read + refused.uneven:
        raise BadFile(_("Download %(name)s again. It has a header but no rows.") % {"name": part.name})
    as_of = day_in_names((part.name, path.name))
    return Extracted(kept, read + refused.uneven, refused, as_of, {}, refused.notes())


def _cleaned(rows: pa.RecordBatch, numbers: list[int], table: Table, refused: Refused) -> Iterator[Row]:
    columns = {name: text_of(rows.column(name)) for name in rows.schema.names}
    for at, number in enumerate(numbers):
        row = {name: _CLEAN.get(name, clean.words)(values[at]) for name, values in columns.items()}
        if reason := table.check(row):
            refused.add(number, reason)
        else:
            yield row


def ccn_of(text: str) -> str:
    """Return a certification number of six characters, with a zero that a spreadsheet dropped; "" if bad."""
    ccn = clean.number_as_text(text).upper()
    if ccn.isdigit() and len(ccn) == 5:  # states 01 to 09
        ccn = ccn.zfill(6)
    return ccn if len(ccn) == 6 and ccn.isalnum() and ccn[:2].isdigit() else ""

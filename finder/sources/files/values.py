"""Columns of bytes: their text, and which rows hold some value."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import reduce

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from finder.sources.files import clean


def any_column_in(
    rows: pa.RecordBatch, names: Iterable[str], keys: Collection[str], keys_of: Callable[[str], Iterable[str]]
) -> pa.Array:
    """Return for each row whether one of these columns, of those it has, holds one of the keys.

    `keys_of` returns the keys of a value. It is called once for each different value of a batch.
    """
    columns = [rows.column(name) for name in names if name in rows.schema.names]
    return reduce(pc.or_, (_holds(column, keys, keys_of) for column in columns))


def any_code_in(rows: pa.RecordBatch, names: Iterable[str], codes: Collection[str]) -> pa.Array:
    """Return the same for codes of capital letters and digits, however the file writes them.

    Nearly every file writes them plainly; then nothing is folded, which takes a fifth of the time.
    """
    columns = [rows.column(name) for name in names if name in rows.schema.names]
    exact = pa.array([code.encode() for code in codes], pa.binary())
    return reduce(
        pc.or_,
        (
            pc.is_in(column, value_set=exact) if _is_plain(column) else _holds(column, codes, clean.codes)
            for column in columns
        ),
    )


def _is_plain(column: pa.Array) -> bool:
    """Tell whether a column of bytes has only capital letters and digits, and nothing to fold."""
    _, offsets, values = column.buffers()
    ends = np.frombuffer(offsets, np.int32, len(column) + 1, column.offset * 4)
    signs = np.frombuffer(values, np.uint8)[ends[0] : ends[-1]] if values else np.empty(0, np.uint8)
    return not signs.size or bool(signs.min() >= ord("0") and signs.max() <= ord("Z"))


def _holds(column: pa.Array, keys: Collection[str], keys_of: Callable[[str], Iterable[str]]) -> pa.Array:
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    values = encoded.dictionary
    texts = text_of(values) if pa.types.is_binary(values.type) else values.to_pylist()
    holds = pa.array([any(key in keys for key in keys_of(text)) for text in texts], pa.bool_())
    return pc.fill_null(holds.take(encoded.indices), False)


def npis_of(rows: pa.RecordBatch) -> pa.Array:
    """Return the NPIs of rows as bytes, without what spreadsheets put around them."""
    column = rows.column("npi")
    if pc.all(pc.equal(pc.binary_length(column), 10)).as_py() is not False:
        return column
    return pa.array([clean.npi(each).encode() for each in text_of(column)], pa.binary())


def text_of(values: pa.Array) -> list[str]:
    """Return a column of bytes as text. What is not UTF-8 is read as Windows-1252, as old exports are."""
    return [text_of_bytes(value) for value in values.to_pylist()]


def text_of_bytes(value: bytes) -> str:
    """Return bytes as text: UTF-8, or else Windows-1252, without NULs."""
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = value.decode("cp1252", errors="replace")
    return text.replace("\0", "") if "\0" in text else text

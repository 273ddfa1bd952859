"""The rows of an NPPES file that are not cancer care or not active: the NPI and the days, and nothing else.

A monthly file has hundreds of thousands of them, so they are made column by column.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from finder.sources.files import clean
from finder.sources.files.values import npis_of, text_of
from finder.sources.nppes.layout import SCHEMA

_DAYS = ("updated", "deactivated", "reactivated")
#: The columns that are read of such a row.
ENDED_COLUMNS = ["npi", *_DAYS]
#: What every second digit of an NPI counts; 24 stands for the prefix 80840.
_DOUBLED = np.array([0, 2, 4, 6, 8, 1, 3, 5, 7, 9], np.uint8)
_PREFIX = 24


def ended_rows(batches: Sequence[pa.RecordBatch], *, weekly: bool) -> pa.Table:
    """Return the rows of one or more batches: the NPI, and from when it is not cancer care or not active.

    Of a monthly file only those that are deactivated. Left out are rows with a wrong NPI or date.
    """
    rows = pa.concat_batches(batches)
    days = {name: _days(rows.column(name)) for name in _DAYS}
    stamp = pc.max_element_wise(*days.values(), skip_nulls=False)
    npis = npis_of(rows)
    kept = pc.and_(are_npis(npis), pc.fill_null(pc.less_equal(stamp, clean.tomorrow()), False))
    if not weekly:
        kept = pc.and_(kept, pc.fill_null(pc.greater(days["deactivated"], days["reactivated"]), False))
    count = rows.num_rows
    known = {"npi": npis, "gone": pa.repeat(True, count), "stamp": stamp, **days}
    none = {"places": pa.ListArray.from_arrays(pa.array([0] * (count + 1), pa.int32()), pa.nulls(0))}
    columns = [known.get(name, none.get(name, pa.nulls(count))) for name in SCHEMA.names]
    made = [column.cast(kind) for column, kind in zip(columns, SCHEMA.types, strict=True)]
    return pa.table(made, schema=SCHEMA).filter(kept)


def _days(column: pa.Array) -> pa.Array:
    """Return dates as YYYY-MM-DD, "" if there is none, null if it cannot be read."""
    encoded = column.dictionary_encode()
    read = pa.array([_day(text) for text in text_of(encoded.dictionary)], pa.string())
    return read.take(encoded.indices)


def _day(text: str) -> str | None:
    try:
        return clean.day(text)
    except ValueError:
        return None


def are_npis(npis: pa.Array) -> pa.Array:
    """Tell which values are NPIs with a right check digit: the Luhn algorithm, with 80840 in front."""
    whole = pc.equal(pc.binary_length(npis), 10)
    safe = pc.if_else(whole, npis, pa.scalar(b"0000000000", npis.type))
    digits = np.frombuffer(b"".join(safe.to_pylist()), np.uint8).reshape(-1, 10) - ord("0")
    right = (digits <= 9).all(axis=1) & np.isin(digits[:, 0], (1, 2))
    digits = np.where(digits <= 9, digits, 0)
    total = _PREFIX + _DOUBLED[digits[:, 0::2]].sum(axis=1) + digits[:, 1::2].sum(axis=1)
    return pc.and_(whole, pa.array(right & (total % 10 == 0)))

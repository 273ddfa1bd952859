"""The rows of an extract in the order of their NPIs, to be joined with those of another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

Row = dict[str, Any]


class RowsByNpi:
    """The rows of a table, asked for by NPI in rising order."""

    def __init__(self, table: pa.Table | None, columns: tuple[str, ...]) -> None:
        self._rows = _sorted_rows(table, columns) if table is not None else iter(())
        self._next: Row | None = next(self._rows, None)

    def of(self, npi: str) -> list[Row]:
        """Return the rows of an NPI; it must not be lower than the one asked for before."""
        rows = []
        while self._next is not None and self._next["npi"] <= npi:
            if self._next["npi"] == npi:
                rows.append(self._next)
            self._next = next(self._rows, None)
        return rows


def _sorted_rows(table: pa.Table, columns: tuple[str, ...]) -> Iterator[Row]:
    names = [name for name in columns if name in table.schema.names]
    for batch in table.select(names).sort_by("npi").to_batches(max_chunksize=2048):
        lists = [batch.column(name).to_pylist() for name in names]
        for values in zip(*lists, strict=True):
            yield dict(zip(names, values, strict=True))


def all_npis(*tables: pa.Table | None) -> list[str]:
    """Return the NPIs of tables, each once, in order."""
    chunks = [chunk for table in tables if table is not None for chunk in table.column("npi").chunks]
    if not chunks:
        return []
    npis = pc.unique(pa.chunked_array(chunks))
    return list(npis.take(pc.sort_indices(npis)).to_pylist())

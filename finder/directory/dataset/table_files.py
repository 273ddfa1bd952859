"""The files of one table: CSV and Parquet, written as rows come, with no more than a batch in memory."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from finder.domain.dataset import ExportTable, Value
from finder.formats.csv import harmless
from finder.store.dataset.sqlite_tables import SqliteTables

_TYPES = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
_BATCH = 5000


class TableFiles:
    """A table that rows are added to. Call `close` when all are there."""

    def __init__(self, table: ExportTable, folder: Path, database: SqliteTables) -> None:
        self.table, self.count = table, 0
        self._database = database
        self._waiting: list[tuple[Value, ...]] = []
        self._schema = pa.schema(
            [
                pa.field(each.name, _TYPES[each.type], not each.required, {"description": each.about})
                for each in table.fields
            ],
            metadata={"description": table.about},
        )
        self._text = (folder / f"csv/{table.name}.csv").open("w", encoding="utf-8", newline="")
        self._csv = csv.writer(self._text, lineterminator="\r\n")
        self._csv.writerow([each.name for each in table.fields])
        self._parquet = pq.ParquetWriter(
            folder / f"parquet/{table.name}.parquet", self._schema, compression="zstd"
        )

    def add(self, record: Any) -> None:
        """Add the rows of a record."""
        self._waiting += self.table.rows(record)
        if len(self._waiting) >= _BATCH:
            self._write()

    def close(self) -> None:
        """Write what is left, and end the files."""
        self._write()
        self._parquet.close()
        self._text.close()

    def _write(self) -> None:
        rows, self._waiting = self._waiting, []
        if rows:
            self._csv.writerows([_cell(each) for each in row] for row in rows)
            columns = [
                pa.array(column, kind)
                for column, kind in zip(zip(*rows, strict=True), self._schema.types, strict=True)
            ]
            self._parquet.write_table(pa.Table.from_arrays(columns, schema=self._schema))
            self._database.add(self.table, rows)
            self.count += len(rows)


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return harmless(value)
        case _:
            return repr(value)

"""Write tables to a SQLite file that other programs open: names, keys, references, one index a reference."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

from finder.domain.dataset import ExportField, ExportTable, Value

_TYPES = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


class SqliteTables:
    """A new file with empty tables, to add rows to. Names of tables and columns come from our own table."""

    def __init__(self, path: Path, tables: Sequence[ExportTable]) -> None:
        self._tables = {each.name: each for each in tables}
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        for each in tables:
            self._connection.execute(_create(each, self._tables))
        self._connection.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        with closing(self._connection):
            if kind is None:
                self._finish()

    def add(self, table: ExportTable, rows: Iterable[tuple[Value, ...]]) -> None:
        """Add rows, each in the order of the columns."""
        marks = ", ".join("?" * len(table.fields))
        self._connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)  # noqa: S608

    def _finish(self) -> None:
        """Index what is joined by, and let the planner know how many rows there are."""
        for table in self._tables.values():
            for each in table.fields:
                if each.refers_to and table.key[0] != each.name:
                    self._connection.execute(
                        f'CREATE INDEX "{table.name}_{each.name}" ON "{table.name}" ("{each.name}")'
                    )
        self._connection.execute("COMMIT")
        self._connection.execute("ANALYZE")


def _create(table: ExportTable, tables: Mapping[str, ExportTable]) -> str:
    key = ", ".join(f'"{each}"' for each in table.key)
    lines = [*(_column(each, tables) for each in table.fields), f"PRIMARY KEY ({key})"]
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(lines) + "\n)"


def _column(each: ExportField, tables: Mapping[str, ExportTable]) -> str:
    whole = f'"{each.name}" {_TYPES[each.type]}'
    if each.required:
        whole += " NOT NULL"
    if each.type == "boolean":
        whole += f' CHECK ("{each.name}" IN (0, 1))'
    if each.refers_to:
        whole += f' REFERENCES "{each.refers_to}" ("{tables[each.refers_to].key[0]}")'
    return whole

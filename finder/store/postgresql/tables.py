"""The tables of a directory as PostgreSQL has them, and rows written to them by COPY."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Connection,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)
from sqlalchemy.dialects.postgresql import TEXT
from sqlalchemy.schema import CreateIndex, CreateTable

#: The types of columns by their names in PostgreSQL; the first that fits counts.
_TYPES = {
    BigInteger: "int8",
    Integer: "int4",
    Float: "float8",
    Boolean: "bool",
    LargeBinary: "bytea",
    String: "text",
}


@cache
def as_in_postgresql(table: Table) -> Table:
    """Return a table whose texts have no greatest length and sort by their bytes, as SQLite has them."""
    copy = table.to_metadata(MetaData())
    for index in copy.indexes:  # said here, because a table that names a dialect imports it
        index.dialect_options["postgresql"]["where"] = index.dialect_options["sqlite"]["where"]
    for column in copy.c:
        if isinstance(column.type, String):
            column.type = TEXT(collation="C")
    return copy


def copy_rows(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> int:
    """Create a table where there is none, and write rows, then its indexes; return how many rows."""
    own = as_in_postgresql(table)
    connection.execute(CreateTable(own, if_not_exists=True))
    for column in own.c:
        if isinstance(column.type, LargeBinary):  # arrays of numbers: nothing that compressing makes smaller
            connection.exec_driver_sql(
                f"ALTER TABLE {_quoted(connection, own.name)}"
                f" ALTER COLUMN {_quoted(connection, column.name)} SET STORAGE EXTERNAL"
            )
    count = _copy(connection, own, iter(rows))
    for index in own.indexes:
        connection.execute(CreateIndex(index, if_not_exists=True))
    return count


def _copy(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> int:
    first = next(iter(rows), None)
    if first is None:
        return 0
    columns = [table.c[name] for name in first]
    names = ", ".join(_quoted(connection, each.name) for each in columns)
    target = f"{_quoted(connection, table.name)} ({names})"
    count = 0
    driver: Any = connection.connection.dbapi_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types([_type(each.type) for each in columns])
        for row in chain([first], rows):
            copy.write_row(tuple(row[each.name] for each in columns))
            count += 1
    return count


def _type(kind: Any) -> str:
    return next(name for each, name in _TYPES.items() if isinstance(kind, each))


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote(name)

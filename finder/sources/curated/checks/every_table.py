"""Rules for every table, taken from its record: keys, forms, enumerations and references."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from finder.domain.sources import LOADED, SOURCES
from finder.domain.table import Table
from finder.errors import DataFault
from finder.language import _
from finder.sources.curated import messages
from finder.sources.curated.data_table import Column, DataTable, Read, Row
from finder.sources.curated.forms import URL
from finder.sources.curated.row_locations import Keys, Location, column
from finder.sources.curated.tables import TABLES
from finder.sources.curated.values import values_at


def faults(read: Read) -> Iterator[DataFault]:
    """Yield every fault of single values, keys and references, in no order."""
    for table in TABLES:
        rows = read.rows(table.table)
        for columns in (table.key_columns, *table.unique):
            yield from _duplicates(columns, rows)
        for name, each in table.columns.items():
            if each.form or each.among:
                yield from _value_faults(name, each, rows)
            if each.refers_to:
                yield from _reference_faults(name, each, read, rows)
    yield from _sources_without_use(read)
    yield from _insecure_links(read)


def _duplicates(columns: tuple[str, ...], rows: list[Row[Any]]) -> Iterator[DataFault]:
    first: dict[tuple[object, ...], Location] = {}
    for row in rows if columns else ():
        values = tuple(getattr(row.values, name) for name in columns)
        if values in first:
            yield row.location.at(columns[0]).fault(
                messages.duplicate(
                    ", ".join(columns),
                    ", ".join(str(value) for value in values if value is not None),
                    first[values].path,
                    first[values].number,
                )
            )
        first.setdefault(values, row.location)


def _value_faults(name: str, each: Column, rows: list[Row[Any]]) -> Iterator[DataFault]:
    right: set[str] = set()
    for row, keys, value in _values(name, rows):
        if value in right:
            continue
        message = each.form.fault(column(keys), value) if each.form else None
        if each.among and value not in each.among:
            message = messages.not_among(column(keys), value, each.among)
        if message:
            yield row.location.at(*keys).fault(message)
        else:
            right.add(value)


def _reference_faults(name: str, each: Column, read: Read, rows: list[Row[Any]]) -> Iterator[DataFault]:
    assert each.refers_to  # noqa: S101 (asked only of such columns)
    allowed = {**read.keys(each.refers_to), **dict.fromkeys(each.also)}
    for row, keys, value in _values(name, rows):
        if value not in allowed:
            message = messages.not_in_file(column(keys), value, allowed, file_of(each.refers_to))
            yield row.location.at(*keys).fault(message)


def file_of(table: Table[Any]) -> str:
    """Return the file of a table as people call it."""
    return f"data/{_BY_TABLE[table].path}"


_BY_TABLE: dict[Table[Any], DataTable[Any]] = {each.table: each for each in TABLES}


def _values(name: str, rows: list[Row[Any]]) -> Iterator[tuple[Row[Any], Keys, str]]:
    for row in rows:
        for keys, value in values_at(row.values, name):
            yield row, keys, value


def _columns(read: Read) -> Iterator[tuple[str, Column, list[Row[Any]]]]:
    for table in TABLES:
        for name, each in table.columns.items():
            yield name, each, read.rows(table.table)


def _sources_without_use(read: Read) -> Iterator[DataFault]:
    used = set(LOADED)
    for name, each, rows in _columns(read):
        if each.refers_to is SOURCES:
            used.update(value for _row, _keys, value in _values(name, rows))
    for row in read.rows(SOURCES):
        if row.record.key not in used:
            message = _("remove it. No fact of data/ cites the source `%(key)s`.")
            yield row.location.fault(message % {"key": row.record.key})
    for key in LOADED:
        if key not in read.keys(SOURCES):
            message = _("add the source `%(key)s`. Records of loaded files cite it.") % {"key": key}
            yield DataFault(file_of(SOURCES), 0, message)


def _insecure_links(read: Read) -> Iterator[DataFault]:
    urls = [
        (row, keys, value)
        for name, each, rows in _columns(read)
        if each.form is URL
        for row, keys, value in _values(name, rows)
    ]
    secure = {value for _row, _keys, value in urls if value.startswith("https:")}
    for row, keys, value in urls:
        near = value.replace("http:", "https:", 1)
        if near != value and near in secure:
            message = _("%(column)s: write `%(near)s`. Another row links to this page with https.")
            yield row.location.at(*keys).fault(message % {"column": column(keys), "near": near})

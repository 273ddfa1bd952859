"""The files of one data table → rows, and the faults of each row by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from finder.domain.table import Record
from finder.errors import DataFault
from finder.sources.curated import messages
from finder.sources.curated.csv_files import read_csv
from finder.sources.curated.data_table import DataTable, Row
from finder.sources.curated.row_locations import Keys, Location, column
from finder.sources.curated.toml_files import read_named, read_toml
from finder.sources.curated.values import Type, type_faults, type_of, values_at


def read_rows(folder: Path, table: DataTable[Record], faults: list[DataFault]) -> list[Row[Record]]:
    """Return the rows of a table in `folder`; what cannot be read is added to `faults`, with its line."""
    kind = type_of(table.row_type)
    rows = (_row(table, kind, *raw, faults) for raw in _raw_rows(folder, table, faults))
    return [row for row in rows if row is not None]


def _raw_rows(
    folder: Path, table: DataTable[Any], faults: list[DataFault]
) -> Iterator[tuple[str, Location, dict[str, object]]]:
    """Yield the name of the file, where the row is in it, and its values."""
    file = folder / table.path
    if "*" in table.path:
        for each in sorted(folder.glob(table.path)):
            read = read_toml(each, label(folder, each), faults)
            if read is not None:
                yield each.stem, *read
    elif file.suffix == ".csv":
        for line, cells in read_csv(file, label(folder, file), table.row_type, faults):
            yield file.stem, line, cells
    else:
        for location, values in read_named(file, label(folder, file), faults):
            yield file.stem, location, values


def label(folder: Path, file: Path) -> str:
    """Return a file as people call it: `data/centers/huntsman.toml`."""
    return f"data/{file.relative_to(folder).as_posix()}"


def _row(
    table: DataTable[Record],
    kind: Type,
    file: str,
    location: Location,
    raw: dict[str, object],
    faults: list[DataFault],
) -> Row[Record] | None:
    try:
        values, wrong = _values(table, kind, raw)
        if not wrong:
            return Row(location, values, table.make(file, values) if table.make else values)
        faults.extend(location.at(*keys).fault(message) for keys, message in wrong)
    except ValueError as error:
        faults.append(location.fault(str(error)))
    return None


def _values(table: DataTable[Any], kind: Type, raw: dict[str, object]) -> tuple[Any, list[tuple[Keys, str]]]:
    """Return a row as its type, and what is wrong with it. Raises ValueError."""
    is_csv = table.path.endswith(".csv")
    values, error = None, None
    try:
        values = msgspec.convert(raw, table.row_type)
    except msgspec.ValidationError as caught:
        error = caught
    # The slow way finds every fault. In a TOML file it also finds fields that the type does not have.
    wrong = list(type_faults(raw, kind, csv=is_csv)) if error or not is_csv else []
    if error and not wrong:
        raise error
    for name in table.key_columns:
        if isinstance(text := raw.get(name), str) and not text.strip():
            wrong.append(((name,), messages.empty(name)))
    return values, wrong or list(_range_faults(table, values))


def _range_faults(table: DataTable[Any], values: Any) -> Iterator[tuple[Keys, str]]:
    for name, each in table.columns.items():
        if each.within is None:
            continue
        low, high = each.within
        for keys, number in values_at(values, name):
            if not low <= number <= high:  # also for nan
                yield keys, messages.out_of_range(column(keys), number, low, high)

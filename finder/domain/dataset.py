"""The tables of the whole data set: one definition makes SQL, CSV, Parquet and the dictionary."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

#: A part of a row of the data set.
Value = str | int | float | bool | None
#: `text` also holds dates that are known to the month or the year, and lists as `a|b`.
FieldType = Literal["text", "integer", "number", "boolean"]
#: The file of the dictionary, and what describes the whole to programs.
DICTIONARY, DESCRIPTOR = "DICTIONARY.md", "datapackage.json"
#: The SQLite file with every table, and what datasette shows beside it.
SQLITE, DATASETTE = "finder.sqlite", "datasette.json"
CHECKSUMS, SOURCES = "SHA256SUMS", "SOURCES.md"


@dataclass(frozen=True, slots=True)
class ExportField:
    """A column: what it holds, and how it is read from what a row is made of.

    `refers_to` is the table whose key it is. `required`: it is never empty.
    """

    name: str
    about: str
    read: Callable[[Any], Value]
    type: FieldType = "text"
    required: bool = False
    refers_to: str = ""


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table: what a row is, its columns, its key, and the column that names a row.

    `unfold` yields what each row is made of, from a record of the directory.
    """

    name: str
    about: str
    fields: tuple[ExportField, ...]
    key: tuple[str, ...]
    unfold: Callable[[Any], Iterable[Any]] = field(default=lambda each: (each,))
    label: str = ""

    def rows(self, record: Any) -> Iterable[tuple[Value, ...]]:
        """Yield the rows of a record."""
        for each in self.unfold(record):
            yield tuple(one.read(each) for one in self.fields)


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the data set: its name, its size in bytes, its SHA-256, and how many rows it has."""

    name: str
    size: int
    digest: str
    rows: int | None = None

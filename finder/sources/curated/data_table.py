"""The record of one data table: everything the finder knows of it, in one place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic

from finder.domain.places import ZipTable
from finder.domain.table import Record, Table
from finder.errors import DataFault
from finder.sources.curated.forms import Form
from finder.sources.curated.row_locations import Location

#: Where most values come from.
CITED = "the source in `source`"


@dataclass(frozen=True, slots=True)
class Column:
    """What a column means, and what its values must be; what its type says is not repeated here.

    `source` is where a value comes from. `form` is how a text is written, `among` an enumeration,
    `refers_to` the table whose key it must be (or one of `also`), `within` the lowest and highest number.
    `translated`: readers see it, so every language has a translation; a function decides which values.
    """

    meaning: str
    example: str
    source: str = CITED
    form: Form | None = None
    among: Collection[str] = ()
    refers_to: Table[Any] | None = None
    also: tuple[str, ...] = ()
    within: tuple[float, float] | None = None
    translated: bool | Callable[[str], bool] = False


@dataclass(frozen=True, slots=True)
class Row(Generic[Record]):
    """A row as read: where it is, its values as the file has them, and the record made of them."""

    location: Location
    values: Any
    record: Record


@dataclass(frozen=True, slots=True)
class Read:
    """data/ as read, before it is checked: the rows of each table, and the ZIP table to check them by."""

    tables: Mapping[Table[Any], list[Row[Any]]]
    zips: ZipTable

    def rows(self, table: Table[Record]) -> list[Row[Record]]:
        """Return the rows of a table in the order of its file."""
        return self.tables[table]

    def keys(self, table: Table[Any]) -> dict[Any, None]:
        """Return the keys of a table's records, in the order of its file."""
        return dict.fromkeys(table.key_of(row.record) for row in self.tables[table])


#: A rule that crosses values or rows: it yields every fault. Its docstring is a line of data/README.md.
Check = Callable[[Read], Iterator[DataFault]]


@dataclass(frozen=True, slots=True)
class DataTable(Generic[Record]):
    """Where a table's rows are, what their columns mean, and what is checked.

    `path` is relative to data/: `x.csv`, `x.toml` (one TOML table a row, its name is the column `key`), or
    `folder/*.toml` (one file a row). `columns` are in the order of data/README.md; inside a TOML file their
    names are like `site.phone.number`. `row` is the type of a row where that is not the record itself;
    `make` then makes the record of the file's name without its ending and of such a row, or raises ValueError
    with what is wrong. `unique` are columns that no two rows share, besides
    the key. `used_for` says where the finder shows the table.
    """

    table: Table[Record]
    path: str
    meaning: str
    used_for: str
    columns: Mapping[str, Column]
    row: type[Any] | None = None
    make: Callable[[str, Any], Record] | None = None
    key: tuple[str, ...] | None = None
    unique: tuple[tuple[str, ...], ...] = ()
    checks: tuple[Check, ...] = ()

    @property
    def row_type(self) -> type[Any]:
        """The type of a row as the file has it."""
        return self.row or self.table.record

    @property
    def key_columns(self) -> tuple[str, ...]:
        """The columns that tell rows apart; empty where that is the name of the file."""
        return self.table.key if self.key is None else self.key

"""What every layer knows of a table of data/: its name, the type of its records, and their key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True, eq=False)
class Table(Generic[Record]):
    """A table of data/. It stands beside the type of its records; how its file is read, checked and
    described is in finder/sources/curated/tables.

    `name` is what the directory calls it, at most 20 letters. `key` are the fields that tell its records
    apart. `in_catalog`: the directory keeps its records in the catalog, so that
    `catalog.rows(TABLE)` gives them back; False for a table with an index of its own in the store, and for
    one that no page asks for. Records are in the order of the file, or sorted by `sorted_by`.
    """

    name: str
    record: type[Record]
    key: tuple[str, ...]
    in_catalog: bool = True
    sorted_by: str | None = None

    def key_of(self, record: Record) -> object:
        """Return what tells a record apart: the value of its key field, or a tuple of several."""
        values = tuple(getattr(record, name) for name in self.key)
        return values[0] if len(values) == 1 else values

    def in_order(self, records: list[Record]) -> list[Record]:
        """Return records in the order that readers of the table get them in."""
        if self.sorted_by is None:
            return records
        return sorted(records, key=self._order)

    def _order(self, record: Record) -> tuple[float, str]:
        value = getattr(record, self.sorted_by or "")
        return (value, "") if isinstance(value, int | float) else (0, str(value).casefold())

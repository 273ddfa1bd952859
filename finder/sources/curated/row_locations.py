"""Where a row or a fact of data/ is, so that a fault can name its file and line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from finder.errors import DataFault

#: The way to a value inside a row: `("site", 0, "phone", 1, "number")`, or `("name",)` in a table.
Keys = tuple[str | int, ...]


class Location(Protocol):
    """A row of a table, a TOML file, or a fact within it. Lines are counted from 1."""

    @property
    def path(self) -> str:
        """The file as people call it: `data/cancers.csv`."""

    @property
    def number(self) -> int:
        """The line."""

    def at(self, *keys: str | int) -> Location:
        """Return the location of a value inside it."""

    def fault(self, message: str) -> DataFault:
        """Return a fault at this line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a CSV file: all its values are on one line."""

    path: str
    number: int

    def at(self, *_keys: str | int) -> Line:
        """Return the row itself."""
        return self

    def fault(self, message: str) -> DataFault:
        """Return a fault at this line."""
        return DataFault(self.path, self.number, message)


def column(keys: Keys) -> str:
    """Return how a fault names a value: `site[0].phone[1].number`."""
    name = ""
    for key in keys:
        name += f"[{key}]" if isinstance(key, int) else f".{key}" if name else key
    return name

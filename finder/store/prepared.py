"""Statements compiled once and run by the driver itself: the hot path of a search.

SQLAlchemy takes 20 to 40 microseconds to hand a statement to the driver, as long as SQLite takes to answer
it (docs/decisions/2026-11-22-hot-path-to-the-driver.md). The statement is still SQLAlchemy's, in the dialect
of the engine it runs on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select


class Prepared:
    """A statement whose values are all named by bindparam."""

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        self._statement = statement
        self._dialect = ""
        self._text = ""
        self._order: list[str] | None = None

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Return all rows, as the driver gives them."""
        if self._dialect != connection.dialect.name:
            self._compile(connection)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(self._text, [values[name] for name in self._order] if self._order else values)
            return list(cursor.fetchall())
        finally:
            cursor.close()

    def _compile(self, connection: Connection) -> None:
        compiled = self._statement.compile(dialect=connection.dialect)
        # Drivers that count their values want a list in this order, the others a mapping.
        self._order = compiled.positiontup
        self._text = str(compiled)
        self._dialect = connection.dialect.name

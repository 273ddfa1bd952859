"""Any number of whole numbers as one value of a statement, in SQLite and PostgreSQL.

SQLite limits the values of a statement, and scans the table for a long list of them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class Numbers(FunctionElement[int]):
    """The numbers of a JSON array as rows; use it with `.table_valued("value")`."""

    name = "numbers"
    type = Integer()
    inherit_cache = True


@compiles(Numbers)
def _in_sqlite(element: Numbers, compiler: Any, **options: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(Numbers, "postgresql")
def _in_postgresql(element: Numbers, compiler: Any, **options: Any) -> str:
    value = compiler.process(element.clauses, **options)
    rows = f"json_array_elements_text(CAST({value} AS json))"
    return f"(SELECT CAST(each AS integer) AS value FROM {rows} AS each)"  # noqa: S608 (our own words)

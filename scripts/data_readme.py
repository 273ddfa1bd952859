"""data/README.md: the dictionary of every column, made from the records of the tables.

usage: python -m scripts.data_readme            write it
       python -m scripts.data_readme --check    say whether it is current
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import inspect

from finder.sources.curated.checks.every_table import file_of
from finder.sources.curated.data_table import Column, DataTable
from finder.sources.curated.tables import TABLES
from finder.sources.curated.values import Type, column_types

FILE = Path(__file__).resolve().parent.parent / "data" / "README.md"

_BEGINNING = """\
# The dictionary of data/

Made by `python -m scripts.data_readme` from `finder/sources/curated/tables/`: change a line there, not here.
[SOURCES.md](SOURCES.md) says what the facts rest on, and what is missing.

**How to edit.** Change a file, run `finder check`, and read what it says: every fault is named with its file,
line and column, the value, what is allowed and the nearest right value. Then run `finder build`.

**How values are written.**
- A CSV file has one row a record, in UTF-8. The order of its columns does not matter. Several values in a
  cell are separated by `|`.
- A TOML file is one record, or one named table a record. `site.phone.number` below is `number` in a
  `[[site.phone]]`, or in a `phone` inside of `[[site]]`.
- An empty cell, or a line that is left out, means "not known". Leave a fact out rather than guess.
- A date is the day, month or year of the evidence: `2026-11-30`, `2026-11` or `2026`, never in the future.
- A telephone number is `+1-617-555-0100`; a short one is `911` or `988`.
- Text that readers see (marked *) is translated: after a change run `scripts/messages update`.

**How to read the tables below.** "Needed" is `yes` where a row must have a value, or the part of a TOML file
that it is in. "From" says where the value comes from; "the source in `source`" is the one that this row or
part names.
"""


def text() -> str:
    """Return the whole file."""
    return "\n".join([_BEGINNING, *_contents(), *(line for table in TABLES for line in _section(table))])


def _contents() -> Iterator[str]:
    yield "| file | what it holds | where it is used |"
    yield "|---|---|---|"
    for table in TABLES:
        yield f"| [{table.path}](#{_anchor(table.path)}) | {table.meaning} | {table.used_for} |"
    yield ""


def _anchor(path: str) -> str:
    """Return the anchor that Markdown makes of a heading."""
    return "".join(each for each in path.lower() if each.isalnum() or each in "_-")


def _section(table: DataTable[Any]) -> Iterator[str]:
    yield f"## {table.path}"
    yield ""
    yield table.meaning
    yield ""
    key = " + ".join(f"`{name}`" for name in table.key_columns)
    yield f"- Key: {key or 'the name of the file'}"
    for columns in table.unique:
        yield f"- No two rows share: {' + '.join(f'`{name}`' for name in columns)}"
    for check in table.checks:
        yield f"- Checked: {(check.__doc__ or '').splitlines()[0]}"
    yield ""
    yield "| column | needed | what it means | allowed | example | from |"
    yield "|---|---|---|---|---|---|"
    types = {name: (kind, needed) for name, kind, needed in column_types(table.row_type)}
    for name, column in table.columns.items():
        kind, needed = types[name]
        cells = [
            f"`{name}`" + (" *" if column.translated else ""),
            "yes" if needed and not _may_be_empty(table, kind) else "",
            column.meaning,
            _allowed(table, column, kind),
            f"`{column.example.replace('|', chr(92) + '|')}`",
            column.source,
        ]
        yield f"| {' | '.join(cells)} |"
    yield ""


def _may_be_empty(table: DataTable[Any], kind: Type) -> bool:
    return table.path.endswith(".csv") and isinstance(kind, inspect.VarTupleType)


def _allowed(table: DataTable[Any], column: Column, kind: Type) -> str:
    """Return what a value may be, from the type and the record of its column."""
    if isinstance(kind, inspect.VarTupleType):
        return f"a list; each {_allowed(table, column, kind.item_type)}"
    if column.refers_to:
        also = "".join(f", or `{each}`" for each in column.also)
        return f"a key of `{file_of(column.refers_to).removeprefix('data/')}`{also}"
    if column.within:
        return f"a number from {column.within[0]:g} to {column.within[1]:g}"
    if column.form:
        return column.form.words
    return ", ".join(f"`{each}`" for each in column.among) or _type_words(table, kind)


def _type_words(table: DataTable[Any], kind: Type) -> str:
    if isinstance(kind, inspect.LiteralType):
        return ", ".join(f"`{each}`" for each in kind.values)
    if isinstance(kind, inspect.BoolType):
        return "`yes`, `no`" if table.path.endswith(".csv") else "`true`, `false`"
    return "a whole number" if isinstance(kind, inspect.IntType) else "text"


def main(arguments: list[str]) -> int:
    """Write the file or check it; return what the shell gets."""
    if arguments == ["--check"]:
        current = FILE.exists() and FILE.read_text(encoding="utf-8") == text()
        old = "data/README.md is old: run python -m scripts.data_readme"
        print("data/README.md is current." if current else old)
        return 0 if current else 1
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    FILE.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

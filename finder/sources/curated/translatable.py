"""Which texts of data/ a reader reads: the table that the catalogs of every other language are made from."""

from __future__ import annotations

from collections.abc import Iterator

from finder.sources.curated.data_table import Read
from finder.sources.curated.tables import TABLES
from finder.sources.curated.values import values_at


def texts(read: Read) -> Iterator[tuple[str, str]]:
    """Yield every text of data/ that a reader reads, with its file and column."""
    for table in TABLES:
        for name, column in table.columns.items():
            if not column.translated:
                continue
            for row in read.rows(table.table):
                for _keys, text in values_at(row.values, name):
                    if column.translated is True or column.translated(text):
                        yield text, f"data/{table.path}#{name}"

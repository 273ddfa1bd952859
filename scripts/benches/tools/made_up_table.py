"""The sites of the made-up clinicians as one SQLite table, as any program would keep them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from finder.replace_file import replacing
from scripts.benches.tools.made_up_directory import made_up_people, zips_with_points

_COLUMNS = (
    "npi", "last", "first", "sex", "specialty", "street", "city", "state", "zip", "latitude", "longitude",
)  # fmt: skip


def made_up_table(home: Path, sites: int) -> Path:
    """Return the database, written first if it is not there: table "site", indexed by ZIP and specialty."""
    path = home / "sites.db"
    if not path.exists():
        with replacing(path, ".new") as new, closing(sqlite3.connect(new)) as database:
            database.execute(f"CREATE TABLE site ({', '.join(_COLUMNS)})")
            database.executemany(f"INSERT INTO site VALUES ({', '.join('?' * len(_COLUMNS))})", _rows(sites))
            database.execute("CREATE INDEX asked ON site (zip, specialty)")
            database.execute("ANALYZE")
            database.commit()
    return path


def _rows(sites: int) -> Iterator[tuple[str | float | None, ...]]:
    for each in made_up_people(zips_with_points(), sites):
        for at in each.practices:
            yield (
                each.npi, each.last, each.first, each.sex, each.specialties[0].specialty, at.street, at.city,
                at.state, at.zip, at.latitude, at.longitude,
            )  # fmt: skip

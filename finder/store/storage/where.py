"""The two kinds of places for a directory: a SQLite file, a PostgreSQL database."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from finder.domain.database import Database
from finder.errors import BadSetting
from finder.language import _
from finder.store.storage.interface import Storage
from finder.store.storage.sqlite_file import SqliteFile

#: The path of a SQLite file, or a PostgreSQL database.
Where: TypeAlias = Path | Database
#: The command that installs what a database needs.
_INSTALL = 'pip install "cancer-finder[postgresql]"'


def at(where: Where) -> Storage:
    """Return the place at a path or in a database. Raises BadSetting if psycopg is not installed."""
    if not isinstance(where, Database):
        return SqliteFile(where)
    try:
        from finder.store.postgresql.storage import PostgresDatabase  # noqa: PLC0415 (psycopg is optional)
    except ImportError as error:
        message = _("Run: %(command)s. FINDER_DATABASE_URL needs psycopg, which cannot be loaded here.")
        raise BadSetting(message % {"command": _INSTALL}) from error
    return PostgresDatabase(where)

"""The settings of the database that holds the directory."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from finder.domain.database import Database
from finder.errors import BadSetting
from finder.language import _

_PRIMARY, _REPLICAS = "FINDER_DATABASE_URL", "FINDER_REPLICA_URLS"
#: What is done only with a directory in a file.
_OF_FILES = ("FINDER_FOLLOW", "FINDER_PUBLISH")
#: How an address may begin; libpq reads the second and third.
_SCHEMES = ("postgresql+psycopg", "postgresql", "postgres")


def database(values: Mapping[str, str], home: Path) -> Database | None:
    """Return the database, or None if the directory lies in a file. Raises BadSetting."""
    primary = values[_PRIMARY].strip()
    replicas = [each.strip() for each in values[_REPLICAS].split(",") if each.strip()]
    if replicas and not primary:
        message = _("%(setting)s: set %(other)s too. A replica copies that database.")
        raise BadSetting(message % {"setting": _REPLICAS, "other": _PRIMARY})
    if not primary:
        return None
    for other in _OF_FILES:
        if values[other].strip():
            message = _("%(setting)s: leave it empty. It is for a directory in a file, and %(other)s is set.")
            raise BadSetting(message % {"setting": other, "other": _PRIMARY})
    return Database(home, _address(_PRIMARY, primary), tuple(_address(_REPLICAS, each) for each in replicas))


def _address(name: str, text: str) -> str:
    """Return an address as libpq reads it. The error does not repeat the text: it may hold a password."""
    try:
        parts = urlsplit(text)
        is_right = parts.scheme in _SCHEMES and bool(parts.path.strip("/")) and parts.port != 0
    except ValueError:  # a port that is no number
        is_right = False
    if not is_right:
        message = _("%(setting)s: write postgresql+psycopg://USER:PASSWORD@HOST:5432/NAME.")
        raise BadSetting(message % {"setting": name})
    return f"postgresql:{text.partition(':')[2]}"

"""Ask a directory that was built elsewhere what this version of the finder must be able to read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy.exc import SQLAlchemyError

from finder.domain.table import Table
from finder.errors import BadDirectory
from finder.language import _
from finder.store import schema
from finder.store.connect import FileSnapshot
from finder.store.read_catalog import catalog_of, read_meta
from finder.store.storage.sqlite_file import verify_file


def verify_published(path: Path, tables: Iterable[Table[Any]]) -> None:
    """Raise BadDirectory unless this version of the finder can read a directory that was built elsewhere.

    It is asked what a new one of our own is asked, and all `tables` of its catalog are read.
    """
    snapshot = FileSnapshot(path, connections=1)
    try:
        with snapshot.connect() as connection:
            is_ours = read_meta(connection, "form") == schema.form()
        catalog = catalog_of(snapshot)
        for each in tables:
            catalog.rows(each)
        verify_file(path, {})
    except (SQLAlchemyError, msgspec.DecodeError, LookupError, ValueError):
        is_ours = False
    finally:
        snapshot.engine.dispose()
    if not is_ours:
        raise BadDirectory(_("Another version of the finder made the directory %(path)s.") % {"path": path})

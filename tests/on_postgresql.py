"""Run tests on PostgreSQL: FINDER_TEST_DATABASE=postgresql scripts/test tests/store tests/search tests/web.

Each path at which a test has a directory is then a database of its own. Tests of the SQLite file itself have
the mark `sqlite`, and are skipped.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

from finder.domain.database import Database
from scripts import postgresql_server

IS_ON = os.environ.get("FINDER_TEST_DATABASE") == "postgresql"
_open = ExitStack()
#: The path whose database is copied for another path.
_SOURCES: dict[Path, Path] = {}


def install() -> None:
    """Let every path of a directory mean a database."""
    from finder.store import connect  # noqa: PLC0415 (only where the tests run on PostgreSQL)
    from finder.store.postgresql import directory, storage  # noqa: PLC0415
    from finder.store.storage import where  # noqa: PLC0415

    class AtPath(storage.PostgresDatabase):
        def __init__(self, path: Path) -> None:
            super().__init__(Database(path.parent, _address(path)))
            object.__setattr__(self, "path", path)

        def open(self) -> Opened:
            return Opened(self.database, self.path)

    class Opened(directory.DatabaseDirectory):
        def __init__(self, database: Database, path: Path) -> None:
            super().__init__(database)
            self.path = path

        def snapshot(self):
            snapshot = super().snapshot()
            snapshot.path = self.path
            return snapshot

    directory.LOOK = 0.0  # tests look at once
    where.SqliteFile = AtPath
    connect.Directory = lambda path: AtPath(path).open()


def stop() -> None:
    """Stop the server, if it was started."""
    _open.close()


@contextmanager
def cluster_or_skip():
    """Run a server until the block ends; skip the test where PostgreSQL is not installed."""
    from tests.conftest import missing  # noqa: PLC0415 (which imports this module)

    try:
        with postgresql_server.cluster() as made:
            yield made
    except postgresql_server.NotInstalled as error:
        missing(str(error))


@cache
def _cluster():
    return _open.enter_context(cluster_or_skip())


def copy(source: Path, target: Path) -> None:
    """Let the database of a path be a copy of another's, to which nobody is connected."""
    _SOURCES[target.resolve()] = source.resolve()


def _name(path: Path) -> str:
    return f"at_{hashlib.sha256(str(path).encode()).hexdigest()[:20]}"


@cache
def _address(path: Path) -> str:
    path = path.resolve()
    name, source = _name(path), _SOURCES.get(path)
    server = _cluster().primary
    server.run(f"CREATE DATABASE {name}" + (f" TEMPLATE {_name(source)}" if source else ""))
    return f"postgresql:{server.address(name).partition(':')[2]}"


if IS_ON:
    install()

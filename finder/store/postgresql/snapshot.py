"""One version of the directory in PostgreSQL, read from whichever server has it and answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError

from finder.errors import DirectoryAway, DirectoryGone
from finder.store.connect import CONNECTIONS, READING, Snapshot
from finder.store.postgresql.servers import Server, Servers, first_line

#: Seconds after which a connection is opened anew, so that a server that was away is used again.
_RENEW = 60
#: How often a query is asked, of one server after the other.
_TRIES = 3
#: The errors of a query that no other server would answer better.
_OF_THE_QUERY = (psycopg.DataError, psycopg.IntegrityError, psycopg.NotSupportedError)


class VersionSnapshot(Snapshot):
    """A version, which is a schema of its name. Its tables never change, so every server has the same."""

    def __init__(self, servers: Servers, version: str) -> None:
        self.version = version
        #: Whether it was removed since.
        self.is_gone = False
        engine = create_engine(
            "postgresql+psycopg://",
            creator=lambda: servers.open(version),
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_recycle=_RENEW,
            use_native_hstore=False,
            **READING,
        )
        super().__init__(engine)

    def connect(self) -> Connection:
        """Return a connection, for a `with` block, that moves to another server if its own fails.

        Raises DirectoryGone if the version was removed, and DirectoryAway if no server answers.
        """
        with self.noticing_its_end():
            for _ in range(_TRIES):
                try:
                    return _Reading(self)
                except DBAPIError as error:  # the server fell just after it had let us in
                    failure = error
        raise DirectoryAway(first_line(failure.orig or failure)) from failure

    @contextmanager
    def noticing_its_end(self) -> Iterator[None]:
        """Remember if no server has the version any more."""
        try:
            yield
        except DirectoryGone:
            self.is_gone = True
            raise


class _Reading(Connection):
    """A connection on which a query that failed with its server is asked again of another.

    A version is the same everywhere, so rows of one question may come from two servers.
    """

    def __init__(self, snapshot: VersionSnapshot) -> None:
        self._snapshot = snapshot
        super().__init__(snapshot.engine)

    def execute(self, statement: Any, parameters: Any = None, **options: Any) -> Any:
        """Run a query, again if its server fails or the version is gone from it. Raises as `connect`."""
        for _ in range(_TRIES):
            server = None
            try:
                server = self._server()
                return super().execute(statement, parameters, **options)
            except DBAPIError as error:
                failure = error
                if isinstance(error.orig, _OF_THE_QUERY):
                    raise
                if server and not isinstance(error.orig, psycopg.ProgrammingError):
                    server.failed(error.orig or error)
            self.invalidate()
            self.rollback()
        if isinstance(failure.orig, psycopg.ProgrammingError):
            raise failure
        raise DirectoryAway(first_line(failure.orig or failure)) from failure

    def _server(self) -> Server:
        """Return the server that this connection reads from; another one if it has none any more."""
        with self._snapshot.noticing_its_end():
            connection: Any = self.connection.dbapi_connection
        server: Server = connection.server
        return server

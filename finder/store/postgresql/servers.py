"""The servers of a database: connections to the first that answers, and a pause for those that do not."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.types.string import StrDumper

from finder.domain.database import Database, name_of
from finder.errors import BadDirectory, DirectoryAway, DirectoryGone, OtherRelease
from finder.language import _

log = logging.getLogger("finder")

#: How long a server may take to accept a connection, in seconds; libpq takes no less.
_CONNECT = 2
#: How long a server may send nothing while it is asked, in seconds: the largest answer begins sooner.
_SILENT = 5.0
#: How long a server that failed is left alone while there are others, in seconds.
_PAUSE = 5.0
#: How often it is looked at whether a server is silent, in seconds; an answer itself ends the wait at once.
_LOOK = 0.25
#: Short questions are not worth compiling, and nothing may be written.
_OPTIONS = "-c jit=off -c default_transaction_read_only=on -c search_path={schema}"
_HAS = "SELECT to_regnamespace(%s) IS NOT NULL"
_NEWEST = "SELECT name FROM finder.version WHERE form = %s ORDER BY number DESC LIMIT 1"
_COUNT = "SELECT count(*) FROM finder.version"
#: The table of versions does not exist before the first build.
_ANY_TABLE = "SELECT to_regclass('finder.version') IS NOT NULL"

Result = TypeVar("Result")


class ServerConnection(psycopg.Connection[Any]):
    """A connection to one of the servers. It breaks, with OperationalError, if the server falls silent."""

    server: Server

    def wait(self, gen: PQGen[Result], *arguments: Any, **options: Any) -> Result:
        """Wait for an answer."""
        return super().wait(self._limited(gen), *arguments, **{**options, "interval": _LOOK})

    def _limited(self, asking: PQGen[Result]) -> PQGen[Result]:
        ready, heard = None, time.monotonic()
        while True:
            try:
                wanted = asking.send(ready)  # type: ignore[arg-type]
            except StopIteration as end:
                result: Result = end.value
                return result
            ready = yield wanted
            if ready:
                heard = time.monotonic()
            elif time.monotonic() - heard > _SILENT:
                self.pgconn.finish()
                raise psycopg.OperationalError("the server is silent")


class _WithoutNul(StrDumper):
    """PostgreSQL refuses the character NUL, which somebody may type: nothing contains what stands for it."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\0", "\ufffd"))


@dataclass(slots=True)
class Server:
    """A server, and until when it is left alone (time.monotonic())."""

    address: str
    until: float = 0.0

    def failed(self, error: Exception) -> None:
        """Leave the server alone for a while, and log once that it is."""
        if not self.is_paused:
            values = {"server": name_of(self.address), "reason": first_line(error)}
            log.warning(_("The database server %(server)s failed: %(reason)s"), values)
        self.until = time.monotonic() + _PAUSE

    @property
    def is_paused(self) -> bool:
        """Whether it failed just now."""
        return time.monotonic() < self.until

    def connect(self, schema: str = "finder") -> ServerConnection:
        """Return a connection that reads from a schema. Raises psycopg.OperationalError."""
        connection = ServerConnection.connect(
            self.address,
            autocommit=True,
            connect_timeout=_CONNECT,
            tcp_user_timeout=int(1000 * _SILENT),
            application_name="finder",
            options=_OPTIONS.format(schema=schema),
        )
        connection.adapters.register_dumper(str, _WithoutNul)
        connection.server = self
        return connection


@dataclass(frozen=True, slots=True)
class ServerState:
    """A server: its newest version ("" if it has none), and why it does not answer ("" if it does)."""

    name: str
    newest: str
    reason: str


class Servers:
    """The servers of a database in the order in which they are asked: replicas, then the primary.

    Each process puts the replicas in an order of its own, so that together they use all of them.
    """

    def __init__(self, database: Database) -> None:
        replicas = random.sample(database.replicas, len(database.replicas))
        self._database = database
        self._servers = [Server(each) for each in (*replicas, database.primary)]

    def open(self, version: str) -> ServerConnection:
        """Return a connection to a server that has a version.

        Raises DirectoryGone if none has it that answers, and DirectoryAway if none answers.
        """
        found = self._ask(version, lambda it: it if _scalar(it, _HAS, version) else None)
        if found is None:
            raise DirectoryGone(_("The directory was replaced meanwhile. Try again."))
        return found

    def newest(self, form: str) -> str:
        """Return the newest version of a form on the first server that has one.

        Raises BadDirectory if none has any, OtherRelease if there are only others, and DirectoryAway if no
        server answers.
        """
        found = self._ask("finder", lambda it: _scalar(it, _ANY_TABLE) and _scalar(it, _NEWEST, form))
        if found:
            return str(found)
        if self._ask("finder", lambda it: _scalar(it, _ANY_TABLE) and _scalar(it, _COUNT)):
            message = _(
                "Run finder build on the machine that loads. Another version of the finder made the directory"
                " in the database %(database)s."
            )
            raise OtherRelease(message % {"database": self._database})
        message = _("Run: finder build. There is no directory in the database %(database)s.")
        raise BadDirectory(message % {"database": self._database})

    def states(self, form: str) -> Iterator[ServerState]:
        """Yield the state of every server, the primary last."""
        for server in self._servers:
            name = name_of(server.address)
            try:
                with server.connect() as connection:
                    newest = _scalar(connection, _ANY_TABLE) and _scalar(connection, _NEWEST, form)
            except psycopg.Error as error:
                yield ServerState(name, "", first_line(error))
            else:
                yield ServerState(name, newest or "", "")

    def _ask(self, schema: str, ask: Callable[[ServerConnection], Result]) -> Result | None:
        """Return the first answer of a server that is one. Raises DirectoryAway if no server answers."""
        reason, answered = "", False
        # Those that failed just now are asked last.
        for server in sorted(self._servers, key=lambda each: each.is_paused):
            try:
                connection = server.connect(schema)
                answer = None
                try:
                    answer = ask(connection)
                finally:
                    if answer is not connection:
                        connection.close()
                answered = True
                if answer:
                    return answer
            except psycopg.Error as error:
                server.failed(error)
                reason = first_line(error)
        if not answered:
            message = _("Start PostgreSQL, or correct FINDER_DATABASE_URL. No server answers: %(reason)s")
            raise DirectoryAway(message % {"reason": reason})
        return None


def first_line(error: Exception) -> str:
    """Return what a server says is wrong."""
    return str(error).strip().partition("\n")[0]


def _scalar(connection: ServerConnection, query: str, *values: str) -> Any:
    row = connection.execute(query.encode(), values).fetchone()
    return row and row[0]

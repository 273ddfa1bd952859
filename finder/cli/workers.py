"""The server's processes: one that dies is replaced, and none outlives the first process."""

from __future__ import annotations

import os
import socket
import time
from typing import Any

from granian._granian import SocketHolder
from granian.server import Server

from finder.app import create_app
from finder.cli.beside import STARTING
from finder.cli.ending import end_with_parent
from finder.cli.given_socket import is_path, say_ready
from finder.serving import TURNS, TURNS_OF_DATABASE, Served
from finder.settings import Settings
from finder.store.storage.where import at
from finder.web.answer_cache import EXTENSION

#: A worker that ends sooner than this after its start, in seconds, is waited for, longer each time.
_SOON = 5.0
_SHORTEST_WAIT, _LONGEST_WAIT = 0.25, 2.0
#: How long a connection whose reader takes nothing stays open, in seconds.
_UNREAD = 30
#: How long the system holds a connection on which nothing is asked before it passes it on anyway, in seconds.
_WITHOUT_REQUEST = 5


class RespawningServer(Server):  # type: ignore[misc, valid-type]
    """Granian's server, with two differences (docs/decisions/2026-11-30-dead-workers.md).

    The sockets of the workers belong to the first process, so what waits there survives a worker. Granian
    stops if a worker dies twice within seconds; here the next one only waits a little longer.
    """

    def __init__(self, *arguments: Any, given: socket.socket | None = None, **options: Any) -> None:
        super().__init__(*arguments, respawn_failed_workers=True, **options)
        self._wait = 0.0
        self._given = given
        self._ssp: Any = None
        self._shd: Any = None
        #: By worker: its listening socket, as Granian and as Python has it. Empty where one is shared.
        self._own: list[tuple[SocketHolder, socket.socket]] = []

    def _init_shared_socket(self) -> None:
        if self._given:
            self._sso, fd = self._given, self._given.fileno()
            self._shd = SocketHolder(fd, is_path(self._given), self.backlog)  # type: ignore[call-arg]
            self._sso.set_inheritable(True)
            if not is_path(self._given):
                _accept_late(self._given)
            return
        super()._init_shared_socket()
        if self._ssp:  # on Linux each worker would listen for itself
            self._own = [_listening(self._ssp) for _ in range(self.workers)]
            self._ssp = None

    def _spawn_worker(self, idx: int, *arguments: Any, **options: Any) -> Any:
        if self._own:
            self._shd, self._sso = self._own[idx]
        return super()._spawn_worker(idx, *arguments, **options)

    def _drop_shared_socket(self) -> None:
        super()._drop_shared_socket()
        for _, each in self._own:
            each.close()

    def _spawn_workers(self, *arguments: Any, **options: Any) -> None:
        with STARTING:
            super()._spawn_workers(*arguments, **options)

    def _respawn_workers(self, workers: list[int], *arguments: Any, **options: Any) -> None:
        soon = any(time.monotonic() - self.wrks[each].birth < _SOON for each in workers)
        self._wait = min(max(2 * self._wait, _SHORTEST_WAIT), _LONGEST_WAIT) if soon else 0.0
        self.main_loop_interrupt.wait(self._wait)  # ends at once if we are to stop
        with STARTING:
            super()._respawn_workers(workers, *arguments, **options)
        self.respawned_wrks.clear()  # what Granian decides by to stop


def _listening(spec: Any) -> tuple[SocketHolder, socket.socket]:
    """Return a socket that listens beside others at the same address: the system spreads connections."""
    holder = spec.build()
    own = socket.socket(fileno=holder.get_fd())
    own.set_inheritable(True)
    # Connections inherit this. A client that never reads would keep its answer in memory forever.
    own.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 1000 * _UNREAD)
    _accept_late(own)
    return holder, own


def _accept_late(listener: socket.socket) -> None:
    """Leave a connection with the system until its request has come.

    A server that ends closes the connections that it has accepted and read nothing from: a request that is on
    its way would be lost, where the next server could have answered it.
    """
    if hasattr(socket, "TCP_DEFER_ACCEPT"):
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, _WITHOUT_REQUEST)


def worker_app() -> Served:
    """Return the application of a worker, which ends with the process that started it.

    That process has built the directory if need be: workers only open it.
    """
    end_with_parent(os.getppid())
    settings = Settings.read(os.environ)
    app = create_app(settings, at(settings.where).open())
    turns = TURNS_OF_DATABASE if settings.database else TURNS
    served = Served(app, app.extensions[EXTENSION], turns)
    say_ready()
    return served

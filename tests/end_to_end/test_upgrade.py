"""An upgrade loses no request: old and new server share a socket, then the old one ends."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest

from tests.conftest import ROOT, WORLD

PATH = "/api/v1/search?near=02115&cancer=breast-cancer"
#: Puts the socket where systemd does, then becomes the server.
AS_SYSTEMD = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.set_inheritable(3, True)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
os.execv(sys.executable, [sys.executable, "-m", "finder", "serve", "--workers", sys.argv[2]])
"""


def started(listener: socket.socket, home, log, workers=1) -> subprocess.Popen[bytes]:
    """Return a server that answers: it has said that it is ready."""
    path = str(log.with_suffix(".ready"))
    environment = os.environ | {"FINDER_HOME": str(home), "FINDER_DATA": str(WORLD), "NOTIFY_SOCKET": path}
    with log.open("wb") as out, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ready:
        ready.bind(path)
        ready.settimeout(90)
        server = subprocess.Popen(
            [sys.executable, "-c", AS_SYSTEMD, str(listener.fileno()), str(workers)],
            cwd=ROOT,
            env=environment,
            pass_fds=[listener.fileno()],
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        assert ready.recv(100) == b"READY=1", log.read_text()
        return server


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as made:
        yield made


class Readers:
    """Threads that ask one thing after another, each on a new connection, and count what comes back."""

    def __init__(self, port: int, count: int) -> None:
        self.port, self.answers, self.stopped = port, Counter(), threading.Event()
        self.threads = [threading.Thread(target=self._read) for _ in range(count)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self.stopped.set()
        for thread in self.threads:
            thread.join(timeout=60)

    def _read(self) -> None:
        while not self.stopped.is_set():
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                connection.request("GET", PATH)
                response = connection.getresponse()
                response.read()
                answer = str(response.status)
            except (OSError, http.client.HTTPException) as error:
                answer = type(error).__name__
            finally:
                connection.close()
            self.answers[answer] += 1


def ended(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=30) is not None


@pytest.mark.parametrize("workers", [1, 2])
def test_old_and_new_side_by_side_lose_no_request(home, listener, tmp_path, workers):
    old_log, new_log = tmp_path / "old", tmp_path / "new"
    old = started(listener, home, old_log, workers)
    new = None
    try:
        with Readers(listener.getsockname()[1], 6) as readers:
            time.sleep(1)
            new = started(listener, home, new_log, workers)
            ended(old)
            after = readers.answers.total()
            time.sleep(1.5)
            assert readers.answers.total() > after  # the new one answers alone
        assert set(readers.answers) == {"200"}, readers.answers
        assert readers.answers.total() > 50
    finally:
        for server in filter(None, (old, new)):
            if server.poll() is None:
                ended(server)


def test_a_restart_on_a_socket_that_stays_open_loses_no_request(home, listener, tmp_path):
    """As systemd does it with a socket unit: the old one ends first, and readers wait for the new one."""
    old_log, new_log = tmp_path / "old", tmp_path / "new"
    old = started(listener, home, old_log)
    new = None
    try:
        with Readers(listener.getsockname()[1], 6) as readers:
            time.sleep(1)
            ended(old)
            new = started(listener, home, new_log)
            time.sleep(1)
        assert set(readers.answers) == {"200"}, readers.answers
    finally:
        for server in filter(None, (old, new)):
            if server.poll() is None:
                ended(server)


@pytest.mark.skipif(not hasattr(socket, "TCP_DEFER_ACCEPT"), reason="needs Linux")
def test_a_request_on_its_way_while_the_old_one_ends_is_answered_by_the_new_one(home, listener, tmp_path):
    old = started(listener, home, tmp_path / "old")
    new = None
    try:
        new = started(listener, home, tmp_path / "new")
        with socket.create_connection(listener.getsockname(), timeout=30) as connection:
            time.sleep(0.2)  # long enough for either to accept it
            ended(old)
            connection.sendall(f"GET {PATH} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            assert connection.recv(100).startswith(b"HTTP/1.1 200 ")
    finally:
        for server in filter(None, (old, new)):
            if server.poll() is None:
                ended(server)


def test_the_address_of_a_given_socket_is_said(home, listener, tmp_path):
    log = tmp_path / "log"
    server = started(listener, home, log)
    try:
        assert f"http://127.0.0.1:{listener.getsockname()[1]}/" in log.read_text()
    finally:
        ended(server)

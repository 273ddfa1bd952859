"""A finder that is served in a process of its own, on loopback."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT, WORLD

SEARCH = "/api/v1/search?near=02115"


@contextmanager
def served(
    home: Path, *options: str, before: str = "", log: Path | None = None, **environment: str
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Run `finder serve`; yield its port and process. `before` is Python that runs in it first."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    run = f"{before}\nfrom finder.cli import main\nmain()"
    command = [sys.executable, "-c", run, "serve", "--port", str(port), *options]
    given = {**os.environ, "FINDER_HOME": str(home), "FINDER_DATA": str(WORLD), **environment}
    with (log or Path(os.devnull)).open("wb") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=given, stdout=out, stderr=subprocess.STDOUT)
    try:
        _first(port)
        yield port, server
    finally:
        if server.poll() is None:
            server.terminate()
            server.wait(timeout=30)


def _first(port: int) -> None:
    end = time.monotonic() + 60
    while not _listens(port):
        assert time.monotonic() < end, "nobody answers"
        time.sleep(0.05)


def _listens(port: int) -> bool:
    try:
        timed(port)
    except OSError:
        return False
    return True


def timed(port: int) -> float:
    """Return the seconds that one search takes."""
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", SEARCH)
        answer = connection.getresponse()
        assert (answer.status, answer.read(10)) == (200, b'{"danger":'), answer.status
    finally:
        connection.close()
    return time.perf_counter() - started

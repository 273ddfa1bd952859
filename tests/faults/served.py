"""A served site, and readers that ask it while something breaks."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT, WORLD

SEARCH = "/api/v1/search?near=02115&cancer=breast-cancer"


@dataclass
class Served:
    """A running `finder serve`: its first process, its port, and what it printed."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def ask(self, path: str = SEARCH) -> tuple[int, bytes]:
        """Return the status and body of one request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def wait(self) -> None:
        """Return once it answers."""
        end = time.monotonic() + 60
        while True:
            try:
                self.ask("/help")
            except ConnectionRefusedError:
                assert self.process.poll() is None, self.log.read_text()
                assert time.monotonic() < end, "nobody answers"
                time.sleep(0.05)
            else:
                return

    def workers(self) -> list[int]:
        """Return the process ids of the workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(each) for each in children.read_text().split()]

    def wait_for_workers(self, count: int) -> None:
        """Return once there are so many workers."""
        end = time.monotonic() + 20
        while len(self.workers()) < count:
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.05)


@contextmanager
def serving(
    home: Path,
    log: Path,
    workers: int = 1,
    wrapper: Sequence[str] = (),
    data: Path = WORLD,
    options: Sequence[str] = (),
    **settings: str,
) -> Iterator[Served]:
    """Run `finder serve` until the block ends. `wrapper` is a command that runs it, such as prlimit."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "finder",
        "serve",
        "--port",
        str(port),
        "--workers",
        str(workers),
        *options,
    ]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*wrapper, *command],
            cwd=ROOT,
            env=os.environ | {"FINDER_HOME": str(home), "FINDER_DATA": str(data)} | settings,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    served = Served(process, port, log)
    try:
        served.wait()
        yield served
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@dataclass
class Readers:
    """What readers got while they asked without a pause."""

    answers: Counter[int] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    wrong: list[bytes] = field(default_factory=list)
    slowest: float = 0.0


@contextmanager
def reading(served: Served, right: set[bytes], count: int = 4) -> Iterator[Readers]:
    """Ask the search from `count` threads until the block ends; an answer not in `right` is wrong.

    `right` holds results as `results_of` returns them.
    """
    readers, stop = Readers(), threading.Event()

    def ask() -> None:
        while not stop.is_set():
            started = time.monotonic()
            try:
                status, body = served.ask()
            except (OSError, http.client.HTTPException) as error:
                readers.lost[type(error).__name__] += 1
                continue
            readers.answers[status] += 1
            readers.slowest = max(readers.slowest, time.monotonic() - started)
            if status == 200 and results_of(body) not in right:
                readers.wrong.append(body)

    threads = [threading.Thread(target=ask) for _ in range(count)]
    for each in threads:
        each.start()
    try:
        yield readers
    finally:
        stop.set()
        for each in threads:
            each.join()


def results_of(body: bytes) -> bytes:
    """Return the part of an answer that does not depend on when the directory was built."""
    return json.dumps(json.loads(body)["results"]).encode()


def kill(*processes: int) -> None:
    """Kill processes, and return once they have ended."""
    for each in processes:
        os.kill(each, signal.SIGKILL)
    wait_for_end(*processes)


def wait_for_end(*processes: int) -> None:
    """Return once processes have ended."""
    end = time.monotonic() + 15
    while any(_is_running(each) for each in processes):
        assert time.monotonic() < end, "a process is still running"
        time.sleep(0.02)


def _is_running(process: int) -> bool:
    """Tell whether a process runs; one that has ended may still wait for its parent to notice (Z)."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):  # before it was opened, or while it was read
        return False


def report(text: str) -> None:
    """Print a measurement; `pytest -rP` shows it."""
    sys.stdout.write(f"{text}\n")

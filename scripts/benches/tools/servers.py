"""Run the finder, a bare Flask view or another server until a block ends, and look at its processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from socket import create_server
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[3]
_PROC = Path("/proc")


class Server(NamedTuple):
    """A running server: its port, its first process, and the seconds from start to first answer."""

    port: int
    process: int
    seconds: float


@contextmanager
def finder(home: Path, workers: int = 1, settings: Mapping[str, str] = {}) -> Iterator[Server]:
    """Run `finder serve` on a data folder."""
    command = [sys.executable, "-m", "finder", "serve", "--workers", str(workers)]
    with serving(command, "/", {"FINDER_HOME": str(home), **settings}) as server:
        yield server


@contextmanager
def bare(folder: Path, workers: int = 1) -> Iterator[Server]:
    """Run the view that answers with the files of a folder, under the server of `finder serve`."""
    command = [sys.executable, "-m", "scripts.benches.http.bare", "--workers", str(workers)]
    with serving(command, "/", {"BARE_FOLDER": str(folder)}) as server:
        yield server


@contextmanager
def serving(command: Sequence[str], first: str, environment: Mapping[str, str] = {}) -> Iterator[Server]:
    """Run a command with `--port` and a free port added, until the block ends; yield it once it answers."""
    port = free_port()
    started = time.perf_counter()
    with running([*command, "--port", str(port)], environment) as process:
        first_answer(process, port, first)
        yield Server(port, process.pid, time.perf_counter() - started)


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str] = {}) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command, quietly, until the block ends."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=quiet, stderr=quiet
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    """Return a port nobody listens on."""
    with closing(create_server(("127.0.0.1", 0))) as free:
        return int(free.getsockname()[1])


def first_answer(process: subprocess.Popen[bytes], port: int, path: str, seconds: float = 120) -> None:
    """Wait until the process answers on the port. Raises RuntimeError if it ends or takes too long."""
    end = time.monotonic() + seconds
    while True:
        with suppress(OSError):
            get(port, path)
            return
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"No answer from: {process.args}")
        time.sleep(0.01)


class Got(NamedTuple):
    """An answer: status, headers with names in lower case, body as sent."""

    status: int
    headers: dict[str, str]
    body: bytes


def get(port: int, path: str, headers: Mapping[str, str] = {}) -> Got:
    """Ask once, over a connection of its own."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", path, headers={"Accept-Encoding": "identity", **headers})
        response = connection.getresponse()
        body = response.read()
        return Got(response.status, {name.lower(): value for name, value in response.getheaders()}, body)


class Memory(NamedTuple):
    """Megabytes of a process: its share of all pages (PSS), and what it has alone, without files."""

    share: float
    own: float


def worker_memory(process: int, workers: int) -> Memory | None:
    """Return the memory of one of the workers of a process, or None if the system has no /proc."""
    if not (_PROC / "self" / "smaps_rollup").exists():
        return None
    lines = [_memory_lines(each) for each in _workers(process)]
    share, own = (sum(each[name] for each in lines) / 1024 / workers for name in ("Pss", "Pss_Anon"))
    return Memory(share, own)


def processor_seconds(process: int) -> float:
    """Return the seconds of the processor that the workers of a process have taken; 0 without /proc.

    Those of workers that have ended are counted too: PostgreSQL starts some for a single query.
    """
    if not _PROC.exists():
        return 0.0
    ticks = sum(_ticks(process, slice(13, 15)))
    for each in _workers(process):
        with suppress(OSError):  # it may end at any time
            ticks += sum(_ticks(each, slice(11, 15)))
    return ticks / os.sysconf("SC_CLK_TCK")


def _ticks(process: int, fields: slice) -> list[int]:
    """Return times of a process: 11 and 12 are its own, 13 and 14 those of its children that have ended."""
    # Fields 14 to 17, counted from after the name, which may hold spaces (man 5 proc).
    text = (_PROC / str(process) / "stat").read_text()
    return [int(each) for each in text.rpartition(")")[2].split()[fields]]


def _memory_lines(process: int) -> dict[str, int]:
    lines = (_PROC / str(process) / "smaps_rollup").read_text().splitlines()[1:]
    return {line.partition(":")[0]: int(line.split()[1]) for line in lines}


def _workers(process: int) -> list[int]:
    """Return the processes below one, without Python's own that watches shared memory."""
    found = []
    for task in (_PROC / str(process) / "task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            with suppress(OSError):  # it may end at any time
                if b"resource_tracker" not in (_PROC / str(child) / "cmdline").read_bytes():
                    found += [child, *_workers(child)]
    return found

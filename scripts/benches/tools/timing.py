"""Time calls and commands, and a piece of fixed work to compare with on any machine."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from scripts.benches.tools.servers import ROOT

_RECORDS = [
    {"name": f"made up {number}", "at": [number / 7, number / 9], "kind": None} for number in range(2500)
]


def milliseconds(
    call: Callable[[], object], count: int, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Return the milliseconds of each of `count` calls by a clock."""
    taken = []
    for _ in range(count):
        started = clock()
        call()
        taken.append((clock() - started) * 1000)
    return taken


def p50_p99(taken: Sequence[float]) -> tuple[float, float]:
    """Return the median and the 99th percentile."""
    return statistics.median(taken), statistics.quantiles(taken, n=100)[98]


def json_work() -> float:
    """Return the milliseconds of the processor for 2,500 small records to JSON and back, by Python's json.

    It takes about 5 ms. What is measured in units of it can be compared between machines.
    """
    work = milliseconds(lambda: json.loads(json.dumps(_RECORDS)), 21, time.thread_time)
    return statistics.median(work)


class Took(msgspec.Struct, frozen=True):
    """What a command took: seconds, seconds of the processor, and the most memory it held, in MB."""

    seconds: float
    processor: float
    peak: float


def finder(*arguments: str) -> list[str]:
    """Return a command of the finder."""
    return [sys.executable, "-m", "finder", *arguments]


def timed_command(command: Sequence[str], home: Path) -> Took:
    """Run a command with a data folder to its end; return what it took. Raises RuntimeError if it fails.

    A small process starts it: what starts a process counts in the memory that the process held at most.
    """
    home.mkdir(parents=True, exist_ok=True)
    small = (sys.executable, "-m", __name__, *command)
    environment = {**os.environ, "FINDER_HOME": str(home)}
    done = subprocess.run(small, env=environment, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed")
    return msgspec.json.decode(done.stdout, type=Took)


def main(command: list[str]) -> int:
    """Run a command quietly, print what it took as JSON, and return its exit status."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    busy = usage.ru_utime + usage.ru_stime
    print(msgspec.json.encode(Took(time.perf_counter() - started, busy, usage.ru_maxrss / 1024)).decode())
    return process.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

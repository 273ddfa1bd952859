"""Workers that are killed are replaced; at most the requests that they were answering are lost."""

from __future__ import annotations

import sys
import time

import pytest

from tests.faults.served import kill, reading, report, results_of, serving, wait_for_end

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for workers in /proc")


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_workers_lose_only_the_requests_in_flight(home, tmp_path, workers):
    readers_at_once, kills = 4, 4
    with serving(home, tmp_path / "log", workers) as served:
        right = {results_of(served.ask()[1])}
        with reading(served, right, readers_at_once) as readers:
            for _ in range(kills):
                time.sleep(1)
                if running := served.workers():
                    kill(running[0])
            time.sleep(1)
        assert served.ask()[0] == 200
        served.wait_for_workers(workers)
    report(f"{workers} workers, {kills} killed: slowest answer {readers.slowest:.1f} s, lost {readers.lost}")
    assert readers.answers[200] > kills
    assert set(readers.answers) == {200}
    assert readers.wrong == []
    assert "ConnectionRefusedError" not in readers.lost
    assert readers.lost.total() <= kills * readers_at_once


def test_all_workers_killed_at_once_come_back(home, tmp_path):
    with serving(home, tmp_path / "log", 2) as served:
        before = served.workers()
        kill(*before)
        started = time.monotonic()
        assert served.ask()[0] == 200
        report(f"answers again after {time.monotonic() - started:.1f} s")
        served.wait_for_workers(2)


def test_workers_end_with_the_first_process(home, tmp_path):
    with serving(home, tmp_path / "log", 2) as served:
        workers = served.workers()
        served.process.kill()
        served.process.wait()
        wait_for_end(*workers)

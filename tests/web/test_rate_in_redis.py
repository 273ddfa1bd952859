"""Requests counted in a real Redis: by several processes together, and without harm when it is gone."""

from __future__ import annotations

import http.client
import shutil
import signal
import socket
import subprocess
import time
from collections import Counter

import pytest

from tests.faults.served import serving

PATH = "/api/v1/cancers?limit=1"
REDIS = shutil.which("redis-server")
pytestmark = pytest.mark.skipif(not REDIS, reason="redis-server is not installed")


@pytest.fixture
def redis(tmp_path):
    """Yield the process of a Redis that answers, and its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    with (tmp_path / "redis.log").open("wb") as log:
        process = subprocess.Popen([REDIS, *options], stdout=log, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + 20
        while not is_listening(port):
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.02)
        yield process, port
    finally:
        process.send_signal(signal.SIGCONT)
        process.kill()
        process.wait()


def is_listening(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except ConnectionRefusedError:
        return False
    return True


def asked(port, number):
    """Return status and headers of an answer that nobody has had before: those in memory are not counted."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", f"/api/v1/search?near=42.36{number:03},-71.06")
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status, response.headers


def test_processes_count_together(home, tmp_path, redis):
    address = f"redis://127.0.0.1:{redis[1]}"
    with serving(
        home, tmp_path / "log", workers=2, FINDER_RATE="40/hour", FINDER_RATE_STORE=address
    ) as served:
        answers = [asked(served.port, number) for number in range(60)]
    assert Counter(status for status, _ in answers) == {200: 40, 429: 20}
    left = [int(headers["RateLimit"].split(";r=")[1].split(";")[0]) for _, headers in answers]
    assert left == [*range(39, -1, -1), *[0] * 20]
    assert all(0 < int(headers["Retry-After"]) <= 3600 for status, headers in answers if status == 429)


@pytest.mark.parametrize("fate", [signal.SIGKILL, signal.SIGSTOP])
def test_when_redis_is_gone_or_hangs_everybody_is_answered(home, tmp_path, redis, fate):
    process, port = redis
    log, address = tmp_path / "log", f"redis://127.0.0.1:{port}"
    with serving(home, log, FINDER_RATE="10/hour", FINDER_RATE_STORE=address) as served:
        assert [asked(served.port, number)[0] for number in range(12)] == [200] * 10 + [429] * 2
        process.send_signal(fate)
        answers = [asked(served.port, number) for number in range(100, 160)]
        assert {status for status, _ in answers} == {200}
        assert all("RateLimit" not in headers for _, headers in answers)
    # One request waited, and the others did not ask: else each would have said so.
    assert log.read_text().count("FINDER_RATE_STORE cannot be reached") < 10

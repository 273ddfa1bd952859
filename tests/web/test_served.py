"""`finder serve`: it answers, and logs no queries."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time

from tests.conftest import ROOT, WORLD

#: The conditions of a patient, as an electronic health record sends them.
_CALL = b'{"hook":"patient-view","prefetch":{"conditions":{"entry":[]}},"secretcancer":"%s"}' % (
    b"x" * 40_000
)


def test_finder_serve_answers_and_logs_no_query(home, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "FINDER_HOME": str(home), "FINDER_DATA": str(WORLD)}
    log = tmp_path / "log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "finder", "serve", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            assert asked(port, "/search?near=02115&cancer=breast-cancer") == 200
            assert asked(port, "/search?near=00000&cancer=secretcancer") == 400
            assert asked(port, "/api/v1/search?near=59715") == 200
            assert posted(port, "/cds-services/cancer-care", _CALL) == 200
            assert posted(port, "/cds-services/cancer-care", _CALL * 20) == 413
            assert posted(port, "/infobutton", _CALL) == 413
        finally:
            server.terminate()
            assert server.wait(timeout=20) is not None
    written = log.read_text()
    assert f"http://127.0.0.1:{port}/" in written
    for word in ("02115", "00000", "59715", "secretcancer", "breast", "near="):
        assert word not in written


def asked(port: int, path: str) -> int:
    """Return the status of a response, once the server listens."""
    end = time.monotonic() + 30
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except ConnectionRefusedError:
            assert time.monotonic() < end, "nobody answers"
            time.sleep(0.05)
        finally:
            connection.close()


def posted(port: int, path: str, body: bytes) -> int:
    """Return the status of the answer to a body of JSON."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("POST", path, body, {"Content-Type": "application/json"})
        return connection.getresponse().status
    finally:
        connection.close()

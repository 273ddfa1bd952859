"""Start a server of the finder, ask it marked questions, and read everything that it wrote."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT, WORLD

#: A word that no log may have: in a question that is answered, in wrong ones, in paths and in headers.
SECRET = "zyxsecretword"
PATHS = {
    f"/search?near=02115&cancer={SECRET}": {200, 400},
    "/api/v1/search?near=02115&cancer=breast-cancer": {200},
    f"/search?near={SECRET}": {400},
    f"/{SECRET}": {404},
    f"/{SECRET}.php?{SECRET}": {404},
    f"/api/v1/{SECRET}": {404},
}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def program(name: str) -> str:
    """Return the path of a program that was installed beside the interpreter."""
    return str(Path(sys.executable).with_name(name))


@contextmanager
def running(
    command: Sequence[str], home: Path, log: Path, **settings: str
) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {"FINDER_HOME": str(home), "FINDER_DATA": str(WORLD)} | settings
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
    try:
        yield server
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
            raise


def ask(port: int, path: str, *, tls: bool = False, host: str = "") -> http.client.HTTPResponse:
    """Return an answer, its body read; wait for a server that does not listen yet."""
    end = time.monotonic() + 60
    while True:
        context = ssl._create_unverified_context()
        made = (
            http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=context)
            if tls
            else http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        )
        try:
            made.request("GET", path, headers={"User-Agent": SECRET} | ({"Host": host} if host else {}))
            response = made.getresponse()
            response.text = response.read().decode("utf-8", "replace")  # type: ignore[attr-defined]
        except (ConnectionRefusedError, ConnectionResetError):
            assert time.monotonic() < end, "nobody answers"
            time.sleep(0.1)
        else:
            return response
        finally:
            made.close()


def send_rubbish(port: int) -> None:
    """Send what is no HTTP, and leave in the middle of an answer: servers like to log both with what came."""
    for text in (
        f"GET /{SECRET} {SECRET} HTTP/1.1 x\r\n\r\n",
        f"GET /search?near={SECRET} HTTP/1.1\r\nHost: a\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", port), timeout=10) as broken:
            broken.sendall(text.encode())
            broken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")


def written_below(folder: Path) -> str:
    """Return everything in the files of a folder."""
    return "".join(
        file.read_bytes().decode("utf-8", "replace") for file in sorted(folder.rglob("*")) if file.is_file()
    )

"""A server that sends its bytes one by one, as an attacker does who wants to keep a client busy."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def dripping(*answers: bytes, scheme: str = "http", pause: float = 0.05) -> Iterator[str]:
    """Yield the address of a server that sends a byte every `pause` seconds.

    Each connection gets these answers, one for each request.
    """
    ended = threading.Event()

    def answer(client: socket.socket) -> None:
        with suppress(OSError), client:
            for data in answers:
                client.recv(65_536)
                for byte in data:
                    if ended.wait(pause):
                        return
                    client.sendall(bytes([byte]))

    def listen(server: socket.socket) -> None:
        while not ended.is_set():
            with suppress(TimeoutError, OSError):
                client, _ = server.accept()
                threading.Thread(target=answer, args=(client,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        thread = threading.Thread(target=listen, args=(server,))
        thread.start()
        try:
            yield f"{scheme}://127.0.0.1:{server.getsockname()[1]}/"
        finally:
            ended.set()
            thread.join()

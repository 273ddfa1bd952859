"""The socket that systemd has opened for us, and the word to it that we are ready.

It outlives the server: requests that come while one server ends and the next begins wait in it.
"""

from __future__ import annotations

import os
import socket

#: The first file that systemd passes on (sd_listen_fds(3)).
_FIRST = 3


def given_socket() -> socket.socket | None:
    """Return the listening socket that this process was given; None if it has to open its own."""
    if os.environ.get("LISTEN_PID") != str(os.getpid()) or os.environ.get("LISTEN_FDS") != "1":
        return None
    given = socket.socket(fileno=os.dup(_FIRST))
    given.setblocking(False)
    return given


def say_ready() -> None:
    """Tell systemd (sd_notify(3)) that the first page can be asked for; nothing where nobody listens."""
    path = os.environ.get("NOTIFY_SOCKET", "")
    if not path:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.sendto(b"READY=1", "\0" + path[1:] if path.startswith("@") else path)


def is_path(given: socket.socket) -> bool:
    """Tell whether a socket has a path instead of a port."""
    return isinstance(given.getsockname(), str)


def address_of(given: socket.socket) -> str:
    """Return where a socket listens, as an address of the web, or the path of a Unix socket."""
    name = given.getsockname()
    if isinstance(name, str):
        return name
    host, port = name[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"

"""HTTP connections with an end: whole requests within a time limit, and only to public addresses if asked.

A time limit of requests holds for each wait: a server that sends its headers or its body byte by byte never
reaches it. `deadline` ends the connection itself, in whatever it is doing.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from finder.errors import SourceDown
from finder.language import _

#: IPv4 addresses written as IPv6 for a translator (RFC 6052): the address inside counts.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
#: What some versions of `ipaddress` take for public: IPv4 in IPv6 (RFC 4291, 2.5.5.1), relays from 6to4
#: (RFC 7526), addresses of protocols (RFC 6890).
_NOT_PUBLIC = tuple(map(ipaddress.ip_network, ("::/96", "192.88.99.0/24", "192.0.0.0/24")))


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet: not of this machine, nor of a local network.

    >>> is_public("10.0.0.1"), is_public("::ffff:127.0.0.1"), is_public("156.40.1.1")
    (False, False, True)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inside = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inside = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inside:
            return is_public(str(inside))
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _NOT_PUBLIC)


class PrivateAddress(SourceDown):
    """An address leads into a private network, and only public ones are allowed."""


class TimeIsUp(requests.Timeout):
    """A request was not answered in whole within the time that it had."""


class _Deadline:
    """The connections that a block uses, and whether they were ended."""

    def __init__(self) -> None:
        self.over = False
        self._lines: list[socket.socket] = []
        self._lock = threading.Lock()

    def watch(self, line: socket.socket) -> None:
        """End this connection, too, when the time is over."""
        with self._lock:
            self._lines.append(line)
            if self.over:
                _end(line)

    def end(self) -> None:
        """End the connections."""
        with self._lock:
            self.over = True
            for line in self._lines:
                _end(line)


_current: ContextVar[_Deadline | None] = ContextVar("deadline", default=None)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """End the connections of `open_session` that the block uses after `seconds`.

    Raises TimeIsUp then, whatever the block made of the broken connection.
    """
    until = _Deadline()
    timer = threading.Timer(max(0.0, seconds), until.end)
    timer.daemon = True
    token = _current.set(until)
    timer.start()
    try:
        yield
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError, SourceDown):
        if not until.over:
            raise
    finally:
        timer.cancel()
        _current.reset(token)
    if until.over:
        raise TimeIsUp(f"no whole answer within {seconds:g} seconds")


def open_session(*, public_only: bool = False) -> requests.Session:
    """Return a session whose connections `deadline` can end.

    With `public_only` it raises PrivateAddress before it asks a server in a private network, also after a
    redirect, whatever the name says: the address that was connected to counts. A proxy is not checked.
    """
    session = requests.Session()
    for scheme in ("http://", "https://"):
        session.mount(scheme, _Adapter(public_only))
    return session


def _end(line: socket.socket) -> None:
    with suppress(OSError):  # closed already
        line.shutdown(socket.SHUT_RDWR)


class _Watched(HTTPConnection):
    """A connection with a second handle: TLS takes the first, and the thread that reads uses it."""

    public_only = False
    _line: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        new: socket.socket = super()._new_conn()
        if self.public_only and not self.proxy and not is_public(new.getpeername()[0]):
            new.close()
            raise PrivateAddress(_("%(host)s is in a private network") % {"host": self.host})
        self._line = new.dup()
        self._watch()
        return new

    def request(self, *args: Any, **options: Any) -> None:
        self._watch()
        super().request(*args, **options)

    def close(self) -> None:
        super().close()
        if self._line:
            self._line.close()
            self._line = None

    def _watch(self) -> None:
        until = _current.get()
        if until and self._line:
            until.watch(self._line)


class _WatchedTls(_Watched, HTTPSConnection):
    pass


class _PublicOnly(_Watched):
    public_only = True


class _PublicOnlyTls(_WatchedTls):
    public_only = True


def _pools(plain: type[_Watched], tls: type[_WatchedTls]) -> dict[str, type[HTTPConnectionPool]]:
    return {
        "http": type("_Pool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
        "https": type("_TlsPool", (HTTPSConnectionPool,), {"ConnectionCls": tls}),
    }


_POOLS = {False: _pools(_Watched, _WatchedTls), True: _pools(_PublicOnly, _PublicOnlyTls)}


class _Adapter(HTTPAdapter):
    def __init__(self, public_only: bool) -> None:
        self._classes = _POOLS[public_only]
        super().__init__()

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = self._classes

    def proxy_manager_for(self, *args: Any, **options: Any) -> urllib3.PoolManager:
        manager: urllib3.PoolManager = super().proxy_manager_for(*args, **options)
        manager.pool_classes_by_scheme = self._classes
        return manager

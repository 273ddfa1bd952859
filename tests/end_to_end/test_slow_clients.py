"""People who send and read slowly take nobody's time, and hold no server up that is to end."""

from __future__ import annotations

import http.client
import signal
import socket
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import pytest

from tests.end_to_end.serving import served, timed

#: A form of 12,000 bytes, of which only the beginning is sent; and a request whose answer is read by nobody.
HALF_SENT = (
    b"POST /search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 12000\r\n\r\nnear=0"
)
CHUNKED = HALF_SENT.replace(b"Content-Length: 12000", b"Transfer-Encoding: chunked").replace(
    b"near=0", b"5\r\nnear=\r\n"
)
HALF_A_HEADER = b"GET /search?near=02115 HTTP/1.1\r\nHost: localhost\r\nX-Slow: a"
UNREAD = b"GET /static/finder.css HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: identity\r\n\r\n" * 4


def slow(port, request, count, stack):
    """Open connections that send this much and then wait; reading little of what comes."""
    found = []
    for _ in range(count):
        connection = stack.enter_context(socket.socket())
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        connection.connect(("127.0.0.1", port))
        connection.sendall(request)
        found.append(connection)
    return found


@pytest.fixture(scope="module")
def port(tmp_path_factory, world):
    home = tmp_path_factory.mktemp("slow")
    with served(home) as (port, _):
        yield port


def test_two_hundred_slow_senders_and_readers_do_not_slow_a_normal_reader(port):
    alone = median(timed(port) for _ in range(20))
    with ExitStack() as stack:
        senders = slow(port, HALF_SENT, 100, stack) + slow(port, CHUNKED, 50, stack)
        slow(port, HALF_A_HEADER, 50, stack)
        slow(port, UNREAD, 200, stack)
        end = time.monotonic() + 3

        def drip():
            while time.monotonic() < end:
                for each in senders[:100]:
                    each.send(b"2")
                time.sleep(0.5)

        dripping = threading.Thread(target=drip)
        dripping.start()
        time.sleep(0.5)  # until the pages that nobody reads are made
        taken = sorted(timed(port) for _ in range(40))
        dripping.join()
    assert median(taken) < max(0.1, 3 * alone)
    assert taken[35] < max(0.1, 10 * alone)


@pytest.mark.parametrize("request_", [HALF_SENT, CHUNKED], ids=["length", "chunks"])
def test_a_body_that_does_not_come_is_refused_after_seconds(port, request_):
    with ExitStack() as stack:
        (connection,) = slow(port, request_, 1, stack)
        connection.settimeout(15)
        started = time.monotonic()
        answer = connection.recv(20_000)
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert b"content-security-policy" in answer.lower()
        assert 3 < time.monotonic() - started < 12


def test_a_header_that_does_not_end_is_given_up(port):
    with ExitStack() as stack:
        (connection,) = slow(port, HALF_A_HEADER, 1, stack)
        connection.settimeout(25)
        started = time.monotonic()
        while connection.recv(4096):
            pass
        assert time.monotonic() - started < 20


def connections(port):
    """Return how many connections to a port Linux keeps on the side of the server."""
    rows = [each.split() for each in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(row[1].endswith(f":{port:04X}") and row[3] == "01" for row in rows)


def wait_for_connections(port, count):
    """Return once there are so many."""
    end = time.monotonic() + 25
    while (there := connections(port)) != count:
        assert time.monotonic() < end, f"{there} connections"
        time.sleep(0.05)


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="needs Linux")
def test_who_reads_nothing_is_let_go(home):
    before = "import finder.cli.workers as workers; workers._UNREAD = 2"
    with served(home, before=before) as (port, _), ExitStack() as stack:
        slow(port, UNREAD * 10, 5, stack)
        wait_for_connections(port, 5)
        wait_for_connections(port, 0)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"Content-Length: 20000\r\n", b""),
        (b"Transfer-Encoding: chunked\r\n", b"4e20\r\n" + b"x" * 20_000 + b"\r\n0\r\n\r\n"),
    ],
    ids=["length", "chunks"],
)
def test_a_large_body_is_refused_at_once(port, head, body):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(b"POST /no-such-page HTTP/1.1\r\nHost: localhost\r\n" + head + b"\r\n" + body)
        assert connection.recv(4096).startswith(b"HTTP/1.1 413 ")


def test_a_chunked_form_is_read(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/search", iter([b"near=", b"02115"]), form, encode_chunked=True)
    answer = connection.getresponse()
    assert answer.status == 200
    assert b"Boston" in answer.read()
    connection.close()


@pytest.mark.parametrize("request_", [HALF_SENT, UNREAD, HALF_A_HEADER], ids=["sending", "reading", "asking"])
def test_slow_people_do_not_hold_up_a_server_that_is_to_end(home, request_):
    with served(home, "--workers", "2") as (port, server), ExitStack() as stack:
        slow(port, request_, 40, stack)
        time.sleep(0.5)
        started = time.monotonic()
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=30) is not None
        assert time.monotonic() - started < 15

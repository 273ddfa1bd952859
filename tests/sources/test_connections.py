"""Requests that end when their time is over, whatever the server does, and stay on the public internet."""

import time

import pytest
import requests

from finder.sources.connections import PrivateAddress, TimeIsUp, deadline, is_public, open_session
from tests.sources.slow_server import dripping

HEADERS = b"HTTP/1.1 200 OK\r\nX-Slow: " + b"y" * 10_000
BODY = b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n" + b"y" * 10_000
#: A TLS record that promises 16 kB of handshake.
HANDSHAKE = b"\x16\x03\x03\x40\x00\x02" + b"\x00" * 10_000


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.mark.parametrize(
    ("data", "scheme"), [(HEADERS, "http"), (BODY, "http"), (HANDSHAKE, "https")], ids=["head", "body", "tls"]
)
def test_an_answer_byte_by_byte_is_ended(data, scheme):
    with dripping(data, scheme=scheme, pause=0.02) as address, open_session() as session:
        start = time.monotonic()
        with pytest.raises(TimeIsUp, match=r"within 0\.3 seconds"), deadline(0.3):
            session.get(address, timeout=20)
        # 10,000 bytes would take minutes, and each wait is far below the time limit of the socket.
        assert time.monotonic() - start < 10


def test_an_answer_cut_within_its_headers_is_no_answer():
    """http.client takes the end of the connection for the end of the headers."""
    headers = b"HTTP/1.1 200 OK\r\nX: y\r\n" * 400
    with dripping(headers, pause=0.005) as address, open_session() as session:
        ask = deadline(0.5)(session.get)
        with pytest.raises(TimeIsUp):
            ask(address, timeout=20, stream=True)


def test_a_connection_that_was_kept_open_is_ended_too():
    whole = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    with dripping(whole, HEADERS, pause=0.001) as address, open_session() as session:
        with deadline(20):
            assert session.get(address, timeout=20).status_code == 200
        with pytest.raises(TimeIsUp), deadline(0.3):
            session.get(address, timeout=20)


def test_an_answer_in_time_is_left_alone_and_other_errors_stay_what_they_are():
    with dripping(b"HTTP/1.1 204 No Content\r\n\r\n", pause=0.001) as address, open_session() as session:
        assert deadline(20)(session.get)(address, timeout=20).status_code == 204
    with open_session() as session, pytest.raises(requests.ConnectionError), deadline(20):
        session.get(address, timeout=5)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "0.0.0.0", "[::ffff:127.0.0.1]"])
def test_an_address_in_a_private_network_is_not_asked(host):
    with dripping(b"HTTP/1.1 200 OK\r\n\r\n") as address, open_session(public_only=True) as session:
        url = address.replace("127.0.0.1", host)
        with pytest.raises(PrivateAddress, match="is in a private network"):
            session.get(url, timeout=5)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "255.255.255.255", "192.0.0.8", "198.18.0.1", "192.88.99.1", "::1", "::", "fc00::1"),
        *("fe80::1%eth0", "ff02::1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
        *("2001:db8::1", "2001::1"),
    ],
)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["156.40.1.1", "8.8.8.8", "2607:f220::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::"],
)
def test_addresses_that_are_public(address):
    assert is_public(address)

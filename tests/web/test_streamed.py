"""Large files, and answers without a known size, are sent in blocks: they are never held in memory."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from granian._granian import RSGIProtocolClosed

from finder.serving import LARGE, Served
from tests.loops import run
from tests.web.test_turns import scope


class Body:
    """The parts of an answer, which counts how many were read, and knows whether it was closed."""

    def __init__(self, parts):
        self.parts, self.read, self.closed = parts, 0, False

    def __iter__(self):
        for each in self.parts:
            self.read += 1
            yield each

    def close(self):
        self.closed = True


def sent(body, headers, most=None):
    """Return the parts that a reader gets, who leaves after `most` of them; None where it came in one."""
    parts = []

    async def send_bytes(part):
        if len(parts) == most:
            raise RSGIProtocolClosed
        parts.append(part)

    def app(_environ, start):
        start("200 OK", headers)
        return body

    whole = []
    protocol = SimpleNamespace(
        response_bytes=lambda *answer: whole.append(answer),
        response_stream=lambda _status, _headers: SimpleNamespace(send_bytes=send_bytes),
    )
    run(Served(app).__rsgi__(scope("/"), protocol))
    return None if whole else parts


@pytest.mark.parametrize("headers", [[], [("Content-Length", str(LARGE + 1))]])
def test_what_is_large_or_of_unknown_size_is_sent_part_by_part(headers):
    body = Body([b"one", b"two", b"three"])
    assert sent(body, headers) == [b"one", b"two", b"three"]
    assert body.closed


def test_a_page_is_sent_in_one_piece():
    body = Body([b"one", b"two"])
    assert sent(body, [("Content-Length", "6")]) is None
    assert body.closed


def test_a_reader_who_leaves_ends_the_reading():
    body = Body([b"part"] * 1000)
    assert sent(body, [], most=3) == [b"part"] * 3
    assert body.read < 10
    assert body.closed

"""How the server computes: one request at a time, and never behind one that takes long."""

from __future__ import annotations

import asyncio
import threading
import time
from types import SimpleNamespace

import pytest

from finder import serving
from finder.serving import THREADS, Served
from tests.loops import run


def scope(path):
    return SimpleNamespace(
        method="GET", path=path, query_string="", scheme="http", http_version="1.1",
        headers={}, client="127.0.0.1:5000", server="127.0.0.1:8000",
    )  # fmt: skip


def ask(served, *paths):
    """Ask for all paths at once; return them in the order of their answers."""
    order = []

    async def one(path):
        protocol = SimpleNamespace(response_bytes=lambda *_: order.append(path))
        await served.__rsgi__(scope(path), protocol)

    async def every():
        await asyncio.gather(*map(one, paths))

    run(every())
    return order


class App:
    """A WSGI application that takes as many milliseconds as the path says, and counts who computes."""

    def __init__(self):
        self.now = self.most = 0
        self.lock = threading.Lock()

    def __call__(self, environ, start):
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(int(environ["PATH_INFO"].split("/")[1]) / 1000)
        with self.lock:
            self.now -= 1
        start("200 OK", [])
        return [b"ok"]


def test_quick_requests_are_computed_one_at_a_time_in_their_order():
    app = App()
    paths = [f"/1/{number}" for number in range(30)]
    assert ask(Served(app), *paths) == paths
    assert app.most == 1


def test_more_are_computed_at_a_time_where_they_wait_for_a_database():
    app = App()
    ask(Served(app, turns=4), *[f"/20/{number}" for number in range(12)])
    assert app.most == 4


@pytest.mark.parametrize("long_ones", [1, THREADS - 1])
def test_nobody_waits_for_long_ones(monkeypatch, long_ones):
    monkeypatch.setattr(serving, "LONG", 0.02)
    quick = [f"/1/{number}" for number in range(10)]
    slow = [f"/1500/{number}" for number in range(long_ones)]
    order = ask(Served(App()), *slow, *quick)
    assert order[: len(quick)] == quick
    assert sorted(order[len(quick) :]) == slow


def test_a_request_that_fails_gives_its_turn_back():
    def app(environ, start):
        if "fails" in environ["PATH_INFO"]:
            raise RuntimeError
        start("200 OK", [])
        return [b"ok"]

    served = Served(app)

    async def every():
        for _ in range(3):
            with pytest.raises(RuntimeError):
                await served.__rsgi__(scope("/fails"), SimpleNamespace())
        sent = []
        await served.__rsgi__(scope("/"), SimpleNamespace(response_bytes=lambda *given: sent.append(given)))
        return sent

    assert run(every()) == [(200, [], b"ok")]

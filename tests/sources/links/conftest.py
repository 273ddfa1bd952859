"""What the tests of links share: a site to ask, a clock that only sleeping moves, and one visit."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from finder.sources.curated.read import read_curated
from finder.sources.links.client import Visitor
from finder.sources.links.rate_limit import RateLimit
from finder.sources.links.replies import Limits
from finder.sources.links.targets import Target
from finder.sources.links.visit import visit
from tests.conftest import DATA
from tests.sources.links.link_server import link_server

QUICK = Limits(timeout=5, body_seconds=0.3, body_bytes=64 * 1024, seconds=2)


@dataclass
class Clock:
    """Seconds that pass only where somebody sleeps."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def site(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    with link_server() as server:
        yield server


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def rate_limit(clock):
    return RateLimit(2.0, clock, clock.sleep)


@pytest.fixture
def visitor(rate_limit):
    visitor = Visitor(rate_limit, QUICK, private=True)
    yield visitor
    visitor.close()


@pytest.fixture
def look(visitor):
    """Visit an address that is expected to have a title (none: any)."""

    def at(url, *titles, before=None, is_page=True):
        return visit(visitor, Target(url, titles, is_page), before)

    return at


@pytest.fixture(scope="session")
def real_curated(gazetteer):
    return read_curated(DATA, gazetteer)

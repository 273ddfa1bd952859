"""A made-up NPI Registry, a clock, and a search of it."""

import pytest

from finder.sources.registry.search import live_registry
from tests.sources.registry.searches import Clock
from tests.sources.registry_server import serving


@pytest.fixture
def server():
    with serving() as registry:
        yield registry


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def registry(server, clock):
    return live_registry(server.url, limit_seconds=20, clock=clock)


@pytest.fixture
def ask(registry):
    return registry.near

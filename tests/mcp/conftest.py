"""A server of the tools, asked in this process by the SDK's own client, or directly."""

from __future__ import annotations

import json

import pytest

from finder.library import Finder
from finder.mcp.server import call
from finder.mcp.tools import TOOLS
from finder.store.connect import Directory
from tests.conftest import missing

try:
    import mcp  # noqa: F401
except ImportError:
    missing("the SDK of the Model Context Protocol is not installed")


@pytest.fixture(scope="session")
def people_finder(people):
    return Finder(Directory(people.path), people)


@pytest.fixture(scope="session")
def real_finder(real):
    return Finder(Directory(real.path), real)


def asker(finder):
    """Return a function that calls a tool: whether it is an error, its structure, and its texts."""

    def ask(name, **arguments):
        result = call(finder, TOOLS[name], arguments)
        texts = [each.text for each in result.content]
        assert json.loads(texts[-1]) == result.structured_content
        return bool(result.is_error), result.structured_content, texts

    return ask


@pytest.fixture(scope="session")
def ask(people_finder):
    return asker(people_finder)


@pytest.fixture(scope="session")
def ask_real(real_finder):
    return asker(real_finder)

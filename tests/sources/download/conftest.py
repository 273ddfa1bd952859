"""A made-up CMS server, and downloads from it."""

import pytest

from finder.sources.download.download import Addresses
from tests.sources.cms_server import cms_server
from tests.sources.download.files import LISTING, Fetcher


@pytest.fixture
def cms(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    with cms_server() as server:
        yield server


@pytest.fixture
def addresses(cms):
    return Addresses(cms.url(LISTING), cms.url("/api/1"))


@pytest.fixture
def get(tmp_path):
    return Fetcher(tmp_path / "files")

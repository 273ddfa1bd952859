"""A made-up Census geocoder, and requests to it."""

from functools import partial

import pytest

from finder.sources.geocoding.census import ask_census
from finder.sources.geocoding.run import geocode
from tests.sources.census_server import CensusServer
from tests.sources.geocoding.answers import MIDDLE


@pytest.fixture
def census():
    with CensusServer() as server:
        yield server


@pytest.fixture
def waits():
    return []


@pytest.fixture
def ask(census, waits):
    return partial(ask_census, url=census.url, timeout=5, tries=3, wait=waits.append)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "extracts" / "points.parquet"


@pytest.fixture
def run(path, ask, waits):
    """Geocode with everything given that a test does not care about."""

    def go(addresses, **changed):
        given = {"ask": ask, "middle_of": lambda _: MIDDLE, "pause": 7, "wait": waits.append}
        given |= {"progress": lambda _: None}
        return geocode(addresses, path, **given | changed)

    return go

"""Every command reads and checks data/ once, and opens the gazetteer once."""

from __future__ import annotations

from collections import Counter

import pytest

from finder.directory import checked_data
from finder.sources.curated import read
from finder.sources.links import run
from finder.sources.links.check import Report
from finder.store.storage.places_file import PlacesFile
from tests.sources.census_server import CensusServer
from tests.sources.files.made_up_files import nppes, person


@pytest.fixture
def census():
    with CensusServer() as server:
        server.places["1 EXAMPLE ST"] = ("Match", "Exact", "-71.1010", "42.3450")
        yield server


@pytest.fixture
def finder(finder_with, data, census):
    return finder_with(FINDER_DATA=str(data), FINDER_CENSUS_URL=census.url)


@pytest.fixture
def calls(monkeypatch):
    """Counts of how often data/ is read, and the gazetteer is looked up and opened."""
    counted = Counter()

    def count(owner, name):
        original = getattr(owner, name)

        def counting(*given):
            counted[name] += 1
            return original(*given)

        monkeypatch.setattr(owner, name, counting)

    count(read, "read_curated")
    count(checked_data, "places_file")
    count(PlacesFile, "__init__")
    return counted


ONCE = {"read_curated": 1, "places_file": 1, "__init__": 1}


@pytest.mark.parametrize("command", ["check", "build"])
def test_check_and_build_read_data_once(finder, calls, command):
    finder(command)
    assert calls == ONCE


def test_a_load_reads_data_once_for_all_files_and_the_build(finder, calls, tmp_path):
    days = [("20050523", "20260809"), ("20050523", "20260816")]
    files = [nppes(tmp_path, [person(number)], day) for number, day in enumerate(days, start=1)]
    output = finder("load", "nppes", *files)
    assert output.count("as of") == 2
    assert "Doctors and clinics: 1, " in output
    assert calls == ONCE


def test_geocoding_reads_data_once_for_addresses_and_build(finder, calls, tmp_path):
    finder("load", "nppes", nppes(tmp_path, [person(1)]))
    calls.clear()
    assert "1 found" in finder("geocode", "--pause", "0")
    assert calls == ONCE


@pytest.fixture
def visited(monkeypatch):
    """Return a function that sets up a link check of one link; `meanwhile` runs during it."""

    def go(meanwhile=lambda: None):
        def check_links(*_, **__):
            meanwhile()
            return Report(1, 0, 0, {}, (), (), (), ())

        monkeypatch.setattr(run, "check_links", check_links)

    return go


def test_a_link_check_reads_data_once_for_links_and_build(finder, calls, visited):
    visited()
    assert "1 links checked" in finder("links", "check")
    assert calls == ONCE


def test_data_that_change_during_a_link_check_are_read_again(finder, calls, visited, edit):
    visited(lambda: edit("centers/example-boston.toml", "Example Cancer Center", "Changed Cancer Center"))
    finder("links", "check")
    assert calls == dict.fromkeys(ONCE, 2)
    calls.clear()
    assert "Changed Cancer Center" in finder("search", "02115")
    assert calls == {}, "the directory is of the changed data, and current"

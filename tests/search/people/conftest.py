"""A directory of randomly made-up people, instead of that of the invented world."""

import pytest

from finder.directory.gazetteer_file import places_file
from finder.domain.clinicians import People
from finder.sources.curated import read as curated
from finder.store.connect import Directory
from finder.store.write_directory import build
from tests.conftest import WORLD
from tests.search.people.crowd import EVERYBODY, HIDDEN, HOSPITALS, NOWHERE


@pytest.fixture(scope="package")
def folder(tmp_path_factory, packaged_places):
    home = tmp_path_factory.mktemp("people")
    places = places_file(home)
    read = curated.read_curated(WORLD, places)
    everybody = sorted([*EVERYBODY, HIDDEN, NOWHERE], key=lambda each: each.npi)
    build(home / "directory.sqlite", read, places, "test", People(everybody, HOSPITALS))
    return home


@pytest.fixture(scope="package")
def snapshot(folder):
    return Directory(folder / "directory.sqlite").snapshot()

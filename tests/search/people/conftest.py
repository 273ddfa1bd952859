"""A directory of the crowd, in place of the invented world's."""

import pytest

from finder.domain.clinicians import People
from finder.ingest import curated
from finder.ingest.places import places_file
from finder.store.build import build
from finder.store.connect import Directory
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

"""A directory under load: no thread waits for itself, and old directories are released."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.exc import StatementError

from finder.directory.build import make_directory
from finder.search.answer import answer
from finder.search.documents.find import find_guidelines
from finder.search.documents.to_read import what_to_read
from finder.search.near import find_near
from finder.search.outward_links import outward_links_for
from finder.search.questions import GuidelineQuery, NearQuery
from finder.store.connect import Directory, FileSnapshot
from finder.store.read_catalog import catalog_of
from finder.store.read_places import cities_named
from tests.conftest import WORLD

QUESTION = {"near": ["02115"], "cancer": ["breast-cancer"], "specialty": ["surgery"]}


@pytest.mark.sqlite
def test_a_query_needs_one_connection_at_a_time(world):
    snapshot = FileSnapshot(world.path, connections=1)
    query = NearQuery.parse(QUESTION)
    found = answer(snapshot, query)
    assert found.results.results
    assert found.designated is None  # it is among the results
    what_to_read(snapshot, "breast-cancer")
    for near in (None, "Boston, MA", "42.34,-71.11"):
        assert outward_links_for(snapshot, catalog_of(snapshot).cancers["breast-cancer"], near).links
    assert find_guidelines(snapshot, GuidelineQuery.parse({"cancer": ["brest cancer"]})).documents


@pytest.mark.sqlite
def test_many_concurrent_first_queries_are_all_answered(world):
    snapshot = FileSnapshot(world.path, connections=2)
    together = threading.Barrier(12)

    def ask(_):
        together.wait()
        return find_near(snapshot, NearQuery.parse(QUESTION)).total

    with ThreadPoolExecutor(12) as threads:
        assert len(set(threads.map(ask, range(12)))) == 1


def test_a_replaced_directory_is_released(tmp_path, monkeypatch):
    path = tmp_path / "directory.sqlite"
    make_directory(path, WORLD)
    directory = Directory(path)
    old = directory.snapshot()
    find_near(old, NearQuery.parse(QUESTION))
    what_to_read(old, "breast-cancer")
    gone = weakref.ref(old)
    del old
    # Built in the same second from the same data it would be the same file.
    monkeypatch.setattr("finder.utc.timestamp", lambda: "2026-01-01T00:00:00Z")
    make_directory(path, WORLD)
    directory.snapshot()
    gc.collect()
    assert gone() is None


@pytest.mark.sqlite
def test_a_database_error_does_not_reveal_the_query(world):
    snapshot = FileSnapshot(world.path, connections=1)
    with snapshot.connect() as connection, pytest.raises(StatementError) as caught:
        cities_named(connection, object(), "MA")  # type: ignore[arg-type]
    assert "MA" not in str(caught.value).replace("SQL parameters hidden", "").split("WHERE")[-1]

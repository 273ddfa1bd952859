"""Few open files, little memory, and two sites on one home."""

from __future__ import annotations

import gc
import os
import shutil
import time
import weakref
from pathlib import Path

import pytest

from finder.app import create_app
from finder.store.connect import Directory
from tests.conftest import settings_for
from tests.faults.conftest import Pair
from tests.faults.served import SEARCH, reading, report, results_of, serving

pytestmark = pytest.mark.skipif(not shutil.which("prlimit"), reason="needs prlimit, which Linux has")


def swap(pair: Pair) -> None:
    """Put either directory in place in turn, one a half second."""
    for at in range(1, 7):
        pair.put(at)
        time.sleep(0.5)


@pytest.mark.parametrize("limit", ["--nofile=64", "--data=300000000"])
def test_a_site_with_little_answers_and_takes_new_directories(pair, tmp_path, limit):
    with serving(pair.home, tmp_path / "log", 1, ("prlimit", limit)) as served:
        with reading(served, set(pair.right), 4) as readers:
            swap(pair)
        (worker,) = served.workers()
        memory = int(Path(f"/proc/{worker}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        files = len(list(Path(f"/proc/{worker}/fd").iterdir()))
    report(f"{limit}: {memory >> 20} MB, {files} open files, {readers.answers}, {readers.lost}")
    assert set(readers.answers) == {200}
    assert not readers.lost
    assert readers.wrong == []
    assert memory < 300_000_000
    assert files < 64


def test_two_sites_on_one_home_do_not_disturb_each_other(pair, tmp_path):
    with serving(pair.home, tmp_path / "one") as one, serving(pair.home, tmp_path / "two") as two:
        right = set(pair.right)
        with reading(one, right, 2) as first, reading(two, right, 2) as second:
            swap(pair)
    for readers in (first, second):
        assert set(readers.answers) == {200}
        assert not readers.lost
        assert readers.wrong == []
    assert len(list((pair.home / "verified").iterdir())) == 1


def test_a_request_lets_go_of_a_directory_that_was_replaced(pair):
    directory = Directory(pair.home / "directory.sqlite")
    client = create_app(settings_for(pair.home), directory).test_client()
    client.get(SEARCH)
    before = weakref.ref(directory.snapshot())
    gc.disable()
    try:
        pair.put(1)
        assert results_of(client.get(SEARCH).data) == pair.right[1]
        assert before() is None
    finally:
        gc.enable()

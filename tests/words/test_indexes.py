"""The indexes that a directory keeps: they are what the catalog gives, and a first question is quick."""

import gc
import time

import pytest

from finder.store.connect import Directory, Snapshot
from finder.store.read_catalog import WordIndex, catalog_of, word_index
from finder.words.cancer.find import find_cancers
from finder.words.indexes import INDEXES


@pytest.mark.parametrize("index", INDEXES, ids=lambda index: index.name)
def test_a_directory_keeps_each_index_as_its_catalog_gives_it(real: Snapshot, index: WordIndex[object]):
    assert word_index(real, index) == index.make(catalog_of(real))


def test_an_index_that_a_directory_has_not_is_made(real: Snapshot):
    index = WordIndex("other", int, lambda catalog: len(catalog.cancers))
    assert word_index(real, index) == len(catalog_of(real).cancers)


def test_a_first_question_is_answered_at_once(real: Snapshot):
    find_cancers(real, "breast cancer")  # so that libraries are loaded
    taken = []
    for _ in range(5):
        fresh = Directory(real.path).snapshot()
        gc.collect()
        started = time.process_time()
        assert find_cancers(fresh, "breast cancer").sure
        taken.append(time.process_time() - started)
    assert min(taken) < 0.05

"""The records of the public files: complete, told apart, and each offered in one place."""

from __future__ import annotations

import pytest

from finder.domain.sources import LOADED
from finder.sources.files.cancer_care import CancerCare
from finder.sources.files.data_folder import DataFolder
from finder.sources.public_files import BY_NAME, PUBLIC_FILES
from tests.sources.files.made_up_files import CARE, MAKERS, silent

each_file = pytest.mark.parametrize("file", PUBLIC_FILES, ids=lambda file: file.name)


def test_names_tell_the_files_apart(tmp_path):
    assert list(BY_NAME.values()) == list(PUBLIC_FILES)
    folder = DataFolder(tmp_path)
    others = {folder.points, folder.links}
    assert not others & {folder.extract(name) for name in BY_NAME}


@each_file
def test_a_file_is_offered_in_one_place_and_cites_a_source_that_is_loaded(file):
    assert bool(file.listed_as) != bool(file.data_set)
    assert file.source is None or file.source in LOADED


@each_file
def test_the_reader_keeps_rows_with_the_key_of_the_record(file, tmp_path):
    table = file.read(MAKERS[file.name](tmp_path), CARE, silent).table
    assert table.num_rows == 1
    assert None not in table.column(file.key).to_pylist()
    assert {"stamp", "as_of"} <= set(table.schema.names) or not file.newest_only


@pytest.mark.parametrize("name", ["nppes", "clinicians"])
def test_only_rows_of_cancer_care_are_kept(name, tmp_path):
    nothing = CancerCare(frozenset(), frozenset(), frozenset())
    assert BY_NAME[name].read(MAKERS[name](tmp_path), nothing, silent).table.num_rows == 0

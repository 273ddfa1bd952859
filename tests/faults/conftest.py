"""Two directories that differ in one name, and the answers that are right for them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from finder.app import create_app
from finder.directory.build import make_directory
from finder.store.connect import Directory
from finder.store.copies.verified import accept_file
from tests.conftest import settings_for
from tests.faults.served import SEARCH, results_of


@dataclass(frozen=True)
class Pair:
    """Two directories to put in each other's place, and the results of the search in either."""

    home: Path
    files: tuple[Path, Path]
    right: tuple[bytes, bytes]

    def put(self, at: int) -> None:
        """Put a copy of one in place, as what receives published directories does."""
        copy = Path(shutil.copyfile(self.files[at % 2], self.home / "incoming.sqlite"))
        accept_file(copy, self.home / "directory.sqlite")


@pytest.fixture
def pair(home, tmp_path, data, edit, quick_zips) -> Pair:
    files = tmp_path / "first" / "directory.sqlite", tmp_path / "second" / "directory.sqlite"
    files[0].parent.mkdir()
    shutil.copyfile(home / "directory.sqlite", files[0])
    edit("centers/example-studies.toml", "Example Studies Center", "Another Studies Center")
    make_directory(files[1], data)
    first, second = (
        results_of(create_app(settings_for(each.parent), Directory(each)).test_client().get(SEARCH).data)
        for each in files
    )
    return Pair(home, files, (first, second))

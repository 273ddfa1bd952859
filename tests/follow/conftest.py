"""Three directories with different answers, and places where they are published."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from finder.directory.build import make_directory
from finder.directory.published.publish import publish, remove_old
from finder.sources.published.places import open_to_write
from finder.sources.published.pointer import Pointer
from finder.store.connect import Directory
from finder.store.copies import checksum
from tests.conftest import WORLD
from tests.follow.web_source import web_source


@pytest.fixture(scope="session")
def versions(tmp_path_factory: pytest.TempPathFactory, world: Directory) -> list[Path]:
    """Three directories: the answers to a search differ in the name of its first place."""
    made = [world.path]
    for number in (2, 3):
        folder = tmp_path_factory.mktemp(f"version-{number}")
        data = Path(shutil.copytree(WORLD, folder / "data"))
        for file in (data / "centers").glob("*.toml"):
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace('name = "', f'name = "Version {number} ', 1), encoding="utf-8")
        make_directory(folder / "home" / "directory.sqlite", data)
        made.append(folder / "home" / "directory.sqlite")
    return made


@dataclass
class Publisher:
    """A machine that publishes to a folder or a store."""

    address: str
    home: Path

    def publish(self, directory: Path) -> Pointer:
        """Publish a directory, as `finder publish` does."""
        self.home.mkdir(exist_ok=True)
        shutil.copyfile(directory, self.home / "directory.sqlite")
        place = open_to_write(self.address)
        pointer = publish(self.home / "directory.sqlite", place)
        remove_old(place, pointer)
        return pointer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that directories are published to."""
    return tmp_path / "published"


@pytest.fixture
def publisher(folder: Path, tmp_path: Path) -> Publisher:
    return Publisher(str(folder), tmp_path / "publisher")


@pytest.fixture
def source(folder: Path):
    """The folder on the web."""
    with web_source(folder) as made:
        yield made


@pytest.fixture
def sum_of() -> Callable[[Path], str]:
    return checksum.sealed


@pytest.fixture(autouse=True)
def quick_packing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pack a little less: many tests publish."""
    monkeypatch.setattr("finder.directory.published.pack._LEVEL", 1)

"""Shared fixtures: an invented world and the real data, each built once by the real builder."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings

from finder.app import create_app
from finder.directory import gazetteer_file as places
from finder.directory.build import make_directory
from finder.domain.places import Gazetteer
from finder.settings import Settings
from finder.sources.zip_codes import read_package
from finder.store.connect import Directory, Snapshot
from finder.store.write_directory import write_places
from tests import on_postgresql, people_world

ROOT = Path(__file__).resolve().parent.parent
WORLD = ROOT / "tests" / "world"
DATA = ROOT / "data"
#: Folders of tests that start servers, browsers and other programs. They are run first: files of a minute in
#: the end would leave the other processes of `pytest -n` with nothing to do.
LONGEST = (
    "browser", "deploy", "directory", "end_to_end", "faults", "follow", "fuzz", "postgresql", "scripts"
)  # fmt: skip

settings.register_profile(
    "tests",
    deadline=None,
    max_examples=150,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    database=None,
)
settings.load_profile("tests")


def missing(reason: str) -> NoReturn:
    """Skip a test if a tool is missing; fail if all tools are required."""
    if os.environ.get("SKIP_NOTHING"):
        pytest.fail(reason)
    pytest.skip(reason)


def settings_for(home: Path, data: Path = WORLD) -> Settings:
    """Return the settings of a finder whose data folder is `home`."""
    return Settings.read({"FINDER_HOME": str(home), "FINDER_DATA": str(data)})


def pytest_configure() -> None:
    """Let Ctrl+C reach what tests start, which ignores it in a background job of a shell otherwise."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda each: each.path.relative_to(ROOT / "tests").parts[0] not in LONGEST)
    if on_postgresql.IS_ON:
        for each in items:
            if each.get_closest_marker("sqlite"):
                each.add_marker(pytest.mark.skip("about the file of SQLite"))


@pytest.fixture(scope="session", autouse=True)
def databases():
    """The server of PostgreSQL, if the tests run on it."""
    yield
    on_postgresql.stop()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return read_package.read_gazetteer()


@pytest.fixture(scope="session", autouse=True)
def packaged_places(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer):
    """The packaged gazetteer, made by the current code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "PACKAGED", tmp_path_factory.mktemp("package") / "_places.sqlite")
        write_places(places.PACKAGED, gazetteer, places.made_with())
        yield


@pytest.fixture
def quick_zips(gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the ZIP package once for all tests that build, because it is slow."""
    monkeypatch.setattr(read_package, "read_gazetteer", lambda: gazetteer)


def _built(path: Path, data: Path, gazetteer: Gazetteer) -> Directory:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_package, "read_gazetteer", lambda: gazetteer)
        make_directory(path, data)
    return Directory(path)


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Directory:
    """A directory of the invented world. Tests must not write to it."""
    return _built(tmp_path_factory.mktemp("world") / "directory.sqlite", WORLD, gazetteer)


@pytest.fixture(scope="session")
def unread_world(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Directory:
    """A directory of the invented world that nobody is connected to, so that PostgreSQL can copy it."""
    return _built(tmp_path_factory.mktemp("unread") / "directory.sqlite", WORLD, gazetteer)


@pytest.fixture(scope="session")
def snapshot(world: Directory) -> Snapshot:
    return world.snapshot()


@pytest.fixture
def connection(snapshot: Snapshot):
    with snapshot.connect() as lent:
        yield lent


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Snapshot:
    """A directory of the real data. Tests must not write to it."""
    return _built(tmp_path_factory.mktemp("real") / "directory.sqlite", DATA, gazetteer).snapshot()


@pytest.fixture
def real_connection(real: Snapshot):
    with real.connect() as lent:
        yield lent


@pytest.fixture(scope="session")
def people(tmp_path_factory: pytest.TempPathFactory, packaged_places: None) -> Snapshot:
    """A directory of the invented world with made-up clinicians and hospitals. Tests must not write to it."""
    return people_world.built(tmp_path_factory.mktemp("people"), WORLD).snapshot()


@pytest.fixture(scope="session")
def people_app(people: Snapshot) -> Flask:
    """The site of the made-up clinicians and hospitals. They come from no files, so it is never rebuilt."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("finder.app.open_directory", lambda *_: Directory(people.path))
        return create_app(settings_for(people.path.parent))


@pytest.fixture
def people_client(people_app: Flask) -> FlaskClient:
    return people_app.test_client()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the invented world's data, for tests that break it."""
    return Path(shutil.copytree(WORLD, tmp_path / "data"))


@pytest.fixture
def home(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A data folder that already has the world's directory."""
    folder = tmp_path / "home"
    folder.mkdir()
    if on_postgresql.IS_ON:
        on_postgresql.copy(request.getfixturevalue("unread_world").path, folder / "directory.sqlite")
    else:
        shutil.copy2(request.getfixturevalue("world").path, folder / "directory.sqlite")
    return folder


@pytest.fixture(scope="session")
def app(world: Directory) -> Flask:
    return create_app(settings_for(world.path.parent))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def edit(data: Path) -> Callable[[str, str, str], int]:
    """Replace the only occurrence of a text in a file of `data`, and return its line."""

    def replace(name: str, old: str, new: str) -> int:
        file = data / name
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name} holds {old!r} {text.count(old)} times"
        file.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replace

"""Build, verify, swap: whatever goes wrong, the old directory stays unchanged."""

import dataclasses
import os
import sqlite3
import time
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from finder.directory.build import is_current, make_directory, open_directory
from finder.errors import BadData, BadDirectory
from finder.store import locations, schema, write_curated
from finder.store.connect import Directory
from finder.store.read_catalog import catalog_of, read_meta
from finder.store.read_records import care_sites_of
from finder.store.storage import sqlite_file as building
from tests.conftest import DATA, WORLD, settings_for

pytestmark = pytest.mark.usefixtures("quick_zips")


@pytest.fixture
def old(home):
    """A directory in use, and its bytes."""
    path = home / "directory.sqlite"
    return path, path.read_bytes()


def alone(path):
    return {file.name for file in path.parent.iterdir()} - {"verified"} == {path.name}


def test_a_build_writes_every_table_and_nothing_else(tmp_path, snapshot):
    built = make_directory(tmp_path / "deep" / "home" / "directory.sqlite", WORLD)
    assert set(built.counts) == set(schema.metadata.tables)
    assert built.counts["record"] == 19
    assert built.records == {"center": 8, "program": 8, "site": 3}
    assert built.counts["guideline"] == 25
    # Each kind is found under "any" and the four groups.
    assert built.counts["facet"] == 3 * 5


@pytest.mark.sqlite
def test_a_build_leaves_no_other_file(tmp_path):
    assert alone(make_directory(tmp_path / "deep" / "home" / "directory.sqlite", WORLD).path)


def test_a_directory_is_current_until_the_data_change(tmp_path, data):
    path = tmp_path / "directory.sqlite"
    assert not is_current(Directory(path), data)
    make_directory(path, data)
    assert is_current(Directory(path), data)
    assert not is_current(Directory(path), DATA)
    (data / "names.csv").write_text((data / "names.csv").read_text() + "\n")
    assert not is_current(Directory(path), data)


@pytest.mark.sqlite
def test_a_broken_file_leaves_the_old_directory_as_it_was(old, data, edit):
    path, before = old
    edit("cancers.csv", ",both,", ",everybody,")
    with pytest.raises(BadData):
        make_directory(path, data)
    assert path.read_bytes() == before
    assert alone(path)


@pytest.mark.sqlite
@pytest.mark.parametrize("step", ["write_file", "verify", "accept_file"])
def test_a_crash_in_any_step_leaves_the_old_directory_as_it_was(old, monkeypatch, step):
    path, before = old

    def crash(*_):
        raise OSError("the power went out")

    monkeypatch.setattr(building, step, crash)
    with pytest.raises(OSError, match="the power went out"):
        make_directory(path, WORLD)
    assert path.read_bytes() == before
    assert alone(path)


@pytest.mark.sqlite
def test_a_crash_at_the_swap_leaves_the_old_directory_as_it_was(old, monkeypatch):
    path, before = old

    def crash(*_):
        raise OSError("the power went out")

    monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(OSError, match="the power went out"):
        make_directory(path, WORLD)
    assert path.read_bytes() == before
    assert alone(path)


@pytest.mark.sqlite
def test_leftovers_of_a_killed_build_are_deleted_once_they_are_old(old):
    path, _ = old
    stale = path.with_name(f"{path.name}.building-1-1")
    fresh = path.with_name(f"{path.name}.building-2-2")
    other = path.with_name("somebody-elses.building-1-1")
    for file in (stale, fresh, other):
        file.write_bytes(b"half a directory")
    long_ago = time.time() - building.STALE_SECONDS - 60
    os.utime(stale, (long_ago, long_ago))
    make_directory(path, WORLD)
    assert not stale.exists()
    assert fresh.exists()
    assert other.exists()


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("statement", "text"),
    [
        ("DELETE FROM guideline WHERE place = 3", "guideline has 24 rows, but 25 were written"),
        ("DELETE FROM record WHERE number = 3", "record has 18 rows, but 19 were written"),
        ("DELETE FROM facet WHERE name = 'center:any'", "facet has 14 rows, but 15 were written"),
        ("UPDATE facet SET name = 'x' || name", "center:any 1 is not found from its own location"),
        ("UPDATE facet SET cell = zeroblob(length(cell))", "center:any 1 is not found from its own location"),
        ("UPDATE facet SET x = zeroblob(length(x))", "center:any 1 is not found from its own location"),
    ],
)
def test_a_directory_that_fails_verification_is_not_used(old, monkeypatch, statement, text):
    path, before = old
    write = building.write_file

    def write_and_damage(new, rows, more):
        written = write(new, rows, more)
        with sqlite3.connect(new) as connection:
            connection.execute(statement)
        connection.close()
        return written

    monkeypatch.setattr(building, "write_file", write_and_damage)
    monkeypatch.setattr(locations, "_SMALL", 0)
    with pytest.raises(BadDirectory, match=text):
        make_directory(path, WORLD)
    assert path.read_bytes() == before
    assert alone(path)


def test_a_place_that_cannot_be_located_is_not_built(tmp_path, gazetteer, snapshot):
    with pytest.raises(BadDirectory, match="has no position, and its ZIP code 44106 has none either"):
        write_curated.located(_site(snapshot, "example-lakeside", position=None), {"44106": None})


def _site(snapshot, slug, **changes):
    with snapshot.connect() as connection:
        found = {site.id: site for site in care_sites_of(connection, "center")}
    return dataclasses.replace(found[slug], **changes)


def test_a_directory_cannot_be_written_to(snapshot):
    with (
        snapshot.connect() as connection,
        pytest.raises(DatabaseError, match=r"readonly|query_only|not authorized|read-only"),
    ):
        connection.exec_driver_sql("DELETE FROM record")


def test_without_a_directory_the_error_says_how_to_build_it(tmp_path):
    with pytest.raises(BadDirectory, match="Run: finder build"):
        Directory(tmp_path / "directory.sqlite").snapshot()


def test_a_new_directory_is_noticed_and_old_snapshots_keep_working(tmp_path, data, edit):
    path = tmp_path / "directory.sqlite"
    make_directory(path, data)
    directory = Directory(path)
    before = directory.snapshot()
    assert directory.snapshot() is before
    with before.connect() as reading:
        names = [site.name for site in care_sites_of(reading, "center")]
        edit("centers/example-laboratory.toml", "Example Laboratory", "Another Laboratory")
        make_directory(path, data)
        after = directory.snapshot()
        assert after is not before
        assert [site.name for site in care_sites_of(reading, "center")] == names
    with after.connect() as connection:
        assert "Another Laboratory" in [site.name for site in care_sites_of(connection, "center")]
    assert directory.snapshot() is after


def test_a_folder_name_with_url_characters_opens(tmp_path):
    path = tmp_path / "a folder é" / "directory.sqlite"
    make_directory(path, WORLD)
    with Directory(path).snapshot().connect() as connection:
        assert len(care_sites_of(connection, "program")) == 8


def test_the_directory_records_when_and_from_what_it_was_built(snapshot, connection):
    assert read_meta(connection, "gazetteer").startswith("zipcodes ")
    assert catalog_of(snapshot).built_on == read_meta(connection, "built_at")[:10]
    assert read_meta(connection, "nothing") == ""


@pytest.mark.sqlite
@pytest.mark.parametrize("name", ["why?", "why?mode=rwc", "a%20b", "x#y=z"])
def test_folder_names_with_special_url_characters_open(tmp_path, quick_zips, name):
    path = tmp_path / name / "directory.sqlite"
    make_directory(path, WORLD)
    assert alone(path)
    with Directory(path).snapshot().connect() as connection:
        assert len(care_sites_of(connection, "program")) == 8


@pytest.mark.sqlite
@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\x00" + b"\x01" * 5000])
def test_a_damaged_directory_is_rebuilt(tmp_path, quick_zips, content):
    settings = settings_for(tmp_path)
    settings.directory.write_bytes(content)
    with open_directory(settings.directory, settings.data).snapshot().connect() as connection:
        assert len(care_sites_of(connection, "program")) == 8


def test_an_old_snapshot_answers_from_its_own_file_after_a_swap(tmp_path, data, edit, quick_zips):
    """A request took its snapshot before the swap and needs another connection after it."""
    path = tmp_path / "directory.sqlite"
    make_directory(path, data)
    before = Directory(path).snapshot()
    edit("centers/example-laboratory.toml", "Example Laboratory", "Another Laboratory")
    make_directory(path, data)
    with before.connect() as connection:
        assert "Another Laboratory" not in [site.name for site in care_sites_of(connection, "center")]

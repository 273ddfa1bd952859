"""Whatever happens to the file of the directory, readers get right answers from the last verified copy."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import pytest

from finder.directory.build import make_directory, open_directory
from finder.errors import BadDirectory
from finder.store import connect
from finder.store.connect import Directory
from finder.store.copies import checksum, verified
from finder.store.copies.verified import accept_file, last_verified, verified_copy
from finder.store.read_records import care_sites_of
from tests.conftest import WORLD
from tests.faults.served import reading, report, results_of, serving

PHONE = b"617-555-01"


def gone(path: Path) -> None:
    path.unlink()


def rubbish(path: Path) -> None:
    path.write_bytes(b"rubbish" * 1000)


def other_file(path: Path) -> None:
    new = path.with_name("new")
    new.write_bytes(b"rubbish" * 1000)
    new.replace(path)


def cut_in_place(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(5000)


def half_copied(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flipped_digit(path: Path) -> None:
    content = path.read_bytes()
    at = content.index(PHONE)
    path.write_bytes(content[:at] + b"9" + content[at + 1 :])


def flipped_header(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[62] ^= 1
    path.write_bytes(content)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


FAULTS = [
    gone, rubbish, other_file, cut_in_place, half_copied, empty, a_folder, flipped_digit, flipped_header,
]  # fmt: skip


def names(directory: Directory) -> list[str]:
    with directory.snapshot().connect() as connection:
        return [site.name for site in care_sites_of(connection, "center")]


@pytest.fixture
def path(home, monkeypatch):
    monkeypatch.setattr(connect, "_PAUSE", 0.0)
    return home / "directory.sqlite"


@pytest.mark.parametrize("fault", FAULTS)
def test_an_open_directory_stays_in_use_and_the_log_says_so_once(path, caplog, fault):
    directory = Directory(path)
    before = directory.snapshot()
    right = names(directory)
    fault(path)
    assert directory.snapshot() is before
    assert names(directory) == right
    assert [each.levelname for each in caplog.records] == ["WARNING"]
    assert caplog.messages[0].startswith("Run: finder build. ")
    assert "last verified copy" in caplog.messages[0]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_start_uses_the_last_verified_copy(path, fault, monkeypatch):
    right = names(Directory(path))
    fault(path)
    monkeypatch.setattr("finder.directory.build.make_directory", None)  # nothing is built
    opened = open_directory(path, WORLD)
    assert names(opened) == right


@pytest.mark.parametrize("fault", [gone, cut_in_place, flipped_digit])
def test_a_damaged_copy_is_made_again(path, fault):
    directory = Directory(path)
    right = names(directory)
    fault(directory.snapshot().path)
    assert names(directory) == right
    assert checksum.sealed(verified_copy(path)) == checksum.sealed(path)
    assert names(Directory(path)) == right


def test_a_missing_directory_is_put_back_at_the_next_start(path):
    whole = path.read_bytes()
    names(Directory(path))
    path.unlink()
    open_directory(path, WORLD)
    assert path.read_bytes() == whole


def test_a_directory_and_its_copy_both_damaged_are_built_again(path):
    right = names(Directory(path))
    for each in (path, *(path.parent / verified.FOLDER).iterdir()):
        flipped_digit(each)
    assert last_verified(path) is None
    with pytest.raises(BadDirectory, match="Run: finder build"):
        Directory(path).snapshot()
    assert names(open_directory(path, WORLD)) == right


def test_only_whole_files_are_accepted(path, tmp_path):
    whole = path.read_bytes()
    new = tmp_path / "new.sqlite"
    shutil.copyfile(path, new)
    flipped_digit(new)
    with pytest.raises(BadDirectory, match="is damaged"):
        accept_file(new, path)
    assert path.read_bytes() == whole


def test_a_directory_of_another_version_is_not_used(path, data, monkeypatch):
    directory = Directory(path)
    before = directory.snapshot()
    with monkeypatch.context() as other:
        other.setattr("finder.store.schema.form", lambda: "other")
        make_directory(path, data)
    assert directory.snapshot() is before


def test_a_large_directory_is_checked_in_the_background(path, data, edit, monkeypatch):
    directory = Directory(path)
    directory.snapshot()
    for module in (connect, verified):
        monkeypatch.setattr(module, "LARGE", 1)
    edit("centers/example-laboratory.toml", "Example Laboratory", "Another Laboratory")
    make_directory(path, data)
    may_end = threading.Event()
    monkeypatch.setattr(connect, "verified_copy", lambda path: may_end.wait(10) and verified_copy(path))
    assert "Another Laboratory" not in names(directory)
    may_end.set()
    _wait(lambda: "Another Laboratory" in names(directory))


def test_a_large_copy_that_is_damaged_is_replaced_in_the_background(path, monkeypatch):
    right = names(Directory(path))
    copy = verified_copy(path)
    with copy.open("r+b") as file:
        file.seek(copy.read_bytes().index(PHONE))
        file.write(b"9")
    for module in (connect, verified):
        monkeypatch.setattr(module, "LARGE", 1)
    directory = Directory(path)
    directory.check_in_background()
    _wait(lambda: checksum.is_whole(copy))
    assert names(directory) == right


def _wait(done) -> None:
    end = time.monotonic() + 10
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_readers_notice_nothing_while_the_file_breaks_and_comes_back(home, tmp_path):
    path = home / "directory.sqlite"
    whole = tmp_path / "whole.sqlite"
    shutil.copyfile(path, whole)
    with serving(home, tmp_path / "log", 2) as served:
        right = {results_of(served.ask()[1])}
        with reading(served, right, 3) as readers:
            for fault in FAULTS:
                fault(path)
                time.sleep(0.4)
                if path.is_dir():
                    path.rmdir()
                shutil.copyfile(whole, path)
        assert served.ask()[0] == 200
    assert set(readers.answers) == {200}
    assert not readers.lost
    assert readers.wrong == []


def test_a_swap_each_second_gives_only_right_answers(pair, tmp_path):
    seen = []
    with serving(pair.home, tmp_path / "log", 2) as served, reading(served, set(pair.right), 3) as readers:
        for at in range(1, 6):
            pair.put(at)
            started = time.monotonic()
            while results_of(served.ask()[1]) != pair.right[at % 2]:
                assert time.monotonic() - started < 10
            seen.append(time.monotonic() - started)
            time.sleep(1)
    report(f"{len(seen)} swaps, seen after {max(seen):.2f} s, slowest answer {readers.slowest:.2f} s")
    assert set(readers.answers) == {200}
    assert not readers.lost
    assert readers.wrong == []

"""Replacing a file: the old one stays whole until the new one is complete."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from finder.replace_file import replacing


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "folder" / "file"
    path.parent.mkdir()
    path.write_text("old")
    return path


def test_the_new_content_takes_the_place_of_the_old(path):
    with replacing(path, ".new") as new:
        new.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert list(path.parent.iterdir()) == [path]


def test_the_folder_is_made_where_it_is_missing(tmp_path):
    path = tmp_path / "a" / "b" / "file"
    with replacing(path, ".new") as new:
        new.write_text("new")
    assert path.read_text() == "new"


def test_the_bytes_are_on_the_disk_before_the_rename_and_the_rename_before_the_return(path, monkeypatch):
    contents = []
    monkeypatch.setattr(os, "fsync", lambda _handle: contents.append(path.read_text()))
    with replacing(path, ".new") as new:
        new.write_text("new")
    assert contents == ["old", "new"]


@pytest.mark.parametrize(("where", "name"), [(os, "fsync"), (Path, "replace"), (Path, "write_text")])
def test_a_failure_in_any_step_leaves_the_old_file_alone(path, monkeypatch, where, name):
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(where, name, fail)
        with pytest.raises(OSError, match="No space left"), replacing(path, ".new") as new:
            new.write_text("new")
    assert path.read_text() == "old"
    assert list(path.parent.iterdir()) == [path]

"""The files of FHIR resources beside the directory: whole, written once, at most two versions of them."""

from __future__ import annotations

import gzip
import json
import threading

import pytest

from finder.directory.fhir import kept as kept_files
from finder.directory.fhir.kept import FOLDER, files_named, files_of, is_writing, keep, keep_in_background
from finder.directory.fhir.write import MANIFEST, packed_name, write_ndjson
from finder.store.connect import Snapshot


def test_files_have_at_most_so_many_resources(people: Snapshot, tmp_path):
    manifest = write_ndjson(people, tmp_path, most=50)
    names = [each.url for each in manifest.output if each.type == "Location"]
    assert names[:2] == ["Location.ndjson", "Location-2.ndjson"]
    for each in manifest.output:
        lines = (tmp_path / each.url).read_text("utf-8").splitlines()
        assert len(lines) == each.count <= 50
        assert {json.loads(line)["resourceType"] for line in lines} == {each.type}
    assert {each.name for each in tmp_path.iterdir()} == {MANIFEST, *(each.url for each in manifest.output)}


def test_packed_files_hold_the_same(people: Snapshot, tmp_path):
    plain, packed = tmp_path / "plain", tmp_path / "packed"
    assert write_ndjson(people, plain) == write_ndjson(people, packed, packed=True)
    for each in plain.glob("*.ndjson"):
        assert gzip.decompress(packed_name(packed / each.name).read_bytes()) == each.read_bytes()


def test_files_are_written_once(people: Snapshot, tmp_path, monkeypatch):
    first = keep(people, tmp_path)
    monkeypatch.setattr(kept_files, "write_ndjson", lambda *_, **__: pytest.fail("written again"))
    assert keep(people, tmp_path) == first
    assert files_of(people, tmp_path).manifest == first


def test_files_that_could_not_be_written_whole_are_not_there(people: Snapshot, tmp_path, monkeypatch):
    def full(_snapshot, folder, **_packed):
        folder.mkdir()
        (folder / "Location.ndjson").write_text("{", "utf-8")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept_files, "write_ndjson", full)
    with pytest.raises(OSError, match="No space"):
        keep(people, tmp_path)
    assert files_of(people, tmp_path).manifest is None
    assert [each.name for each in (tmp_path / FOLDER).iterdir() if each.is_dir()] == []


def test_the_last_two_versions_stay(people: Snapshot, tmp_path):
    for version in ("20200101000000", "20210101000000", "20220101000000"):
        (tmp_path / FOLDER / version).mkdir(parents=True)
    keep(people, tmp_path)
    there = sorted(each.name for each in (tmp_path / FOLDER).iterdir() if each.is_dir())
    assert there == ["20220101000000", files_of(people, tmp_path).version]


def test_only_one_writes_at_a_time(people: Snapshot, tmp_path, monkeypatch):
    began, go_on, times = threading.Event(), threading.Event(), []
    write = kept_files.write_ndjson

    def slow(snapshot, folder, **packed):
        times.append(folder)
        began.set()
        go_on.wait(10)
        return write(snapshot, folder, **packed)

    monkeypatch.setattr(kept_files, "write_ndjson", slow)
    keep_in_background(people, tmp_path)
    assert began.wait(10)
    assert is_writing(tmp_path)
    keep_in_background(people, tmp_path)
    go_on.set()
    assert keep(people, tmp_path).output
    assert len(times) == 1
    assert not is_writing(tmp_path)


def test_a_version_that_is_none_is_not_looked_for(tmp_path):
    assert files_named("../../etc", tmp_path) is None
    assert files_named("20200101000000", tmp_path) is None

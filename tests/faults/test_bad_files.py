"""Loads go on after a file that is missing, too large or broken, and the error says which and where."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import zipfile

import pytest

from finder.errors import BadFile
from finder.sources.files import stream
from finder.sources.files.columns import read_batches
from finder.sources.files.header import Column
from finder.sources.files.refused import Refused
from finder.sources.files.stream import Part, check_sizes, parts_of
from finder.sources.trials import read_files
from tests.conftest import WORLD
from tests.directory.test_load_interrupted import NO_DISK, ended, finder
from tests.sources.files.made_up_files import nppes, person

COLUMNS = {"a": Column(("a",), required=True), "b": Column(("b",), required=True)}


def rows_of(path) -> int:
    (part,) = parts_of(path)
    return sum(each.rows.num_rows for each in read_batches(part, COLUMNS, "a table", Refused()))


def test_a_missing_file_is_named_and_the_others_are_loaded(tmp_path):
    good = nppes(tmp_path, [person(1)])
    status, out = ended(finder(tmp_path / "home", "load", "nppes", tmp_path / "none.zip", good))
    assert status == 0, out
    assert f"There is no {tmp_path / 'none.zip'}." in out
    assert "Doctors and clinics: 1," in out
    assert "1 of 2 files could not be loaded" in out


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_named(tmp_path):
    file = tmp_path / "secret.csv"
    file.write_text("a,b\n")
    file.chmod(0)
    with pytest.raises(BadFile, match=r"secret\.csv cannot be read: Permission denied"):
        parts_of(file)


@pytest.mark.parametrize("above", [0, 3])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_cell_of_nine_megabytes_names_its_row(tmp_path, above, newline):
    lines = ["title"] * above + ["a,b", "1,2", '"x\ny",2', f'"{"x" * 9_000_000}",2', "3,4", ""]
    file = tmp_path / "table.csv"
    file.write_bytes(newline.join(lines).encode())
    with pytest.raises(BadFile, match=rf"Look at row {above + 4} of table\.csv"):
        rows_of(file)


def bomb(path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("table.csv", "a,b\n" + "1,2\n" * 1_000_000)


def test_a_zip_that_unpacks_to_too_much_is_refused_before_it_is_read(tmp_path, monkeypatch):
    file = tmp_path / "table.zip"
    bomb(file)
    assert rows_of(file) == 1_000_000
    monkeypatch.setattr(stream, "_ALWAYS", 1 << 20)
    with pytest.raises(BadFile, match=r"Check where table\.csv came from\. It unpacks to more than 1 MB"):
        parts_of(file)[0].open()


def test_a_zip_that_lies_about_its_size_is_stopped(tmp_path, monkeypatch):
    file = tmp_path / "table.zip"
    bomb(file)
    monkeypatch.setattr(stream, "_ALWAYS", 1 << 20)
    (part,) = parts_of(file)
    lie = Part(part.path, part.name, 100, part.member)
    opened = lie.open()
    with pytest.raises(BadFile, match="far too much"):
        list(iter(lambda: opened.read(1 << 16), b""))
    assert opened.read_bytes <= (1 << 20) + (1 << 16)


def test_a_gzip_file_that_unpacks_to_too_much_is_stopped(tmp_path, monkeypatch):
    file = tmp_path / "table.csv.gz"
    file.write_bytes(gzip.compress(b"a,b\n" + b"1,2\n" * 4_000_000))
    monkeypatch.setattr(stream, "_ALWAYS", 1 << 20)
    with pytest.raises(BadFile, match=r"Check where table\.csv came from"):
        rows_of(file)


def test_trials_that_unpack_to_too_much_are_not_held_in_memory(tmp_path, monkeypatch):
    file = tmp_path / "studies.json.gz"
    file.write_bytes(gzip.compress(b'{"studies": [' + b" " * 30_000_000 + b"]}"))
    monkeypatch.setattr(read_files, "MOST_BYTES", 1 << 20)
    saved = read_files.Saved()
    assert list(read_files.studies_in([file], saved)) == []
    assert saved.damaged == ["Split studies.json into pages. It is larger than 1 MB."]


def test_a_spreadsheet_that_unpacks_to_too_much_is_refused(monkeypatch):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 2_000_000)
    monkeypatch.setattr(stream, "_ALWAYS", 1 << 20)
    with pytest.raises(BadFile, match=r"Check where report\.xlsx came from"):
        check_sizes(content, "report.xlsx")


@pytest.mark.skipif(NO_DISK, reason="only root can mount a small disk to fill")
def test_a_full_disk_names_the_file(tmp_path):
    home, source = tmp_path / "home", tmp_path / "source"
    (home / "extracts").mkdir(parents=True)
    source.mkdir()
    many = nppes(source, [person(n) for n in range(1, 3000)])
    mount = ["mount", "-t", "tmpfs", "-o", "size=12k", "tmpfs", str(home / "extracts")]
    if subprocess.run(mount, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        status, out = ended(finder(home, "load", "nppes", many))
        assert status == 1
        assert (
            f"Free some space, then try again. The disk is full ({home / 'extracts' / 'nppes.parquet'})."
            in out
        )
        assert "Traceback" not in out
    finally:
        subprocess.run(["umount", str(home / "extracts")], check=False)


def test_a_disk_that_fails_while_it_is_read_is_an_error_of_the_file(tmp_path, monkeypatch):
    file = tmp_path / "table.csv"
    file.write_text("a,b\n1,2\n")
    opened = parts_of(file)[0].open()

    class Broken:
        def read(self, _size):
            raise OSError(5, "Input/output error")

        def close(self):
            pass

    monkeypatch.setattr(opened, "_file", Broken())
    with pytest.raises(BadFile, match=r"table\.csv cannot be read: Input/output error"):
        opened.read()


def test_the_command_needs_no_traceback_for_any_of_these(tmp_path):
    environment = os.environ | {"FINDER_HOME": str(tmp_path / "home"), "FINDER_DATA": str(WORLD)}
    files = [tmp_path / "none.csv", tmp_path]
    command = [sys.executable, "-m", "finder", "load", "clinicians", *map(str, files)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Nothing could be loaded" in done.stderr

"""A build that fails leaves the last verified directory in use, and one line says why and what to do."""

from __future__ import annotations

import errno
import os
import subprocess
import sys

import pyarrow as pa
import pytest
from pyarrow import parquet

from finder import utc
from finder.cli import main
from finder.cli.loading import load as load_command
from finder.directory import build
from finder.directory.build import open_directory
from finder.errors import BadDirectory, BadFile
from tests.conftest import WORLD
from tests.directory.test_load_interrupted import NO_DISK
from tests.sources.files.made_up_files import nppes, person


@pytest.fixture
def loaded(home, tmp_path, monkeypatch, quick_zips):
    """A home with three made-up doctors."""
    source = tmp_path / "source"
    source.mkdir()
    monkeypatch.setattr(load_command, "_yield_processor", lambda: None)
    monkeypatch.setenv("FINDER_HOME", str(home))
    monkeypatch.setenv("FINDER_DATA", str(WORLD))
    assert run(monkeypatch, "load", "nppes", nppes(source, [person(n) for n in (1, 2, 3)])) == 0
    return home


def run(monkeypatch, *arguments) -> int:
    """Run the command in this process, and return its status."""
    monkeypatch.setattr(sys, "argv", ["finder", *map(str, arguments)])
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def clinicians(home) -> int:
    with open_directory(home / "directory.sqlite", WORLD).snapshot().connect() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM record WHERE kind = 'clinician'").scalar_one()


def extract(home):
    return home / "extracts" / "nppes.parquet"


def cut(file) -> None:
    file.write_bytes(file.read_bytes()[:2000])


def flipped(file) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 0xFF
    file.write_bytes(content)


def empty(file) -> None:
    file.write_bytes(b"")


def of_another_form(file) -> None:
    parquet.write_table(pa.table({"number": ["1"], "other": ["2"]}), file)


def without_facts(file) -> None:
    parquet.write_table(parquet.read_table(file).replace_schema_metadata({}).drop_columns(["codes"]), file)


def gone(file) -> None:
    file.unlink()


@pytest.mark.parametrize("fault", [cut, flipped, empty, of_another_form, without_facts, gone])
def test_a_broken_extract_loses_nobody(loaded, caplog, fault):
    fault(extract(loaded))
    caplog.clear()
    assert clinicians(loaded) == 3
    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith(("Run: ", "Load it again: "))
    assert "nppes" in caplog.messages[0] or fault in (of_another_form, without_facts)
    assert "Until then, the directory of 20" in caplog.messages[0]


def test_a_missing_extract_is_left_out_only_on_request(loaded, monkeypatch, capsys):
    gone(extract(loaded))
    assert run(monkeypatch, "build") == 1
    assert "Load it again: nppes.parquet is missing" in capsys.readouterr().err
    assert clinicians(loaded) == 3
    assert run(monkeypatch, "build", "--accept-loss") == 0
    assert clinicians(loaded) == 0


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/x/y"), "The disk is full (/x/y)."),
        (OSError(errno.EROFS, "Read-only file system", "/x"), "Check who may read and write /x"),
        (OSError(errno.EMFILE, "Too many open files"), "Allow more open files"),
        (OSError(errno.EIO, "Input/output error", "/x"), "/x: Input/output error"),
        (MemoryError(), "MemoryError"),
        (KeyError("npi"), "KeyError: 'npi'"),
        (BadFile("Load it again."), "Load it again."),
        (BadDirectory("center:any 1 is not found from its own location"), "center:any 1 is not found"),
    ],
)  # fmt: skip
def test_any_failure_of_a_build_leaves_the_last_directory(home, caplog, monkeypatch, error, told):
    open_directory(home / "directory.sqlite", WORLD)

    def fail(*_, **__):
        raise error

    monkeypatch.setattr(build, "is_current", lambda *_: False)
    monkeypatch.setattr(build, "build_directory", fail)
    caplog.clear()
    assert clinicians(home) == 0
    assert len(caplog.messages) == 1
    assert told in caplog.messages[0]


def test_without_a_directory_the_failure_is_raised(tmp_path, monkeypatch):
    def fail(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device", "x")

    monkeypatch.setattr(build, "build_directory", fail)
    with pytest.raises(OSError, match="No space left"):
        open_directory(tmp_path / "directory.sqlite", WORLD)


@pytest.mark.parametrize("year", [1970, 2038])
def test_a_wrong_clock_is_said_once_and_loses_nobody(loaded, tmp_path, monkeypatch, year, capsys):
    wrong = utc.now().replace(year=year)
    monkeypatch.setattr(utc, "now", lambda: wrong)
    assert clinicians(loaded) == 3
    capsys.readouterr()
    more = nppes(tmp_path / "source", [person(n) for n in range(1, 9)], ("20050523", "20260913"))
    assert run(monkeypatch, "load", "nppes", more) == 0
    assert capsys.readouterr().err.count(f"Set the clock of this computer. It says {year}-") == 1
    assert clinicians(loaded) == 8


@pytest.mark.skipif(NO_DISK, reason="only root can mount a small disk")
@pytest.mark.parametrize("state", ["full", "read-only"])
def test_a_full_or_read_only_home_still_answers(home, tmp_path, data, edit, state):
    small = tmp_path / "small"
    small.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=80m", "tmpfs", str(small)]
    if subprocess.run(mounted, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        environment = os.environ | {"FINDER_HOME": str(small), "FINDER_DATA": str(data)}

        def search() -> subprocess.CompletedProcess[str]:
            command = [sys.executable, "-m", "finder", "search", "02115", "--cancer", "breast cancer"]
            return subprocess.run(command, env=environment, text=True, capture_output=True, check=False)

        first = search()
        assert first.returncode == 0, first.stderr
        if state == "full":
            with (small / "filler").open("wb") as filler:
                filler.write(b"x" * ((os.statvfs(small).f_bavail - 16) * os.statvfs(small).f_frsize))
        else:
            subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
        edit("centers/example-laboratory.toml", "Example Laboratory", "Another Laboratory")
        again = search()
        assert again.returncode == 0, again.stderr
        assert again.stdout == first.stdout
        assert again.stderr.count("\n") == 1, again.stderr
        told = "Free some space" if state == "full" else "Check who may read and write"
        assert told in again.stderr
        assert str(small) in again.stderr
    finally:
        subprocess.run(["umount", str(small)], check=False)

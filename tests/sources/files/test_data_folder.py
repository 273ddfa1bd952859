"""The data folder: its lock, what a crash left in it, and whether something has changed."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading

import pyarrow as pa
import pytest

from finder.sources.files.data_folder import DataFolder
from finder.sources.files.extract import Facts, write_extract
from finder.sources.public_files import BY_NAME

FACTS = Facts("made_up.zip", "2026-08-09", "", 1)

#: Takes the lock, says so, and keeps it until a line comes in; says if it has to wait before.
HOLDING = """
import sys
from pathlib import Path
from finder.sources.files.data_folder import DataFolder
with DataFolder(Path(sys.argv[1])).locked(lambda: print("waiting", flush=True)):
    print("holding", flush=True)
    sys.stdin.readline()
print("left", flush=True)
"""


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "extracts")


@pytest.fixture
def holder(folder):
    """Starts processes that hold the lock, and ends those that are left."""
    started = []

    def start():
        pipe = subprocess.PIPE
        command = [sys.executable, "-c", HOLDING, str(folder.path)]
        started.append(subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_second_process_waits_for_the_first(holder):
    first = holder()
    assert first.stdout.readline() == "holding\n"
    second = holder()
    assert second.stdout.readline() == "waiting\n"
    assert second.poll() is None
    first.stdin.write("\n")
    first.stdin.flush()
    assert first.stdout.readline() == "left\n"
    assert second.stdout.readline() == "holding\n"


def test_the_lock_goes_with_a_process_that_is_killed(folder, holder):
    first = holder()
    assert first.stdout.readline() == "holding\n"
    calls = []
    taken = threading.Event()

    def take():
        with folder.locked(lambda: (calls.append("waiting"), first.send_signal(signal.SIGKILL))):
            taken.set()

    waiting = threading.Thread(target=take)
    waiting.start()
    assert taken.wait(60)
    waiting.join()
    assert calls == ["waiting"]


def test_waiting_is_not_called_by_a_process_that_need_not_wait(folder):
    calls = []
    for _ in range(2):
        with folder.locked(lambda: calls.append("waiting")):
            assert folder.path.is_dir()
    assert calls == []


def test_the_lock_is_given_back_after_an_error(folder):
    def fails():
        with folder.locked():
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        fails()
    with folder.locked(lambda: pytest.fail("still held")):
        pass


def test_what_a_crash_left_is_swept_and_nothing_else(folder):
    folder.path.mkdir()
    left = [folder.path / f"{name}.parquet.loading" for name in BY_NAME]
    kept = [folder.extract("nppes"), folder.points, folder.path / "notes.txt"]
    for file in (*left, *kept):
        file.write_bytes(b"made up")
    with folder.locked():
        assert not any(file.exists() for file in left)
        assert all(file.exists() for file in kept)


def test_the_fingerprint_changes_with_every_extract(folder):
    folder.path.mkdir()
    fingerprints = [folder.fingerprint()]
    for name in BY_NAME:
        write_extract(folder.extract(name), pa.table({"npi": ["made up"]}), FACTS)
        fingerprints.append(folder.fingerprint())
    (folder.path / "nppes.parquet.loading").write_bytes(b"made up")
    assert folder.fingerprint() == fingerprints[-1]
    folder.extract("nppes").unlink()
    fingerprints.append(folder.fingerprint())
    assert len(set(fingerprints)) == len(BY_NAME) + 2
    assert fingerprints[0] == ""


def test_every_public_file_has_its_own_extract(folder):
    files = {folder.extract(name) for name in BY_NAME} | {folder.points}
    assert len(files) == len(BY_NAME) + 1
    assert {file.parent for file in files} == {folder.path}

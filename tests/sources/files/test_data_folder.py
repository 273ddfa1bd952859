"""The folder of the extracts: its lock, what a crash left in it, and whether something has changed."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading

import pyarrow as pa
import pytest

from finder.sources.files.data_folder import KINDS, Home
from finder.sources.files.extract import Facts, write_extract

FACTS = Facts("made_up.zip", "2026-08-09", "", 1)

#: Takes the lock, says so, and keeps it until a line comes in; says if it has to wait before.
HOLDING = """
import sys
from pathlib import Path
from finder.sources.files.data_folder import Home
with Home(Path(sys.argv[1])).locked(lambda: print("waiting", flush=True)):
    print("holding", flush=True)
    sys.stdin.readline()
print("left", flush=True)
"""


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "extracts")


@pytest.fixture
def holder(home):
    """Starts processes that hold the lock, and ends those that are left."""
    started = []

    def start():
        pipe = subprocess.PIPE
        command = [sys.executable, "-c", HOLDING, str(home.folder)]
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


def test_the_lock_goes_with_a_process_that_is_killed(home, holder):
    first = holder()
    assert first.stdout.readline() == "holding\n"
    told = []
    taken = threading.Event()

    def take():
        with home.locked(lambda: (told.append("waiting"), first.send_signal(signal.SIGKILL))):
            taken.set()

    waiting = threading.Thread(target=take)
    waiting.start()
    assert taken.wait(60)
    waiting.join()
    assert told == ["waiting"]


def test_who_need_not_wait_is_not_told_so(home):
    told = []
    for _ in range(2):
        with home.locked(lambda: told.append("waiting")):
            assert home.folder.is_dir()
    assert told == []


def test_the_lock_is_given_back_after_an_error(home):
    def fails():
        with home.locked():
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        fails()
    with home.locked(lambda: pytest.fail("still held")):
        pass


def test_what_a_crash_left_is_swept_and_nothing_else(home):
    home.folder.mkdir()
    left = [home.folder / f"{kind}.parquet.loading" for kind in KINDS]
    kept = [home.extract("nppes"), home.points, home.folder / "notes.txt"]
    for file in (*left, *kept):
        file.write_bytes(b"made up")
    with home.locked():
        assert not any(file.exists() for file in left)
        assert all(file.exists() for file in kept)


def test_the_mark_changes_with_every_extract(home):
    home.folder.mkdir()
    marks = [home.mark()]
    for kind in KINDS:
        write_extract(home.extract(kind), pa.table({"npi": ["made up"]}), FACTS)
        marks.append(home.mark())
    (home.folder / "nppes.parquet.loading").write_bytes(b"made up")
    assert home.mark() == marks[-1]
    home.extract("nppes").unlink()
    marks.append(home.mark())
    assert len(set(marks)) == len(KINDS) + 2
    assert marks[0] == ""


def test_every_kind_has_its_own_file(home):
    files = {home.extract(kind) for kind in KINDS} | {home.points}
    assert len(files) == len(KINDS) + 1
    assert {file.parent for file in files} == {home.folder}

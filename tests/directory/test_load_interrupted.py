"""Loads as processes: killed, two at once, with nothing good to load, and on a full disk."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from tests.conftest import WORLD
from tests.sources.files.made_up_files import nppes, person


def finder(home, *arguments):
    environment = os.environ | {"FINDER_HOME": str(home), "FINDER_DATA": str(WORLD)}
    command = [sys.executable, "-m", "finder", *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment, stdout=pipe, stderr=subprocess.STDOUT, text=True)


def ended(process):
    out, _ = process.communicate(timeout=120)
    return process.returncode, out


def test_a_load_killed_at_any_moment_loses_nothing_and_the_next_one_finishes(tmp_path):
    home, source = tmp_path / "home", tmp_path / "source"
    source.mkdir()
    few = nppes(source, [person(n) for n in range(1, 20)])
    assert ended(finder(home, "load", "nppes", few))[0] == 0
    many = nppes(source, [person(n) for n in range(1, 3000)], ("20050523", "20260913"))
    directory = home / "directory.sqlite"
    for wait in (0.3, 0.8, 1.3, 1.8):
        process = finder(home, "load", "nppes", many)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        ended(process)
        with sqlite3.connect(directory) as connection:
            assert connection.execute(
                "SELECT count(*) FROM record WHERE kind IN ('clinician', 'clinic')"
            ).fetchone()[0] in (19, 2999)
        connection.close()
    status, out = ended(finder(home, "load", "nppes", many))
    assert status == 0, out
    assert "Doctors and clinics: 2,999," in out
    left = [each.name for folder in (home, home / "extracts") for each in folder.iterdir()]
    assert not [name for name in left if "building" in name or "loading" in name]


def test_two_loads_at_once_wait_for_each_other(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    files = [nppes(source, [person(n) for n in range(1, 50)], ("20050523", f"2026080{d}")) for d in (1, 2)]
    running = [finder(tmp_path / "home", "load", "nppes", file) for file in files]
    assert [ended(each)[0] for each in running] == [0, 0]
    assert ended(finder(tmp_path / "home", "search", "02115", "--name", "madeup7"))[0] == 0


def test_a_load_of_which_nothing_is_good_tells_the_shell(tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text("<html>")
    status, out = ended(finder(tmp_path / "home", "load", "nppes", bad))
    assert status == 1
    assert "web page" in out
    assert "Nothing could be loaded" in out


NO_DISK = os.name != "posix" or not shutil.which("mount") or os.geteuid() != 0


@pytest.mark.skipif(NO_DISK, reason="only root can mount a small disk to fill")
def test_a_full_disk_leaves_the_old_directory(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(home)], check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        source = tmp_path / "source"
        source.mkdir()
        assert ended(finder(home, "load", "nppes", nppes(source, [person(1)])))[0] == 0
        before = (home / "directory.sqlite").read_bytes()
        (home / "filler").write_bytes(b"x" * (shutil.disk_usage(home).free - 200_000))
        status, out = ended(finder(home, "load", "nppes", nppes(source, [person(n) for n in range(1, 3000)])))
        assert status == 1
        assert "space" in out or "full" in out
        assert (home / "directory.sqlite").read_bytes() == before
    finally:
        subprocess.run(["umount", str(home)], check=False)

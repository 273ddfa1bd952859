"""Servers that follow, as real processes under load: each moves to a new version, and no request is lost."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from finder.app import create_app
from finder.directory.published.followed import FILE
from finder.sources.published.pointer import NAME
from finder.store.connect import Directory
from finder.store.copies import checksum
from tests.conftest import ROOT, WORLD, settings_for
from tests.deploy.running import free_port
from tests.faults.served import SEARCH, kill, reading, report, results_of, serving, wait_for_end

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")


@pytest.fixture(scope="module")
def answers(versions):
    """The right answers to one search, of each version."""
    made = []
    for each in versions:
        app = create_app(settings_for(each.parent), Directory(each))
        made.append(results_of(app.test_client().get(SEARCH).data))
    assert len(set(made)) == len(made)
    return made


def follows(address, **settings):
    """Return the options of a server that looks each second."""
    return {"options": ("--follow", address), "FINDER_FOLLOW_SECONDS": "1", "NO_PROXY": "*", **settings}


def wait_until(true, seconds=40):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it does not come"
        time.sleep(0.1)


def asked(served):
    """Return what many requests get: all workers answer some of them."""
    return {results_of(served.ask()[1]) for _ in range(20)}


def version_of(served):
    """Return when the directory was published that a server answers from, and whether its look failed."""
    said = json.loads(served.ask("/readyz")[1])
    return said["followed"]["published"], said["followed"]["fault"]


def follower_of(served):
    """Return the number of the process that follows for a server."""
    for children in Path(f"/proc/{served.process.pid}/task").glob("*/children"):
        for each in _now(children).split():
            if "\0follow\0" in _now(Path(f"/proc/{each}/cmdline")):
                return int(each)
    return None


def _now(file):
    """Return what a file of /proc holds, "" if its thread or process has ended by now."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return file.read_text()
    return ""


def test_two_followers_under_load_move_to_each_new_version(
    versions, publisher, source, answers, tmp_path, folder
):
    publisher.publish(versions[0])
    with ExitStack() as stack:
        servers = [
            stack.enter_context(
                serving(tmp_path / name, tmp_path / f"{name}.log", 2, **follows(source.address))
            )
            for name in ("one", "two")
        ]
        for each in servers:
            assert results_of(each.ask()[1]) == answers[0]
        downloads = len(source.statuses(".zst"))
        assert downloads == 2  # one for each machine, though each has two workers
        readers = [stack.enter_context(reading(each, set(answers), 2)) for each in servers]
        for number in (1, 2, 0):
            published = publisher.publish(versions[number]).published
            for each in servers:
                wait_until(lambda each=each, published=published: version_of(each)[0] == published)
                new = {answers[number]}
                wait_until(lambda each=each, new=new: asked(each) == new)
                assert asked(each) == new
        assert len(source.statuses(".zst")) == downloads + 3 * 2
        time.sleep(0.5)
    for each in readers:
        report(f"answers {each.answers}, lost {each.lost}, slowest {each.slowest:.2f} s")
        assert set(each.answers) == {200}
        assert each.lost == {}
        assert each.wrong == []


def test_a_source_that_vanishes_lies_and_goes_back_in_time_changes_no_answer(
    versions, publisher, source, answers, tmp_path, folder
):
    publisher.publish(versions[0])
    old = (folder / NAME).read_bytes()
    log = tmp_path / "log"
    with serving(tmp_path / "home", log, **follows(source.address)) as served:
        published = publisher.publish(versions[1]).published
        wait_until(lambda: version_of(served)[0] == published)
        with reading(served, {answers[1]}, 2) as readers:
            (folder / NAME).write_bytes(old)
            wait_until(lambda: "To go back to it, publish it again" in log.read_text())
            (folder / NAME).write_text("{")
            wait_until(lambda: "Publish again: latest.json" in log.read_text())
            source.away = True
            wait_until(lambda: "cannot be read" in log.read_text())
            time.sleep(3)  # further looks add no lines
            lines = log.read_text()
            source.away = False
            file = folder / publisher.publish(versions[2]).latest.file
            right = file.read_bytes()
            file.write_bytes(right[:-1000] + bytes(1000))
            wait_until(lambda: "is not what latest.json says" in log.read_text())
        assert version_of(served) == (published, True)
        assert readers.wrong == []
        assert set(readers.answers) == {200}
        assert readers.lost == {}
        for once in ("To go back to it", "Publish again:", "cannot be read"):
            assert lines.count(once) == 1
        publisher.publish(versions[2])
        wait_until(lambda: results_of(served.ask()[1]) == answers[2])
        assert "can be followed again" in log.read_text()


def test_a_follower_killed_in_the_middle_of_a_download_answers_from_the_last_good_one(
    versions, publisher, source, answers, tmp_path
):
    home = tmp_path / "home"
    publisher.publish(versions[0])
    with serving(home, tmp_path / "log", 2, **follows(source.address)) as served:
        source.pause = 0.1
        publisher.publish(versions[1])
        wait_until(lambda: any(each.stat().st_size for each in home.glob("*following*")))
        processes = [served.process.pid, *served.workers()]
        kill(*processes)  # the workers and the one that follows are children of the first
        wait_for_end(*processes)
    assert checksum.is_whole(home / "directory.sqlite")
    source.away = True
    with serving(home, tmp_path / "log", 2, **follows(source.address)) as served:
        assert {results_of(served.ask()[1]) for _ in range(10)} == {answers[0]}
        source.away, source.pause = False, 0.0
        wait_until(lambda: results_of(served.ask()[1]) == answers[1])
    assert 206 in source.statuses(".zst")


def test_killing_the_process_that_follows_loses_nothing(versions, publisher, source, answers, tmp_path):
    publisher.publish(versions[0])
    with serving(tmp_path / "home", tmp_path / "log", **follows(source.address)) as served:
        with reading(served, set(answers), 2) as readers:
            first = follower_of(served)
            kill(first)
            wait_until(lambda: follower_of(served) not in (None, first))
            publisher.publish(versions[1])
            wait_until(lambda: results_of(served.ask()[1]) == answers[1])
        follower = follower_of(served)
    wait_for_end(follower)  # it ends with the server
    assert (set(readers.answers), readers.lost, readers.wrong) == ({200}, {}, [])


@pytest.mark.parametrize("moment", [0.0, 0.2, 0.7])
def test_killed_at_any_moment_around_a_swap_it_answers_right(
    versions, publisher, folder, answers, tmp_path, moment
):
    home = tmp_path / "home"
    environment = os.environ | {"FINDER_HOME": str(home), "FINDER_DATA": str(WORLD)}
    command = [sys.executable, "-m", "finder", "follow", str(folder)]
    publisher.publish(versions[0])
    subprocess.run([*command, "--once"], cwd=ROOT, env=environment, check=True, capture_output=True)
    publisher.publish(versions[1])
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    with contextlib.suppress(AssertionError):
        wait_until(lambda: list(home.glob("*following*")), 10)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert checksum.is_whole(home / "directory.sqlite")
    with serving(home, tmp_path / "log", **follows(str(folder))) as served:
        assert results_of(served.ask()[1]) in answers[:2]
        wait_until(lambda: results_of(served.ask()[1]) == answers[1])
        wait_until(lambda: not list(home.glob("*following*")))
        assert checksum.is_whole(home / "directory.sqlite")


def test_a_first_start_needs_no_build_and_says_what_is_wrong_if_the_source_is_away(
    versions, publisher, source, answers, tmp_path
):
    home = tmp_path / "home"
    no_data = tmp_path / "none"
    environment = {"FINDER_HOME": str(home), "FINDER_DATA": str(no_data), "NO_PROXY": "*"}
    ended = subprocess.run(
        [sys.executable, "-m", "finder", "serve", "--follow", source.address, "--port", str(free_port())],
        check=False, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert ended.returncode == 1
    assert f"Check {source.address}: latest.json is not there." in ended.stderr
    assert "Start again once it can be read" in ended.stderr
    assert not (home / "directory.sqlite").exists()
    publisher.publish(versions[1])
    with serving(home, tmp_path / "log", data=no_data, **follows(source.address)) as served:
        assert results_of(served.ask()[1]) == answers[1]
        assert json.loads((home / FILE).read_bytes())["version"]["checksum"] == checksum.sealed(versions[1])
        assert "Not loaded yet" not in (tmp_path / "log").read_text()

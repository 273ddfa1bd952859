"""A replica or the primary that falls while readers ask: the others answer, and no answer is wrong."""

from __future__ import annotations

import http.client
import sys
import time

import pytest

from tests.faults.served import SEARCH, Readers, Served, reading, report, results_of, serving

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
    pytest.mark.sqlite,  # nothing of it depends on where the other tests have their directories
]
WORKERS = 2


@pytest.fixture
def served(site, tmp_path):
    with serving(site.home, tmp_path / "log", WORKERS, **site.environment()) as served:
        yield served


def holds(readers: Readers, what: str) -> None:
    """Check that every reader got a right answer, and say how many there were."""
    report(f"{what}: {readers.answers.total()} answers, slowest {readers.slowest:.1f} s, lost {readers.lost}")
    assert readers.wrong == []
    assert set(readers.answers) == {200}
    assert not readers.lost
    assert readers.answers[200] > 20


def test_readers_do_not_notice_that_a_replica_is_killed_and_comes_back(site, served):
    replica = site.cluster.replicas[0]
    with reading(served, {site.right()}) as readers:
        time.sleep(1)
        replica.kill()
        time.sleep(2)
        replica.start()
        time.sleep(1)
    holds(readers, "replica killed")


def test_readers_do_not_notice_that_the_primary_is_killed(site, served):
    with reading(served, {site.right()}) as readers:
        time.sleep(1)
        site.primary.kill()
        time.sleep(3)
    holds(readers, "primary killed")


def test_readers_do_not_notice_that_connections_are_ended_by_the_operator(site, served):
    replica = site.cluster.replicas[0]
    with reading(served, {site.right()}) as readers:
        for _ in range(5):
            time.sleep(0.5)
            replica.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'"
                        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'")  # fmt: skip
    holds(readers, "connections ended")


def test_a_new_version_is_used_once_a_replica_has_it(site, served):
    replica = site.cluster.replicas[0]
    replica.run("SELECT pg_wal_replay_pause()")
    right = {site.right()}
    site.build(1)
    with reading(served, right) as readers:  # the replica does not have it yet
        time.sleep(2.5)
    holds(readers, "replica behind")
    first, second = right.pop(), site.right(of_primary=True)
    assert second != first
    with reading(served, {first, second}) as readers:
        time.sleep(0.5)
        replica.run("SELECT pg_wal_replay_resume()")
        site.wait_for(replica)
        time.sleep(1.5)
        assert results_of(served.ask()[1]) == second
    holds(readers, "replica catches up")


def test_a_replica_that_is_behind_and_falls_is_replaced_by_the_primary_with_its_version(site, served):
    replica = site.cluster.replicas[0]
    first = site.right()
    replica.run("SELECT pg_wal_replay_pause()")
    site.build(1)
    assert results_of(served.ask()[1]) == first
    replica.kill()
    second = site.right(of_primary=True)
    with reading(served, {first, second}) as readers:
        time.sleep(3)
    holds(readers, "replica behind killed")
    assert results_of(served.ask()[1]) == second


def test_versions_come_and_go_under_load(site, served):
    right = {site.right()}
    site.build(1)
    right.add(site.right(of_primary=True))
    with reading(served, right) as readers:
        for each in (0, 1, 0):
            site.build(each)
        time.sleep(1.5)
    holds(readers, "four versions")
    assert len(site.versions()) == 2


def test_without_any_server_the_answer_is_503_until_one_is_back(site, served):
    right = site.right()
    site.cluster.replicas[0].kill()
    site.primary.kill()
    status, body = asked = served.ask()
    assert status == 503, asked
    assert b"Try again in a minute" in body
    assert served.ask("/centers/example-boston")[0] == 503
    assert served.ask("/readyz")[0] == 503
    assert served.ask("/healthz")[0] == 200
    assert retry_after(served) == "10"
    site.primary.start()
    assert results_of(served.ask()[1]) == right


def retry_after(served: Served) -> str | None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    try:
        connection.request("GET", SEARCH)
        return connection.getresponse().headers["Retry-After"]
    finally:
        connection.close()

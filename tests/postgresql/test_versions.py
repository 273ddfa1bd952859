"""Versions of the directory in a database: builds, what stays of them, and what their readers get."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from finder.app import create_app
from finder.cli.operating.checks import Deployment
from finder.cli.operating.checks import servers as servers_check
from finder.directory.build import is_current, make_directory, open_directory
from finder.errors import BadDirectory, BadSetting, DirectoryAway, DirectoryGone
from finder.settings import Settings
from finder.store import schema, verify
from finder.store.postgresql import directory, servers, storage
from finder.store.read_records import care_sites_of
from finder.store.storage.where import at
from tests.conftest import WORLD
from tests.faults.served import SEARCH, results_of

pytestmark = pytest.mark.sqlite  # nothing of it depends on where the other tests have their directories


def names(snapshot):
    with snapshot.connect() as connection:
        return [each.name for each in care_sites_of(connection, "center")]


def schemas(site):
    query = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'finder_%'"
    return site.primary.run(query, database="finder").split()


@pytest.fixture(autouse=True)
def look_at_once(monkeypatch):
    monkeypatch.setattr(directory, "LOOK", 0.0)


@pytest.fixture
def alone(site):
    """The primary by itself."""
    return site.settings(FINDER_REPLICA_URLS="")


def test_a_new_version_is_noticed_and_readers_of_the_one_before_keep_it(site, alone):
    opened = at(alone.where).open()
    before = opened.snapshot()
    assert opened.snapshot() is before
    first = names(before)
    site.build(1)
    after = opened.snapshot()
    assert after is not before
    assert names(before) == first != names(after)


def test_two_versions_stay(site):
    for each in (1, 0, 1):
        site.build(each)
    kept = site.versions()
    assert len(kept) == 2
    there = site.primary.run(
        "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'finder_%'", database="finder"
    )
    assert sorted(there.split()) == sorted(kept)


def test_the_newest_version_of_the_release_before_stays_for_its_servers(site, alone, monkeypatch):
    opened = at(alone.where).open()
    old = opened.snapshot()
    first = names(old)
    with monkeypatch.context() as release:
        release.setattr(schema, "form", lambda: "another")
        for each in (1, 0, 1):
            site.build(each)
    assert names(opened.snapshot()) == first
    assert opened.snapshot() is old
    assert len(site.versions()) == 3


def test_a_version_that_is_removed_under_its_readers_is_answered_anew_from_the_newest(site, alone):
    first = site.right(of_primary=True)
    # It has not asked the question: what it asked before would be answered from its memory.
    app = create_app(alone)
    held = app.extensions["finder"].directory.snapshot()
    for each in (0, 0, 1):
        site.build(each)
    app.extensions["finder"].directory._looked = float("inf")  # it does not look by itself
    response = app.test_client().get(SEARCH)
    assert response.status_code == 200
    assert results_of(response.data) == site.right(of_primary=True) != first
    with pytest.raises(DirectoryGone):
        names(held)


def test_a_build_that_fails_leaves_nothing(site, alone, monkeypatch):
    before = site.versions()

    def crash(*_):
        raise OSError("the power went out")

    monkeypatch.setattr(storage, "verify", crash)
    with pytest.raises(OSError, match="the power went out"):
        site.build(1)
    assert site.versions() == before
    there = site.primary.run(
        "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'finder_%'", database="finder"
    )
    assert int(there) == len(before)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("DELETE FROM guideline WHERE place = 3", "guideline has 24 rows, but 25 were written"),
        ("DELETE FROM record WHERE number = 3", "record has 18 rows, but 19 were written"),
        ("UPDATE facet SET name = 'x' || name", "center:any 1 is not found from its own location"),
    ],
)
def test_a_version_that_fails_verification_is_never_seen(site, monkeypatch, statement, reason):
    before = site.versions()

    def damage(snapshot, connection, written):
        connection.exec_driver_sql(statement)
        return verify.verify(snapshot, connection, written)

    monkeypatch.setattr(storage, "verify", damage)
    with pytest.raises(BadDirectory, match=reason):
        site.build(1)
    assert site.versions() == before


def test_two_builds_at_once_come_one_after_the_other(site, caplog):
    caplog.set_level(logging.WARNING)
    threads = [threading.Thread(target=site.build, args=(each,)) for each in (0, 1)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(site.versions()) == 2
    assert caplog.messages.count("Waiting for another build in the same database to finish.") == 1


def test_a_server_builds_only_the_first_version(site, alone):
    before = site.versions()
    settings = Settings.read(site.environment() | {"FINDER_DATA": str(site.data[1])})
    assert not is_current(at(settings.where).open(), settings.data)
    assert names(open_directory(settings.where, settings.data).snapshot())
    assert site.versions() == before


def test_a_server_of_another_release_builds_nothing_and_says_what_to_do(site, alone, monkeypatch):
    before = site.versions()
    monkeypatch.setattr(schema, "form", lambda: "another")
    opened = open_directory(alone.where, alone.data)
    assert site.versions() == before
    with pytest.raises(BadDirectory, match=r"Run finder build on the machine that loads\. Another version"):
        opened.snapshot()
    site.build(0)
    assert names(opened.snapshot())


def test_doctor_says_of_every_server_whether_it_answers_and_has_the_newest_version(site):
    def found():
        return [(each.level, each.said) for each in servers_check(Deployment.of(site.settings()))]

    replica, primary = site.cluster.replicas[0], f"127.0.0.1:{site.primary.port}/finder"
    name = f"127.0.0.1:{replica.port}/finder"
    assert found() == [("ok", f"{name} answers."), ("ok", f"{primary} answers.")]
    replica.run("SELECT pg_wal_replay_pause()")
    site.build(1)
    assert found()[0] == ("warn", f"{name} does not have the newest version yet.")
    replica.kill()
    assert found()[0][0] == "fail"
    assert found()[0][1].startswith(f"{name} does not answer: ")


def test_a_silent_server_is_left_after_a_while(site, monkeypatch, caplog):
    monkeypatch.setattr(servers, "_SILENT", 0.5)
    monkeypatch.setattr(servers, "_LOOK", 0.1)
    client = create_app(site.settings()).test_client()
    right = results_of(client.get(SEARCH).data)
    replica = site.cluster.replicas[0]
    family = [replica.process(), *replica.children()]
    for each in family:
        os.kill(each, signal.SIGSTOP)
    try:
        for _ in range(3):
            response = client.get(SEARCH)
            assert (response.status_code, results_of(response.data)) == (200, right)
        started = time.monotonic()
        client.get(SEARCH)
        assert time.monotonic() - started < 0.5
    finally:
        for each in family:
            os.kill(each, signal.SIGCONT)
    assert any("the server is silent" in each for each in caplog.messages)


def test_a_server_with_damaged_pages_is_left_for_another(site):
    replica = site.cluster.replicas[0]
    replica.run("CHECKPOINT")
    of_version = f"relnamespace = '{site.versions()[0]}'::regnamespace AND relkind IN ('r', 'i')"
    query = f"SELECT pg_relation_filepath(oid) FROM pg_class WHERE {of_version}"
    files = replica.run(query, database="finder").split()
    replica.stop()
    for file in (replica.data / each for each in files):
        content = bytearray(file.read_bytes())
        for page in range(0, len(content), 8192):
            content[page : page + 24] = b"\xff" * 24
        file.write_bytes(content)
    replica.start()
    try:
        response = create_app(site.settings()).test_client().get(SEARCH)
        assert results_of(response.data) == site.right(of_primary=True)
    finally:
        replica.stop()
        site.cluster.replicas.remove(replica)
        site.cluster.add_replica()


def test_an_empty_database_says_how_to_build_the_directory(site):
    site.primary.run("DROP DATABASE IF EXISTS empty", "CREATE DATABASE empty")
    where = site.settings(FINDER_DATABASE_URL=site.primary.address("empty"), FINDER_REPLICA_URLS="").where
    with pytest.raises(BadDirectory, match=r"Run: finder build. There is no directory in the database 127"):
        at(where).open().snapshot()
    assert "finder build" in at(where).open().fault()
    make_directory(where, WORLD)
    assert at(where).open().fault() == ""


def test_a_server_that_is_not_there_is_said_with_what_to_do(site):
    where = site.settings(
        FINDER_DATABASE_URL="postgresql://x:secret@127.0.0.1:1/y", FINDER_REPLICA_URLS=""
    ).where
    with pytest.raises(DirectoryAway, match=r"Start PostgreSQL, or correct FINDER_DATABASE_URL") as away:
        at(where).open().snapshot()
    with pytest.raises(BadDirectory, match=r"127.0.0.1:1/y does not answer: .*refused") as refused:
        make_directory(where, WORLD)
    assert "secret" not in f"{away.value} {refused.value} {where!r} {where}"
    assert at(where).open().fault() == directory.AWAY


def test_a_reader_needs_no_right_but_to_connect(site):
    site.primary.run("DROP ROLE IF EXISTS reader", "CREATE ROLE reader LOGIN")
    url = site.primary.address().replace("postgres@", "reader@")
    assert names(at(site.settings(FINDER_DATABASE_URL=url, FINDER_REPLICA_URLS="").where).open().snapshot())


def test_nothing_can_be_written_by_readers(alone):
    with (
        at(alone.where).open().snapshot().connect() as connection,
        pytest.raises(DBAPIError, match="read-only transaction"),
    ):
        connection.exec_driver_sql("DELETE FROM record")


def test_without_psycopg_the_error_says_what_to_install(alone, monkeypatch):
    monkeypatch.setitem(sys.modules, "finder.store.postgresql.storage", None)
    with pytest.raises(BadSetting, match=r"pip install .*cancer-finder\[postgresql\]"):
        at(alone.where)


def test_a_failure_of_a_query_itself_is_no_failure_of_the_server(alone):
    opened = at(alone.where).open()
    with opened.snapshot().connect() as connection, pytest.raises(DBAPIError, match="division by zero"):
        connection.execute(text("SELECT 1 / 0"))
    assert names(opened.snapshot())

"""The address of a database and of its replicas."""

from __future__ import annotations

from pathlib import Path

import pytest

from finder.domain.database import Database, without_passwords
from finder.errors import BadSetting
from finder.settings import Settings
from finder.settings.check import chosen, faults

URL = "postgresql+psycopg://finder:secret@db.example.org:5433/finder"
REPLICAS = (
    "postgresql://r:secret@one/finder, postgres://two.example.org/finder?sslmode=require&password=secret,"
)


def test_without_an_address_the_directory_is_a_file():
    read = Settings.read({"FINDER_HOME": "/there"})
    assert (read.database, read.where) == (None, Path("/there/directory.sqlite"))


def test_addresses_are_those_of_libpq():
    read = Settings.read(
        {"FINDER_HOME": "/there", "FINDER_DATABASE_URL": URL, "FINDER_REPLICA_URLS": REPLICAS}
    )
    assert read.where == Database(
        Path("/there"),
        "postgresql://finder:secret@db.example.org:5433/finder",
        (
            "postgresql://r:secret@one/finder",
            "postgresql://two.example.org/finder?sslmode=require&password=secret",
        ),
    )
    assert "secret" not in f"{read.where} {read.where!r}"
    assert str(read.where) == "db.example.org:5433/finder"


@pytest.mark.parametrize(
    "url", ["postgresql:///finder", "postgresql:///finder?host=/run/postgresql", "postgresql://[::1]/finder"]
)
def test_sockets_and_other_hosts_are_addresses(url):
    assert Settings.read({"FINDER_DATABASE_URL": url}).database.primary == url


@pytest.mark.parametrize(
    "url",
    [
        "mysql://finder:secret@db/finder",
        "sqlite:///secret.sqlite",
        "postgresql+asyncpg://finder:secret@db/finder",
        "postgresql+psycopg://finder:secret@db",
        "postgresql+psycopg://finder:secret@db:port/finder",
        "postgresql+psycopg://finder:sec/ret@db/finder",
        "secret",
    ],
)
def test_another_address_is_refused_and_not_repeated(url):
    with pytest.raises(BadSetting, match=r"^FINDER_DATABASE_URL: write postgresql\+psycopg://") as refused:
        Settings.read({"FINDER_DATABASE_URL": url})
    assert "sec" not in str(refused.value)
    assert faults({"FINDER_DATABASE_URL": url}) == [str(refused.value)]


def test_a_wrong_replica_is_refused_by_its_setting():
    given = {"FINDER_DATABASE_URL": URL, "FINDER_REPLICA_URLS": "postgresql://one/finder,two"}
    assert [each.partition(":")[0] for each in faults(given)] == ["FINDER_REPLICA_URLS"]


def test_replicas_need_their_database():
    alone = {"FINDER_REPLICA_URLS": REPLICAS}
    assert faults(alone) == [
        "FINDER_REPLICA_URLS: set FINDER_DATABASE_URL too. A replica copies that database."
    ]
    assert faults({**alone, "FINDER_DATABASE_URL": URL}) == []


@pytest.mark.parametrize("other", ["FINDER_FOLLOW", "FINDER_PUBLISH"])
def test_what_is_done_with_files_alone_is_refused(other):
    given = {"FINDER_DATABASE_URL": URL, other: "/there"}
    assert faults(given) == [
        f"{other}: leave it empty. It is for a directory in a file, and FINDER_DATABASE_URL is set."
    ]
    with pytest.raises(BadSetting, match="Leave FINDER_DATABASE_URL empty"):
        _ = Settings.read({"FINDER_DATABASE_URL": URL}).directory


def test_passwords_are_not_printed():
    shown = chosen({"FINDER_DATABASE_URL": URL, "FINDER_REPLICA_URLS": REPLICAS})
    assert shown["FINDER_DATABASE_URL"] == "postgresql+psycopg://finder:…@db.example.org:5433/finder"
    assert "secret" not in str(shown)
    assert "two.example.org" in shown["FINDER_REPLICA_URLS"]
    assert without_passwords("postgresql://one/finder") == "postgresql://one/finder"

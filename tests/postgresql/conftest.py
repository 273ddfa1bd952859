"""A server with a streaming replica, the world's directory in it, and a second version of that."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from finder.app import create_app
from finder.directory.build import make_directory
from finder.domain.database import Database
from finder.settings import Settings
from scripts.postgresql_server import Cluster, Server
from tests.conftest import WORLD
from tests.faults.served import SEARCH, results_of
from tests.on_postgresql import cluster_or_skip

CHANGE = ("centers/example-studies.toml", "Example Studies Center", "Another Studies Center")


@dataclass(frozen=True)
class Site:
    """A site on a cluster: its folder, its data in two versions, and the right results of either."""

    cluster: Cluster
    home: Path
    data: tuple[Path, Path]

    @property
    def primary(self) -> Server:
        return self.cluster.primary

    def environment(self) -> dict[str, str]:
        """Return the settings of the site."""
        replicas = ",".join(each.address() for each in self.cluster.replicas)
        return {
            "FINDER_HOME": str(self.home),
            "FINDER_DATA": str(self.data[0]),
            "FINDER_DATABASE_URL": self.primary.address(),
            "FINDER_REPLICA_URLS": replicas,
        }

    def settings(self, **changes: str) -> Settings:
        return Settings.read(self.environment() | changes)

    def where(self) -> Database:
        return self.settings().database

    def build(self, at: int) -> None:
        """Build one of the two versions."""
        make_directory(self.where(), self.data[at])

    def right(self, *, of_primary: bool = False) -> bytes:
        """Return the results of the newest version on the replica, or on the primary."""
        settings = self.settings(**{"FINDER_REPLICA_URLS": ""} if of_primary else {})
        return results_of(create_app(settings).test_client().get(SEARCH).data)

    def versions(self, server: Server | None = None) -> list[str]:
        """Return the versions of the directory on a server, the newest first."""
        query = "SELECT name FROM finder.version ORDER BY number DESC"
        return (server or self.primary).run(query, database="finder").split()

    def wait_for(self, replica: Server) -> None:
        """Return once a replica has what the primary has."""
        there = self.primary.run("SELECT pg_current_wal_insert_lsn()")
        replica.wait_for(f"SELECT pg_last_wal_replay_lsn() >= '{there}'", "t")


@pytest.fixture(scope="package")
def running() -> Iterator[Cluster]:
    """A primary and a replica, which tests may kill."""
    with cluster_or_skip() as made:
        made.add_replica()
        yield made


@pytest.fixture
def site(tmp_path: Path, quick_zips: None, running: Cluster) -> Site:
    """A site on them, both running, with the first version as the newest."""
    second = Path(shutil.copytree(WORLD, tmp_path / "second"))
    name, old, new = CHANGE
    text = (second / name).read_text()
    assert text.count(old) == 1
    (second / name).write_text(text.replace(old, new))
    for each in (running.primary, *running.replicas):
        if not each.is_running():
            each.start()
    for each in running.replicas:
        each.run("SELECT pg_wal_replay_resume()")
    running.primary.run("DROP DATABASE finder WITH (FORCE)", "CREATE DATABASE finder")
    ours = Site(running, tmp_path / "home", (WORLD, second))
    ours.home.mkdir()
    ours.build(0)
    ours.wait_for(running.replicas[0])
    return ours

"""How `finder serve` starts its server."""

from __future__ import annotations

import granian.server
import pytest
from click.testing import CliRunner

from finder.cli import cli
from tests.conftest import WORLD


@pytest.fixture
def started(monkeypatch, home, quick_zips):
    """The options that the server was started with."""
    given = {}

    class Server:
        def __init__(self, target, **options):
            given.update(options, target=target)

        def serve(self):
            given["served"] = True

    monkeypatch.setattr(granian.server, "Server", Server)
    monkeypatch.setenv("FINDER_HOME", str(home))
    monkeypatch.setenv("FINDER_DATA", str(WORLD))
    return given


def test_the_server_listens_locally_and_keeps_no_access_log(started):
    result = CliRunner().invoke(cli, ["serve"])
    assert result.exit_code == 0, result.output
    assert result.output == "The finder is at http://127.0.0.1:8000/ (stop with Ctrl+C)\n"
    assert (started["address"], started["port"], started["workers"]) == ("127.0.0.1", 8000, 1)
    assert started["log_access"] is False
    assert started["served"] is True
    assert started["target"] == "finder.app:create_app"


def test_address_port_and_processes_can_be_set(started):
    arguments = ["serve", "--host", "0.0.0.0", "--port", "8080", "--workers", "3"]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    assert (started["address"], started["port"], started["workers"]) == ("0.0.0.0", 8080, 3)


def test_the_directory_is_built_once_before_the_workers_share_it(started, home):
    (home / "directory.sqlite").unlink()
    assert CliRunner().invoke(cli, ["serve", "--workers", "2"]).exit_code == 0
    assert (home / "directory.sqlite").exists()

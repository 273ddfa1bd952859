"""How `finder serve` starts its server."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from finder.cli import cli, workers
from finder.language import using_language
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

    monkeypatch.setattr(workers, "RespawningServer", Server)
    monkeypatch.setenv("FINDER_HOME", str(home))
    monkeypatch.setenv("FINDER_DATA", str(WORLD))
    return given


def test_the_server_listens_locally_and_keeps_no_access_log(started):
    result = CliRunner().invoke(cli, ["serve"])
    assert result.exit_code == 0, result.output
    assert result.output.endswith("\nThe finder is at http://127.0.0.1:8000/ (stop with Ctrl+C)\n")
    assert (started["address"], started["port"], started["workers"]) == ("127.0.0.1", 8000, 1)
    assert started["log_access"] is False
    assert started["served"] is True
    assert started["target"] == "finder.cli.workers:worker_app"


@pytest.fixture
def said(started, home, monkeypatch):
    """Return the lines before the address, with these extracts loaded."""

    def lines(*loaded, language="en"):
        # The directory is not what matters here.
        monkeypatch.setattr("finder.cli.serve.open_directory", lambda *_: None)
        for name in loaded:
            path = home / "extracts" / f"{name}.parquet"
            path.parent.mkdir(exist_ok=True)
            path.touch()
        with using_language(language):
            return CliRunner().invoke(cli, ["serve"]).output.splitlines()[:-1]

    return lines


def test_two_lines_say_what_is_not_loaded_and_the_command_that_loads_it(said, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/finder")
    assert said() == [
        "Not loaded yet: doctors and Medicare's hospitals. Cancer centers and programs are here.",
        "To load them from CMS in a few minutes: finder load quick",
    ]
    assert said(language="es")[1].endswith(": finder load quick")


def test_the_command_is_named_where_it_is(said, monkeypatch, tmp_path):
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "finder").touch()
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr("sys.executable", str(tmp_path / ".venv" / "bin" / "python"))
    monkeypatch.chdir(tmp_path)
    command = str(Path(".venv", "bin", "finder"))
    assert said()[1] == f"To load them from CMS in a few minutes: {command} load quick"


@pytest.mark.parametrize("doctors", ["nppes", "clinicians"])
def test_only_what_is_missing_is_named(said, doctors):
    assert said(doctors)[0] == "Not loaded yet: Medicare's hospitals."
    assert said(doctors, "hospitals") == []


def test_doctors_alone_may_be_missing(said):
    assert said("hospitals")[0] == "Not loaded yet: doctors."


def test_address_port_and_processes_can_be_set(started):
    arguments = ["serve", "--host", "0.0.0.0", "--port", "8080", "--workers", "3"]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    assert (started["address"], started["port"], started["workers"]) == ("0.0.0.0", 8080, 3)


def test_the_directory_is_built_once_before_the_workers_share_it(started, home):
    (home / "directory.sqlite").unlink()
    assert CliRunner().invoke(cli, ["serve", "--workers", "2"]).exit_code == 0
    assert (home / "directory.sqlite").exists()

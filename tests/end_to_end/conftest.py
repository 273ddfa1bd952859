"""The whole finder, as an operator runs it: its command, and the pages of a site that runs beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient

from finder.app import create_app
from finder.cli import load, main
from finder.settings import Settings
from tests.conftest import WORLD


@dataclass
class Ran:
    """What the shell gets from a command."""

    code: int
    out: str
    err: str


@dataclass
class Finder:
    """A finder with a home of its own, and the settings it was given."""

    environment: dict[str, str]
    run: Callable[..., Ran]

    def __call__(self, *arguments: object) -> str:
        """Run a command that must succeed; what it prints is returned."""
        ran = self.run(*arguments)
        assert ran.code == 0, ran.err
        return ran.out

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        """Start a command as a process of its own."""
        command = [sys.executable, "-m", "finder", *map(str, arguments)]
        pipe = subprocess.PIPE
        environment = os.environ | self.environment
        return subprocess.Popen(command, env=environment, stdout=pipe, stderr=subprocess.STDOUT, text=True)

    def site(self) -> FlaskClient:
        """A site that runs from now on."""
        return create_app(Settings.read(self.environment)).test_client()


@pytest.fixture
def finder_with(home, monkeypatch, capsys, quick_zips):
    """A finder with settings; nothing but the invented world is in its directory."""
    monkeypatch.setenv("NO_PROXY", "*")
    # The tests that come after must keep their pace.
    monkeypatch.setattr(load, "_yield_processor", lambda: None)

    def made(**settings: str) -> Finder:
        environment = {"FINDER_HOME": str(home), "FINDER_DATA": str(WORLD)} | settings
        for name, value in environment.items():
            monkeypatch.setenv(name, value)

        def run(*arguments: object) -> Ran:
            monkeypatch.setattr("sys.argv", ["finder", *map(str, arguments)])
            with pytest.raises(SystemExit) as caught:
                main()
            said = capsys.readouterr()
            return Ran(int(caught.value.code or 0), said.out, said.err)

        return Finder(environment, run)

    return made

"""The whole finder as an operator runs it: the command, and a site running beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient

from finder.app import create_app
from finder.cli import main
from finder.cli.loading import load
from finder.settings import Settings
from tests.conftest import WORLD


@dataclass
class Ran:
    """The exit status and output of a command."""

    code: int
    out: str
    err: str


@dataclass
class Finder:
    """A finder with its own data folder and settings."""

    environment: dict[str, str]
    run: Callable[..., Ran]

    def __call__(self, *arguments: object) -> str:
        """Run a command that must succeed, and return its output."""
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
        """Start a site, and return its client."""
        return create_app(Settings.read(self.environment)).test_client()


@pytest.fixture
def finder_with(home, monkeypatch, capsys, quick_zips):
    """A finder with settings, whose directory has only the invented world."""
    monkeypatch.setenv("NO_PROXY", "*")
    # Later tests must keep their speed.
    monkeypatch.setattr(load, "_yield_processor", lambda: None)

    def made(**settings: str) -> Finder:
        environment = {"FINDER_HOME": str(home), "FINDER_DATA": str(WORLD)} | settings
        for name, value in environment.items():
            monkeypatch.setenv(name, value)

        def run(*arguments: object) -> Ran:
            monkeypatch.setattr("sys.argv", ["finder", *map(str, arguments)])
            with pytest.raises(SystemExit) as caught:
                main()
            output = capsys.readouterr()
            return Ran(int(caught.value.code or 0), output.out, output.err)

        return Finder(environment, run)

    return made

"""`wsgi.py` under other servers, by the commands of docs/operating.md: they answer, and log no question."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, missing
from tests.deploy.running import PATHS, SECRET, ask, free_port, program, running, send_rubbish

SERVERS = ("gunicorn", "uwsgi", "waitress-serve")


def documented(server: str) -> str:
    """Return the command of a server as the docs have it."""
    lines = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return next(line for line in lines if line.startswith(f"{server} ") and "wsgi" in line)


@pytest.mark.skipif(sys.platform == "win32", reason="two of the servers need Unix")
@pytest.mark.parametrize("server", SERVERS)
def test_it_answers_and_keeps_questions_out_of_its_log(server, home, tmp_path):
    if not Path(program(server)).exists():
        missing(f"{server} is not installed")
    port, log, shared = free_port(), tmp_path / "log", tmp_path / "metrics"
    shared.mkdir()
    command = shlex.split(documented(server).replace("8000", str(port)))
    command[0] = program(server)
    with running(command, home, log, PROMETHEUS_MULTIPROC_DIR=str(shared)):
        for path, statuses in PATHS.items():
            assert ask(port, path).status in statuses, path
        send_rubbish(port)
        assert ask(port, "/readyz").status == 200
        metrics = ask(port, "/metrics")
        assert metrics.status == 200
        assert 'finder_answers_total{route="none",status="4xx"}' in metrics.text
    written = log.read_text(errors="replace")
    assert SECRET not in written
    assert "near=" not in written

"""Datasette's table page over the same made-up rows, in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
import venv
from itertools import islice
from pathlib import Path

from scripts.benches.http.kinds import Asking
from scripts.benches.runs.results import Plan
from scripts.benches.tools.clients import Asked
from scripts.benches.tools.made_up_table import made_up_table
from scripts.benches.tools.questions import tables
from scripts.benches.tools.servers import serving

#: Only this bench uses it, so no lock names it.
PACKAGE = "datasette==0.65.2"
#: More than it answers in a second.
_MOST_A_SECOND = 1000


def datasette_rates(plan: Plan, home: Path, asking: Asking) -> dict[int, Asked]:
    """Return what datasette answers by number of clients; nothing, and a line why, if pip cannot get it."""
    program = _installed(plan.folder / "datasette")
    if program is None:
        print(f"Datasette is left out: pip could not install {PACKAGE}.", file=sys.stderr)
        return {}
    seconds = asking.pace.seconds
    many = _MOST_A_SECOND * seconds
    command = [str(program), "serve", "-i", str(made_up_table(home, plan.sites))]
    with serving(command, "/sites.json") as server:
        return {
            clients: asking.ask_these(
                server, list(islice(tables(next(asking.seeds)), many)), clients, seconds
            )
            for clients in asking.pace.clients
        }


def _installed(folder: Path) -> Path | None:
    """Return the program of datasette, installed first if it is not there."""
    program = folder / "bin" / "datasette"
    if not program.exists():
        venv.create(folder, with_pip=True)
        install = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", PACKAGE]
        if subprocess.run(install, check=False, capture_output=True).returncode:
            return None
    return program

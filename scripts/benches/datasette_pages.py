"""Datasette's table page over the same made-up rows, in an environment of its own."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from scripts.benches.clients import Asked
from scripts.benches.http_kinds import Asking
from scripts.benches.made_up_directory import made_up_people, zips_with_points
from scripts.benches.questions import tables
from scripts.benches.results import Plan
from scripts.benches.servers import serving

#: Only benches use it, so no lock names it.
PACKAGE = "datasette==0.65.2"
_COLUMNS = (
    "npi",
    "last",
    "first",
    "sex",
    "specialty",
    "street",
    "city",
    "state",
    "zip",
    "latitude",
    "longitude",
)


def datasette_rates(plan: Plan, home: Path, asking: Asking) -> dict[int, Asked]:
    """Return what datasette answers by number of clients; nothing, and a line why, if pip cannot get it."""
    program = _installed(plan.folder / "datasette")
    if program is None:
        print(f"Datasette is left out: {PACKAGE} could not be installed by pip.", file=sys.stderr)
        return {}
    database = home / "sites.db"
    if not database.exists():
        _write(database, plan.sites)
    many = 1000 * asking.pace.seconds
    with serving([str(program), "serve", "-i", str(database)], "/sites.json") as server:
        return {
            clients: asking.ask_these(server, list(islice(tables(next(asking.seeds)), many)), clients)
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


def _write(path: Path, sites: int) -> None:
    """Write the sites of the made-up clinicians as one table, with an index of what is asked for."""
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"CREATE TABLE site ({', '.join(_COLUMNS)})")
        database.executemany(f"INSERT INTO site VALUES ({', '.join('?' * len(_COLUMNS))})", _rows(sites))
        database.execute("CREATE INDEX asked ON site (zip, specialty)")
        database.execute("ANALYZE")
        database.commit()


def _rows(sites: int) -> Iterator[tuple[str | float | None, ...]]:
    for each in made_up_people(zips_with_points(), sites):
        for at in each.practices:
            yield (
                each.npi, each.last, each.first, each.sex, each.specialties[0].specialty, at.street, at.city,
                at.state, at.zip, at.latitude, at.longitude,
            )  # fmt: skip

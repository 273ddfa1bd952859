"""Searches while directories are swapped, and while a load, build and swap runs beside them."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from scripts.benches.http.kinds import Asking, Kind, Pace, kinds, middle, warm_up
from scripts.benches.load import made_up_month
from scripts.benches.runs.results import NOISE_OF_SLOWEST, Figure, Plan, Report, Table
from scripts.benches.tools import servers
from scripts.benches.tools.clients import Asked
from scripts.benches.tools.made_up_directory import count_clinicians, made_up_directory
from scripts.benches.tools.servers import Server
from scripts.benches.tools.timing import finder, timed_command

_CLIENTS = 4
#: Seconds from one swap to the next.
_PAUSE = 2.0


def bench_swap(plan: Plan) -> Report:
    """Measure searches while the directory is swapped every two seconds, for a smaller one and back."""
    many, few = (made_up_directory(plan.folder, sites) for sites in (plan.sites, plan.sites // 10))
    swaps = 3 if plan.quick else 8
    with tempfile.TemporaryDirectory(dir=plan.folder) as made:
        home = Path(made)
        _put(many.path, home)

        def swap() -> None:
            for number in range(swaps):
                _put((few, many)[number % 2].path, home)
                time.sleep(_PAUSE)

        kind = kinds(count_clinicians(few))[0]
        with servers.finder(home) as server:
            return beside(plan, server, kind, swap, f"{swaps} swaps", "swaps")


def bench_load(plan: Plan) -> Report:
    """Measure searches while a made-up month is loaded and the directory built and swapped."""
    month = str(made_up_month(plan.folder, plan.rows))
    with tempfile.TemporaryDirectory() as made, servers.finder(Path(made)) as server:

        def load() -> None:
            timed_command(finder("load", "nppes", month), Path(made))
            time.sleep(1)  # so that the swap is measured, too

        return beside(plan, server, kinds(0)[0], load, f"a load of {plan.rows:,} rows", "a load")


def beside(plan: Plan, server: Server, kind: Kind, work: Callable[[], None], title: str, name: str) -> Report:
    """Ask before some work and while it is done; return how the one compares with the other."""
    with tempfile.TemporaryDirectory() as made:
        asking = Asking(Pace((_CLIENTS,), 1 if plan.quick else 2, 3), Path(made))
        warm_up(server, kind)
        quiet = [asking.ask(server, kind, _CLIENTS) for _ in range(asking.pace.turns)]
        thread = threading.Thread(target=work)
        thread.start()
        busy = []
        while thread.is_alive():
            busy.append(asking.ask(server, kind, _CLIENTS))
        thread.join()
    before, after = middle(quiet), middle(busy)
    failed = sum(each.failed for each in busy)
    slower = after.p99 / before.p99
    rows = [_cells("before", quiet, before), _cells("beside it", busy, after)]
    heads = ("", "asked", "failed", "p50 ms", "p99 ms")
    figures = [
        Figure(f"searches beside {name}: failed", failed, "requests", "less"),
        Figure(f"searches beside {name}: p99 / p99 before", slower, "ratio", "less", NOISE_OF_SLOWEST),
    ]
    return Report([Table(f"Searches beside {title}, {_CLIENTS} clients", heads, rows)], figures)


def _cells(name: str, turns: Sequence[Asked], asked: Asked) -> tuple[str, ...]:
    many, failed = (
        str(sum(column)) for column in zip(*((each.requests, each.failed) for each in turns), strict=True)
    )
    return name, many, failed, f"{asked.p50:.1f}", f"{asked.p99:.1f}"


def _put(directory: Path, home: Path) -> None:
    """Put a directory in the place of the one in a data folder, in one step, as a build does."""
    new = home / "new.sqlite"
    os.link(directory, new)
    new.replace(home / "directory.sqlite")

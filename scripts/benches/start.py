"""From `finder serve` to the first page, beside the start of a bare Flask view under the same server."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from scripts.benches.runs.results import Figure, Plan, Report, Table
from scripts.benches.tools import servers
from scripts.benches.tools.made_up_directory import made_up_directory
from scripts.benches.tools.servers import Server


def bench(plan: Plan) -> Report:
    """Measure the start with no directory yet, with one of the curated places, and with people."""
    people = made_up_directory(plan.folder, plan.sites).path.parent
    times = 1 if plan.quick else 5
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        start = partial(servers.finder, folder / "home")
        bare = seconds_to_first_answer(partial(servers.bare, folder), times)
        taken = {
            "no directory yet": seconds_to_first_answer(start, 1),
            "directory without people": seconds_to_first_answer(start, times),
            "directory with people": seconds_to_first_answer(partial(servers.finder, people), times),
        }
    figures = [
        Figure(f"start, {name}: of bare", each / bare, "ratio", "less") for name, each in taken.items()
    ]
    rows = [(name, f"{each:.2f}", f"{each / bare:.2f}") for name, each in taken.items()]
    title = f"Start to the first page; a bare view takes {bare:.2f} s"
    return Report([Table(title, ("", "s", "of bare"), rows)], figures)


def seconds_to_first_answer(start: Callable[[], AbstractContextManager[Server]], times: int) -> float:
    """Return the median over some starts of a server."""

    def one() -> float:
        with start() as server:
            return server.seconds

    return statistics.median(one() for _ in range(times))

"""The finder over HTTP beside a bare Flask view that returns the same bytes, and beside datasette.

People are loaded, and every question is different unless the row says that it is repeated.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from scripts.benches.http.datasette_pages import datasette_rates
from scripts.benches.http.kinds import Asking, Kind, Pace, kinds, middle, save_sample, warm_up
from scripts.benches.http.report import CLIENTS_OF_TWO, Row, Scaled, report, share
from scripts.benches.runs.results import Plan, Report
from scripts.benches.start import seconds_to_first_answer
from scripts.benches.tools import servers
from scripts.benches.tools.clients import client_name
from scripts.benches.tools.made_up_directory import count_clinicians, made_up_directory
from scripts.benches.tools.servers import Server

WHOLE, QUICK = Pace((1, 16, 32), 3, 3), Pace((1, 16), 1, 1)


def bench(plan: Plan) -> Report:
    """Measure the whole table."""
    pace = QUICK if plan.quick else WHOLE
    directory = made_up_directory(plan.folder, plan.sites)
    home = directory.path.parent
    every = kinds(count_clinicians(directory))
    with tempfile.TemporaryDirectory() as made, servers.finder(home) as ours:
        asking = Asking(pace, Path(made))
        memory = {"idle": servers.worker_memory(ours.process, 1)}
        for kind in every:
            warm_up(ours, kind)
        samples = [save_sample(ours, kind, asking.folder, str(each)) for each, kind in enumerate(every)]
        with servers.bare(asking.folder) as bare:
            rows = [
                _row(asking, kind, sample, clients, ours, bare)
                for kind, sample in zip(every, samples, strict=True)
                for clients in pace.clients
            ]
            memory["after the load"] = servers.worker_memory(ours.process, 1)
            scaled = list(_scaled(asking, home, every[:2], samples, ours, bare))
        beside = {} if plan.quick else datasette_rates(plan, home, asking)
    start = seconds_to_first_answer(partial(servers.finder, home), 1 if plan.quick else 5)
    return report(client_name(), plan.sites, rows, scaled, beside, memory, start)


def _row(asking: Asking, kind: Kind, sample: Sequence[str], clients: int, ours: Server, bare: Server) -> Row:
    """Ask the finder and the bare view in turn, so that a drift of the machine touches both alike."""
    turns = [
        (asking.ask(ours, kind, clients), asking.ask_these(bare, sample, clients))
        for _ in range(asking.pace.turns)
    ]
    ratio = statistics.median(mine.rate / theirs.rate for mine, theirs in turns)
    mine, theirs = (middle([turn[side] for turn in turns]) for side in (0, 1))
    print(f"{kind.name}, {clients} clients: {share(ratio)} of bare", file=sys.stderr)
    return Row(kind.name, clients, mine, theirs, ratio)


def _scaled(
    asking: Asking, home: Path, some: Sequence[Kind], samples: Sequence[Sequence[str]], ours: Server,
    bare: Server,
) -> Iterator[Scaled]:  # fmt: skip
    """Yield what a second worker adds, to the finder and to the bare view."""
    with servers.finder(home, 2) as ours_two, servers.bare(asking.folder, 2) as bare_two:
        for kind, sample in zip(some, samples, strict=False):
            warm_up(ours_two, kind)
            turns = [
                (
                    asking.ask(ours_two, kind, CLIENTS_OF_TWO).rate
                    / asking.ask(ours, kind, CLIENTS_OF_TWO).rate,
                    asking.ask_these(bare_two, sample, CLIENTS_OF_TWO).rate
                    / asking.ask_these(bare, sample, CLIENTS_OF_TWO).rate,
                )
                for _ in range(asking.pace.turns)
            ]
            yield Scaled(kind.name, *(statistics.median(column) for column in zip(*turns, strict=True)))

"""The finder beside CMS's own National Provider Directory (github.com/DSACMS/npd), on the same rows.

Both are asked from the same points, in turn. `--npd` names a checkout of theirs that has its requirements
in a folder `venv`; PostgreSQL and PostGIS have to be on the machine.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby, islice, product
from operator import itemgetter
from pathlib import Path

from scripts.benches.http.kinds import middle
from scripts.benches.runs.results import Figure, Plan, Report, Table
from scripts.benches.tools import npd
from scripts.benches.tools.clients import Asked, ask, client_name
from scripts.benches.tools.made_up_directory import made_up_directory, zips_with_points
from scripts.benches.tools.servers import finder, get, processor_seconds
from scripts.postgresql_server import Server as Database
from scripts.postgresql_server import cluster


@dataclass(frozen=True, slots=True)
class Question:
    """A question: their address for it, and ours by what we call them. {north} and {east} are the point."""

    theirs: str
    ours: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Side:
    """A running server: its port, and the first process of each program that works for it."""

    port: int
    processes: Sequence[int]

    def seconds(self) -> float:
        """The seconds of the processor that it has taken."""
        return sum(map(processor_seconds, self.processes))


@dataclass(frozen=True, slots=True)
class Row:
    """What a question gave at some numbers of workers and clients: medians of the turns, and of the ratio."""

    question: str
    workers: int
    clients: int
    ours: Asked
    theirs: Asked
    ratio: float

    @property
    def by_processor(self) -> float:
        """The ratio by what an answer costs the processor, databases included; 0 where that is not known."""
        return self.theirs.cost / self.ours.cost if self.ours.processor else 0.0


#: Workers of each, and clients.
SIZES: Sequence[tuple[int, int]] = ((1, 1), (1, 16), (2, 16))
_AROUND = "={north}%7C{east}%7C25%7Cmi"
_JSON = "/api/v1/search?near={north},{east}"
_CURATED = f"{_JSON}&kind=center&kind=program&kind=site&miles=25&limit=1"
QUESTIONS = (
    Question(
        f"/fhir/Location?near{_AROUND}&page_size=10",
        {
            "FHIR Location": f"/fhir/Location?near{_AROUND}&_count=10",
            "JSON search, doctors": f"{_JSON}&kind=clinician&miles=25&limit=10",
            "JSON search, places": f"{_JSON}&limit=10",
        },
    ),
    Question(
        f"/fhir/PractitionerRole?location_near{_AROUND}&page_size=10",
        {"FHIR PractitionerRole": f"/fhir/PractitionerRole?location.near{_AROUND}&_count=10"},
    ),
)
_OUR_SECONDS, _THEIR_SECONDS, _TURNS = 2, 8, 3
#: More than either answers in a turn, so that no address comes twice.
_MOST = 10_000
_WARM_UP = 4
_HEADS = (
    "", "workers", "clients", "finder/s", "NPD/s", "times", "times by processor",
    "finder p50 ms", "NPD p50 ms", "finder processor ms", "NPD processor ms", "failed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """What is asked: their checkout and its database, us with so many workers, and a folder for files."""

    checkout: Path
    database: Database
    workers: int
    ours: Side
    folder: Path


def bench(plan: Plan) -> Report:
    """Measure the questions. Raises RuntimeError if the two do not find the same places."""
    assert plan.npd
    home = made_up_directory(plan.folder, plan.sites).path.parent
    rows: list[Row] = []
    seeds = count(1)
    with tempfile.TemporaryDirectory() as folder, cluster() as made:
        made.primary.run(f"CREATE DATABASE {npd.DATABASE}")
        npd.fill(plan.npd, made.primary.address(npd.DATABASE).replace("+psycopg", ""), plan.sites)
        for workers, sizes in groupby(SIZES, key=itemgetter(0)):
            with finder(home, workers) as server:
                ours = Side(server.port, (server.process,))
                setting = Setting(plan.npd, made.primary, workers, ours, Path(folder))
                with npd.serving(plan.npd, made.primary.port, 1) as theirs:
                    check_places(ours.port, theirs.port)
                for question, (_, clients) in product(QUESTIONS, [*sizes]):
                    some = islice(seeds, 1 if plan.quick else _TURNS)
                    turns = [_turn(setting, question, clients, seed) for seed in some]
                    rows += _rows(question, workers, clients, turns)
    return report(rows, plan.sites)


def _turn(setting: Setting, question: Question, clients: int, seed: int) -> list[Asked]:
    """Ask us each of our addresses and then them, so that a drift of the machine touches both alike.

    They are started for each turn: else they would go on with what clients that left had asked, beside us.
    """
    found = []
    for template in question.ours.values():
        _warm_up(setting.ours.port, template)
        found.append(_ask(setting, setting.ours, template, seed, clients, _OUR_SECONDS))
    with npd.serving(setting.checkout, setting.database.port, setting.workers) as server:
        _warm_up(server.port, question.theirs)
        theirs = Side(server.port, (server.process, setting.database.process()))
        return [*found, _ask(setting, theirs, question.theirs, seed, clients, _THEIR_SECONDS)]


def _rows(question: Question, workers: int, clients: int, turns: Sequence[Sequence[Asked]]) -> Iterator[Row]:
    *ours, theirs = zip(*turns, strict=True)
    for name, mine in zip(question.ours, ours, strict=True):
        ratio = statistics.median(one.rate / other.rate for one, other in zip(mine, theirs, strict=True))
        print(f"{name}, workers {workers}, clients {clients}: {ratio:.0f} times", file=sys.stderr)
        yield Row(name, workers, clients, middle(mine), middle(theirs), ratio)


def _ask(setting: Setting, side: Side, template: str, seed: int, clients: int, seconds: int) -> Asked:
    given = list(islice(addresses(template, seed), _MOST))
    before = side.seconds()
    found = ask(side.port, given, clients, seconds, "", setting.folder)
    return replace(found, processor=side.seconds() - before)


def addresses(template: str, seed: int) -> Iterator[str]:
    """Yield addresses without end, none of them twice: a point within some miles of a ZIP code each."""
    chance, asked = random.Random(seed), set[str]()
    while True:
        north, east = _point(chance)
        address = template.format(north=f"{north:.4f}", east=f"{east:.4f}")
        if address not in asked:
            asked.add(address)
            yield address


def _point(chance: random.Random) -> tuple[float, float]:
    at = chance.choice(zips_with_points()).point
    assert at
    return at.latitude + chance.uniform(-0.1, 0.1), at.longitude + chance.uniform(-0.1, 0.1)


def _warm_up(port: int, template: str) -> None:
    """Ask a few questions, whose figures do not count. Raises RuntimeError if one fails."""
    for path in islice(addresses(template, 0), _WARM_UP):
        if (status := get(port, path).status) >= 400:
            raise RuntimeError(f"{path} was answered with {status}")


def check_places(our_port: int, their_port: int) -> None:
    """Raise RuntimeError unless both count the same places around points.

    Ours has the curated places besides, and they measure on a sphere: up to half of a percent of a distance.
    """
    templates = QUESTIONS[0].ours["FHIR Location"], _CURATED, QUESTIONS[0].theirs
    for every, curated, other in islice(zip(*(addresses(each, 0) for each in templates), strict=True), 8):
        own, besides = (json.loads(get(our_port, path).body)["total"] for path in (every, curated))
        found = json.loads(get(their_port, other).body)["count"]
        if abs(own - besides - found) > 3 + 0.03 * own:
            raise RuntimeError(f"{every}: {own - besides} places here, {found} there")


def report(rows: Sequence[Row], sites: int) -> Report:
    """Return the table and the figures."""
    figures = []
    for row in rows:
        name = f"{row.question}, workers {row.workers}, clients {row.clients}: times NPD"
        figures.append(Figure(name, row.ratio, "ratio", "more"))
        if row.by_processor:
            figures.append(Figure(f"{name} by processor", row.by_processor, "ratio", "more"))
    title = f"Beside CMS's National Provider Directory, {sites:,} sites, asked by {client_name()}"
    return Report([Table(title, _HEADS, [*map(_cells, rows)])], figures)


def _cells(row: Row) -> tuple[str, ...]:
    ours, theirs = row.ours, row.theirs
    costs = (f"{ours.cost:.2f}", f"{theirs.cost:,.0f}") if row.by_processor else ("", "")
    return (
        row.question, str(row.workers), str(row.clients),
        f"{ours.rate:,.0f}", f"{theirs.rate:.2f}", f"{row.ratio:,.0f}",
        f"{row.by_processor:,.0f}" if row.by_processor else "",
        f"{ours.p50:.1f}", f"{theirs.p50:,.0f}", *costs, str(ours.failed + theirs.failed),
    )  # fmt: skip

"""The tables and figures of the HTTP bench."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scripts.benches.runs.results import NOISE_OF_SLOWEST, Figure, Report, Table
from scripts.benches.tools.clients import Asked
from scripts.benches.tools.servers import Memory

#: How many clients two workers and one are measured with.
CLIENTS_OF_TWO = 16
_HEADS = ("", "clients", "kB", "answers/s", "bare/s", "of bare", "by processor",
          "p50 ms", "p99 ms", "p99/p50", "failed")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """What one kind of request gave at some number of clients: medians over the turns."""

    kind: str
    clients: int
    ours: Asked
    bare: Asked
    ratio: float

    @property
    def by_processor(self) -> float:
        """The ratio by what an answer costs the processor, which other work on the machine touches less."""
        return self.bare.cost / self.ours.cost if self.ours.processor else 0.0


@dataclass(frozen=True, slots=True)
class Scaled:
    """Answers of two workers for one of a single worker: of the finder, and of the bare view."""

    kind: str
    ours: float
    bare: float


def report(
    client: str,
    sites: int,
    rows: Sequence[Row],
    scaled: Sequence[Scaled],
    beside: Mapping[int, Asked],
    memory: Mapping[str, Memory | None],
    start: float,
) -> Report:
    """Return the tables and the figures. `beside` is datasette by number of clients, `start` in seconds."""
    tables = [
        Table(
            f"{sites:,} sites of made-up doctors, one worker, asked by {client}", _HEADS, [*map(_cells, rows)]
        ),
        Table(
            f"Two workers over one, {CLIENTS_OF_TWO} clients",
            ("", "finder", "bare view"),
            [(each.kind, f"{each.ours:.2f}", f"{each.bare:.2f}") for each in scaled],
        ),
    ]
    if beside:
        tables.append(_beside(rows, beside))
    if own := _memory(memory):
        tables.append(own)
    tables.append(Table("Start", ("", "s"), [("from finder serve to the first answer", f"{start:.2f}")]))
    return Report(tables, [*_figures(rows, scaled, beside, memory), Figure("start", start, "s", "less")])


def _cells(row: Row) -> tuple[str, ...]:
    ours = row.ours
    return (
        row.kind,
        str(row.clients),
        f"{ours.bytes / ours.requests / 1000:.1f}" if ours.requests else "",
        f"{ours.rate:,.0f}",
        f"{row.bare.rate:,.0f}",
        share(row.ratio),
        share(row.by_processor),
        f"{ours.p50:.1f}",
        f"{ours.p99:.1f}",
        f"{ours.p99 / ours.p50:.1f}",
        str(ours.failed),
    )


def share(ratio: float) -> str:
    """Return a ratio as people say it: 0.05 is 1/20, and from a half on it is a decimal number."""
    if not ratio:
        return ""
    return f"1/{1 / ratio:.1f}" if ratio < 0.5 else f"{ratio:.2f}"


def _beside(rows: Sequence[Row], beside: Mapping[int, Asked]) -> Table:
    json = {row.clients: row.ours for row in rows if row.kind == rows[0].kind}
    cells = [
        (str(clients), f"{theirs.rate:,.0f}", f"{theirs.p50:.1f}", f"{json[clients].rate / theirs.rate:.0f}")
        for clients, theirs in beside.items()
    ]
    heads = ("clients", "datasette, answers/s", "p50 ms", f"{rows[0].kind} over it")
    return Table("Datasette's table page, filtered by ZIP code and specialty, on the same rows", heads, cells)


def _memory(memory: Mapping[str, Memory | None]) -> Table | None:
    cells = [(when, f"{each.share:.0f}", f"{each.own:.0f}") for when, each in memory.items() if each]
    heads = ("", "PSS, with its share of files", "of that, its own")
    return Table("MB of memory of a worker", heads, cells) if cells else None


def _figures(
    rows: Sequence[Row],
    scaled: Sequence[Scaled],
    beside: Mapping[int, Asked],
    memory: Mapping[str, Memory | None],
) -> Iterator[Figure]:
    for row in rows:
        name = f"{row.kind}, {row.clients} clients"
        yield Figure(f"{name}: of bare", row.ratio, "ratio", "more")
        if row.by_processor:
            yield Figure(f"{name}: of bare by processor", row.by_processor, "ratio", "more")
        yield Figure(f"{name}: p99 / p50", row.ours.p99 / row.ours.p50, "ratio", "less", NOISE_OF_SLOWEST)
    for each in scaled:
        yield Figure(f"{each.kind}: two workers over one", each.ours, "ratio", "more")
    json = {row.clients: row.ours for row in rows if row.kind == rows[0].kind}
    for clients, theirs in beside.items():
        yield Figure(f"over datasette, {clients} clients", json[clients].rate / theirs.rate, "ratio", "more")
    for when, taken in memory.items():
        if taken:
            yield Figure(f"memory of a worker, {when}", taken.share, "MB", "less")
            yield Figure(f"memory of a worker, {when}, its own", taken.own, "MB", "less")

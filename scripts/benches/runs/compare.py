"""Compare two runs: what changed by more than noise, and whether something got worse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scripts.benches.runs.results import Figure
from scripts.benches.runs.saved import Run

Verdict = Literal["worse", "better", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that changed by more than noise, or that only one of two runs has."""

    bench: str
    name: str
    verdict: Verdict
    old: Figure | None
    new: Figure | None


def changes(old: Run, new: Run) -> list[Change]:
    """Return what changed by more than noise, in the order of the new run; what is gone comes last."""
    before, after = _by_name(old), _by_name(new)
    found = [
        Change(*key, verdict, before.get(key), after.get(key))
        for key in [*after, *(key for key in before if key not in after)]
        if (verdict := _verdict(before.get(key), after.get(key)))
    ]
    # A bench that was not run at all says nothing about its figures.
    return [each for each in found if each.bench in old.figures and each.bench in new.figures]


def lines(old: Run, new: Run) -> Iterator[str]:
    """Yield what a comparison says, for people."""
    yield f"{old.commit} of {old.date} → {new.commit} of {new.date}"
    if old.machine.processor != new.machine.processor or old.machine.processors != new.machine.processors:
        yield "The machines differ: seconds and MB cannot be compared, ratios can."
    if (old.sites, old.rows) != (new.sites, new.rows):
        yield "The runs differ in sites or rows: compare only what does not depend on them."
    found = changes(old, new)
    for each in found:
        yield f"{each.verdict:7}{each.bench}: {each.name}: {_shown(each.old)} → {_shown(each.new)}"
    if not found:
        yield "Nothing changed by more than noise."


def is_worse(old: Run, new: Run) -> bool:
    """Tell whether a figure got worse by more than noise."""
    return any(each.verdict == "worse" for each in changes(old, new))


def _by_name(run: Run) -> dict[tuple[str, str], Figure]:
    return {(bench, each.name): each for bench, figures in run.figures.items() for each in figures}


def _verdict(old: Figure | None, new: Figure | None) -> Verdict | None:
    if old is None or new is None:
        return "new" if new else "gone"
    low, high = sorted((old.value, new.value))
    if high <= low * (1 + new.noise):
        return None
    return "better" if (new.value > old.value) == (new.better == "more") else "worse"


def _shown(figure: Figure | None) -> str:
    if figure is None:
        return "nothing"
    return f"{figure.value:.3g}" + ("" if figure.unit == "ratio" else f" {figure.unit}")

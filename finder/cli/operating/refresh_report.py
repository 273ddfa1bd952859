"""What a refresh did: kept in the data folder for `finder doctor`, and printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from finder.language import _, marked
from finder.replace_file import replacing

#: The name of the last report, in FINDER_HOME.
FILE = "refresh.json"
Outcome = Literal["changed", "unchanged", "failed"]
_OUTCOMES: dict[Outcome, str] = {
    "changed": marked("new"),
    "unchanged": marked("no change"),
    "failed": marked("failed"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, how it ended, how long it took, and the lines it wrote."""

    name: str
    outcome: Outcome
    seconds: float
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A refresh: when it began and ended (UTC), its steps, and the loaded sources that are still too old."""

    began: str
    ended: str
    steps: tuple[Step, ...]
    overdue: tuple[str, ...] = ()

    @property
    def failed(self) -> list[str]:
        """The names of the steps that failed."""
        return [each.name for each in self.steps if each.outcome == "failed"]


def summary(report: Report) -> Iterator[str]:
    """Yield a line for each step, and what to do about what failed or is too old."""
    for each in report.steps:
        yield f"{each.name:<10}{_(_OUTCOMES[each.outcome]):<14}{each.seconds:>8.1f} s"
    if report.failed:
        message = _("Run this again. These steps failed: %(names)s. What was there before is still used.")
        yield message % {"names": ", ".join(report.failed)}
    if report.overdue:
        yield _("Older than they should be: %(names)s.") % {"names": ", ".join(report.overdue)}


def save(report: Report, home: Path) -> None:
    """Keep the report, in place of the last one. Raises OSError where the disk is full."""
    with replacing(home / FILE, ".new") as new:
        new.write_bytes(msgspec.json.encode(report))


def last(home: Path) -> Report | None:
    """Return the last report; None where there is none that can be read."""
    try:
        return msgspec.json.decode((home / FILE).read_bytes(), type=Report)
    except (OSError, msgspec.DecodeError):
        return None

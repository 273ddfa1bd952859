"""A run of benches as JSON: its figures, and the commit, day, command and machine that they belong to."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from scripts.benches.runs.results import Figure, Plan
from scripts.benches.tools.servers import ROOT


@dataclass(frozen=True, slots=True)
class Machine:
    """What the figures were measured on: `memory` in MB, `load` of the last minute before the run."""

    system: str
    processor: str
    processors: int
    memory: int
    load: float
    python: str


@dataclass(frozen=True, slots=True)
class Run:
    """Figures by bench. `commit` ends in "+" where files had been changed since.

    `sites` and `rows` are the sizes of what was made up.
    """

    command: str
    commit: str
    date: str
    sites: int
    rows: int
    machine: Machine
    figures: Mapping[str, Sequence[Figure]]


def run_of(command: str, plan: Plan, figures: Mapping[str, Sequence[Figure]]) -> Run:
    """Return the figures with the commit, the time and the machine of now."""
    date = datetime.now(UTC).isoformat(timespec="seconds")
    return Run(command, _commit(), date, plan.sites, plan.rows, this_machine(), figures)


def this_machine() -> Machine:
    """Return what this machine is."""
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    return Machine(
        platform.platform(),
        _processor(),
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        pages,
        round(os.getloadavg()[0], 2),
        platform.python_version(),
    )


def save(run: Run, path: Path) -> None:
    """Write a run as JSON."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(run), indent=1) + b"\n")


def load(path: Path) -> Run:
    """Read a run. Raises ValueError for a file that is none, and OSError."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Run)
    except msgspec.DecodeError as error:
        raise ValueError(f"{path} holds no results of a bench: {error}") from error


def _processor() -> str:
    """Return the name of the processor: Linux keeps it in a file, and Python knows only the kind."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _commit() -> str:
    """Return the short hash of the commit, or nothing outside a checkout."""
    shown = [
        _git("rev-parse", "--short", "HEAD"),
        "+" if _git("status", "--porcelain", "--untracked-files=no") else "",
    ]
    return "".join(shown)


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()

"""What is asked for: the command line, and the job it stands for."""

from __future__ import annotations

import argparse
import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

PACK_PARTS = ("monthly", "cms", "weekly", "deactivated")
BLOCK = 20_000


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be made, and where. `block` is the number of rows made in one go."""

    folder: Path
    rows: int
    seed: int
    as_of: date
    spread: int | None = None
    wanted: frozenset[str] = frozenset(PACK_PARTS)
    workers: int = 1
    block: int = BLOCK


def read_job(arguments: Sequence[str] | None = None) -> Job:
    """Return the job that the command line asks for. The data are as of the second Sunday of the month."""
    months = list(calendar.month_name)[1:]
    parser = argparse.ArgumentParser(description="Write a made-up NPPES month and CMS files to match.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=9_700_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--month", choices=months, default="August")
    parser.add_argument("--year", type=int, default=2026)
    parser.add_argument("--spread", type=int, help="use only the N heaviest ZIP codes")
    parser.add_argument("--only", choices=PACK_PARTS, action="append", default=[])
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args(arguments)
    first = date(asked.year, months.index(asked.month) + 1, 1)
    as_of = first + timedelta((6 - first.weekday()) % 7 + 7)
    wanted = frozenset(asked.only or PACK_PARTS)
    return Job(asked.folder, asked.rows, asked.seed, as_of, asked.spread, wanted, asked.workers)

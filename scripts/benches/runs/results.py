"""What a bench found: tables to read, and figures to compare with those of another commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Better = Literal["more", "less"]
#: Medians differ by up to a fifth from run to run, the slowest answers by more.
NOISE, NOISE_OF_SLOWEST = 0.2, 0.5


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. `unit` is "ratio" where it is against something else in the same run, or MB, s or ms."""

    name: str
    value: float
    unit: str
    better: Better
    #: What it differs by from run to run of one commit.
    noise: float = NOISE


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text below their heads; the first column is text, the others are numbers."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Report:
    """What one bench found."""

    tables: Sequence[Table]
    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to measure: `folder` keeps made-up files, `quick` is for a first look.

    `sites` are those of made-up clinicians, `rows` those of a made-up NPPES month. `npd` is a
    checkout of CMS's National Provider Directory.
    """

    folder: Path
    quick: bool
    sites: int
    rows: int
    npd: Path | None = None


def as_text(table: Table) -> str:
    """Return the table with columns of equal width."""
    lines = [list(table.heads), *map(list, table.rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    aligned = [
        "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    ]
    return "\n".join([table.title, *aligned, ""])


def as_markdown(table: Table) -> str:
    """Return the table in Markdown."""
    rule = ["---", *["---:"] * (len(table.heads) - 1)]
    lines = [table.heads, rule, *table.rows]
    return "\n".join([f"{table.title}:", "", *("| " + " | ".join(line) + " |" for line in lines), ""])

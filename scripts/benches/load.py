"""The load of a made-up NPPES month of any size, beside `unzip -p` of the same file."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.benches.runs.results import Figure, Plan, Report, Table
from scripts.benches.tools.servers import ROOT
from scripts.benches.tools.timing import finder, timed_command

_UNZIP, _EXTRACT, _IN_PLACE = "unzip -p", "zip to extract", "zip to the new directory in place"


def bench(plan: Plan) -> Report:
    """Measure the time from zip to extract, from zip to a new directory in place, and the peak of memory.

    A load gives way to everything else on the machine, so that its seconds count only where nothing else
    runs. The seconds of the processor count anywhere. A build without people is measured too: what it takes
    is in the last row, so that a small file shows a worse ratio than one of full size.
    """
    file = str(made_up_month(plan.folder, plan.rows))
    commands = {
        _UNZIP: ["sh", "-c", f"unzip -p '{file}' >/dev/null"],
        "a directory without people": finder("build"),
        _EXTRACT: finder("load", "nppes", file, "--no-build"),
        _IN_PLACE: finder("load", "nppes", file),
    }
    with tempfile.TemporaryDirectory() as home:
        took = {name: timed_command(command, Path(home)) for name, command in commands.items()}
    unzip, rows, figures = took[_UNZIP], [], []
    for name, each in took.items():
        wall, busy = each.seconds / unzip.seconds, each.processor / unzip.processor
        rows.append(
            (
                name,
                f"{each.seconds:.1f}",
                f"{wall:.2f}",
                f"{each.processor:.1f}",
                f"{busy:.2f}",
                f"{each.peak:.0f}",
            )
        )
        if name in (_EXTRACT, _IN_PLACE):
            figures += [
                Figure(f"{name}: of unzip -p", wall, "ratio", "less"),
                Figure(f"{name}: of unzip -p by processor", busy, "ratio", "less"),
                Figure(f"{name}: peak of memory", each.peak, "MB", "less"),
            ]
    heads = ("", "seconds", "of unzip -p", "processor s", "of unzip -p", "peak MB")
    return Report([Table(f"A load of {plan.rows:,} rows", heads, rows)], figures)


def made_up_month(folder: Path, rows: int) -> Path:
    """Return the monthly zip with so many rows, made first if it is not there."""
    home = folder / f"nppes-{rows}"
    while not (found := [each for each in home.glob("NPPES_Data_*_V2.zip") if "Weekly" not in each.name]):
        maker = [sys.executable, str(ROOT / "scripts" / "make_nppes.py"), str(home), "--rows", str(rows)]
        subprocess.run([*maker, "--only", "monthly"], check=True, capture_output=True)
    return found[0]

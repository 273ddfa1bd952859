"""Put tables of benches into docs/performance.md, between the marks that name the bench."""

from __future__ import annotations

import re

from scripts.benches.runs.results import Report, as_markdown
from scripts.benches.runs.saved import Run
from scripts.benches.tools.servers import ROOT

FILE = ROOT / "docs" / "performance.md"
_BLOCK = r"(<!-- bench {name} -->\n).*?(<!-- end -->\n)"


def put(text: str, name: str, report: Report, run: Run) -> str:
    """Return the document with the tables of one bench; as it was where no marks name the bench."""
    processors = f"{run.machine.processors} processors" if run.machine.processors > 1 else "1 processor"
    command = f".venv/bin/python scripts/bench.py {name}"
    measured = f"`{command}` ({run.date[:10]}, commit {run.commit}, {processors})"
    block = "\n".join(["", measured, "", *map(as_markdown, report.tables)]).rstrip() + "\n"
    pattern = re.compile(_BLOCK.format(name=name), re.DOTALL)
    return pattern.sub(lambda marks: f"{marks[1]}{block}\n{marks[2]}", text)

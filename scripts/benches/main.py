"""The command line of the benches."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from scripts.benches.runs import compare, docs, saved
from scripts.benches.runs.results import Plan, Report, Table, as_markdown, as_text
from scripts.benches.table import BENCHES

_SITES, _QUICK_SITES = 400_000, 40_000
_ROWS, _QUICK_ROWS = 300_000, 20_000
_ABOUT = """Measure the finder. Ratios are against something else in the same run, and hold on other machines.

Without names, everything is measured: about 15 minutes on two cores, with --quick about 2. The first run
takes longer, because it makes up doctors and hospitals. Close other programs: a bench counts what the
machine has left."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benches named, or compare two runs. Returns the exit status: 1 if something got worse."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["compare"]:
        return _compare(given[1:])
    asked = _parser().parse_args(given)
    wrong = [name for name in asked.names if name not in BENCHES]
    if wrong:
        _parser().error(f"there is no bench {wrong[0]!r}; there are: {', '.join(BENCHES)}")
    if "npd" in asked.names and not asked.npd:
        _parser().error("npd needs --npd, a checkout of github.com/DSACMS/npd (docs/performance.md)")
    if asked.docs and (asked.quick or asked.sites or asked.rows):
        _parser().error("the docs hold figures of a whole run: leave out --quick, --sites and --rows")
    plan = Plan(
        asked.folder,
        asked.quick,
        asked.sites or (_QUICK_SITES if asked.quick else _SITES),
        asked.rows or (_QUICK_ROWS if asked.quick else _ROWS),
        asked.npd,
    )
    every = [name for name, each in BENCHES.items() if (each.in_quick if asked.quick else each.in_whole)]
    reports = _run(asked.names or every, plan, as_markdown if asked.markdown else as_text)
    figures = {name: report.figures for name, report in reports.items()}
    run = saved.run_of(" ".join(["scripts/bench.py", *given]), plan, figures)
    if asked.json:
        saved.save(run, asked.json)
    if asked.docs:
        text = docs.FILE.read_text(encoding="utf8")
        for name, report in reports.items():
            text = docs.put(text, name, report, run)
        docs.FILE.write_text(text, encoding="utf8")
    return 0


def _run(names: Sequence[str], plan: Plan, show: Callable[[Table], str]) -> dict[str, Report]:
    """Run benches, print their tables as they come, and return what they found."""
    plan.folder.mkdir(parents=True, exist_ok=True)
    reports = {}
    for name in names:
        started = time.monotonic()
        try:
            reports[name] = BENCHES[name].run(plan)
        except ModuleNotFoundError as error:
            print(f"{name} is left out: it needs {error.name} (scripts/test installs it)", file=sys.stderr)
            continue
        for table in reports[name].tables:
            print(show(table), flush=True)
        print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr)
    return reports


def _compare(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="bench.py compare",
        description="Print what changed between two runs by more than noise. "
        "Exits with 1 if something got worse.",
    )
    parser.add_argument("old", type=Path, metavar="OLD", help="the file of the earlier run, from --json")
    parser.add_argument("new", type=Path, metavar="NEW", help="the file of the later run")
    asked = parser.parse_args(arguments)
    try:
        old, new = saved.load(asked.old), saved.load(asked.new)
    except (OSError, ValueError) as error:
        parser.error(str(error))
    for line in compare.lines(old, new):
        print(line)
    return int(compare.is_worse(old, new))


def _parser() -> argparse.ArgumentParser:
    listed = [
        f"  {name:12}{each.help}{'' if each.in_whole else ' (only when named)'}"
        for name, each in BENCHES.items()
    ]
    listed.append("  compare     compare two runs: compare OLD.json NEW.json")
    parser = argparse.ArgumentParser(
        prog="bench.py",
        description=_ABOUT,
        epilog="\n".join(["benches:", *listed]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    home = Path(os.environ.get("BENCH_FOLDER", Path.home() / ".cache" / "finder-bench"))
    parser.add_argument("names", nargs="*", metavar="NAME", help="a bench of the list below (default: all)")
    parser.add_argument("--quick", action="store_true", help="measure less, for a first look")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file")
    parser.add_argument("--markdown", action="store_true", help="print the tables in Markdown")
    parser.add_argument("--docs", action="store_true", help="put the tables into docs/performance.md")
    parser.add_argument(
        "--folder",
        type=Path,
        default=home,
        help="where made-up files are kept for the next run (default: BENCH_FOLDER, or %(default)s)",
    )
    parser.add_argument(
        "--sites",
        type=int,
        help=f"how many sites made-up doctors have (default: {_SITES:,}, quick {_QUICK_SITES:,})",
    )
    parser.add_argument(
        "--rows",
        type=int,
        help=f"rows of the made-up NPPES month (default: {_ROWS:,}; the real one has 9,700,000)",
    )
    parser.add_argument(
        "--npd",
        type=Path,
        metavar="FOLDER",
        help="a checkout of CMS's directory, its requirements in FOLDER/venv",
    )
    return parser

"""Hospitals, clinics and doctors by name, among made-up sites."""

from __future__ import annotations

import time
from functools import partial
from itertools import product

from finder.search.records.by_name import NameQuery, find_by_name
from scripts.benches.runs.results import Figure, Plan, Report, Table
from scripts.benches.tools.made_up_directory import made_up_directory
from scripts.benches.tools.timing import json_work, milliseconds, p50_p99

#: Names of a center, of several places, of many, misspelled ones, of a few doctors and of thousands.
NAMES = (
    "MD Anderson", "St Vincent Billings", "Mayo Clinic", "university hospital", "sloan ketering",
    "zzyzx hospital", "Dr. Madeup77", "Madeup77, Anna", "madeup7 lee", "anna",
)  # fmt: skip


def bench(plan: Plan) -> Report:
    """Measure a page by name with its records, in milliseconds of the processor."""
    snapshot = made_up_directory(plan.folder, plan.sites).snapshot()
    rows, figures, unit = [], [], json_work()
    many = 30 if plan.quick else 200
    for name, near in product(NAMES, (None, "10001")):
        ask = partial(find_by_name, snapshot, NameQuery(name, near))
        first = milliseconds(ask, 1, time.thread_time)[0]
        p50, p99 = p50_p99(milliseconds(ask, many, time.thread_time))
        named = f"{name}, near {near}" if near else name
        rows.append((named, *(f"{figure:.2f}" for figure in (first, p50, p99, p50 / unit))))
        figures.append(Figure(f"{named}: of JSON work", p50 / unit, "ratio", "less"))
    title = f"By name, {plan.sites:,} sites, of the processor; JSON work takes {unit:.1f} ms"
    return Report([Table(title, ("", "first ms", "p50 ms", "p99 ms", "of JSON work"), rows)], figures)

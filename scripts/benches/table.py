"""Every bench, one line each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scripts.benches import during, follow, load, names, near, npd, paint, postgresql, start, trials, words
from scripts.benches.http import bench as http
from scripts.benches.runs.results import Plan, Report


@dataclass(frozen=True, slots=True)
class Bench:
    """A bench, and whether a run without names has it: a whole one, and a quick one."""

    help: str
    run: Callable[[Plan], Report]
    in_whole: bool = True
    in_quick: bool = True


BENCHES = {
    "http": Bench("pages and JSON beside a bare Flask view with the same bytes, and datasette", http.bench),
    "start": Bench("from finder serve to the first page", start.bench),
    "near": Bench("the search in the store, beside SQL over all sites", near.bench),
    "postgresql": Bench("the search on PostgreSQL, beside PostGIS on the same rows", postgresql.bench),
    "words": Bench("words for a cancer: the first in a process, and 1,800 after it", words.bench),
    "names": Bench("hospitals, clinics and doctors by name", names.bench),
    "trials": Bench("made-up trials: load, and questions beside SQL over all", trials.bench),
    "load": Bench("a made-up NPPES month, beside unzip -p", load.bench),
    "during": Bench(
        "searches while such a load runs, beside those before it", during.bench_load, in_quick=False
    ),
    "swap": Bench("searches while directories are swapped, beside those before", during.bench_swap),
    "follow": Bench(
        "publishing the directory, and searches while a follower moves to new ones", follow.bench
    ),
    "npd": Bench(
        "FHIR and JSON beside CMS's National Provider Directory; needs --npd",
        npd.bench,
        in_whole=False,
        in_quick=False,
    ),
    "paint": Bench(
        "the main pages on a phone at 3G; needs Chromium", paint.bench, in_whole=False, in_quick=False
    ),
}

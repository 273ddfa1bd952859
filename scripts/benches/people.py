"""Measure the load of an NPPES file of any size, the search among all its clinicians, and the two together.

Used by bench.py: load, near, during. The files are made up by make_nppes.py where the folder has none.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from http.client import HTTPConnection
from itertools import product
from pathlib import Path
from typing import NamedTuple

from finder.directory.gazetteer_file import places_file
from finder.domain.clinicians import Clinician, People, Practice, Reported
from finder.domain.places import ZipPlace
from finder.geo.points import Point
from finder.search.records.by_name import NameQuery, find_by_name
from finder.settings import Settings
from finder.sources.curated import read as curated
from finder.sources.zip_codes import read_package
from finder.store.connect import Connection, Directory, Snapshot
from finder.store.flags import ASSIGNMENT, FEMALE, TELEHEALTH
from finder.store.near import Criteria, count_by_facet, find_page
from finder.store.write_directory import build

HERE = Path(__file__).resolve().parents[1]
PLACES = {
    "Manhattan": Point(40.7506, -73.9971),
    "Chicago": Point(41.8858, -87.6181),
    "rural Montana": Point(47.05, -109.43),
}
#: Names of a center, of several places, of many, misspelled ones, of a few doctors and of thousands.
NAMES = (
    "MD Anderson", "St Vincent Billings", "Mayo Clinic", "university hospital", "sloan ketering",
    "zzyzx hospital", "Dr. Madeup77", "Madeup77, Anna", "madeup7 lee", "anna",
)  # fmt: skip
#: Shares of specialties, roughly those of the country.
SHARES = {
    "general-surgery": 25, "orthopaedic-surgery": 30, "urology": 10, "hematology-oncology": 17,
    "anatomic-and-clinical": 12, "otolaryngology-head-neck": 10, "plastic-reconstructive": 8,
    "medical-oncology": 7, "radiation-oncology": 5, "neurosurgery": 6, "thoracic-surgery": 5,
    "pediatric-hematology-oncology": 3, "surgical-oncology": 3, "hematology": 3, "gynecologic-oncology": 1,
}  # fmt: skip


def bench_load(home: Path, folder: Path, rows: int) -> None:
    """Print the time from zip to extract, from zip to a new directory serving, and the peak of memory.

    A load gives way to everything else on the machine, so that its seconds count only where nothing else
    runs. The seconds of the processor count anywhere. A build without people is printed too: what it takes
    is in the other rows, so that a small file shows a worse ratio than one of full size.
    """
    file = made_up(folder, rows)
    finder = [sys.executable, "-m", "finder"]
    load = [*finder, "load", "nppes", str(file)]
    steps = {
        "unzip -p FILE >/dev/null": ["sh", "-c", f"unzip -p '{file}' >/dev/null"],
        "a directory without people": [*finder, "build"],
        "zip to extract": [*load, "--no-build"],
        "zip to new directory in place": load,
    }
    print(f"{rows:,} rows{'':22}{'seconds':>9}{'ratio':>7}{'processor':>11}{'ratio':>7}{'peak MB':>9}")
    unzip = None
    for name, command in steps.items():
        took = timed_command(command, home / "home")
        unzip = unzip or took
        wall, busy = took.seconds / unzip.seconds, took.processor / unzip.processor
        figures = f"{took.seconds:9.1f}{wall:7.2f}{took.processor:11.1f}{busy:7.2f}{took.peak:9.0f}"
        print(f"{name:34}{figures}", flush=True)


def bench_near(home: Path, sizes: tuple[int, ...] = (400_000, 4_000_000)) -> None:
    """Print what a page costs in the store, from ever new points near each place, at each size.

    A page is the nearest 20 with the total and the counts of the rings. "first" is the first page of a
    question in a new process, "specialties" the counts by subspecialty. The last column is the p50 of the
    page against that of the first size.
    """
    middle: dict[str, float] = {}
    flags = FEMALE | TELEHEALTH | ASSIGNMENT
    surgeons = ("clinician:general-surgery", "clinician:surgical-oncology")
    questions = {
        "one specialty": Criteria(("clinician:hematology-oncology",)),
        "a group": Criteria(("clinician:medical-oncology",)),
        "flags": Criteria(surgeons, flags),
        "a name": Criteria(("clinician:any",), name=("madeup77", "an")),
        "a workplace": Criteria(("clinician:any",), workplace=_hospital(7)),
        "all filters": Criteria(surgeons, flags, ("madeup77", "an")),
    }
    for size in sizes:
        directory = made_up_directory(home / str(size), size)
        snapshot = directory.snapshot()
        print(f"{size:,} sites, {directory.path.stat().st_size / 1e6:,.0f} MB; milliseconds in the store")
        heads = ("page p50", "p99", "first", "specialties", "page x")
        print(" " * 30 + "".join(f"{head:>12}" for head in heads))
        with snapshot.connect() as connection:
            for place, point in PLACES.items():
                for name, criteria in questions.items():
                    page, specialties = calls(snapshot, connection, point, criteria)
                    first = times(page, 1)[0]
                    p50, p99 = quantiles(times(page, 500))
                    counts = quantiles(times(specialties, 50))[0]
                    before = middle.setdefault(f"{place} {name}", p50)
                    figures = (p50, p99, first, counts, p50 / before)
                    print(f"  {place:14}{name:14}" + "".join(f"{figure:12.2f}" for figure in figures))


def bench_names(home: Path, size: int = 400_000) -> None:
    """Print what a page by name costs, with its records, among so many made-up clinicians."""
    snapshot = made_up_directory(home, size).snapshot()
    print(f"{size:,} sites; milliseconds of the processor")
    print(" " * 34 + "".join(f"{head:>9}" for head in ("first", "p50", "p99")))
    for name, near in product(NAMES, (None, "10001")):
        ask = partial(find_by_name, snapshot, NameQuery(name, near))
        figures = (times(ask, 1, time.thread_time)[0], *quantiles(times(ask, 200, time.thread_time)))
        print(f"  {name:26}{near or '':6}" + "".join(f"{figure:9.2f}" for figure in figures))


def quantiles(taken: list[float]) -> tuple[float, float]:
    """Return the median and the 99th percentile."""
    return statistics.median(taken), statistics.quantiles(taken, n=100)[98]


def calls(
    snapshot: Snapshot, connection: Connection, around: Point, criteria: Criteria
) -> tuple[Callable[[], object], Callable[[], object]]:
    """Return what finds a page with its counts, and what counts each subspecialty, from ever new points."""
    chance = random.Random(7)

    def here() -> Point:
        """Return a point in the same town: no two questions come from the same one."""
        aside = chance.uniform(-0.15, 0.15), chance.uniform(-0.15, 0.15)
        return Point(around.latitude + aside[0], around.longitude + aside[1])

    shown = tuple(f"clinician:{slug}" for slug in SHARES)
    return (
        lambda: find_page(snapshot, connection, here(), criteria, miles=None, offset=0, limit=20),
        lambda: count_by_facet(snapshot, connection, here(), replace(criteria, facets=shown), None),
    )


def bench_during(home: Path, folder: Path, rows: int, port: int, ask: str) -> None:
    """Print how a search fares while a load, build and swap runs beside it, against the quiet before."""
    file = made_up(folder, rows)
    quiet = [one(port, ask) for _ in range(3000)]
    done = threading.Event()
    busy: list[tuple[float, bool]] = []

    def asking() -> None:
        while not done.is_set():
            busy.append(one(port, ask))

    thread = threading.Thread(target=asking)
    thread.start()
    timed_command([sys.executable, "-m", "finder", "load", "nppes", str(file)], home)
    time.sleep(1)
    done.set()
    thread.join()
    for name, asked in (("quiet", quiet), ("during", busy)):
        taken = [each for each, _ in asked]
        print(
            f"{name:8}{len(asked):8} asked, {sum(not ok for _, ok in asked)} failed; p50 "
            f"{statistics.median(taken):.2f} ms, p99 {statistics.quantiles(taken, n=100)[98]:.2f} ms"
        )


def one(port: int, path: str) -> tuple[float, bool]:
    """Ask once over a new connection; return the milliseconds, and whether it was answered."""
    started = time.perf_counter()
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read()
    return (time.perf_counter() - started) * 1000, response.status == 200 and body.endswith(b"}")


def made_up(folder: Path, rows: int) -> Path:
    """Return the monthly zip in `folder`, made first where there is none."""
    if not list(folder.glob("NPPES_Data_Dissemination_*_V2.zip")):
        maker = [sys.executable, str(HERE / "make_nppes.py"), str(folder), "--rows", str(rows)]
        subprocess.run([*maker, "--only", "monthly"], check=True)
    return next(each for each in sorted(folder.glob("NPPES_Data_*_V2.zip")) if "Weekly" not in each.name)


class Took(NamedTuple):
    """What a command took: seconds, seconds of the processor, and the most memory it held, in MB."""

    seconds: float
    processor: float
    peak: float


def timed_command(command: list[str], home: Path) -> Took:
    """Run a command to its end; return what it took."""
    home.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        env={**os.environ, "FINDER_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    busy = usage.ru_utime + usage.ru_stime
    return Took(time.perf_counter() - started, busy, usage.ru_maxrss / 1024)


def times(
    call: Callable[[], object], count: int, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Return the milliseconds of each of `count` calls by a clock."""
    taken = []
    for _ in range(count):
        started = clock()
        call()
        taken.append((clock() - started) * 1000)
    return taken


def made_up_directory(home: Path, sites: int) -> Directory:
    """Build a directory of made-up clinicians with so many sites, dense where ZIP codes are."""
    path = home / "directory.sqlite"
    if not path.exists():
        data = Settings.read(os.environ).data
        places = places_file(home)
        read = curated.read_curated(data, places)
        located = [each for each in read_package.read_gazetteer().zips if each.point]
        build(path, read, places, "bench", People(made_up_people(located, sites)))
    return Directory(path)


def made_up_people(located: list[ZipPlace], sites: int) -> Iterator[Clinician]:
    """Yield clinicians with 1 to 3 sites; half of the sites are in the middle of a ZIP code."""
    chance = random.Random(1)
    made, number = 0, 2_000_000_000
    slugs, shares = list(SHARES), list(SHARES.values())
    while made < sites:
        number += 1
        home = chance.choice(located)
        count = chance.choice((1, 1, 2, 3))
        made += count
        reported = sorted(set(chance.choices(slugs, shares, k=chance.choice((1, 1, 2)))))
        yield Clinician(
            npi=str(number),
            kind="clinician",
            last=f"MADEUP{number % 1000}",
            first=chance.choice(("ANNA", "AMIR", "JOHN", "MARY", "LEE")),
            sex=chance.choice(("F", "M")),
            specialties=tuple(Reported(slug, ("nppes",)) for slug in reported),
            practices=tuple(practice(each, chance) for each in (home, *chance.choices(located, k=count - 1))),
            hospitals=(_hospital(number),),
            telehealth=chance.random() < 0.3,
            assignment=chance.random() < 0.7,
            updated="2026-01-01",
            sources=("nppes",),
        )


def _hospital(number: int) -> str:
    """Return the CCN of one of 5,000 hospitals."""
    return f"{number % 5000:06}"


def practice(at: ZipPlace, chance: random.Random) -> Practice:
    """Return a site in a ZIP code, half of the time on some street of it."""
    assert at.point
    street = chance.random() < 0.5
    aside = (lambda: chance.uniform(-0.02, 0.02)) if street else (lambda: 0.0)
    return Practice(
        at.city, at.state, at.zip, "1 MADE UP ST", None, (), ("nppes",),
        max(-90, min(90, at.point.latitude + aside())), max(-180, min(180, at.point.longitude + aside())),
        "street" if street else "zip",
    )  # fmt: skip

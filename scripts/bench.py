"""Measure the finder beside a bare Flask view, in one run, both under the server that `finder serve` uses.

usage: python scripts/bench.py http [--quick]
       python scripts/bench.py [search] [words] [start] [near] [names] [load] [during]
       [trials] [paint]

http    pages and JSON beside a bare view, with people loaded and every question different
search  the JSON search against a Flask view that returns the same bytes; and the search alone, in-process
words   words for a cancer: the first in a fresh process, and the labelled queries after it
near    the search in the store among 400 thousand and 4 million made-up sites
names   hospitals, clinics and doctors by name, among 400 thousand made-up sites of clinicians
load    a made-up NPPES file: from zip to extract and to the new directory, against `unzip -p`. NPPES_ROWS
        says how many rows it has: 300,000, which takes a minute; the real file has 9,700,000
during  the JSON search while such a load runs beside it, against the quiet before
        (NPPES_FOLDER names a folder where the made-up file is kept)
trials  a load of made-up trials, against decoding the same JSON; and questions for trials in the store,
        against SQL over all sites
start   from `finder serve` to the first page: with no directory yet, and with one there
paint   first paint, layout shift and weight of the main pages on a phone held back to 3G (needs Chromium)
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from socket import create_server
from urllib.parse import parse_qs

sys.path.append(str(Path(__file__).resolve().parents[1]))

from flask import Flask, Response

from finder.app import create_app
from finder.search.near import find_near
from finder.search.questions import NearQuery
from finder.settings import Settings
from scripts.benches import http_table
from scripts.benches import paint as bench_paint
from scripts.benches import people as bench_people
from scripts.benches import trials as bench_trials
from scripts.benches import words as bench_words
from scripts.benches.results import Plan, as_text

QUESTIONS = {
    "dense city": "near=10001&cancer=breast-cancer&specialty=surgery",
    "rural": "near=59715&cancer=pancreatic-cancer&specialty=surgery",
    "any specialist": "near=60601",
    "four groups, 100 miles": (
        "near=02115&specialty=surgery&specialty=pathology&specialty=medical-oncology"
        "&specialty=radiation-oncology&miles=100"
    ),
}
ROUNDS, ASKED_A_ROUND = 40, 25


def main() -> None:
    """Run the benchmarks named on the command line, or all."""
    if sys.argv[1:2] == ["http"]:
        folder = Path(os.environ.get("BENCH_FOLDER", Path.home() / ".cache" / "finder-bench"))
        for table in http_table.bench(Plan(folder, quick="--quick" in sys.argv)).tables:
            print(as_text(table))
        return
    for name in sys.argv[1:] or ("search", "start"):
        with tempfile.TemporaryDirectory() as folder:
            _BENCHES[name](Path(folder))


def bench_search(folder: Path) -> None:
    """Print, for each question, the median over HTTP of the bare view and of the search, and their ratio."""
    app = create_app(Settings.read({**os.environ, "FINDER_HOME": str(folder)}))
    snapshot = app.extensions["finder"].directory.snapshot()
    bodies = [app.test_client().get(f"/api/v1/search?{query}").data for query in QUESTIONS.values()]
    for number, body in enumerate(bodies):
        (folder / f"{number}.json").write_bytes(body)
    print(f"{'question':24}{'bytes':>8}{'bare ms':>9}{'search ms':>11}{'ratio':>7}{'in-process ms':>15}")
    with serving("bench:bare", folder) as theirs, serving("finder.app:create_app", folder) as ours:
        for number, (name, query) in enumerate(QUESTIONS.items()):
            bare: list[float] = []
            search: list[float] = []
            for _ in range(ROUNDS):  # in turn, so that a drift of the machine touches both alike
                bare += asked(theirs, f"/{number}")
                search += asked(ours, f"/api/v1/search?{query}")
            question = NearQuery.parse(parse_qs(query))
            alone = timed(lambda question=question: find_near(snapshot, question))  # type: ignore[misc]
            b, s, a = map(statistics.median, (bare, search, alone))
            print(f"{name:24}{len(bodies[number]):8}{b:9.3f}{s:11.3f}{s / b:7.2f}{a:15.3f}")


def bench_start(folder: Path) -> None:
    """Print the seconds from `finder serve` to its first page."""
    for label in ("no directory yet", "directory there"):
        port, environment = free_port(), {**os.environ, "FINDER_HOME": str(folder)}
        started = time.perf_counter()
        command = [sys.executable, "-m", "finder", "serve", "--port", str(port)]
        with running(command, environment):
            first_answer(port, "/")
            print(f"first page, {label}: {time.perf_counter() - started:.2f} s")


def bench_paint_of_pages(folder: Path) -> None:
    """Print what a phone on 3G sees of the main pages."""
    port, environment = free_port(), {**os.environ, "FINDER_HOME": str(folder)}
    with running([sys.executable, "-m", "finder", "serve", "--port", str(port)], environment):
        first_answer(port, "/")
        bench_paint.bench(f"http://127.0.0.1:{port}")


def bench_load(folder: Path) -> None:
    """Print what a load takes, against `unzip -p`."""
    bench_people.bench_load(folder, *_made_up(folder))


def bench_during(folder: Path) -> None:
    """Print how the search fares while a load runs, against the quiet before."""
    port, environment = free_port(), {**os.environ, "FINDER_HOME": str(folder)}
    with running([sys.executable, "-m", "finder", "serve", "--port", str(port)], environment):
        first_answer(port, "/")
        bench_people.bench_during(
            folder, *_made_up(folder), port, f"/api/v1/search?{QUESTIONS['dense city']}"
        )


def _made_up(folder: Path) -> tuple[Path, int]:
    rows = int(os.environ.get("NPPES_ROWS", "300000"))
    return Path(os.environ.get("NPPES_FOLDER", folder / "nppes")), rows


_BENCHES: dict[str, Callable[[Path], None]] = {
    "search": bench_search,
    "words": bench_words.bench,
    "start": bench_start,
    "near": bench_people.bench_near,
    "names": bench_people.bench_names,
    "load": bench_load,
    "during": bench_during,
    "trials": bench_trials.bench,
    "paint": bench_paint_of_pages,
}


def bare() -> Flask:
    """Return an application whose views do nothing but answer with ready bytes."""
    app = Flask("bare")
    for file in Path(os.environ["FINDER_HOME"]).glob("*.json"):
        app.add_url_rule(f"/{file.stem}", file.stem, ready(file.read_bytes()))
    return app


def ready(body: bytes) -> Callable[[], Response]:
    """Return a view that answers with these bytes."""
    return lambda: Response(body, mimetype="application/json")


@contextmanager
def serving(target: str, home: Path) -> Iterator[int]:
    """Serve an application factory as `finder serve` does, and yield its port."""
    port, here = free_port(), str(Path(__file__).parent)
    environment = {**os.environ, "FINDER_HOME": str(home), "PYTHONPATH": here}
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--no-log"]
    command += ["--blocking-threads", "1", "--port", str(port), target]
    with running(command, environment):
        first_answer(port, "/0")
        yield port


@contextmanager
def running(command: Sequence[str], environment: dict[str, str]) -> Iterator[None]:
    """Run a command, quietly, until the block ends."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    """Return a port nobody listens on."""
    with closing(create_server(("127.0.0.1", 0))) as free:
        return int(free.getsockname()[1])


def first_answer(port: int, path: str) -> None:
    """Wait until something answers on the port, up to half a minute."""
    end = time.monotonic() + 30
    while True:
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
                connection.request("GET", path)
                connection.getresponse().read()
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.01)


def asked(port: int, path: str) -> list[float]:
    """Ask `path` some times over one connection; return the milliseconds of each."""
    with closing(HTTPConnection("127.0.0.1", port)) as connection:

        def ask() -> None:
            connection.request("GET", path)
            connection.getresponse().read()

        return timed(ask, ASKED_A_ROUND)


def timed(call: Callable[[], object], times: int = 500) -> list[float]:
    """Return the milliseconds of each of `times` calls."""
    taken: list[float] = []
    for _ in range(times):
        started = time.perf_counter()
        call()
        taken.append((time.perf_counter() - started) * 1000)
    return taken


if __name__ == "__main__":
    main()

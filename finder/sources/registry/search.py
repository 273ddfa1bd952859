"""The live NPI Registry: asks it for specialists near a place while somebody waits, within a fixed time.

A circle is cut into ZIP prefixes, nearest first. Each specialty code is asked for in each of them, in words
that the registry takes, by a few threads. What came in time is the answer; pages are kept for the next one.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from heapq import heapify
from urllib.parse import SplitResult, urlsplit

from finder.domain.clinicians import Clinician
from finder.domain.live_registry import LiveAnswer, LiveQuestion, LiveRegistry
from finder.errors import BadSetting, SourceDown
from finder.language import _, marked
from finder.sources.registry.client import Again, Line, Memory
from finder.sources.registry.requests import PAGE, Job, Round, jobs, narrower, other_wording, query
from finder.sources.registry.response import IsHome, Page, never_home, parse_answer
from finder.sources.registry.taxonomy_names import WORDINGS

#: The last row the registry lets a page start behind: 1,200 rows in all.
LAST_SKIP = 1000
#: Requests under way at one time, for all visitors together.
WORKERS = 4

#: What cut an answer short, the gravest first, and what the page says of it.
NOTES = {
    "silent": marked("The NPI Registry cannot be reached just now, so no specialists from it are shown."),
    "down": marked("The NPI Registry stopped answering, so some specialists may be missing."),
    "time": marked("The NPI Registry did not answer everything in time, so some specialists may be missing."),
    "refused": marked(
        "The NPI Registry did not take one of the questions, so some specialists may be missing."
    ),
    "full": marked(
        "The NPI Registry does not list everybody where so many are, so some specialists may be missing."
    ),
    "words": marked("The NPI Registry cannot be asked about one of the specialties, so some may be missing."),
}


@dataclass(slots=True)
class _Registry:
    """What lasts from question to question. `worked` has the wording that found something for a code."""

    address: SplitResult
    limit_seconds: float
    cache_seconds: float
    failure_seconds: float
    is_home: IsHome
    clock: Callable[[], float]
    memory: Memory
    context: ssl.SSLContext | None
    gate: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(WORKERS))
    worked: dict[str, int] = field(default_factory=dict)
    down_until: float = float("-inf")


def live_registry(
    url: str = "https://npiregistry.cms.hhs.gov/api/",
    limit_seconds: float = 4.0,
    cache_seconds: float = 24 * 3600,
    *,
    cache_entries: int = 2048,
    failure_seconds: float = 30.0,
    is_home: IsHome = never_home,
    clock: Callable[[], float] = time.monotonic,
) -> LiveRegistry:
    """Return a callable that asks the registry at `url`: it never raises, and takes no longer than the limit.

    Pages are kept `cache_seconds`, at most `cache_entries` of them. After a failure the registry is left
    alone for `failure_seconds`. Streets that `is_home` takes for homes are withheld. The parameters and
    limits are those of the NPI Registry API, version 2.1. Raises BadSetting where `url` is no web address.
    """
    address = urlsplit(url)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise BadSetting(
            _("The NPI Registry must be at an address like https://…, not `%(url)s`") % {"url": url}
        )
    context = ssl.create_default_context() if address.scheme == "https" else None
    memory = Memory(cache_entries, clock)
    return partial(
        _ask,
        _Registry(address, limit_seconds, cache_seconds, failure_seconds, is_home, clock, memory, context),
    )


def _ask(registry: _Registry, question: LiveQuestion) -> LiveAnswer:
    wanted = {code: each for each in question.specialties for code in each.nucc}
    zips = tuple(dict.fromkeys(question.zips))
    current = Round(list(jobs(wanted, zips)), wanted, registry.clock() + registry.limit_seconds)
    if zips and not wanted.keys() <= WORDINGS.keys():
        current.cuts.add("words")
    _run(registry, current)
    inside = _inside(current, set(zips))
    note = _note(registry, current, bool(inside))
    return LiveAnswer(inside, not note, note)


def _run(registry: _Registry, current: Round) -> None:
    """Do the jobs in threads, and wait for them as long as there is time."""
    heapify(current.jobs)
    lines = [Line(registry.address, registry.context) for _ in current.jobs[:WORKERS]]
    for line in lines:
        # Daemons: a thread held up by the registry must not hold up the end of the program.
        work = partial(_work, registry, current, line)
        threading.Thread(target=work, daemon=True, name="npi-registry").start()
    current.close(max(0.0, current.until - registry.clock()))
    for line in lines:
        line.cut()
    if "time" in current.cuts and current.asked and not current.answered:
        current.down = current.down or SourceDown(_("the NPI Registry did not answer in time"))
    if current.down and registry.clock() >= registry.down_until:
        rest = current.down.seconds if isinstance(current.down, Again) else 0.0
        registry.down_until = registry.clock() + max(registry.failure_seconds, rest)


def _work(registry: _Registry, current: Round, line: Line) -> None:
    try:
        while job := current.take():
            more: tuple[Job, ...] = ()
            try:
                more = _pursue(registry, current, line, job)
            except SourceDown as fault:
                # The other jobs go on: what is kept from earlier questions can still be shown.
                current.fail(fault, late=registry.clock() >= current.until)
            finally:
                current.done(more)
    finally:
        line.close()


def _pursue(registry: _Registry, current: Round, line: Line, job: Job) -> tuple[Job, ...]:
    """Read all pages of a job; return the jobs it leads to: smaller areas, or another wording.

    Another wording waits in the queue until the first has been tried everywhere: if that works anywhere, an
    area where it finds nobody has nobody.
    """
    best = registry.worked.get(job.code, job.wording)
    if best < job.wording:
        return ()
    job = replace(job, wording=best)
    seen: set[str] = set()
    for skip in range(0, LAST_SKIP + 1, PAGE):
        page = _page(registry, current, line, query(job, skip))
        _learn(registry, current, job, page)
        if len(page.rows) < PAGE:
            known = registry.worked.get(job.code, job.wording + 1)
            return other_wording(job) if known > job.wording else ()
        if seen.issuperset(page.rows):
            break
        seen.update(page.rows)
    smaller = narrower(job)
    if not smaller:
        current.cuts.add("full")
    return smaller


def _learn(registry: _Registry, current: Round, job: Job, page: Page) -> None:
    current.keep(page.clinicians)
    if page.refused:
        current.refused.add(job)
    if any(job.code in each.taxonomies for each in page.clinicians):
        registry.worked[job.code] = min(job.wording, registry.worked.get(job.code, job.wording))


def _page(registry: _Registry, current: Round, line: Line, question: str) -> Page:
    """Return a page, kept or fetched. Only what could be read is kept, and a refusal for a short time."""
    kept = registry.memory.get(question)
    body = _fetch(registry, current, line, question) if kept is None else kept
    page = parse_answer(body, current.wanted, registry.is_home)
    if kept is None:
        current.answered = True
        seconds = registry.failure_seconds if page.refused else registry.cache_seconds
        registry.memory.put(question, body, seconds)
    return page


def _fetch(registry: _Registry, current: Round, line: Line, question: str) -> bytes:
    """Ask over the network, once more where that may help; SourceDown while the registry is left alone."""
    if current.down or registry.clock() < registry.down_until:
        raise SourceDown(_("the NPI Registry failed a moment ago"))
    with registry.gate:
        current.asked = True
        try:
            return line.get(question, current.until - registry.clock(), current.over)
        except Again as fault:
            too_late = fault.seconds >= current.until - registry.clock()
            if too_late or current.over.wait(fault.seconds):
                raise
        return line.get(question, current.until - registry.clock(), current.over)


def _inside(current: Round, zips: set[str]) -> tuple[Clinician, ...]:
    """Return who has a practice in one of `zips`, in the order of their NPIs."""
    with current.changed:
        found = sorted(current.found.items())
    return tuple(each for _npi, each in found if any(place.zip in zips for place in each.practices))


def _note(registry: _Registry, current: Round, some: bool) -> str:
    if current.down:
        current.cuts.add("down" if some else "silent")
    # A wording that is refused does no harm where another one is known to work.
    if any(registry.worked.get(job.code, job.wording) == job.wording for job in tuple(current.refused)):
        current.cuts.add("refused")
    return _(next((note for cut, note in NOTES.items() if cut in current.cuts), ""))

"""The live NPI Registry: ask it for specialists near a place while a reader waits, within a fixed time.

A circle is cut into ZIP prefixes, nearest first. A few threads ask for each taxonomy code in each of them,
with a description that the registry understands. What comes in time is the answer; pages are cached.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from urllib.parse import SplitResult, urlsplit

from finder.domain.clinicians import Clinician, LiveAnswer, LiveQuestion, LiveRegistry
from finder.errors import BadSetting, SourceDown
from finder.language import _, marked
from finder.sources.registry.client import Connection, PageCache
from finder.sources.registry.requests import (
    PAGE_ROWS,
    Progress,
    Request,
    first_requests,
    next_description,
    query_string,
    smaller_areas,
)
from finder.sources.registry.response import IsHome, Page, never_home, parse_answer
from finder.sources.registry.taxonomy_names import DESCRIPTIONS
from finder.sources.retry import TryAgain

#: The registry skips no more rows than this, so it gives 1,200 rows in all.
LAST_SKIP = 1000
#: Requests under way at one time, for all visitors together.
WORKERS = 4

#: Why an answer is incomplete, the gravest reason first, and the note for the page.
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
    """What lasts from search to search. `working` has the description that gave results, by taxonomy code."""

    address: SplitResult
    limit_seconds: float
    cache_seconds: float
    failure_seconds: float
    is_home: IsHome
    clock: Callable[[], float]
    cache: PageCache
    context: ssl.SSLContext | None
    slots: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(WORKERS))
    working: dict[str, int] = field(default_factory=dict)
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
    """Return a function that searches the registry at `url`; it never raises, and stays within the limit.

    Up to `cache_entries` pages are cached for `cache_seconds`. After a failure the registry is left alone
    for `failure_seconds`. Streets that `is_home` takes for homes are withheld. The parameters and limits are
    those of the NPI Registry API, version 2.1. Raises BadSetting where `url` is not a web address.
    """
    address = urlsplit(url)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise BadSetting(
            _("The NPI Registry must be at an address like https://…, not `%(url)s`") % {"url": url}
        )
    context = ssl.create_default_context() if address.scheme == "https" else None
    cache = PageCache(cache_entries, clock)
    return partial(
        _search,
        _Registry(address, limit_seconds, cache_seconds, failure_seconds, is_home, clock, cache, context),
    )


def _search(registry: _Registry, question: LiveQuestion) -> LiveAnswer:
    specialties = {code: each for each in question.specialties for code in each.nucc}
    zips = tuple(dict.fromkeys(question.zips))
    deadline = registry.clock() + registry.limit_seconds
    progress = Progress(list(first_requests(specialties, zips)), specialties, deadline)
    if zips and not specialties.keys() <= DESCRIPTIONS.keys():
        progress.gaps.add("words")
    _run(registry, progress)
    inside = _inside(progress, set(zips))
    note = _note(registry, progress, bool(inside))
    return LiveAnswer(inside, not note, note)


def _run(registry: _Registry, progress: Progress) -> None:
    """Send the requests from several threads, and wait for them as long as there is time."""
    connections = [Connection(registry.address, registry.context) for _ in progress.queue[:WORKERS]]
    for connection in connections:
        # Daemons: a thread held up by the registry must not hold up the end of the program.
        work = partial(_work, registry, progress, connection)
        threading.Thread(target=work, daemon=True, name="npi-registry").start()
    progress.wait(max(0.0, progress.deadline - registry.clock()))
    for connection in connections:
        connection.cut()
    if "time" in progress.gaps and progress.sent and not progress.answered:
        progress.failure = progress.failure or SourceDown(_("the NPI Registry did not answer in time"))
    if progress.failure and registry.clock() >= registry.down_until:
        failure = progress.failure
        asked_for = (failure.seconds or 0.0) if isinstance(failure, TryAgain) else 0.0
        registry.down_until = registry.clock() + max(registry.failure_seconds, asked_for)


def _work(registry: _Registry, progress: Progress, connection: Connection) -> None:
    try:
        while request := progress.take():
            more: tuple[Request, ...] = ()
            try:
                more = _all_pages(registry, progress, connection, request)
            except SourceDown as error:
                # The other requests go on: cached pages can still be shown.
                progress.fail(error, late=registry.clock() >= progress.deadline)
            finally:
                progress.finish(more)
    finally:
        connection.close()


def _all_pages(
    registry: _Registry, progress: Progress, connection: Connection, request: Request
) -> tuple[Request, ...]:
    """Read all pages of a request; return the requests that follow: smaller areas, or another description.

    Another description waits in the queue until the first has been tried everywhere. If the first works
    anywhere, an area without results has nobody.
    """
    best = registry.working.get(request.code, request.description)
    if best < request.description:
        return ()
    request = replace(request, description=best)
    seen: set[str] = set()
    for skip in range(0, LAST_SKIP + 1, PAGE_ROWS):
        page = _page(registry, progress, connection, query_string(request, skip))
        _record(registry, progress, request, page)
        if len(page.rows) < PAGE_ROWS:
            working = registry.working.get(request.code, request.description + 1)
            return next_description(request) if working > request.description else ()
        if seen.issuperset(page.rows):
            break
        seen.update(page.rows)
    smaller = smaller_areas(request)
    if not smaller:
        progress.gaps.add("full")
    return smaller


def _record(registry: _Registry, progress: Progress, request: Request, page: Page) -> None:
    progress.add(page.clinicians)
    if page.refused:
        progress.refused.add(request)
    if any(request.code in each.taxonomies for each in page.clinicians):
        working = registry.working.get(request.code, request.description)
        registry.working[request.code] = min(request.description, working)


def _page(registry: _Registry, progress: Progress, connection: Connection, query: str) -> Page:
    """Return a page from the cache or the registry. Only readable pages are cached, refusals briefly."""
    cached = registry.cache.get(query)
    body = _fetch(registry, progress, connection, query) if cached is None else cached
    page = parse_answer(body, progress.specialties, registry.is_home)
    if cached is None:
        progress.answered = True
        seconds = registry.failure_seconds if page.refused else registry.cache_seconds
        registry.cache.put(query, body, seconds)
    return page


def _fetch(registry: _Registry, progress: Progress, connection: Connection, query: str) -> bytes:
    """Send a request, once more where that may help. Raises SourceDown while the registry is left alone."""
    if progress.failure or registry.clock() < registry.down_until:
        raise SourceDown(_("the NPI Registry failed a moment ago"))
    with registry.slots:
        progress.sent = True
        try:
            return connection.get(query, progress.deadline - registry.clock(), progress.ended)
        except TryAgain as failure:
            seconds = failure.seconds or 0.0
            too_late = seconds >= progress.deadline - registry.clock()
            if too_late or progress.ended.wait(seconds):
                raise
        return connection.get(query, progress.deadline - registry.clock(), progress.ended)


def _inside(progress: Progress, zips: set[str]) -> tuple[Clinician, ...]:
    """Return the clinicians with a practice in one of `zips`, in the order of their NPIs."""
    with progress.changed:
        by_npi = sorted(progress.clinicians.items())
    return tuple(each for _npi, each in by_npi if any(place.zip in zips for place in each.practices))


def _note(registry: _Registry, progress: Progress, some: bool) -> str:
    if progress.failure:
        progress.gaps.add("down" if some else "silent")
    # A refused description does no harm where another one works.
    if any(
        registry.working.get(each.code, each.description) == each.description
        for each in tuple(progress.refused)
    ):
        progress.gaps.add("refused")
    return _(next((note for gap, note in NOTES.items() if gap in progress.gaps), ""))

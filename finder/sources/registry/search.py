"""The live NPI Registry: ask it for specialists near a place while a reader waits, within a fixed time.

A circle is cut into ZIP prefixes, nearest first. A few threads ask for each taxonomy code in each of them,
with a description that the registry understands. What comes in time is the answer; pages are cached.
"""

from __future__ import annotations

import datetime
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from urllib.parse import SplitResult, urlsplit

from finder import utc
from finder.domain.cancers.specialists import Specialty
from finder.domain.clinicians import Clinician
from finder.domain.live import LiveAnswer, LiveQuestion, LiveRegistry
from finder.errors import BadSetting, SourceDown
from finder.language import _, marked
from finder.sources.registry.client import Budget, Connection, OverBudget, PageCache
from finder.sources.registry.requests import (
    PAGE_ROWS,
    Progress,
    Request,
    first_requests,
    next_description,
    query_string,
    record_requests,
    smaller_areas,
)
from finder.sources.registry.response import IsHome, Page, never_home, parse_answer
from finder.sources.registry.taxonomy_names import DESCRIPTIONS
from finder.sources.retry import TryAgain

#: The registry skips no more rows than this, so it gives 1,200 rows in all.
LAST_SKIP = 1000
#: Requests under way at one time, for all visitors together.
WORKERS = 4
#: Requests of one search; what is not asked then is asked when the page is loaded again.
MOST_A_SEARCH = 200
#: Requests within a minute, for all visitors of a process together: several searches of a large city.
MOST_A_MINUTE = 600
#: Compressed bytes of the pages in the cache.
CACHE_BYTES = 32 * 2**20

#: Why an answer is incomplete, the gravest reason first, and the note for the page.
NOTES = {
    "silent": marked("We got no answer from the NPI Registry. Try again in a few minutes."),
    "down": marked(
        "The NPI Registry did not answer every request, so some doctors are missing. Try again in a minute."
    ),
    "busy": marked("Many people are searching now, so some doctors are missing. Try again in a minute."),
    "refused": marked("The NPI Registry refused a part of the search, so some doctors may be missing."),
    "time": marked(
        "We couldn't ask the NPI Registry for everything in time, so some doctors are missing."
        " Reload this page to see more."
    ),
    "full": marked("There are more doctors than the NPI Registry lists at once, so some are missing."),
    "unreadable": marked(
        "We couldn't read a part of the NPI Registry's answer, so some doctors may be missing."
    ),
    "words": marked(
        "The NPI Registry has no name for one of these specialties, so some doctors may be missing."
    ),
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
    now: Callable[[], datetime.datetime]
    cache: PageCache
    budget: Budget
    slots: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(WORKERS))
    working: dict[str, int] = field(default_factory=dict)
    down_until: float = float("-inf")


def live_registry(
    url: str = "https://npiregistry.cms.hhs.gov/api/",
    limit_seconds: float = 4.0,
    cache_seconds: float = 24 * 3600,
    *,
    by_itself: bool = False,
    failure_seconds: float = 30.0,
    most_a_minute: int = MOST_A_MINUTE,
    is_home: IsHome = never_home,
    clock: Callable[[], float] = time.monotonic,
    now: Callable[[], datetime.datetime] = utc.now,
) -> LiveRegistry:
    """Return the registry at `url`, which never raises and answers within the limit.

    Pages are cached for `cache_seconds`. After a failure the registry is left alone for `failure_seconds`,
    and it gets no more than `most_a_minute` requests. Streets that `is_home` takes for homes are withheld.
    The parameters and limits are those of the NPI Registry API, version 2.1. Raises BadSetting where `url` is
    not a web address.
    """
    address = urlsplit(url)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise BadSetting(
            _("The NPI Registry must be at an address like https://…, not `%(url)s`") % {"url": url}
        )
    registry = _Registry(
        address,
        limit_seconds,
        cache_seconds,
        failure_seconds,
        is_home,
        clock,
        now,
        PageCache(CACHE_BYTES, clock),
        Budget(most_a_minute, clock),
    )
    return LiveRegistry(partial(_near, registry), partial(_named, registry), by_itself)


def _near(registry: _Registry, question: LiveQuestion) -> LiveAnswer:
    specialties = {code: each for each in question.specialties for code in each.nucc}
    progress = Progress([], specialties, registry.clock() + registry.limit_seconds, MOST_A_SEARCH)
    inside: tuple[Clinician, ...] = ()
    miles, earlier = 0.0, tuple[str, ...]()
    for circle in question.circles:
        miles, zips = circle.miles, tuple(dict.fromkeys(circle.zips))
        if zips and not specialties.keys() <= DESCRIPTIONS.keys():
            progress.gaps.add("words")
        progress = progress.next(first_requests(specialties, zips, earlier))
        _run(registry, progress)
        inside, earlier = _inside(progress, set(zips)), zips
        if len(inside) >= question.enough or progress.failure or progress.gaps & {"time", "busy"}:
            break
    return _answer(registry, progress, inside, miles)


def _named(registry: _Registry, npis: tuple[str, ...], specialties: tuple[Specialty, ...]) -> LiveAnswer:
    by_code = {code: each for each in specialties for code in each.nucc}
    progress = Progress([], by_code, registry.clock() + registry.limit_seconds, MOST_A_SEARCH)
    progress = progress.next(record_requests(dict.fromkeys(npis)))
    _run(registry, progress)
    return _answer(registry, progress, tuple(each for each in progress.found() if each.npi in npis), 0.0)


def _answer(
    registry: _Registry, progress: Progress, clinicians: tuple[Clinician, ...], miles: float
) -> LiveAnswer:
    note = _note(registry, progress, bool(clinicians))
    return LiveAnswer(clinicians, not note, note, miles, progress.asked)


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """Return what tells real servers. Made when it is needed: reading all certificates takes a while."""
    return ssl.create_default_context()


def _run(registry: _Registry, progress: Progress) -> None:
    """Send the requests from several threads, and wait for them as long as there is time."""
    context = _tls() if registry.address.scheme == "https" else None
    connections = [Connection(registry.address, context) for _ in progress.queue[:WORKERS]]
    for connection in connections:
        # Daemons: a thread held up by the registry must not hold up the end of the program.
        work = partial(_work, registry, progress, connection)
        threading.Thread(target=work, daemon=True, name="npi-registry").start()
    progress.wait(max(0.0, progress.deadline - registry.clock()))
    for connection in connections:
        connection.cut()
    if "time" in progress.gaps and progress.sent and not progress.answered:
        progress.failure = progress.failure or SourceDown(_("the NPI Registry did not answer in time"))
    if not progress.answered:
        progress.failure = progress.failure or progress.last_failure
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
            except OverBudget as error:
                progress.gaps.add(error.gap)
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
    if not request.code:
        progress.add(*_page(registry, progress, connection, query_string(request, 0)))
        return ()
    best = registry.working.get(request.code, request.description)
    if best < request.description:
        return ()
    request = replace(request, description=best)
    seen: set[str] = set()
    for skip in range(0, LAST_SKIP + 1, PAGE_ROWS):
        page, asked = _page(registry, progress, connection, query_string(request, skip))
        progress.add(page, asked)
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
    if page.refused:
        progress.refused.add(request)
    if any(request.code in each.taxonomies for each in page.clinicians):
        working = registry.working.get(request.code, request.description)
        registry.working[request.code] = min(request.description, working)


def _page(
    registry: _Registry, progress: Progress, connection: Connection, query: str
) -> tuple[Page, datetime.datetime]:
    """Return a page and when it was asked for, from the cache or the registry.

    Only readable pages are cached, refusals briefly. A failure that may pass, such as a page that was cut
    short, gets a second try. Raises SourceDown while the registry is left alone.
    """
    if cached := registry.cache.get(query):
        return parse_answer(cached.body, progress.specialties, registry.is_home), cached.asked
    try:
        return _fetch(registry, progress, connection, query)
    except TryAgain as failure:
        seconds = failure.seconds or 0.0
        too_late = seconds >= progress.deadline - registry.clock()
        if too_late or progress.ended.wait(seconds):
            raise
    return _fetch(registry, progress, connection, query)


def _fetch(
    registry: _Registry, progress: Progress, connection: Connection, query: str
) -> tuple[Page, datetime.datetime]:
    if progress.failure or registry.clock() < registry.down_until:
        raise SourceDown(_("the NPI Registry failed a moment ago"))
    with registry.slots:
        if not progress.spend():
            raise OverBudget("time")
        registry.budget.spend()
        asked = registry.now()
        body = connection.get(query, progress.deadline - registry.clock(), progress.ended)
    page = parse_answer(body, progress.specialties, registry.is_home)
    progress.answered = True
    seconds = registry.failure_seconds if page.refused else registry.cache_seconds
    registry.cache.put(query, body, asked, seconds)
    return page, asked


def _inside(progress: Progress, zips: set[str]) -> tuple[Clinician, ...]:
    """Return the clinicians with a practice in one of `zips`."""
    return tuple(each for each in progress.found() if any(place.zip in zips for place in each.practices))


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

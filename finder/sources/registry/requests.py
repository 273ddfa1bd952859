"""What to ask the NPI Registry about a circle and in which order, and the state of one such search."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heappush
from urllib.parse import urlencode

from msgspec import structs

from finder.domain.cancers.specialists import Specialty
from finder.domain.clinicians import Clinician
from finder.errors import SourceDown
from finder.sources.registry.response import CLINIC, Page
from finder.sources.registry.taxonomy_names import DESCRIPTIONS
from finder.sources.retry import TryAgain

#: Rows a page: the registry gives no more.
PAGE_ROWS = 200
#: Failures one after the other after which a search ends, and how many clinicians it finds at most.
MOST_FAILED, MOST_FOUND = 4, 5000
#: Digits of a ZIP code that an area begins with: what readers are promised that the registry gets.
DIGITS = 3


@dataclass(frozen=True, slots=True, order=True)
class Request:
    """One taxonomy code in one area. Requests are sent in the order of these fields.

    `description` is the index in DESCRIPTIONS of the words to ask with, `rank` the place of the area's first
    ZIP code counted from the nearest. `area` is the beginning of a ZIP code with a star, or a whole one.
    Without a code, `area` is the NPI of one record.
    """

    description: int
    rank: int
    order: int
    code: str
    area: str


def first_requests(
    codes: Iterable[str], zips: Sequence[str], earlier: Iterable[str] = ()
) -> Iterator[Request]:
    """Yield every code that has a description, in every area of three digits that holds some of `zips`.

    Areas of the ZIP codes in `earlier`, which were asked about before, are left out.
    """
    areas = areas_of(zips)
    before = set(areas_of(earlier))
    for order, code in enumerate(code for code in codes if code in DESCRIPTIONS):
        for rank, area in enumerate(areas):
            if area not in before:
                yield Request(0, rank, order, code, area)


def areas_of(zips: Iterable[str]) -> tuple[str, ...]:
    """Return the first three digits of ZIP codes, each with a star and once, in their order."""
    return tuple(dict.fromkeys(f"{each[:DIGITS]}*" for each in zips))


def record_requests(npis: Iterable[str]) -> list[Request]:
    """Return the requests for single records."""
    return [Request(0, 0, order, "", npi) for order, npi in enumerate(npis)]


def smaller_areas(request: Request) -> tuple[Request, ...]:
    """Return the ten parts of an area with more rows than the registry gives; none for a whole ZIP code.

    All ten are asked for, whichever the place is in: fewer would tell the registry more than three digits.
    """
    start = request.area.removesuffix("*")
    if start == request.area:
        return ()
    star = "*" if len(start) < 4 else ""
    return tuple(replace(request, area=f"{start}{digit}{star}") for digit in range(10))


def next_description(request: Request) -> tuple[Request, ...]:
    """Return the request with the next description of its code, if there is one."""
    index = request.description + 1
    return (replace(request, description=index),) if index < len(DESCRIPTIONS[request.code]) else ()


def query_string(request: Request, skip: int) -> str:
    """Return the parameters of the page that starts after `skip` rows (NPI Registry API, version 2.1)."""
    if not request.code:
        return urlencode({"version": "2.1", "number": request.area})
    return urlencode(
        {
            "version": "2.1",
            "enumeration_type": "NPI-2" if request.code.startswith(CLINIC) else "NPI-1",
            "taxonomy_description": DESCRIPTIONS[request.code][request.description],
            "address_purpose": "LOCATION",
            "postal_code": request.area,
            "limit": PAGE_ROWS,
            "skip": skip,
        },
        safe="*",
    )


@dataclass(slots=True)
class Progress:
    """The state of one search, shared by its threads: requests to send, results, and what went wrong.

    `specialties` are those searched for, by taxonomy code. `deadline` is by the registry's clock; `left` is
    how many requests may still be sent. `failed` counts failures since the last page; `failure` is set where
    more requests make no sense. `gaps` are the reasons why the results are incomplete, as keys of the
    search's NOTES. `asked` is when the oldest page of the answer was asked for.
    """

    queue: list[Request]
    specialties: Mapping[str, Specialty]
    deadline: float
    left: int
    running: int = 0
    sent: bool = False
    answered: bool = False
    failed: int = 0
    last_failure: SourceDown | None = None
    failure: SourceDown | None = None
    refused: set[Request] = field(default_factory=set)
    gaps: set[str] = field(default_factory=set)
    asked: datetime.datetime | None = None
    clinicians: dict[str, Clinician] = field(default_factory=dict)
    ended: threading.Event = field(default_factory=threading.Event)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def __post_init__(self) -> None:
        heapify(self.queue)

    def take(self) -> Request | None:
        """Return the next request, waiting while one may still come; None when there is no more to do."""
        with self.changed:
            self.changed.wait_for(lambda: self.ended.is_set() or self.queue or not self.running)
            if self.ended.is_set() or not self.queue:
                return None
            if len(self.clinicians) >= MOST_FOUND:
                self.gaps.add("full")
                self.queue.clear()
                return None
            self.running += 1
            return heappop(self.queue)

    def finish(self, more: Sequence[Request]) -> None:
        """End a request; `more` are the requests that follow from it."""
        with self.changed:
            for request in more:
                heappush(self.queue, request)
            self.running -= 1
            self.changed.notify_all()

    def spend(self) -> bool:
        """Count a request that is sent. Returns False where no more may be sent."""
        with self.changed:
            self.left -= 1
            self.sent = self.sent or self.left >= 0
            return self.left >= 0

    def add(self, page: Page, asked: datetime.datetime) -> None:
        """Add the clinicians of a page that was asked for at that time, each once."""
        when = asked.isoformat(timespec="seconds")
        marked = [structs.replace(each, asked=when) for each in page.clinicians]
        with self.changed:
            self.failed = 0
            self.asked = min(self.asked or asked, asked)
            self.clinicians.update((each.npi, each) for each in marked)
            if page.has_unreadable:
                self.gaps.add("unreadable")

    def found(self) -> list[Clinician]:
        """Return the clinicians so far, in the order of their NPIs."""
        with self.changed:
            return [each for _npi, each in sorted(self.clinicians.items())]

    def next(self, requests: Iterable[Request]) -> Progress:
        """Return the state of a further round of the same search, with the results of this one.

        It has an end of its own: a thread of this round that is late takes no request of the next.
        """
        return replace(
            self,
            queue=list(requests),
            running=0,
            ended=threading.Event(),
            changed=threading.Condition(),
        )

    def fail(self, error: SourceDown, late: bool) -> None:
        """Note a failure; where the time is up (`late`) that is the reason, not the registry.

        One that may pass ends the search only if several follow each other.
        """
        with self.changed:
            if late:
                self.gaps.add("time")
            elif not self.ended.is_set():
                self.gaps.add("down")
                self.failed += 1
                self.last_failure = error
                may_pass = isinstance(error, TryAgain) and not error.seconds
                if not may_pass or self.failed >= MOST_FAILED:
                    self.failure = self.failure or error

    def wait(self, seconds: float) -> None:
        """Wait until all is done, at most `seconds`; no request is taken after that."""
        with self.changed:
            if not self.changed.wait_for(lambda: not self.queue and not self.running, seconds):
                self.gaps.add("time")
            self.ended.set()
            self.changed.notify_all()

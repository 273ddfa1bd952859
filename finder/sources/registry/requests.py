"""What to ask the NPI Registry about a circle and in which order, and the state of one such search."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heappush
from urllib.parse import urlencode

from finder.domain.cancers import Specialty
from finder.domain.clinicians import Clinician
from finder.errors import SourceDown
from finder.sources.registry.response import CLINIC
from finder.sources.registry.taxonomy_names import DESCRIPTIONS

#: Rows a page: the registry gives no more.
PAGE_ROWS = 200
#: Up to this many ZIP codes of one prefix are asked for one by one: the prefix has many others.
FEW_ZIPS = 4


@dataclass(frozen=True, slots=True, order=True)
class Request:
    """One taxonomy code in one area. Requests are sent in the order of these fields.

    `description` is the index in DESCRIPTIONS of the words to ask with, `rank` the place of the area's first
    ZIP code counted from the nearest. `area` is a ZIP code, or a prefix with a star; `zips` are the ZIP codes
    in it that were asked for.
    """

    description: int
    rank: int
    order: int
    code: str
    area: str
    zips: tuple[str, ...]


def first_requests(codes: Iterable[str], zips: tuple[str, ...]) -> Iterator[Request]:
    """Yield every code that has a description, in every area that holds some of `zips`."""
    areas = tuple(_by_area(Request(0, 0, 0, "", "", zips), 3))
    for order, code in enumerate(code for code in codes if code in DESCRIPTIONS):
        yield from (replace(area, order=order, code=code) for area in areas)


def smaller_areas(request: Request) -> tuple[Request, ...]:
    """Return the parts of a prefix with more rows than the registry gives; none for a ZIP code."""
    return tuple(_by_area(request, len(request.area))) if request.area.endswith("*") else ()


def next_description(request: Request) -> tuple[Request, ...]:
    """Return the request with the next description of its code, if there is one."""
    index = request.description + 1
    return (replace(request, description=index),) if index < len(DESCRIPTIONS[request.code]) else ()


def _by_area(request: Request, digits: int) -> Iterator[Request]:
    """Yield `request` for each prefix of so many digits, or for single ZIP codes where a prefix has few."""
    by_prefix: dict[str, list[tuple[int, str]]] = {}
    for rank, zip5 in enumerate(request.zips, start=request.rank):
        by_prefix.setdefault(zip5[:digits], []).append((rank, zip5))
    for prefix, ranked in by_prefix.items():
        if len(ranked) > FEW_ZIPS:
            zips = tuple(zip5 for _, zip5 in ranked)
            yield replace(request, rank=ranked[0][0], area=f"{prefix}*", zips=zips)
        else:
            yield from (replace(request, rank=rank, area=zip5, zips=(zip5,)) for rank, zip5 in ranked)


def query_string(request: Request, skip: int) -> str:
    """Return the parameters of the page that starts after `skip` rows (NPI Registry API, version 2.1)."""
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

    `specialties` are those searched for, by taxonomy code. `deadline` is by the registry's clock. `failure`
    is set where more requests make no sense. `gaps` are the reasons why the results are incomplete, as keys
    of the search's NOTES.
    """

    queue: list[Request]
    specialties: Mapping[str, Specialty]
    deadline: float
    running: int = 0
    sent: bool = False
    answered: bool = False
    failure: SourceDown | None = None
    refused: set[Request] = field(default_factory=set)
    gaps: set[str] = field(default_factory=set)
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
            self.running += 1
            return heappop(self.queue)

    def finish(self, more: Sequence[Request]) -> None:
        """End a request; `more` are the requests that follow from it."""
        with self.changed:
            for request in more:
                heappush(self.queue, request)
            self.running -= 1
            self.changed.notify_all()

    def add(self, clinicians: Sequence[Clinician]) -> None:
        """Add clinicians, each once."""
        with self.changed:
            self.clinicians.update((each.npi, each) for each in clinicians)

    def fail(self, error: SourceDown, late: bool) -> None:
        """Note a failure; where the time is up (`late`) that is the reason, not the registry."""
        with self.changed:
            if late:
                self.gaps.add("time")
            elif not self.ended.is_set():
                self.failure = self.failure or error

    def wait(self, seconds: float) -> None:
        """Wait until all is done, at most `seconds`; no request is taken after that."""
        with self.changed:
            if not self.changed.wait_for(lambda: not self.queue and not self.running, seconds):
                self.gaps.add("time")
            self.ended.set()
            self.changed.notify_all()

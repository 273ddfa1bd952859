"""What to ask the NPI Registry about a circle, in which order, and one such round of questions."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from urllib.parse import urlencode

from finder.domain.cancers import Specialty
from finder.domain.clinicians import Clinician
from finder.errors import SourceDown
from finder.sources.registry.response import CLINIC
from finder.sources.registry.taxonomy_names import WORDINGS

#: Rows a page: the registry gives no more.
PAGE = 200
#: So few ZIP codes of a prefix are asked for one by one: the prefix holds many others.
FEW = 4


@dataclass(frozen=True, slots=True, order=True)
class Job:
    """One code in one area, a ZIP code or a prefix with a star; jobs are done in the order of their fields.

    `wording` counts the wordings of the code, `rank` the ZIP codes from the nearest, `zips` are those wanted.
    """

    wording: int
    rank: int
    order: int
    code: str
    area: str
    zips: tuple[str, ...]


def jobs(codes: Iterable[str], zips: tuple[str, ...]) -> Iterator[Job]:
    """Yield the first jobs: every code that there are words for, in every area that holds some of `zips`."""
    whole = tuple(areas(Job(0, 0, 0, "", "", zips), 3))
    for order, code in enumerate(code for code in codes if code in WORDINGS):
        yield from (replace(area, order=order, code=code) for area in whole)


def narrower(job: Job) -> tuple[Job, ...]:
    """Return the smaller areas that a prefix too full for the registry falls into; none for a ZIP code."""
    return tuple(areas(job, len(job.area))) if job.area.endswith("*") else ()


def other_wording(job: Job) -> tuple[Job, ...]:
    """Return the job in the next wording of its code, if there is one."""
    more = job.wording + 1 < len(WORDINGS[job.code])
    return (replace(job, wording=job.wording + 1),) if more else ()


def areas(job: Job, length: int) -> Iterator[Job]:
    """Yield `job` for each prefix of `length` digits of its ZIP codes; for ZIP codes where they are few."""
    by_prefix: dict[str, list[tuple[int, str]]] = {}
    for rank, each in enumerate(job.zips, start=job.rank):
        by_prefix.setdefault(each[:length], []).append((rank, each))
    for prefix, ranked in by_prefix.items():
        if len(ranked) > FEW:
            every = tuple(each for _, each in ranked)
            yield replace(job, rank=ranked[0][0], area=f"{prefix}*", zips=every)
        else:
            yield from (replace(job, rank=rank, area=each, zips=(each,)) for rank, each in ranked)


def query(job: Job, skip: int) -> str:
    """Return the parameters that ask for the page behind `skip` rows."""
    return urlencode(
        {
            "version": "2.1",
            "enumeration_type": "NPI-2" if job.code.startswith(CLINIC) else "NPI-1",
            "taxonomy_description": WORDINGS[job.code][job.wording],
            "address_purpose": "LOCATION",
            "postal_code": job.area,
            "limit": PAGE,
            "skip": skip,
        },
        safe="*",
    )


@dataclass(slots=True)
class Round:
    """One question under way, shared by its threads: the jobs to do, what was found, and what went wrong.

    `until` is when the time is up, by the clock of the registry. `down` says that asking on makes no sense.
    """

    jobs: list[Job]
    wanted: Mapping[str, Specialty]
    until: float
    busy: int = 0
    asked: bool = False
    answered: bool = False
    down: SourceDown | None = None
    refused: set[Job] = field(default_factory=set)
    cuts: set[str] = field(default_factory=set)
    found: dict[str, Clinician] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def take(self) -> Job | None:
        """Return the next job, waiting while one may still come; None when there is no more to do."""
        with self.changed:
            self.changed.wait_for(lambda: self.over.is_set() or self.jobs or not self.busy)
            if self.over.is_set() or not self.jobs:
                return None
            self.busy += 1
            return heappop(self.jobs)

    def done(self, more: Sequence[Job]) -> None:
        """End a job; `more` are those it led to."""
        with self.changed:
            for job in more:
                heappush(self.jobs, job)
            self.busy -= 1
            self.changed.notify_all()

    def keep(self, clinicians: Sequence[Clinician]) -> None:
        """Add clinicians, each once."""
        with self.changed:
            self.found.update((each.npi, each) for each in clinicians)

    def fail(self, fault: SourceDown, late: bool) -> None:
        """Take note of a failure, unless it came of the time being up."""
        with self.changed:
            if late:
                self.cuts.add("time")
            elif not self.over.is_set():
                self.down = self.down or fault

    def close(self, seconds: float) -> None:
        """Wait until all is done, at most `seconds`; nothing is taken up after that."""
        with self.changed:
            if not self.changed.wait_for(lambda: not self.jobs and not self.busy, seconds):
                self.cuts.add("time")
            self.over.set()
            self.changed.notify_all()

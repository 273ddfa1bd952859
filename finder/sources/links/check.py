"""Check the links of the directory one by one: which is next, and which results are recorded."""

from __future__ import annotations

import datetime
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from finder.domain.links import STATES, LinkRecord, VisitResult, host_of, next_record
from finder.errors import SourceDown
from finder.language import _
from finder.sources.links.rate_limit import RateLimit
from finder.sources.links.replies import HostBusy
from finder.sources.links.states_file import Journal
from finder.sources.links.targets import Target

#: After so many unreachable links of one host in a row, its other links wait for the next check.
GIVE_UP_AFTER = 3

Visit = Callable[[Target, LinkRecord | None], VisitResult]
States = Mapping[str, LinkRecord]


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a check.

    `visited` counts the links visited, of which `continued` before an interruption; `states` counts them by
    state. `died` are links that this check calls dead, `back` dead ones that work again, `moved` those that
    have moved since. `postponed` links were due but not visited, as their host did not answer or asked to be
    left alone.
    """

    visited: int
    continued: int
    postponed: int
    states: dict[str, int]
    died: tuple[LinkRecord, ...]
    back: tuple[LinkRecord, ...]
    moved: tuple[LinkRecord, ...]
    records: tuple[LinkRecord, ...]


def due(
    targets: Iterable[Target], states: States, today: datetime.date, *, older_than: int = 0, host: str = ""
) -> list[Target]:
    """Return the links that were not checked for `older_than` days, the oldest check first.

    With `host`, only the links of that host.
    """
    latest = (today - datetime.timedelta(days=older_than)).isoformat()
    links = [
        each
        for each in targets
        if (not host or host_of(each.url) == host)
        and (each.url not in states or states[each.url].checked <= latest)
    ]
    return sorted(links, key=lambda each: states[each.url].checked if each.url in states else "")


def begin(
    journal: Journal, states: dict[str, LinkRecord], today: datetime.date, days: int
) -> list[LinkRecord]:
    """Start a check, or continue one that was interrupted; return the records that it has already.

    If it was interrupted more than `days` ago, its records are added to `states` and a new check starts.
    """
    unfinished = journal.read()
    if unfinished and (today - unfinished.day).days <= days:
        journal.repair()
        return list(unfinished.records)
    if unfinished:
        states.update((each.url, each) for each in unfinished.records)
    journal.begin(today)
    return []


@dataclass(slots=True)
class _Run:
    """The state of a check."""

    states: States
    journal: Journal
    today: Callable[[], datetime.date]
    records: list[LinkRecord]
    #: Failures wait here until any host answers: it may be our own connection that fails.
    pending: list[LinkRecord] = field(default_factory=list)
    connected: bool = False
    failures: Counter[str] = field(default_factory=Counter)

    def add(self, target: Target, result: VisitResult) -> None:
        record = next_record(self.states.get(target.url), target.url, result, self.today().isoformat())
        self.pending.append(record)
        host = host_of(target.url)
        self.failures[host] = self.failures[host] + 1 if result.state == "unreachable" else 0
        self.connected = self.connected or result.state != "unreachable" or result.status is not None
        if self.connected:
            self.journal.add(self.pending)
            self.records += self.pending
            self.pending = []


def check(
    targets: Sequence[Target],
    states: States,
    journal: Journal,
    visit: Visit,
    rate_limit: RateLimit,
    *,
    records: Iterable[LinkRecord] = (),
    limit: int | None = None,
    today: Callable[[], datetime.date],
    progress: Callable[[LinkRecord | None, int], None] = lambda *_: None,
) -> Report:
    """Visit `targets`, with hosts taking turns, and write every record to the journal as it comes.

    `records` are those of this check from before an interruption: their links are not visited again, and
    count for `limit`. `progress` is called with each record and the number of links. Raises SourceDown where
    no host answered: nothing is recorded then.
    """
    before = list(records)
    run = _Run(states, journal, today, before, connected=bool(before))
    continued = len(before)
    done = {each.url for each in run.records}
    rest = [each for each in targets if each.url not in done]
    if limit is not None:
        rest = rest[: max(0, limit - continued)]
    hosts: dict[str, deque[Target]] = {}
    for target in rest:
        hosts.setdefault(host_of(target.url), deque()).append(target)
    postponed = 0
    while hosts:
        host = min(hosts, key=rate_limit.ready_at)
        target = hosts[host].popleft()
        try:
            run.add(target, visit(target, states.get(target.url)))
            gives_up = run.failures[host] >= GIVE_UP_AFTER
        except HostBusy:
            postponed, gives_up, run.connected = postponed + 1, True, True
        if gives_up:
            postponed += len(hosts.pop(host))
        elif not hosts[host]:
            del hosts[host]
        progress(run.records[-1] if run.records else None, len(rest) + continued - postponed)
    if run.pending:
        raise SourceDown(
            _(
                "Check that this computer is online. We could not reach any of %(count)s links. "
                "Nothing was saved."
            )
            % {"count": len(run.pending)}
        )
    return report_of(run.records, states, continued, postponed)


def report_of(records: Sequence[LinkRecord], states: States, continued: int, postponed: int) -> Report:
    """Return the report of a check; `states` are the records from before it."""
    before = {each.url: states.get(each.url) for each in records}
    was_dead = {url for url, record in before.items() if record and record.died}
    had_moved = {url: record.moved_to for url, record in before.items() if record}
    counts = Counter(each.state for each in records)
    return Report(
        visited=len(records),
        continued=continued,
        postponed=postponed,
        states={state: counts[state] for state in STATES},
        died=tuple(each for each in records if each.died and each.url not in was_dead),
        back=tuple(each for each in records if not each.died and each.url in was_dead),
        moved=tuple(each for each in records if each.moved_to and had_moved.get(each.url) != each.moved_to),
        records=tuple(records),
    )

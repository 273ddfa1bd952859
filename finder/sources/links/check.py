"""Check the links of the directory, one visit after another: whose turn it is, and what to keep."""

from __future__ import annotations

import datetime
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from finder.domain.links import STATES, Found, LinkRecord, after, host_of
from finder.errors import SourceDown
from finder.language import _
from finder.sources.links.pace import Pace
from finder.sources.links.replies import Later
from finder.sources.links.states_file import Journal
from finder.sources.links.targets import Target

#: After so many links of a host that could not be reached in a row, the rest waits for the next check.
GIVE_UP_AFTER = 3

Visit = Callable[[Target, LinkRecord | None], Found]
States = Mapping[str, LinkRecord]


@dataclass(frozen=True, slots=True)
class Report:
    """How a check went.

    `visited` counts links asked for, those of the part before an interruption included (`continued`);
    `states` counts them by state. `died` are links called dead in this check, `back` dead ones that answer
    again, `moved` those that have newly moved. `put_off` were due and not asked, as their host did not
    answer or asked to be left alone.
    """

    visited: int
    continued: int
    put_off: int
    states: dict[str, int]
    died: tuple[LinkRecord, ...]
    back: tuple[LinkRecord, ...]
    moved: tuple[LinkRecord, ...]
    found: tuple[LinkRecord, ...]


def due(
    targets: Iterable[Target], states: States, today: datetime.date, *, older_than: int = 0, host: str = ""
) -> list[Target]:
    """Return the links to ask for: those not checked for `older_than` days, longest unchecked first.

    `host` alone where it is given.
    """
    latest = (today - datetime.timedelta(days=older_than)).isoformat()
    wanted = [
        each
        for each in targets
        if (not host or host_of(each.url) == host)
        and (each.url not in states or states[each.url].checked <= latest)
    ]
    return sorted(wanted, key=lambda each: states[each.url].checked if each.url in states else "")


def begin(
    journal: Journal, states: dict[str, LinkRecord], today: datetime.date, days: int
) -> list[LinkRecord]:
    """Return what the check under way has found already: nothing, or what one that was cut short has left.

    The findings of one that was cut short more than `days` ago are added to `states`, and all is asked anew.
    """
    begun = journal.read()
    if begun and (today - begun.day).days <= days:
        journal.mend()
        return list(begun.found)
    if begun:
        states.update((each.url, each) for each in begun.found)
    journal.begin(today)
    return []


@dataclass(slots=True)
class _Run:
    """One check under way."""

    states: States
    journal: Journal
    today: Callable[[], datetime.date]
    found: list[LinkRecord]
    #: Failures are held back until anything answers: perhaps it is we who are not connected.
    held: list[LinkRecord] = field(default_factory=list)
    connected: bool = False
    failures: Counter[str] = field(default_factory=Counter)

    def keep(self, target: Target, found: Found) -> None:
        record = after(self.states.get(target.url), target.url, found, self.today().isoformat())
        self.held.append(record)
        host = host_of(target.url)
        self.failures[host] = self.failures[host] + 1 if found.state == "unreachable" else 0
        self.connected = self.connected or found.state != "unreachable" or found.status is not None
        if self.connected:
            self.journal.add(self.held)
            self.found += self.held
            self.held = []


def check(
    targets: Sequence[Target],
    states: States,
    journal: Journal,
    visit: Visit,
    pace: Pace,
    *,
    found: Iterable[LinkRecord] = (),
    limit: int | None = None,
    today: Callable[[], datetime.date],
    progress: Callable[[LinkRecord | None, int], None] = lambda *_: None,
) -> Report:
    """Visit what is due of `targets`, hosts by turns, and keep every finding in the journal as it comes.

    `found` are findings of this check from before an interruption: they are not asked for again, and count
    for `limit`. `progress` is told each finding and how many links there are. Raises SourceDown where not one
    host answered: nothing is kept then.
    """
    before = list(found)
    run = _Run(states, journal, today, before, connected=bool(before))
    continued = len(before)
    done = {each.url for each in run.found}
    rest = [each for each in targets if each.url not in done]
    if limit is not None:
        rest = rest[: max(0, limit - continued)]
    hosts: dict[str, deque[Target]] = {}
    for target in rest:
        hosts.setdefault(host_of(target.url), deque()).append(target)
    put_off = 0
    while hosts:
        host = min(hosts, key=pace.ready_at)
        target = hosts[host].popleft()
        try:
            run.keep(target, visit(target, states.get(target.url)))
            gives_up = run.failures[host] >= GIVE_UP_AFTER
        except Later:
            put_off, gives_up, run.connected = put_off + 1, True, True
        if gives_up:
            put_off += len(hosts.pop(host))
        elif not hosts[host]:
            del hosts[host]
        progress(run.found[-1] if run.found else None, len(rest) + continued - put_off)
    if run.held:
        raise SourceDown(
            _("Not one of %(count)s links could be reached: is this machine connected? Nothing was kept.")
            % {"count": len(run.held)}
        )
    return report_of(run.found, states, continued, put_off)


def report_of(found: Sequence[LinkRecord], states: States, continued: int, put_off: int) -> Report:
    """Return how a check went, against what was known before it."""
    before = {each.url: states.get(each.url) for each in found}
    was_dead = {url for url, record in before.items() if record and record.died}
    had_moved = {url: record.moved_to for url, record in before.items() if record}
    counts = Counter(each.state for each in found)
    return Report(
        visited=len(found),
        continued=continued,
        put_off=put_off,
        states={state: counts[state] for state in STATES},
        died=tuple(each for each in found if each.died and each.url not in was_dead),
        back=tuple(each for each in found if not each.died and each.url in was_dead),
        moved=tuple(each for each in found if each.moved_to and had_moved.get(each.url) != each.moved_to),
        found=tuple(found),
    )

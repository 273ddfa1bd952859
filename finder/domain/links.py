"""The state of a link: what a check can find, how states follow each other, and when a link is dead.

A link is called dead
- at once where its address answers 404 or 410 to a full request (`gone`);
- where two checks in a row, on different days, could not reach it or ended in a redirect loop.
It stays dead until a check gets a page there again. A 403, a robots.txt that excludes us, a login page, a
page with another title and a server that fails once do not show that a page is gone. None of this is about
the content of a document.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import SplitResult, urlsplit

from finder.language import marked

LinkState = Literal[
    "alive", "moved", "needs-login", "wrong-title", "unknown", "unreachable", "redirect-loop", "gone"
]
#: Every state, and what it means.
STATES: dict[LinkState, str] = {
    "alive": marked("works, and has the title we expect"),
    "moved": marked("redirects permanently to another address, which has that title"),
    "needs-login": marked("asks you to log in, so we cannot see what is behind it"),
    "wrong-title": marked("shows a page with a different title"),
    "unknown": marked("could not be checked: refused (403), closed by robots.txt, busy, or failing for now"),
    "unreachable": marked("did not answer, or failed, after several tries"),
    "redirect-loop": marked("keeps redirecting"),
    "gone": marked("says that there is no such page (404 or 410)"),
}
#: States in which the document was seen.
SEEN: tuple[LinkState, ...] = ("alive", "moved")
#: States that make a link dead when found in two checks in a row on different days.
FAILING: tuple[LinkState, ...] = ("unreachable", "redirect-loop")


@dataclass(frozen=True, slots=True)
class VisitResult:
    """The result of one visit: state, HTTP status, and the reason in words.

    `etag` and `modified` are the headers with which the server can say that a page has not changed.
    """

    state: LinkState
    status: int | None = None
    moved_to: str | None = None
    title: str | None = None
    etag: str | None = None
    modified: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """The record of a link over all checks. Days are YYYY-MM-DD.

    `last_alive` is the last day the document was seen, `failing_since` the first of the checks in a row that
    failed, `died` the day the link was called dead.
    """

    url: str
    state: LinkState
    checked: str
    status: int | None = None
    moved_to: str | None = None
    title: str | None = None
    last_alive: str | None = None
    failing_since: str | None = None
    died: str | None = None
    etag: str | None = None
    modified: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class LinkNote:
    """The last check of a document's link; `moved_to` is where it redirects permanently."""

    state: LinkState
    checked: str
    moved_to: str | None = None
    last_alive: str | None = None


def reason(sentence: str, *values: str) -> str:
    """Return the reason for a state in the form in which it is stored.

    It is an English sentence with {0}, {1}, … and the values, so that a report can be in any language.
    """
    return "\t".join((sentence, *(" ".join(value.split()) for value in values)))


def reason_text(why: str, translated: Callable[[str], str] = str) -> str:
    """Return a stored reason as one sentence; `translated` translates an English sentence."""
    sentence, *values = why.split("\t")
    return translated(sentence).format(*values) if values else translated(sentence)


def next_record(before: LinkRecord | None, url: str, found: VisitResult, day: str) -> LinkRecord:
    """Return the record of a link after a visit on `day`."""
    found = _failing_again(before, found, day)
    failing = found.state == "gone" or found.state in FAILING
    since = (before.failing_since if before else None) or day
    dead = found.state == "gone" or (found.state in FAILING and since < day)
    died = before.died if before else None
    if dead:
        died = died or day
    elif not failing and found.state != "unknown":
        died = None
    return LinkRecord(
        url,
        found.state,
        day,
        status=found.status,
        moved_to=found.moved_to,
        title=found.title,
        last_alive=day if found.state in SEEN else (before.last_alive if before else None),
        failing_since=since if failing else None,
        died=died,
        etag=found.etag,
        modified=found.modified,
        why=found.why,
    )


def _failing_again(before: LinkRecord | None, found: VisitResult, day: str) -> VisitResult:
    """A server that fails (5xx) at one check is `unknown`; at the next, on another day, `unreachable`."""
    again = before and (before.status or 0) >= 500 and before.checked < day
    if found.state == "unknown" and (found.status or 0) >= 500 and again:
        return replace(found, state="unreachable")
    return found


def is_stale(last_seen: str | None, today: datetime.date, days: int) -> bool:
    """Tell whether a link was last seen alive more than `days` ago, or on a day that is not known.

    `last_seen` is YYYY, YYYY-MM or YYYY-MM-DD; of a month or a year its last day counts.
    """
    if not last_seen:
        return True
    parts = [int(part) for part in last_seen.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return (today - datetime.date(year, month, day)).days > days


def is_same_address(one: str, other: str) -> bool:
    """Tell whether two addresses differ only in http or https, `www.`, a slash at the end or a fragment."""
    return _plain(one) == _plain(other)


def _plain(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return host_of(parts).removeprefix("www."), parts.path.rstrip("/"), parts.query


def host_of(url: str | SplitResult) -> str:
    """Return the host of an address, in small letters; empty if there is none."""
    try:
        return (urlsplit(url) if isinstance(url, str) else url).hostname or ""
    except ValueError:
        return ""

"""What `finder doctor` finds: one line for each check, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from finder.language import _, marked

Level = Literal["ok", "warn", "fail"]
#: Exit statuses by level: everything is right, something to see to, something broken.
STATUS: dict[Level, int] = {"ok": 0, "warn": 1, "fail": 2}
_LABELS: dict[Level, str] = {"ok": marked("ok"), "warn": marked("look"), "fail": marked("broken")}

#: What the checks are called in the terminal; JSON has the keys.
_CHECKS = {
    "settings": marked("settings"),
    "home": marked("folder"),
    "directory": marked("directory"),
    "database": marked("database"),
    "sources": marked("sources"),
    "links": marked("links"),
    "refresh": marked("refresh"),
    "follow": marked("follow"),
    "time zones": marked("time zones"),
    "clock": marked("clock"),
    "disk": marked("disk"),
    "machine": marked("machine"),
    "site": marked("site"),
    "headers": marked("headers"),
    "proxy": marked("proxy"),
    "metrics": marked("metrics"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One result: the check, how bad it is, what was found, and what to do ("" if nothing)."""

    check: str
    level: Level
    said: str
    advice: str = ""


def ok(check: str, said: str) -> Finding:
    """Return a finding that asks for nothing."""
    return Finding(check, "ok", said)


def warn(check: str, said: str, advice: str) -> Finding:
    """Return a finding to see to soon: the site still answers."""
    return Finding(check, "warn", said, advice)


def fail(check: str, said: str, advice: str) -> Finding:
    """Return a finding of something broken."""
    return Finding(check, "fail", said, advice)


def status_of(findings: Iterable[Finding]) -> int:
    """Return the exit status: 0, 1 or 2."""
    return max((STATUS[each.level] for each in findings), default=0)


def lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield a line for each finding, and one below it for what to do."""
    for each in findings:
        yield f"{_(_LABELS[each.level]):<8}{_(_CHECKS[each.check]):<14}{each.said}"
        if each.advice:
            yield f"{'':<22}→ {each.advice}"

"""Errors that a user can act on. Their messages are shown to people as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: What a message quotes of an input, and how much of it.
_QUOTED = re.compile(r"“([^“”]{41,})”")
_MOST_QUOTED = 40


def in_short(message: str) -> str:
    """Return a message with what it quotes of an input cut to 40 characters, at a word if there is one."""
    return _QUOTED.sub(lambda found: f"“{_cut(found[1])}…”", message)


def _cut(text: str) -> str:
    words = text[: _MOST_QUOTED + 1].rpartition(" ")[0]
    return words or text[:_MOST_QUOTED]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things that a text may have meant: the value to send instead, and its label."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a query: the field, the reason, and how to correct it.

    `about` is the address of a page of ours that explains it, if there is one.
    """

    field: str
    reason: str
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    about: str = ""

    def __str__(self) -> str:
        return f"{self.field}: {in_short(self.reason)} {self.hint}".rstrip()


class BadQuery(ValueError):
    """A query that cannot be answered. It carries all of its faults, not just the first."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


class Unsure(BadQuery):
    """A query that may mean several things: nothing is wrong, but the user has to choose."""


class NotFound(LookupError):
    """A page or record that does not exist. `near` holds similar addresses."""

    def __init__(self, what: str, near: tuple[Choice, ...] = ()) -> None:
        super().__init__(what)
        self.what = what
        self.near = near


@dataclass(frozen=True, slots=True, order=True)
class DataFault:
    """A fault in a curated file: the file, the line, and how to correct it."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class BadData(Exception):
    """Curated data that cannot be built. It carries every fault with file and line."""

    def __init__(self, faults: tuple[DataFault, ...], more_checks: bool = False) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
        #: Whether some checks have to wait until these faults are fixed.
        self.more_checks = more_checks


class BadSetting(ValueError):
    """A setting with a wrong value: which one, and how to correct it."""


class BadDirectory(Exception):
    """A directory file that failed verification, or cannot be opened."""


class DirectoryAway(BadDirectory):
    """A directory whose servers do not answer now: the same question may be answered in a minute."""


class OtherRelease(BadDirectory):
    """A directory that another release of the finder made, which this one cannot read."""


class DirectoryGone(BadDirectory):
    """A version of the directory that was removed because there are newer ones: ask the newest instead."""


class BadFile(Exception):
    """A public file that cannot be used: what is wrong with it, and how to correct it."""


class NothingLoaded(Exception):
    """A load in which no file could be used. The reasons have already been printed."""


class SourceDown(Exception):
    """A live service that cannot be reached, or sends an invalid response."""

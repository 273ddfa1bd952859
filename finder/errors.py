"""What a user can act on, in the user's words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things the words may have meant: what to ask for instead, and how to show it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a question: which field, why, and what would be right.

    `about` is the address of a page here that explains it, where there is one.
    """

    field: str
    reason: str
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    about: str = ""

    def __str__(self) -> str:
        return f"{self.field}: {self.reason} {self.hint}".rstrip()


class BadQuery(ValueError):
    """A question that cannot be answered as it stands; carries every fault found, not just the first."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


class Unsure(BadQuery):
    """The words fit several things: nothing is wrong, but the asker has to choose."""


class NotFound(LookupError):
    """A page or record that is not there; `near` holds the addresses it may have been."""

    def __init__(self, what: str, near: tuple[Choice, ...] = ()) -> None:
        super().__init__(what)
        self.what = what
        self.near = near


@dataclass(frozen=True, slots=True, order=True)
class DataFault:
    """A fault in a curated file: where it stands and what would be right."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class BadData(Exception):
    """Curated data that must not be built: every fault with file and line."""

    def __init__(self, faults: tuple[DataFault, ...], more_checks: bool = False) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
        #: Some checks wait until these faults are mended.
        self.more_checks = more_checks


class BadSetting(ValueError):
    """A setting that cannot work: which one, and what would be right."""


class BadDirectory(Exception):
    """A directory that failed its own verification, or cannot be opened."""


class BadFile(Exception):
    """A public file that cannot be used: what is wrong with it, and what would be right."""


class NothingLoaded(Exception):
    """A load of which no file could be used; the reasons have been told."""


class SourceDown(Exception):
    """A live service that cannot be reached, or answers what makes no sense."""

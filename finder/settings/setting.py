"""What the table of settings says of each, and the sections they are in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

#: The sections of docs/settings.md, in its order.
GROUPS = {
    "site": "Your site",
    "server": "Where the site is reached",
    "pages": "What pages offer",
    "folders": "Folders and language",
    "care": "Looking after the site",
    "servers": "More than one server",
    "sources": "Where files come from",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: an environment variable, its section, what it is when not set, and what it does.

    `in_words` is the default as the docs write it, where the value itself depends on the computer.
    """

    name: str
    group: str
    default: Callable[[], str]
    help: str
    in_words: str = ""
    #: The value as it may be printed: a password may not.
    shown: Callable[[str], str] = str

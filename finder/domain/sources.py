"""Where facts come from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from: one entry of data/sources.toml."""

    key: str
    name: str
    kind: str
    publisher: str | None = None
    url: str | None = None
    as_of: str | None = None
    rights: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one fact comes from and when that was seen: `checked` is YYYY, YYYY-MM or YYYY-MM-DD."""

    source: str
    checked: str | None = None

"""Addresses of other sites that a cancer type and a place fill in, and the words that pages explain."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import Literal

from finder.domain.table import Table

Topic = Literal["trials", "reading", "directories"]
#: What an address may ask to have filled in.
SLOTS = ("cancer", "place", "city", "state", "zip", "code")


@dataclass(frozen=True, slots=True)
class OutwardLink:
    """One form of an address of another site. The forms of one `service` differ in what they need."""

    key: str
    service: str
    topic: Topic
    name: str
    use_for: str
    url: str
    language: str
    source: str
    checked: str | None = None
    note: str | None = None

    @property
    def slots(self) -> frozenset[str]:
        """The gaps to fill in. Raises ValueError for a template that cannot be read."""
        fields = [*Formatter().parse(self.url), *Formatter().parse(self.name)]
        return frozenset(name for _, name, _, _ in fields if name is not None)


OUTWARD_LINKS = Table("outward link", OutwardLink, key=("key",))


@dataclass(frozen=True, slots=True)
class FilledLink:
    """A link to another site, ready to follow; `has_place`: the reader's place is part of it."""

    topic: Topic
    name: str
    use_for: str
    url: str
    language: str
    source: str
    has_place: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """A word of the field in plain words."""

    key: str
    term: str
    definition: str
    source: str


GLOSSARY = Table("explained", Explained, key=("key",))

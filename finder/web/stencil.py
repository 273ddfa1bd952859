"""HTML with holes for what differs from one request to the next: made once, and filled for each page."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

#: Around the name of a hole, where HTML is made: characters for private use, which no font shows.
_START, _END = "\ue000", "\ue001"


def hole(name: str) -> Markup:
    """Return what stands in a text for a hole."""
    return Markup(f"{_START}{name}{_END}")  # noqa: S704 (a name of ours)


def is_hole(text: str) -> bool:
    """Return whether a text is a hole and nothing else."""
    return text.startswith(_START)


@dataclass(frozen=True, slots=True)
class Stencil:
    """The pieces of a text, and the holes between them, by name: one more piece than holes."""

    pieces: tuple[str, ...]
    holes: tuple[str, ...]
    names: frozenset[str]

    @classmethod
    def of(cls, text: str, names: Iterable[str]) -> Stencil:
        """Cut a text at the holes with these names."""
        parts = re.split(f"{_START}({'|'.join(names)}){_END}", text)
        return cls(tuple(parts[::2]), tuple(parts[1::2]), frozenset(parts[1::2]))

    @property
    def size(self) -> int:
        """The bytes of memory that the pieces take: Python needs two for each character if one needs them."""
        return sum(map(sys.getsizeof, self.pieces))

    def filled(self, values: Mapping[str, object]) -> Markup:
        """Return the text with the holes filled; a value that is no HTML is escaped."""
        escaped = {name: escape(values[name]) for name in self.names}
        parts = [""] * (len(self.pieces) + len(self.holes))
        parts[::2] = self.pieces
        parts[1::2] = [escaped[name] for name in self.holes]
        return Markup("".join(parts))  # noqa: S704 (the values are escaped)

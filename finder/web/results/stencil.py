"""A card with holes for what depends on the question: made once, and filled for each page.

A page has ten cards of twenty values each. Of these only the number on the map, the miles and the query in
the addresses differ from question to question.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from finder.domain.answers import Result
from finder.web.addresses import local
from finder.web.results.card import Deck

#: What depends on the question, as it is marked in the text of a card: no text of a record has a NUL.
_NUMBER, _MILES, _ASKED, _PICK = (f"\0{name}\0" for name in ("number", "miles", "asked", "pick"))
_HOLE = re.compile(r"\0(\w+)\0")


class DeckWithHoles(Deck):
    """A deck that leaves a hole wherever a card depends on the question."""

    def number(self, card_id: str) -> Markup:
        """Return the hole for the number on the map."""
        return Markup(_NUMBER)  # noqa: S704 (it has no markup)

    def miles(self, found: Result) -> Markup:
        """Return the hole for the distance."""
        return Markup(_MILES)  # noqa: S704 (it has no markup)

    def to_record(self, path: str) -> str:
        """Return the address of a record with a hole for the search."""
        return f"{local(f'/{path}')}{_ASKED}"

    def pick_address(self, path: str, card_id: str) -> str:
        """Return the hole for the address of this page with the record saved."""
        return _PICK


@dataclass(frozen=True, slots=True)
class Stencil:
    """The pieces of a text, and the names of the holes between them: one more piece than holes."""

    pieces: tuple[str, ...]
    holes: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Stencil:
        """Cut a text at its holes."""
        parts = _HOLE.split(text)
        return cls(tuple(parts[::2]), tuple(parts[1::2]))

    def filled(self, values: Mapping[str, str]) -> Markup:
        """Return the text with the holes filled; the values are HTML."""
        first, *rest = self.pieces
        filled = [f"{values[hole]}{piece}" for hole, piece in zip(self.holes, rest, strict=True)]
        return Markup(first + "".join(filled))  # noqa: S704 (the values are escaped)

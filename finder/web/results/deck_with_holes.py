"""A deck whose cards have holes for what depends on the question.

A page has ten cards of twenty values each. Of these only the number on the map, the miles and the query in
the addresses differ from question to question.
"""

from __future__ import annotations

from markupsafe import Markup

from finder.domain.answers import Result
from finder.web.addresses import local
from finder.web.results.card import Deck
from finder.web.stencil import hole

#: What differs from question to question.
HOLES = ("number", "miles", "asked", "pick")


class DeckWithHoles(Deck):
    """A deck that leaves a hole wherever a card depends on the question."""

    def number(self, card_id: str) -> Markup:  # noqa: ARG002
        """Return the hole for the number on the map."""
        return hole("number")

    def miles(self, found: Result) -> Markup:  # noqa: ARG002
        """Return the hole for the distance."""
        return hole("miles")

    def to_record(self, path: str) -> str:
        """Return the address of a record with a hole for the search."""
        return f"{local(f'/{path}')}{hole('asked')}"

    def pick_address(self, path: str, card_id: str) -> str:  # noqa: ARG002
        """Return the hole for the address of this page with the record saved."""
        return hole("pick")

"""Danger signs in words: what to do, with the numbers to call."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from finder.domain.documents import EMERGENCY_NUMBER
from finder.domain.guide.emergencies import CALL, CRISIS_LINE, WHAT_TO_DO, WHO, Emergency
from finder.domain.guide.second_opinion import Urgency
from finder.formats.display import phone
from finder.language import _, translate
from finder.store.read_catalog import Catalog

_WIDTH = 92


def crisis_number(catalog: Catalog) -> str:
    """Return the number of the crisis line, or the emergency number if the line is not listed."""
    line = catalog.helplines.get(CRISIS_LINE)
    return (line.phone if line else None) or EMERGENCY_NUMBER


def how_soon(urgency: Urgency, catalog: Catalog) -> str:
    """Return whom to call, or where to go, and how soon."""
    return _(WHAT_TO_DO[urgency]) % {"emergency": EMERGENCY_NUMBER, "crisis": crisis_number(catalog)}


def what_to_do(sign: Emergency, catalog: Catalog) -> str:
    """Return everything to do about a sign."""
    return " ".join(part for part in (how_soon(sign.urgency, catalog), translate(sign.step or "")) if part)


def number_to_call(sign: Emergency, catalog: Catalog) -> str:
    """Return the number for a large button. A cancer team's own line is not known to us."""
    return crisis_number(catalog) if sign.urgency == CRISIS_LINE else EMERGENCY_NUMBER


def whom_to_call(sign: Emergency, catalog: Catalog) -> str:
    """Return the words on that button."""
    return _(CALL[sign.urgency]) % {"number": phone(number_to_call(sign, catalog))}


def not_a_call() -> str:
    """Return how far the list of danger signs can be trusted."""
    return _(
        "This list does not replace a call, and no clinician has reviewed it yet."
        " If you are not sure, call %(number)s."
    ) % {"number": EMERGENCY_NUMBER}


def lines(signs: Sequence[Emergency], catalog: Catalog, with_who: bool = False) -> Iterator[str]:
    """Yield danger signs as lines for the terminal; with `with_who` a heading for each group of people."""
    who = None
    for sign in signs:
        if with_who and sign.who != who:
            who = sign.who
            yield from ("", _(WHO[who]))
        text = f"{translate(sign.sign)}. {what_to_do(sign, catalog)} {translate(sign.why)}"
        yield from textwrap.wrap(text, _WIDTH, initial_indent="!  ", subsequent_indent="   ")

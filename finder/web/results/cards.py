"""Cards and lines for results of any kind."""

from __future__ import annotations

from collections.abc import Iterable

from finder.domain.answers import ClinicianResult, HospitalResult, Result
from finder.web.results.card import Card, Deck, Line
from finder.web.results.care_site_card import care_site_card
from finder.web.results.provider_cards import clinician_card, clinician_line, hospital_card, hospital_line


def cards(deck: Deck, found: Iterable[Result]) -> tuple[Card, ...]:
    """Return the cards of the results."""
    return tuple(_card(deck, each) for each in found)


def lines(deck: Deck, found: Iterable[Result]) -> tuple[Line, ...]:
    """Return clinicians and hospitals as lines. Raises TypeError for any other kind."""
    return tuple(_line(deck, each) for each in found)


def _card(deck: Deck, found: Result) -> Card:
    match found:
        case ClinicianResult():
            return clinician_card(deck, found)
        case HospitalResult():
            return hospital_card(deck, found)
        case _:
            return care_site_card(deck, found)


def _line(deck: Deck, found: Result) -> Line:
    match found:
        case ClinicianResult():
            return clinician_line(deck, found)
        case HospitalResult():
            return hospital_line(deck, found)
        case _:
            raise TypeError(found)

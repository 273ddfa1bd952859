"""Cards for results of any kind."""

from __future__ import annotations

from collections.abc import Iterable

from finder.domain.answers import ClinicianResult, HospitalResult, Result
from finder.web.results.card import Card, Deck
from finder.web.results.care_site_card import care_site_card
from finder.web.results.provider_cards import clinician_card, hospital_card


def cards(deck: Deck, found: Iterable[Result]) -> tuple[Card, ...]:
    """Return the cards of the results."""
    return tuple(_card(deck, each) for each in found)


def _card(deck: Deck, found: Result) -> Card:
    match found:
        case ClinicianResult():
            return clinician_card(deck, found)
        case HospitalResult():
            return hospital_card(deck, found)
        case _:
            return care_site_card(deck, found)

"""The HTML of the cards of results of any kind."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import partial

from flask import current_app
from markupsafe import Markup, escape

from finder.domain.answers import ClinicianResult, HospitalResult, Result
from finder.formats.map.pins import anchor
from finder.web.addresses import is_private, local
from finder.web.context import exported
from finder.web.page.ready import ready
from finder.web.reader import pick_address, picks
from finder.web.results.card import Card, Deck, to_record
from finder.web.results.care_site_card import care_site_card
from finder.web.results.deck_with_holes import HOLES, DeckWithHoles
from finder.web.results.provider_cards import (
    HOLES_OF_TEXTS,
    TEXTS,
    DoctorTexts,
    clinician_card,
    hospital_card,
    shape,
)
from finder.web.stencil import Stencil

#: Stands for the key of a record in an address, where it is written as it is.
_ANY = "~"


@dataclass(frozen=True, slots=True)
class _Page:
    """What the cards of a page fill their holes with: the same for all, but for the number and the miles."""

    deck: Deck
    #: The address of this page with one more record on the reader's list, without that record.
    saving: Markup
    #: The query in the address of a record, by the first part of its path.
    asked: dict[str, Markup] = field(default_factory=dict)

    def card(self, found: Result) -> Markup:
        """Return the card of a result."""
        path = found.record.path
        if isinstance(found, ClinicianResult) and path not in picks():
            texts = DoctorTexts.of(self.deck, found)
            if (usual := shape(found, texts)) is not None:
                # The same for all doctors but for a few texts: most are shown once, and none is kept.
                make = partial(_doctors_stencil, self._with_holes, found)
                return ready("doctor", usual, make).filled(self._values(found, path) | texts.values())
        if isinstance(found, ClinicianResult) and found.clinician.live:
            return _html(_card(self.deck, found))
        make = partial(_stencil, self._with_holes, found)
        return ready("card", _key(found), make).filled(self._values(found, path))

    @property
    def _with_holes(self) -> DeckWithHoles:
        return DeckWithHoles(self.deck.catalog, self.deck.workplaces)

    def _values(self, found: Result, path: str) -> dict[str, object]:
        card_id, kind = anchor(found), path.partition("/")[0]
        if kind not in self.asked:
            any_record = f"{kind}/{_ANY}"
            self.asked[kind] = escape(to_record(any_record).removeprefix(local(f"/{any_record}")))
        is_saved = path in picks()
        return {
            "number": self.deck.number(card_id),
            "miles": self.deck.miles(found),
            "asked": self.asked[kind],
            "pick": pick_address(path, card_id) if is_saved else self.saving + f"{path}#{card_id}",
        }


def cards(deck: Deck, found: Iterable[Result]) -> tuple[Markup, ...]:
    """Return the cards of the results."""
    if exported() or is_private():  # the links of all of them have a form of their own
        return tuple(_html(_card(deck, each)) for each in found)
    page = _Page(deck, escape(pick_address(_ANY).removesuffix(_ANY)))
    return tuple(page.card(each) for each in found)


def _key(found: Result) -> Hashable:
    """Return what a card depends on besides its record."""
    match found:
        case ClinicianResult():
            return found.clinician.npi, found.practice
        case HospitalResult():
            return found.hospital.ccn
        case _:
            return found.site.id, found.trials


def _stencil(deck: Deck, found: Result) -> Stencil:
    return Stencil.of(_html(_card(deck, found)), HOLES)


def _doctors_stencil(deck: Deck, found: ClinicianResult) -> Stencil:
    return Stencil.of(_html(clinician_card(deck, found, HOLES_OF_TEXTS)), (*HOLES, *TEXTS))


def _html(card: Card) -> Markup:
    template = current_app.jinja_env.get_template("results/card.html")
    return Markup(template.module.card(card))  # type: ignore[attr-defined] # noqa: S704 (rendered)


def _card(deck: Deck, found: Result) -> Card:
    match found:
        case ClinicianResult():
            return clinician_card(deck, found, DoctorTexts.of(deck, found))
        case HospitalResult():
            return hospital_card(deck, found)
        case _:
            return care_site_card(deck, found)

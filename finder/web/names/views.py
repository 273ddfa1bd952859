"""View values of the page that finds hospitals, clinics and doctors by name."""

from __future__ import annotations

import math
from dataclasses import dataclass

from markupsafe import Markup

from finder.domain.answers import CareSiteResult, ClinicianResult, HospitalResult, Result
from finder.domain.clinicians import Clinician, Hospital, Practice
from finder.domain.names import NameAnswer, NamedRecord
from finder.language import _, marked
from finder.store.read_catalog import Catalog
from finder.web.addresses import asked_again
from finder.web.links import link
from finder.web.results.card import Deck
from finder.web.results.cards import cards

TITLE = marked("Find a hospital, clinic or doctor by name")


@dataclass(frozen=True, slots=True)
class NameForm:
    """The boxes for a name and a place."""

    name: str = ""
    near: str = ""


def cards_of(answer: NameAnswer, catalog: Catalog) -> tuple[Markup, ...]:
    """Return the cards of the records with a name: those of a search, without a map."""
    return cards(Deck(catalog, answer.workplaces), map(_result, answer.found))


def _result(each: NamedRecord) -> Result:
    """Return a record as a result of a search; its miles are NaN where they are not known."""
    if each.result:
        return each.result
    match each.record:
        case Clinician() as clinician:
            practice = next(iter(clinician.practices), Practice("", "", ""))
            return ClinicianResult(clinician, practice, math.nan, about=False)
        case Hospital() as hospital:
            return HospitalResult(hospital, math.nan, about=False)
        case site:
            return CareSiteResult(site, math.nan, about=False)


def previous(answer: NameAnswer) -> Markup:
    """Return the link to the page before, if there is one."""
    if answer.page == 1:
        return Markup("")
    before = min(answer.page - 1, answer.pages)
    return link(
        asked_again(page=before if before > 1 else None), _("Previous page"), rel="prev", class_="act"
    )


def following(answer: NameAnswer) -> Markup:
    """Return the link to the next page, if there is one."""
    if answer.page >= answer.pages:
        return Markup("")
    return link(asked_again(page=answer.page + 1), _("Next page"), rel="next", class_="act")

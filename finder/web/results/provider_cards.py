"""Cards of clinicians, clinics and hospitals."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, fields

from markupsafe import Markup

from finder.domain.answers import ClinicianResult, HospitalResult
from finder.domain.care import GROUPS
from finder.domain.clinicians import Clinician
from finder.domain.kinds import Kind
from finder.formats.display import in_sentence, phone
from finder.formats.proper_names import city, name_with_credentials, title
from finder.language import _, translate
from finder.web.elements import tel
from finder.web.page.record_views import Mark
from finder.web.records import people
from finder.web.records.directions import directions_button
from finder.web.results.card import Call, Card, Deck
from finder.web.results.care_site_card import DOT
from finder.web.stencil import hole


@dataclass(frozen=True, slots=True)
class DoctorTexts:
    """What the card of a clinician or clinic has of its own: texts, each of which may be a hole.

    `tel` and `phone` are the number to call (card.Call), `workplace` the first hospital, and `about` the
    line with the kinds of doctor, the practice and its town.
    """

    npi: str
    name: str
    tel: str
    phone: str
    workplace: str
    about: str

    @classmethod
    def of(cls, deck: Deck, found: ClinicianResult) -> DoctorTexts:
        """Return the texts of a clinician."""
        each, practice = found.clinician, found.practice
        number = practice.phones[0].number if practice.phones else ""
        workplaces = (deck.workplaces[ccn] for ccn in each.hospitals if ccn in deck.workplaces)
        workplace = next(workplaces, None)
        return cls(
            each.npi,
            name_with_credentials(each),
            tel(number),
            phone(number),
            title(workplace.name) if workplace else "",
            DOT.join(part for part in _about(deck, found) if part),
        )

    def values(self) -> dict[str, str]:
        """Return the texts by name."""
        return {name: getattr(self, name) for name in TEXTS}


#: The names of the texts of a doctor's card.
TEXTS = tuple(each.name for each in fields(DoctorTexts))
#: The texts as holes.
HOLES_OF_TEXTS = DoctorTexts(*map(hole, TEXTS))


def shape(found: ClinicianResult, texts: DoctorTexts) -> Hashable | None:
    """Return what the card of a doctor depends on besides its texts; None for one that is not usual."""
    each, practice = found.clinician, found.practice
    if each.live or practice.mailing_only or not practice.phones:
        return None
    return each.kind, bool(each.assignment), bool(each.telehealth), bool(texts.workplace)


def clinician_card(deck: Deck, found: ClinicianResult, texts: DoctorTexts) -> Card:
    """Return the card of a clinician or clinic."""
    each, name = found.clinician, texts.name
    card_id, path = f"npi-{texts.npi}", each.kind.record(texts.npi)
    return Card(
        card_id,
        deck.number(card_id),
        deck.record_link(path, name),
        deck.miles(found),
        tuple(_marks(each, texts.workplace)),
        texts.about,
        (_("Mailing address only"),) if found.practice.mailing_only else (),
        Call(texts.tel, texts.phone, name) if texts.tel else None,
        _instead(found, name),
        deck.pick(path, name, card_id),
        deck.details(path, name),
    )


def hospital_card(deck: Deck, found: HospitalResult) -> Card:
    """Return the card of a hospital with its team."""
    each = found.hospital
    card_id, name = f"ccn-{each.ccn}", title(each.name)
    whole = (Mark(_("All four specialties")),) if len(each.team) == len(GROUPS) else ()
    return Card(
        card_id,
        deck.number(card_id),
        deck.record_link(each.path, name),
        deck.miles(found),
        whole,
        DOT.join(
            part for part in (people.team(each, deck.catalog), f"{city(each.city)}, {each.state}") if part
        ),
        (),
        Call.at(each.phone, name, _("hospital’s number")) if each.phone else None,
        Markup("") if each.phone else directions_button(each, name),
        deck.pick(each.path, name, card_id),
        deck.details(each.path, name),
    )


def _instead(found: ClinicianResult, name: str) -> Markup:
    """Return the way to a practice without a number; none to a home or a post office box."""
    practice = found.practice
    if practice.phones or practice.withheld or practice.mailing_only:
        return Markup("")
    return directions_button(practice, name)


def _about(deck: Deck, found: ClinicianResult) -> Iterator[str]:
    """Yield the parts of the line: the kinds of doctor, the practice and its town."""
    each, practice = found.clinician, found.practice
    kinds = [deck.catalog.specialties[one.specialty] for one in each.specialties]
    if each.kind is Kind.CLINIC:
        yield _(each.kind.badge)
        words = [in_sentence(translate(kind.name)) for kind in kinds]
    else:
        words = [translate(kind.one) for kind in kinds]
    text = ", ".join(words)
    yield text[:1].upper() + text[1:]
    yield title(practice.name or "")
    yield ", ".join(part for part in (city(practice.city), practice.state) if part)


def _marks(each: Clinician, workplace: str) -> Iterator[Mark]:
    """Yield what is known of a doctor, with the first hospital; what is not known has no mark."""
    if each.assignment:
        yield Mark(_("Accepts Medicare"))
    if each.telehealth:
        yield Mark(_("Video visits"))
    if workplace:
        yield Mark(workplace)
    if each.live:
        yield Mark(_("From the NPI Registry"))

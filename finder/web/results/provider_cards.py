"""Cards of clinicians, clinics and hospitals."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from finder.domain.answers import ClinicianResult, HospitalResult
from finder.domain.care import GROUPS
from finder.domain.clinicians import Clinician
from finder.domain.kinds import Kind
from finder.formats.display import in_sentence
from finder.formats.proper_names import city, name_with_credentials, title
from finder.language import _, translate
from finder.web.page.record_views import Mark
from finder.web.records import people
from finder.web.records.directions import directions_button
from finder.web.results.card import Call, Card, Deck
from finder.web.results.care_site_card import DOT


def clinician_card(deck: Deck, found: ClinicianResult) -> Card:
    """Return the card of a clinician or clinic."""
    each, practice = found.clinician, found.practice
    card_id, name = f"npi-{each.npi}", name_with_credentials(each)
    phone = practice.phones[0].number if practice.phones else ""
    return Card(
        card_id,
        deck.number(card_id),
        deck.record_link(each.path, name),
        deck.miles(found),
        tuple(_marks(deck, each)),
        DOT.join(part for part in _about(deck, found) if part),
        (_("Mailing address only"),) if practice.mailing_only else (),
        Call(phone, name) if phone else None,
        _instead(found, name),
        deck.pick(each.path, name, card_id),
        deck.details(each.path, name),
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
        Call(each.phone, name, _("hospital’s number")) if each.phone else None,
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


def _marks(deck: Deck, each: Clinician) -> Iterator[Mark]:
    """Yield what is known of a doctor; what is not known has no mark."""
    if each.assignment:
        yield Mark(_("Accepts Medicare"))
    if each.telehealth:
        yield Mark(_("Video visits"))
    workplaces = (deck.workplaces[ccn] for ccn in each.hospitals if ccn in deck.workplaces)
    if workplace := next(workplaces, None):
        yield Mark(title(workplace.name))
    if each.live:
        yield Mark(_("From the NPI Registry"))

"""The card of a center, program, hospital or clinic for cancer care."""

from __future__ import annotations

from markupsafe import Markup

from finder.domain.answers import CareSiteResult
from finder.domain.care import CareSite
from finder.domain.claims import newest_claims
from finder.domain.kinds import Kind
from finder.formats import display
from finder.formats.claims import claim_text
from finder.formats.trials import count_words
from finder.language import _
from finder.web.elements import aloud
from finder.web.links import link
from finder.web.records.care_site_page import marks
from finder.web.records.care_sites import cautions, kind_of
from finder.web.records.directions import directions_button
from finder.web.results.card import Call, Card, Deck, who_answers

#: Between the parts of a line; no line begins with it.
DOT = "\u00a0· "


def care_site_card(deck: Deck, found: CareSiteResult) -> Card:
    """Return the card of a place of care."""
    site = found.site
    call, seen = call_of(site), tuple(marks(site))
    return Card(
        site.id,
        deck.number(site.id),
        deck.record_link(site.path, site.name),
        deck.miles(found),
        seen,
        _about(deck, found, bool(seen)),
        tuple(cautions(site)),
        call,
        Markup("") if call else _instead(site),
        deck.pick(site.path, site.name, site.id) if site.treats_patients else Markup(""),
        deck.details(site.path, site.name),
    )


def call_of(site: CareSite) -> Call | None:
    """Return the number to call first, None where we have none."""
    for phone in display.phones_to_start_with(site.phones):
        return Call.at(phone.number, site.name, who_answers(phone.purpose))
    return None


def _about(deck: Deck, found: CareSiteResult, marked: bool) -> str:
    """Return the line of the card. The kind is left out where a mark or the evidence says more."""
    site, evidence = found.site, _evidence(deck, found)
    kind = _("Cancer center") if marked else kind_of(site, deck.catalog)
    if evidence and (marked or site.kind is Kind.SITE):
        kind, evidence = evidence, ""
    elif evidence and site.kind is Kind.PROGRAM:
        kind = _("Cancer program")
    return DOT.join(each for each in (kind, _continued(evidence), _town(site)) if each)


def _evidence(deck: Deck, found: CareSiteResult) -> str:
    """Return the one fact that counts most: its center, its trials now, or the newest claim."""
    site = found.site
    if center := deck.catalog.center_of(site):
        return display.belongs(site, center)
    if found.trials:
        return count_words(found.trials, months=False)
    kinds = deck.catalog.claim_kinds
    newest = next(iter(newest_claims(site.claims, kinds)), None)
    return claim_text(newest, kinds[newest.kind], months=False) if newest else ""


def _continued(said: str) -> str:
    """Return a fact as a later part of a line: its first letter in lower case."""
    return said[:1].lower() + said[1:]


def _town(site: CareSite) -> str:
    return f"{site.address.city}, {site.address.state}"


def _instead(site: CareSite) -> Markup:
    """Return what to do where we have no number: the website, or else a map."""
    website = site.link("website")
    words = _("Website") + aloud(site.name)
    return link(website.url, words, class_="act go-act") if website else directions_button(site, site.name)

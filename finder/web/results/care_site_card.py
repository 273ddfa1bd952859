"""The card of a center, program, hospital or clinic for cancer care."""

from __future__ import annotations

from markupsafe import Markup

from finder.domain.answers import CareSiteResult
from finder.domain.care import CareSite, newest_claims
from finder.formats import display
from finder.formats.claims import claim_text
from finder.formats.trials import count_words
from finder.language import _
from finder.web.elements import aloud
from finder.web.links import link
from finder.web.records.care_site_page import marks
from finder.web.records.care_sites import cautions, kind_of
from finder.web.records.directions import directions_button
from finder.web.results.card import Call, Card, Deck, details, miles, record_link, who_answers
from finder.web.shortlist.picks import pick

DOT = " · "


def care_site_card(deck: Deck, found: CareSiteResult) -> Card:
    """Return the card of a place of care."""
    site = found.site
    call = call_of(site)
    return Card(
        site.id,
        deck.number(site.id),
        record_link(site.path, site.name),
        miles(found),
        tuple(marks(site)),
        DOT.join(each for each in (_kind(deck, site), _evidence(deck, found), _town(site)) if each),
        tuple(cautions(site)),
        call,
        Markup("") if call else _instead(site),
        pick(site.path, site.name, site.id) if site.treats_patients else Markup(""),
        details(site.path, site.name),
    )


def call_of(site: CareSite) -> Call | None:
    """Return the number to call first, None where we have none."""
    for phone in display.phones_to_start_with(site.phones):
        return Call(phone.number, site.name, who_answers(phone.purpose))
    return None


def _kind(deck: Deck, site: CareSite) -> str:
    """Return the kind of a place; that of a designated center does not repeat its mark."""
    return _("Cancer center") if marks(site) else kind_of(site, deck.catalog)


def _evidence(deck: Deck, found: CareSiteResult) -> str:
    """Return the one fact that counts most: its center, its trials now, or the newest claim."""
    site = found.site
    if center := deck.catalog.center_of(site):
        return _continued(display.belongs(site, center))
    if found.trials:
        return _continued(count_words(found.trials))
    kinds = deck.catalog.claim_kinds
    newest = next(iter(newest_claims(site.claims, kinds)), None)
    return _continued(claim_text(newest, kinds[newest.kind])) if newest else ""


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

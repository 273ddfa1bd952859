"""The card of a center or program."""

from __future__ import annotations

from markupsafe import Markup, escape

from finder.domain.answers import CareSiteResult, is_unknown
from finder.domain.care import CareSite
from finder.formats import display
from finder.language import _, format_list, translate
from finder.web.elements import aloud, optional
from finder.web.links import link, page_link
from finder.web.page.views import joined
from finder.web.records import people
from finder.web.records.care_sites import (
    belongs,
    calls,
    cautions,
    claims,
    designation_link,
    group_names,
    has_number_for,
    kind_of,
    no_number,
    origins,
)
from finder.web.records.directions import directions
from finder.web.reports import mistake
from finder.web.results.card import Card, Deck, miles, says
from finder.web.shortlist.picks import pick


def care_site_card(deck: Deck, found: CareSiteResult) -> Card:
    """Return the card of a center or program."""
    site = found.site
    asks = site.link("second opinions") or has_number_for(site, "second opinions")
    return Card(
        site.id,
        joined((deck.number(site.id), kind_of(site, deck.catalog)), ""),
        page_link(f"/{site.path}", site.name),
        miles(found),
        tuple(cautions(site)),
        _offers(deck, found),
        tuple(each for each in (says(belongs(site, deck.catalog)), _designations(deck, site)) if each),
        tuple(claims(site, deck.catalog, found.trials)),
        _site_address(site),
        (_how_to_ask(),) if asks else (),
        tuple(calls(display.phones_to_start_with(site.phones))),
        _call_note(site),
        pick(site.path, site.name, site.id) if site.treats_patients else Markup(""),
        tuple(origins(site, deck.catalog)),
        (mistake(site.path),),
        Markup(""),
    )


def _offers(deck: Deck, found: CareSiteResult) -> Markup:
    site = found.site
    # That a place may not treat the patients of the search is said once, above all such places.
    asks = deck.results.understood.patients == "adults" and not is_unknown(found, deck.results.understood)
    treats = (
        display.treats_in_full(site) if asks and site.adults.answer == "unknown" else display.treats(site)
    )
    if not site.groups:
        return escape(treats)
    said = _("Offers %(groups)s, with its hospital partners; call to confirm.")
    offers = said % {"groups": group_names(site.groups, deck.catalog)}
    return joined((offers, _ask_for_kinds(deck), treats), " ")


def _ask_for_kinds(deck: Deck) -> str:
    """Say that we do not know whether the site has the subspecialties that were asked for."""
    small = [each for each in deck.results.understood.specialties if each.kind != "group"]
    if not small:
        return ""
    kinds = format_list([translate(each.name).lower() for each in small], "or")
    return _("Whether it has %(kinds)s is not on record: ask.") % {"kinds": kinds}


def _designations(deck: Deck, site: CareSite) -> Markup:
    if not site.designations:
        return Markup("")
    links = joined(designation_link(each, deck.catalog) for each in site.designations)
    return says(Markup("{} {}").format(_("Designations:"), links))


def _site_address(site: CareSite) -> Markup:
    at = site.address
    website, opinions = site.link("website"), site.link("second opinions")
    where = ", ".join(part for part in (at.street, at.city, f"{at.state} {at.zip or ''}") if part)
    parts = (
        where,
        directions(site, site.name),
        link(website.url if website else "", _("Web page") + aloud(site.name)),
        link(opinions.url if opinions else "", _("Second opinions") + aloud(site.name)),
    )
    return joined(parts, people.DOT)


def _how_to_ask() -> Markup:
    to = page_link("/second-opinion/how-to-ask", _("How to ask for a second opinion"))
    return optional("p", to, class_="says no-print")


#: Numbers whose label says whom to ask for.
_EXPLAINED = ("new patients", "center", "Medicare records", "NCI records")


def _call_note(site: CareSite) -> str | Markup:
    phones = display.phones_to_start_with(site.phones)
    if not phones:
        return no_number(site)
    is_plain = not any(each.purpose in _EXPLAINED for each in phones)
    return _("We have no number for new patients here. Ask for cancer care.") if is_plain else ""

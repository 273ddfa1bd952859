"""View values of the page of one center or program: every fact with its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from markupsafe import Markup

from finder.domain.care import CareSite, Note
from finder.domain.claims import newest_claims
from finder.domain.kinds import Kind
from finder.domain.trials import TrialCount
from finder.formats.claims import claim_text
from finder.formats.display import miles as display_miles
from finder.formats.display import (
    phones_to_start_with,
    treats_in_full,
)
from finder.formats.trials import count_words
from finder.geo.states import state_name
from finder.language import _, marked
from finder.store.read_catalog import Catalog
from finder.web.language import translate as shown
from finder.web.links import link, page_link
from finder.web.page.record_views import Mark
from finder.web.page.views import Entry, Fact, capitalize_first, joined
from finder.web.records.care_site_facts import OPINIONS, note_label
from finder.web.records.care_sites import belongs, group_names, kind_of, no_number
from finder.web.records.lists import Shelf

#: Whom to ask for at a number that is not answered by the office for new patients.
_ASK_FOR = {
    "main": marked("Ask for the office for new cancer patients."),
    "help line": marked("Ask how to become a new patient."),
    "center": marked("Say which clinic you need."),
    "Medicare records": marked("Ask the operator for the cancer center."),
    "NCI records": marked("Ask for the cancer clinic."),
}
#: The claims that can be checked in the Commission on Cancer's own list.
_COMMISSION = frozenset(("coc", "coc-award", "coc-network", "va-coc"))
#: The links of a site as buttons.
_PAGES = {"website": marked("Website"), "Spanish": "En español"}


def part_of(site: CareSite) -> str:
    """Return a sentence with the institution that a site belongs to, or "" if there is none."""
    if not site.host or site.host == site.name:
        return ""
    said = _("Part of %(host)s.") if site.kind is Kind.CENTER else _("At %(host)s.")
    return said % {"host": site.host}


@dataclass(frozen=True, slots=True)
class PlacesOf:
    """The sites of a center under headings: those that it runs, and those that work with it."""

    anchor: str
    heading: str
    shelves: tuple[Shelf, ...]


def places_of(found: Sequence[tuple[CareSite, float | None]]) -> list[PlacesOf]:
    """Return the sites of a center: nearest first where miles are given, otherwise by state."""
    parts = (
        ("own", "places", _("Its other locations")),
        ("linked", "linked", _("Hospitals and clinics it works with")),
    )
    return [
        PlacesOf(anchor, heading, tuple(_shelves([each for each in found if each[0].relation == relation])))
        for relation, anchor, heading in parts
        if any(site.relation == relation for site, _miles in found)
    ]


def _shelves(found: Sequence[tuple[CareSite, float | None]]) -> Iterator[Shelf]:
    if all(miles is not None for _site, miles in found):
        yield Shelf("", "", tuple(_place(site, miles) for site, miles in found))
        return
    for state, some in groupby(found, lambda each: each[0].address.state):
        yield Shelf(state, state_name(state), tuple(_place(site, None) for site, _miles in some))


def _place(site: CareSite, miles: float | None) -> Entry:
    away = "" if miles is None else display_miles(miles, about=True)
    town = f"{site.address.city}, {site.address.state}"
    return Entry(page_link(f"/{site.path}", site.name), "; ".join(each for each in (town, away) if each))


def call_note(site: CareSite) -> str | Markup:
    """Return whom to ask for at the first number of a site, or what to do without a number."""
    phones = phones_to_start_with(site.phones)
    return _(_ASK_FOR.get(phones[0].purpose, "")) if phones else no_number(site)


def nearby(site: CareSite) -> Markup:
    """Return the link to a search around a site."""
    at = site.address
    town = f"{at.city}, {at.state}"
    words = _("Other places near %(town)s") if site.treats_patients else _("Places to go near %(town)s")
    return page_link(f"/search?near={quote(at.zip or town)}", words % {"town": town})


def marks(site: CareSite) -> list[Mark]:
    """Return the designations of a site in a word or two: its own, never those of its center."""
    nci = site.designation("nci")
    named = (
        Mark(_("NCI-designated"), strong=True) if nci and nci.level != "basic-laboratory" else None,
        Mark(_("NCCN member")) if site.designation("nccn") else None,
    )
    return [each for each in named if each]


def about(site: CareSite, catalog: Catalog) -> Markup:
    """Return what a site is, what it belongs to, and whom it treats."""
    kind = Markup("{}.").format(kind_of(site, catalog))
    return joined((kind, belongs(site, catalog), part_of(site), treats_in_full(site)), " ")


def care_here(site: CareSite, catalog: Catalog, trials: TrialCount | None) -> list[Fact]:
    """Return which cancer doctors a site has, its trials, what lists said of it, and the notes on it."""
    notes = [
        Fact(note_label(each.about), joined((shown(each.text), _anyone(each)), " "))
        for each in site.notes
        if each.about != OPINIONS
    ]
    found = (
        Fact(_("Cancer doctors"), _doctors(site, catalog)),
        Fact(_("Trials"), _sentences(trials_here(site, catalog, trials))),
        Fact(
            _("Why it is listed"),
            joined((_sentences(listed(site, catalog)), _look_up_today(site, catalog)), " "),
        ),
        *notes,
    )
    return [each for each in found if each.value]


def trials_here(site: CareSite, catalog: Catalog, trials: TrialCount | None) -> list[str]:
    """Return how many trials recruit at a site, or else the newest claim about its trials."""
    return [count_words(trials)] if trials else _claimed(site, catalog, on_trials=True)


def listed(site: CareSite, catalog: Catalog) -> list[str]:
    """Return what lists said of a site, each with its year; not of its trials."""
    return _claimed(site, catalog, on_trials=False)


def _claimed(site: CareSite, catalog: Catalog, *, on_trials: bool) -> list[str]:
    kinds = catalog.claim_kinds
    return [
        claim_text(each, kinds[each.kind])
        for each in newest_claims(site.claims, kinds)
        if (kinds[each.kind].subject == "trials") == on_trials
    ]


def _look_up_today(site: CareSite, catalog: Catalog) -> Markup:
    """Return the link to the Commission on Cancer's own list, for a place that it or a copy once listed."""
    to = catalog.claim_kinds["coc"].link if any(each.kind in _COMMISSION for each in site.claims) else None
    return link(to, _("See today's list of the Commission on Cancer"))


def _sentences(texts: Sequence[str]) -> str:
    return " ".join(f"{each}." for each in texts)


def _doctors(site: CareSite, catalog: Catalog) -> str:
    if site.groups:
        names = capitalize_first(group_names(site.groups, catalog))
        return _("%(groups)s, with its hospital partners. Call to confirm.") % {"groups": names}
    unknown = _("Ask which cancer doctors work here. We don't have a list.")
    return unknown if site.treats_patients else ""


def _anyone(note: Note) -> str:
    return _("You can go there from anywhere.") if note.about == "catchment" else ""


def opinions(site: CareSite) -> list[str | Markup]:
    """Return what a site says of second opinions, and the link to its page about them."""
    said: list[str | Markup] = [shown(each.text) for each in site.notes if each.about == OPINIONS]
    page = site.link(OPINIONS)
    return [*said, link(page.url, _("Its page on second opinions"))] if page else said


def links(site: CareSite) -> list[Markup]:
    """Return the links to the site's own web pages, as buttons."""
    return [
        link(page.url, _(words), hreflang="es" if purpose == "Spanish" else "", class_="act")
        for purpose, words in _PAGES.items()
        if (page := site.link(purpose))
    ]


def designations(site: CareSite, catalog: Catalog) -> list[Fact]:
    """Return the designations of a site, each with its meaning, and a link to more about it."""
    found = []
    for each in site.designations:
        kind = catalog.designation_kinds[each.scheme, each.level]
        anchor = "-".join(part for part in (each.scheme, each.level) if part)
        found.append(
            Fact(page_link(f"/about#{anchor}", shown(kind.name), class_="term"), shown(kind.meaning))
        )
    return found


def address_lines(site: CareSite) -> Markup:
    """Return the address, with the street on its own line."""
    at = site.address
    return joined((at.street, f"{at.city}, {at.state} {at.zip or ''}"), Markup("<br>"))


def partner_links(partners: Sequence[CareSite]) -> Markup:
    """Return links to the partner sites that treat patients, for a site that treats none."""
    go = _("Go to one of these:") if len(partners) > 1 else _("Go here:")
    names = joined(page_link(f"/{each.path}", each.name) for each in partners)
    return Markup("{} {}.").format(go, names) if partners else Markup("")

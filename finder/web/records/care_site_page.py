"""View values of the page of one center or program: every fact with its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from markupsafe import Markup

from finder.domain.care import CareSite, Conflict
from finder.domain.kinds import Kind
from finder.domain.sources import TRIALS, Origin
from finder.domain.trials import TrialCount
from finder.formats.claims import claim_text
from finder.formats.display import ANSWERS, phone, phone_label, phones_to_start_with, treats
from finder.formats.display import miles as display_miles
from finder.formats.trials import count_words
from finder.geo.states import state_name
from finder.language import _, marked, translate
from finder.store.read_catalog import Catalog
from finder.web.context import exported
from finder.web.elements import optional
from finder.web.language import translate as shown
from finder.web.links import link, page_link, sentence
from finder.web.page.views import Entry, Fact, capitalize_first, joined, origin, source_name, when_seen
from finder.web.records.care_sites import LINK_LABELS, designation_link, group_names, no_number
from finder.web.records.lists import Shelf
from finder.web.reports import mistake

_NOTE_LABELS = {
    "second opinions": marked("Second opinions"),
    "sites": marked("Other sites"),
    "name": marked("Its name"),
    "children": marked("Children"),
    "catchment": marked("Area it serves"),
}


@dataclass(frozen=True, slots=True)
class FactRow:
    """A row of the table of facts: name, value, source, and the date it was seen."""

    name: str
    says: str
    source: str
    seen: str
    report: Markup


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
    """Return advice about the telephone numbers of a site."""
    phones = phones_to_start_with(site.phones)
    if not phones:
        return no_number(site)
    purposes = {each.purpose for each in phones}
    if "new patients" in purposes:
        return ""
    if "main" in purposes:
        return _("We have no number for new patients here; ask at the main number.")
    return _("We have no number for new patients here. Ask which cancer doctors see new patients.")


def nearby(site: CareSite, words: str) -> Markup:
    """Return the link to a search around a site."""
    at = site.address
    town = f"{at.city}, {at.state}"
    return page_link(f"/search?near={quote(at.zip or town)}", words % {"town": town})


def good_to_know(site: CareSite, catalog: Catalog) -> list[Fact]:
    """Return what a site offers, and the notes on it."""
    facts = []
    if site.groups:
        groups = capitalize_first(group_names(site.groups, catalog))
        offers = _("%(groups)s, with its hospital partners; call to confirm.") % {"groups": groups}
        facts.append(Fact(_("Offers"), offers))
    elif site.treats_patients:
        facts.append(Fact(_("Offers"), _("We don't know which specialists work here.")))
    for each in site.notes:
        unlimited = _("This never limits who may go there.") if each.about == "catchment" else ""
        facts.append(Fact(_note_label(each.about), joined((shown(each.text), unlimited), " ")))
    return facts


def links(site: CareSite) -> list[Markup]:
    """Return the links to the site's web pages."""
    return [
        link(each.url, _(LINK_LABELS[each.purpose]), hreflang="es" if each.purpose == "Spanish" else "")
        for each in site.links
    ]


def designations(site: CareSite, catalog: Catalog) -> list[Entry]:
    """Return the designations of a site, each with its meaning and the source of the meaning."""
    return [
        Entry(
            designation_link(each, catalog),
            Markup("{} {} {}.").format(
                shown(catalog.designation_kinds[each.scheme, each.level].meaning),
                _("Source:"),
                origin(each.origin, catalog),
            ),
        )
        for each in site.designations
    ]


def address_lines(site: CareSite) -> Markup:
    """Return the address, with the street on its own line."""
    at = site.address
    return joined((at.street, f"{at.city}, {at.state} {at.zip or ''}"), Markup("<br>"))


def conflicts(site: CareSite, catalog: Catalog) -> list[Entry]:
    """Return the facts on which sources disagree, and what each source says."""
    return [
        Entry(optional("b", f"{capitalize_first(translate(each.about))}."), _conflict(each, catalog))
        for each in site.conflicts
    ]


def fact_rows(site: CareSite, catalog: Catalog, trials: TrialCount | None) -> list[FactRow]:
    """Return every fact about a site with its source, and how many trials recruit there."""
    counted = [(_("Trials"), count_words(trials), Origin(TRIALS, trials.as_of))] if trials else []
    return [
        FactRow(
            name,
            says,
            source_name(seen.source, catalog),
            when_seen(seen, catalog).removeprefix(", "),
            Markup("")
            if exported()
            else optional(
                "span",
                mistake(site.path, name, says, catalog.sources[seen.source].name),
                class_="no-print",
            ),
        )
        for name, says, seen in (*facts(site, catalog), *counted)
    ]


def facts(where: CareSite, catalog: Catalog) -> Iterator[tuple[str, str, Origin]]:
    """Yield every fact about a site as (name, value, origin)."""
    yield _("Name"), where.name, where.origin
    for designation in where.designations:
        kind = catalog.designation_kinds[designation.scheme, designation.level]
        yield _("Designation"), translate(kind.name) + _noted(designation.note), designation.origin
    for claim in where.claims:
        claimed = catalog.claim_kinds[claim.kind]
        more = "; ".join(part for part in (claim.seen_in, translate(claim.note or "")) if part)
        says = claim_text(claim, claimed) + (f" ({more})" if more else "")
        yield translate(claimed.name), says, claim.origin
    if where.care_origin:
        nobody = _("Nobody") if not where.treats_patients else treats(where)
        yield _("Who is treated"), nobody, where.care_origin
    for label, treated in ((_("Adults"), where.adults), (_("Children"), where.children)):
        if treated.origin:
            yield label, _(ANSWERS[treated.answer]), treated.origin
    if where.groups_origin:
        names = capitalize_first(group_names(where.groups, catalog))
        yield _("Specialists"), names, where.groups_origin
    yield from _where_facts(where)
    for each in where.phones:
        yield phone_label(each.purpose), phone(each.number) + _noted(each.note), each.origin
    for page in where.links:
        yield _(LINK_LABELS[page.purpose]), page.url, page.origin
    for note in where.notes:
        yield _note_label(note.about), translate(note.text), note.origin


def _where_facts(where: CareSite) -> Iterator[tuple[str, str, Origin]]:
    at = where.address
    street = f"{at.street}, " if at.street else ""
    yield _("Address"), f"{street}{at.city}, {at.state} {at.zip or ''}".strip(), at.origin
    if where.position:
        point, exact = where.position.point, where.position.precision == "address"
        precise = _("the address") if exact else _("the middle of its ZIP code")
        says = f"{point.latitude:.5f}, {point.longitude:.5f} ({precise})"
        yield _("Position"), says, where.position.origin
    if where.ccn:
        hospital = where.ccn.facility or where.host or where.name
        relation = f", {translate(where.ccn.relation)}" if where.ccn.relation else ""
        number = _("CMS number %(number)s") % {"number": where.ccn.number}
        yield _("Hospital"), f"{hospital} ({number}{relation})", where.ccn.origin


def _noted(note: str | None) -> str:
    return f" ({translate(note)})" if note else ""


def _note_label(about: str | None) -> str:
    return _(_NOTE_LABELS.get(about or "", marked("Note")))


def _conflict(conflict: Conflict, catalog: Catalog) -> Markup:
    said = _("We show %(shown)s. Another source says %(other)s (%(source)s).")
    note = capitalize_first(translate(conflict.note or ""))
    differ = sentence(
        said,
        shown=phone(translate(conflict.shown)),
        other=phone(translate(conflict.other)),
        source=source_name(conflict.source, catalog),
    )
    return joined((differ, note), " ")


def partner_links(partners: Sequence[CareSite]) -> Markup:
    """Return links to the partner sites that treat patients, for a site that treats none."""
    go = _("Go to one of these:") if len(partners) > 1 else _("Go here:")
    names = joined(page_link(f"/{each.path}", each.name) for each in partners)
    return Markup("{} {}.").format(go, names) if partners else Markup("")

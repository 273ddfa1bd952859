"""View values of the page of one center or program: every fact with its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal
from urllib.parse import quote

from markupsafe import Markup

from finder.domain.care import CareSite, Conflict, Note, newest_claims
from finder.domain.kinds import Kind
from finder.domain.sources import TRIALS, Origin
from finder.domain.trials import TrialCount
from finder.formats.claims import claim_text
from finder.formats.display import (
    ANSWERS,
    phone,
    phone_label,
    phones_to_start_with,
    treats,
    treats_in_full,
)
from finder.formats.display import miles as display_miles
from finder.formats.trials import count_words
from finder.geo.states import state_name
from finder.language import _, marked, translate
from finder.store.read_catalog import Catalog
from finder.web.context import exported
from finder.web.elements import optional
from finder.web.language import translate as shown
from finder.web.links import link, page_link, sentence
from finder.web.page.views import Entry, Fact, capitalize_first, joined, source_name, when_seen
from finder.web.records.care_sites import LINK_LABELS, belongs, group_names, kind_of, no_number
from finder.web.records.lists import Shelf
from finder.web.records.record_views import Mark
from finder.web.reports import mistake

_OPINIONS: Literal["second opinions"] = "second opinions"
#: Whom to ask for at a number that is not answered by the office for new patients.
_ASK_FOR = {
    "main": marked("Ask for the office for new cancer patients."),
    "help line": marked("Ask how to become a new patient."),
    "center": marked("Say which of its clinics you mean."),
    "Medicare records": marked("Ask the operator for the cancer center."),
    "NCI records": marked("Ask for the cancer clinic."),
}
#: The links of a site as buttons.
_PAGES = {"website": marked("Website"), "Spanish": "En español"}
_NOTE_LABELS = {
    _OPINIONS: marked("Second opinions"),
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
        Fact(_note_label(each.about), joined((shown(each.text), _anyone(each)), " "))
        for each in site.notes
        if each.about != _OPINIONS
    ]
    found = (
        Fact(_("Cancer doctors"), _doctors(site, catalog)),
        Fact(_("Trials"), _sentences(trials_here(site, catalog, trials))),
        Fact(_("On lists"), _sentences(listed(site, catalog))),
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
    said: list[str | Markup] = [shown(each.text) for each in site.notes if each.about == _OPINIONS]
    page = site.link(_OPINIONS)
    return [*said, link(page.url, _("Its page on second opinions"))] if page else said


def links(site: CareSite) -> list[Markup]:
    """Return the links to the site's own web pages, as buttons."""
    return [
        link(page.url, _(words), hreflang="es" if purpose == "Spanish" else "", class_="act")
        for purpose, words in _PAGES.items()
        if (page := site.link(purpose))
    ]


def designations(site: CareSite, catalog: Catalog) -> list[Fact]:
    """Return the designations of a site, each with its meaning."""
    kinds = [catalog.designation_kinds[each.scheme, each.level] for each in site.designations]
    return [Fact(shown(each.name), shown(each.meaning)) for each in kinds]


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
        yield _(LINK_LABELS[page.purpose]), _breakable(page.url), page.origin
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


def _breakable(url: str) -> Markup:
    """Return an address that a narrow column can break behind a slash, and nowhere else."""
    return Markup("/<wbr>").join(url.split("/"))


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

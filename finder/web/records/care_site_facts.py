"""Every fact about a place of care with its source, and what sources say differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from finder.domain.care import CareSite, Conflict
from finder.domain.sources import TRIALS, Origin
from finder.domain.trials import TrialCount
from finder.formats.claims import claim_text
from finder.formats.display import ANSWERS, phone, phone_label, treats
from finder.formats.trials import count_words
from finder.language import _, marked, translate
from finder.store.read_catalog import Catalog
from finder.web.context import exported
from finder.web.elements import optional
from finder.web.links import sentence
from finder.web.page.views import Entry, capitalize_first, joined, source_name, when_seen
from finder.web.records.care_sites import LINK_LABELS, group_names
from finder.web.reports import mistake

#: What a note on second opinions is about, and the purpose of a site's page on them.
OPINIONS: Literal["second opinions"] = "second opinions"
_NOTE_LABELS = {
    "": marked("Note"),
    OPINIONS: marked("Second opinions"),
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
        yield _("Who it treats"), nobody, where.care_origin
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
        yield note_label(note.about), translate(note.text), note.origin


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


def note_label(about: str | None) -> str:
    """Return what a note is about, in a word or two."""
    return _(_NOTE_LABELS.get(about or "", _NOTE_LABELS[""]))


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

"""View values of the page of one clinician or clinic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from finder.domain.answers import ClinicianResult
from finder.domain.clinicians import Clinician, Practice
from finder.domain.kinds import Kind
from finder.formats.display import date, in_sentence
from finder.formats.proper_names import city, street, title, town
from finder.language import _, translate
from finder.search.records.asked import Asked
from finder.search.records.providers import ClinicianPage
from finder.store.read_catalog import Catalog
from finder.web.elements import optional
from finder.web.language import translate as shown
from finder.web.links import Opening, page_link, sentence
from finder.web.page.record_views import Mark
from finder.web.page.views import Call, Fact, capitalize_first, joined, source_name
from finder.web.reader import kept
from finder.web.records.people import Office, looked_up, office, record_date, workplace_link


@dataclass(frozen=True, slots=True)
class PracticeView:
    """A practice: its address and numbers, the place of care it is in, and the sources that list it."""

    town: str
    office: Office
    here: Markup
    listed: Markup


@dataclass(frozen=True, slots=True)
class SpecialtyRow:
    """A specialty that a doctor reports: its name, what that kind of doctor does, and the sources."""

    name: Markup
    what: str
    sources: Markup


def about(each: Clinician, catalog: Catalog) -> str:
    """Return what a doctor is in plain words, "Breast surgeon, surgical oncologist", or what a clinic is."""
    kinds = [catalog.specialties[one.specialty] for one in each.specialties]
    words = [kind.name if each.kind is Kind.CLINIC else kind.one for kind in kinds]
    return capitalize_first(", ".join(in_sentence(translate(each)) for each in words))


def marks(page: ClinicianPage) -> list[Mark]:
    """Return what is known of a doctor, with the first hospital; what is not known has no mark."""
    each = page.clinician
    named = [page.workplaces[ccn].name for ccn in each.hospitals if ccn in page.workplaces]
    known = (
        Mark(_("Accepts Medicare")) if each.assignment else None,
        Mark(_("Video visits")) if each.telehealth else None,
        Mark(title(named[0])) if named else None,
    )
    return [mark for mark in known if mark]


def calls(practices: Sequence[PracticeView]) -> list[Call]:
    """Return the first number of each practice, each number once."""
    numbers: dict[str, Call] = {}
    for each in practices:
        for call in each.office.calls[:1]:
            label = _("Practice in %(city)s") % {"city": each.town}
            numbers.setdefault(call.number, Call(label, call.number))
    return list(numbers.values())


def live_note(each: Clinician) -> str:
    """Return that a record is from the live registry, and when it was asked; "" for a loaded record."""
    if not each.asked:
        return ""
    return _("Live from the NPI Registry. Asked on %(moment)s.") % {"moment": looked_up(each)}


def practices(page: ClinicianPage, asked: Asked, catalog: Catalog) -> list[PracticeView]:
    """Return the practices of a clinician, the one nearest to the reader first."""
    each = page.clinician
    found = asked.distance_to(each)
    nearest = (found.practice,) if isinstance(found, ClinicianResult) else ()
    return [
        PracticeView(
            city(practice.city),
            office(practice, each, catalog),
            _here(practice, page),
            _listed(practice, page, catalog),
        )
        for practice in dict.fromkeys((*nearest, *each.practices))
    ]


def specialty_rows(each: Clinician, catalog: Catalog) -> list[SpecialtyRow]:
    """Return the specialties that the clinician reports."""
    rows = []
    for one in each.specialties:
        kind = catalog.specialties[one.specialty]
        first = optional("span", _("(first choice)"), class_="meta") if one.primary else ""
        name = joined((page_link(f"/specialties/{kind.slug}", shown(kind.name)), first), " ")
        sources = joined(source_name(key, catalog) for key in one.sources)
        rows.append(SpecialtyRow(name, shown(kind.what), sources))
    return rows


def hospitals(page: ClinicianPage) -> list[str]:
    """Return the hospitals that CMS lists for a clinician, as links if the hospital has a page here."""
    unnamed = _("A hospital with the Medicare number %(ccn)s")
    return [
        workplace_link(page.workplaces[ccn]) if ccn in page.workplaces else unnamed % {"ccn": ccn}
        for ccn in page.clinician.hospitals
    ]


def medicare(each: Clinician) -> str:
    """Say that a doctor may charge more than Medicare pays, if Medicare's file says so."""
    if each.assignment is not False:
        return ""
    return _("Takes Medicare, but may charge you more than Medicare pays. Ask before your visit.")


def record_facts(
    each: Clinician, specialties: Sequence[SpecialtyRow], practices: Sequence[PracticeView], catalog: Catalog
) -> list[Fact]:
    """Return when the NPI was issued, the date of each source's record, and what each source says."""
    given = [Fact(_("Number issued"), date(each.enumerated))] if each.enumerated else []
    if each.asked:
        given.append(Fact(_("Looked up"), looked_up(each)))
    return [
        *given,
        *(Fact(source_name(key, catalog), record_date(each, key, catalog)) for key in each.sources),
        *(Fact(one.name, one.sources) for one in specialties),
        *(Fact(_("Address"), one.listed) for one in practices),
    ]


def others_nearby(each: Clinician) -> Markup:
    """Return the link to clinicians of the same specialty near the first practice."""
    if not each.practices or not each.practices[0].zip:
        return Markup("")
    first = each.practices[0]
    specialty = each.specialties[0].specialty if each.kind is Kind.CLINICIAN else ""
    others = _("Others near %(town)s")
    words = others % {"town": f"{city(first.city)}, {first.state}"}
    return page_link(f"/search?near={first.zip}&kind={each.kind}&specialty={specialty}", words)


def _here(practice: Practice, page: ClinicianPage) -> Markup:
    """Say which place of care has the address of a practice."""
    place = page.sites.get(practice.site or "")
    if place is None:
        return Markup("")
    said = _("At %(a)s%(name)s%(end)s.")
    return sentence(said, a=Opening(kept(f"/{practice.site}")), name=place.name)


def _listed(practice: Practice, page: ClinicianPage, catalog: Catalog) -> Markup:
    sources = joined(
        Markup("{} ({})").format(source_name(key, catalog), record_date(page.clinician, key, catalog))
        for key in practice.sources
    )
    where = ", ".join(part for part in (street(practice), town(practice)) if part)
    return Markup("{}: {}").format(where, sources)

"""View values of the page of one clinician or clinic."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from finder.domain.clinicians import Clinician, Practice
from finder.domain.kinds import Kind
from finder.domain.sources import CMS_CLINICIANS
from finder.formats.display import date
from finder.formats.proper_names import city
from finder.language import _, marked, translate
from finder.search.records.providers import ClinicianPage
from finder.store.read_catalog import Catalog
from finder.web.elements import optional
from finder.web.language import translate as shown
from finder.web.links import Opening, page_link, sentence
from finder.web.page.views import Fact, capitalize_first, joined, source_name
from finder.web.reader import kept
from finder.web.records.people import Office, looked_up, office, record_date, workplace_link

#: How a practice is placed whose street address has no point.
_MIDDLES = {
    "zip": marked("On the map at the middle of its ZIP code."),
    "city": marked("On the map in the middle of its city."),
}


@dataclass(frozen=True, slots=True)
class PracticeView:
    """A practice: its address and numbers, and the sources that list it."""

    office: Office
    listed: Markup


@dataclass(frozen=True, slots=True)
class SpecialtyRow:
    """A reported specialty: its name, what that kind of doctor does, and the sources of the report."""

    name: Markup
    what: str
    sources: Markup


def specialties_in_words(each: Clinician, catalog: Catalog) -> str:
    """Return the specialties of a clinician in plain words: "Breast surgeon, surgical oncologist"."""
    words = [translate(catalog.specialties[one.specialty].one) for one in each.specialties]
    return capitalize_first(", ".join(words))


def live_note(each: Clinician) -> str:
    """Return that a record is from the live registry, and when it was asked; "" for a loaded record."""
    if not each.asked:
        return ""
    return _("Live from the NPI Registry. Asked on %(moment)s.") % {"moment": looked_up(each)}


def practices(page: ClinicianPage, catalog: Catalog) -> list[PracticeView]:
    """Return the practices of a clinician."""
    each = page.clinician
    return [
        PracticeView(office(practice, each, catalog), _listed(practice, page, catalog))
        for practice in each.practices
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
    unnamed = _("A hospital with the CMS number %(ccn)s")
    return [
        workplace_link(page.workplaces[ccn]) if ccn in page.workplaces else unnamed % {"ccn": ccn}
        for ccn in page.clinician.hospitals
    ]


def medicare(each: Clinician, catalog: Catalog) -> str:
    """Return what Medicare's file says about a clinician, if it is loaded; it has no clinics."""
    if each.kind is Kind.CLINIC or not catalog.sources[CMS_CLINICIANS].loaded:
        return ""
    if each.assignment is None:
        accepts = _ask_about_medicare(each)
    elif each.assignment:
        accepts = _("Accepts what Medicare pays in full.")
    else:
        accepts = _("Takes Medicare, and may charge more than Medicare pays.")
    video = _("Has billed for visits by video.") if each.telehealth else ""
    return " ".join(part for part in (accepts, video) if part)


def _ask_about_medicare(each: Clinician) -> str:
    if CMS_CLINICIANS in each.sources:
        return _("Medicare's file does not say whether they accept what Medicare pays. Ask.")
    return _("Not in the Medicare file of clinicians. Ask whether they take your insurance.")


def record_facts(each: Clinician, catalog: Catalog) -> list[Fact]:
    """Return the date when the NPI was issued, and the date of each source's record."""
    given = [Fact(_("Number given"), date(each.enumerated))] if each.enumerated else []
    if each.asked:
        given.append(Fact(_("Looked up"), looked_up(each)))
    return given + [Fact(source_name(key, catalog), record_date(each, key, catalog)) for key in each.sources]


def others_nearby(each: Clinician) -> Markup:
    """Return the link to clinicians of the same specialty near the first practice."""
    if not each.practices or not each.practices[0].zip:
        return Markup("")
    first = each.practices[0]
    specialty = each.specialties[0].specialty if each.kind is Kind.CLINICIAN else ""
    words = _("Others near %(town)s") % {"town": f"{city(first.city)}, {first.state}"}
    return page_link(f"/search?near={first.zip}&kind={each.kind}&specialty={specialty}", words)


def _listed(practice: Practice, page: ClinicianPage, catalog: Catalog) -> Markup:
    each = page.clinician
    sources = joined(
        Markup("{} ({})").format(source_name(key, catalog), record_date(each, key, catalog))
        for key in practice.sources
    )
    listed = Markup("{} {}.").format(_("Listed by"), sources)
    middle = _MIDDLES.get(practice.exactness or "", "")
    site = page.sites.get(practice.site or "")
    here: Markup | str = ""
    if site:
        said = _("This is the address of %(a)s%(name)s%(end)s.")
        here = sentence(said, a=Opening(kept(f"/{practice.site}")), name=site.name)
    return joined((listed, _(middle) if middle else "", here), " ")

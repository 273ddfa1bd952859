"""View values of the page of one hospital: its team by specialist group, and whom to call."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from finder.domain.care import GROUPS
from finder.domain.clinicians import Hospital
from finder.domain.sources import CMS_AFFILIATIONS, CMS_CLINICIANS, CMS_HOSPITALS, NPPES
from finder.formats.display import in_sentence, source_date
from finder.formats.proper_names import city
from finder.language import _, ngettext, number, translate
from finder.search.records.providers import HospitalPage
from finder.store.read_catalog import Catalog
from finder.web.language import translate as shown
from finder.web.links import Opening, page_link, sentence
from finder.web.page.record_views import Mark
from finder.web.page.views import Fact, in_english, joined, source_name
from finder.web.reader import kept
from finder.web.records import people
from finder.web.records.care_sites import group_names

_SOURCES = (CMS_HOSPITALS, CMS_AFFILIATIONS, CMS_CLINICIANS, NPPES)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A specialist group with the number of its doctors, and how many report each subspecialty."""

    name: Markup
    count: str


def marks(hospital: Hospital) -> list[Mark]:
    """Return what is known of a hospital; what is not known has no mark."""
    known = (
        Mark(_("All four kinds of cancer doctors")) if len(hospital.team) == len(GROUPS) else None,
        Mark(_("Emergency department")) if hospital.emergency else None,
    )
    return [mark for mark in known if mark]


def about(page: HospitalPage) -> Markup:
    """Return the type of a hospital according to CMS, and the center or program that it is."""
    hospital = page.hospital
    what = in_english(hospital.type.lower().replace(" hospitals", "")) if hospital.type else ""
    kind = Markup("{}.").format(joined((_("Hospital"), what), ": "))
    if page.site is None:
        return kind
    said = _("See also %(a)s%(name)s%(end)s.")
    return joined((kind, sentence(said, a=Opening(kept(f"/{hospital.site}")), name=page.site.name)), " ")


def lead(hospital: Hospital, catalog: Catalog) -> str:
    """Return which specialist groups work with a hospital, starting with what to ask where none is known."""
    if len(hospital.team) == len(GROUPS):
        return _(
            "Surgeons, medical oncologists, radiation oncologists and pathologists work with this hospital."
        )
    if hospital.team:
        groups = group_names(hospital.team, catalog)
        return _("We know of doctors in %(groups)s. Ask about other specialists.") % {"groups": groups}
    return _("Ask which cancer doctors work here. We don't have a list.")


def call_note(hospital: Hospital) -> str:
    """Return what the reader should know before calling."""
    number_note = (
        "" if hospital.phone else _("We have no phone number for this hospital. Look on its website.")
    )
    said = number_note or _("Ask the operator for the cancer center.")
    emergency = _("It has no emergency department.") if hospital.emergency is False else ""
    return " ".join(part for part in (said, emergency) if part)


def address_lines(hospital: Hospital) -> Markup:
    """Return the address of a hospital, with the street on its own line."""
    return people.hospital_address(hospital, Markup("<br>"))


def team_rows(hospital: Hospital, catalog: Catalog) -> list[GroupRow]:
    """Return the team by specialist group, where any doctor is known: "5 doctors: 2 breast surgery"."""
    return [
        GroupRow(
            page_link(f"/specialties/{group}", shown(catalog.specialties[group].name)),
            _count(hospital, group, catalog),
        )
        for group in GROUPS
        if group in hospital.team
    ]


def clinicians_link(hospital: Hospital) -> Markup:
    """Return the link to the list of affiliated clinicians, or nothing if there are none."""
    if not hospital.team:
        return Markup("")
    to = f"/search?near={hospital.zip}&hospital={hospital.ccn}&kind=clinician"
    return page_link(to, _("See the doctors by name"))


def record_facts(catalog: Catalog) -> list[Fact]:
    """Return the date of each file that was loaded."""
    return [
        Fact(source_name(key, catalog), source_date(catalog.sources[key]))
        for key in _SOURCES
        if catalog.sources[key].loaded
    ]


def nearby(hospital: Hospital) -> Markup:
    """Return the link to centers and programs near a hospital."""
    town = f"{city(hospital.city)}, {hospital.state}"
    words = _("Other places near %(town)s") % {"town": town}
    return page_link(f"/search?near={hospital.zip}", words)


def _count(hospital: Hospital, group: str, catalog: Catalog) -> str:
    count = hospital.team[group]
    words = ngettext("%(count)s doctor", "%(count)s doctors", count) % {"count": number(count)}
    smaller = ", ".join(
        f"{number(few)} {in_sentence(translate(catalog.specialties[slug].name))}"
        for slug, few in hospital.subspecialties.items()
        if group in catalog.specialties[slug].groups and slug != group
    )
    return f"{words} ({smaller})" if smaller else words

"""View values of the page of one hospital: its team by specialist group, and whom to call."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from finder.domain.care import GROUPS
from finder.domain.clinicians import Hospital
from finder.domain.sources import CMS_AFFILIATIONS, CMS_CLINICIANS, CMS_HOSPITALS, NPPES
from finder.formats.display import in_sentence, source_date
from finder.formats.proper_names import city
from finder.language import _, number, translate
from finder.search.records.providers import HospitalPage
from finder.store.read_catalog import Catalog
from finder.web.language import translate as shown
from finder.web.links import Opening, page_link, sentence
from finder.web.page.views import Fact, in_english, joined, source_name
from finder.web.reader import kept
from finder.web.records.care_sites import group_names

_SOURCES = (CMS_HOSPITALS, CMS_AFFILIATIONS, CMS_CLINICIANS, NPPES)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The number of affiliated clinicians in a group, and how many of them report each subspecialty."""

    name: Markup
    count: str
    of_whom: str


def kind(hospital: Hospital) -> Markup:
    """Return the type of a hospital according to CMS."""
    what = in_english(hospital.type.lower().replace(" hospitals", "")) if hospital.type else ""
    return joined((_("Hospital"), what), ": ")


def lead(page: HospitalPage, catalog: Catalog) -> Markup:
    """Return which specialist groups are affiliated, and the center or program it is also listed as."""
    hospital = page.hospital
    if len(hospital.team) == len(GROUPS):
        team = _("All four specialist groups are affiliated here.")
    elif hospital.team:
        groups = group_names(hospital.team, catalog)
        team = _("Specialists in %(groups)s are affiliated here.") % {"groups": groups}
    else:
        team = _("No cancer specialist of the loaded files is affiliated here.")
    also: Markup | str = ""
    if page.site:
        said = _("It is also listed as %(a)s%(name)s%(end)s.")
        also = sentence(said, a=Opening(kept(f"/{hospital.site}")), name=page.site.name)
    return joined((team, also), " ")


def call_note(hospital: Hospital) -> str:
    """Return what the reader should know before calling."""
    if hospital.phone:
        said = _("Ask which cancer doctors see new patients there.")
    else:
        said = _("We have no telephone number for this hospital.")
    emergency = _("It has no emergency department.") if hospital.emergency is False else ""
    return " ".join(part for part in (said, emergency) if part)


def team_rows(hospital: Hospital, catalog: Catalog) -> list[GroupRow]:
    """Return the team by specialist group."""
    return [
        GroupRow(
            page_link(f"/specialties/{group}", shown(catalog.specialties[group].name)),
            number(hospital.team.get(group, 0)),
            _of_whom(hospital, group, catalog),
        )
        for group in GROUPS
    ]


def clinicians_link(hospital: Hospital) -> Markup:
    """Return the link to the list of affiliated clinicians, or nothing if there are none."""
    if not hospital.team:
        return Markup("")
    to = f"/search?near={hospital.zip}&hospital={hospital.ccn}&kind=clinician"
    return page_link(to, _("The clinicians by name")) + ". "


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
    words = _("Cancer centers and programs near %(town)s") % {"town": town}
    return page_link(f"/search?near={hospital.zip}", words)


def _of_whom(hospital: Hospital, group: str, catalog: Catalog) -> str:
    return ", ".join(
        f"{number(count)} {in_sentence(translate(catalog.specialties[slug].name))}"
        for slug, count in hospital.subspecialties.items()
        if group in catalog.specialties[slug].groups and slug != group
    )

"""Values that pages and cards of centers and programs share: kind, claims, numbers, sources."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from finder.domain.care import GROUPS, CareSite, Phone, PhonePurpose
from finder.domain.kinds import Kind
from finder.formats.display import VETERANS_ONLY, belonging, phone_label
from finder.language import _, format_list, marked, translate
from finder.store.read_catalog import Catalog
from finder.web.elements import aloud
from finder.web.language import translate as shown
from finder.web.links import Opening, link, sentence
from finder.web.page.views import Call, joined
from finder.web.reader import kept
from finder.web.records.directions import directions

LINK_LABELS = {
    "website": marked("Its own website"),
    "second opinions": marked("Second opinions"),
    "Spanish": "En español",
}

#: Who answers at numbers whose label in full also says what to ask for.
_WHO_ANSWERS: dict[PhonePurpose, str] = {
    "center": marked("Its cancer center"),
    "Medicare records": marked("Hospital’s number"),
    "NCI records": marked("Number on NCI’s list"),
}


def kind_of(site: CareSite, catalog: Catalog) -> str:
    """Return the kind of a site in a few words."""
    if site.relation == "own":
        return _("Cancer center location")
    if site.kind is not Kind.CENTER:
        return _(site.kind.badge)
    if nci := site.designation("nci"):
        return shown(catalog.designation_kinds["nci", nci.level].name)
    if site.treats == ("children",):
        return _("Children’s hospital")
    return _("Research hospital") if site.studies_only else _("Cancer center")


def belongs(site: CareSite, catalog: Catalog) -> Markup:
    """Return how a site belongs to its center, with a link to the center; empty for a place without one."""
    center = catalog.center_of(site)
    if center is None:
        return Markup("")
    said = f"{belonging(site, center)}."
    return sentence(said, a=Opening(kept(f"/{center.path}")), center=center.name)


def calls(phones: Iterable[Phone]) -> list[Call]:
    """Return numbers with who answers each, or what it is for."""
    return [Call(who_answers(each.purpose), each.number) for each in phones]


def who_answers(purpose: PhonePurpose) -> str:
    """Return who answers a number in a word or two, or what the number is for."""
    return _(_WHO_ANSWERS[purpose]) if purpose in _WHO_ANSWERS else phone_label(purpose)


def no_number(site: CareSite) -> Markup:
    """Return what to do where we have no number to call: the website, or else a map."""
    said = _("We have no telephone number for this place.")
    website = site.link("website")
    words = _("Look on its website") + aloud(site.name)
    instead = link(website.url, words) if website else directions(site, site.name)
    return joined((said, instead), " ")


def cautions(site: CareSite) -> list[str]:
    """Return what the reader should know before calling."""
    veterans = _(VETERANS_ONLY) if site.veterans_only else ""
    return [each for each in (veterans, shown(site.care_note.text) if site.care_note else "") if each]


def group_names(groups: Iterable[str], catalog: Catalog) -> str:
    """Return the names of specialist groups as text: "surgery, medical oncology and pathology"."""
    names = [translate(catalog.specialties[group].name).lower() for group in GROUPS if group in groups]
    return format_list(names) if names else ""

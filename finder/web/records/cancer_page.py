"""View values of the page of one cancer type: its names, documents, and links to other sites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from finder.domain.cancers.types import CancerType
from finder.domain.documents import NCI_LINE
from finder.domain.outward_links import FilledLink
from finder.formats.display import date
from finder.language import _, current_language, marked, ngettext, translate
from finder.search.documents.find import find_guidelines
from finder.search.outward_links import OutwardLinks
from finder.search.questions import GuidelineQuery
from finder.store.connect import Snapshot
from finder.store.read_catalog import Catalog, kinds_of
from finder.web.addresses import address, asked_again
from finder.web.context import exported
from finder.web.elements import dial
from finder.web.guidelines import lists
from finder.web.guidelines.lists import KindView
from finder.web.language import translate as shown
from finder.web.links import link, page_link, sentence
from finder.web.page.views import Entry, Fact, explain, joined, source_name
from finder.web.records.cancer_names import Called
from finder.web.records.lists import slug

_FOUND_IN = {
    "adult": marked("Found in adults."),
    "pediatric": marked("Found in children."),
    "both": marked("Found in adults and children."),
}


def title(cancer: CancerType) -> str:
    """Return the title of the page."""
    return _("%(cancer)s: who treats it, and what to read") % {"cancer": translate(cancer.name)}


def body_system(cancer: CancerType) -> Markup:
    """Return the part of the body, as a link to the other cancers that start there."""
    return page_link(f"/cancers#{slug(cancer.body_system)}", shown(cancer.body_system))


def kinds(cancer: CancerType, catalog: Catalog, near: str | None) -> list[Markup]:
    """Return links to the types that a group may be; none for a type."""
    return [
        page_link(address(f"/cancers/{each.slug}", {"near": near}), shown(each.name))
        for each in kinds_of(catalog, cancer)
    ]


def in_situ(cancer: CancerType) -> Markup:
    """Return an explanation of "in situ" if the name of the cancer contains it."""
    return explain("in-situ", _("What “in situ” means")) if "in situ" in cancer.name else Markup("")


def lead(cancer: CancerType) -> Markup:
    """Return the cancer in plain words, and whether adults or children get it."""
    return Markup("{}. {}").format(shown(cancer.plain_name), _(_FOUND_IN[cancer.population]))


def also_called(called: Called) -> str:
    """Return a few other names in the language of the page, or nothing if there are none."""
    names = ", ".join(called.first)
    return _("Also called %(names)s.") % {"names": names} if names else ""


def names_summary(called: Called) -> str:
    """Return the label of the collapsed section with all names and codes."""
    if called.more <= 0:
        return _("Codes and source")
    said = ngettext("%(count)s more name, and codes", "%(count)s more names, and codes", called.more)
    return said % {"count": called.more}


def names_and_codes(cancer: CancerType, called: Called, catalog: Catalog) -> list[Fact]:
    """Return all names and codes of a cancer, and their source."""
    facts = [Fact(_(each.label), ", ".join(each.names), _if_other(each.language)) for each in called.groups]
    if cancer.icd10cm:
        facts.append(Fact(explain("icd-10-cm", "ICD-10-CM"), ", ".join(cancer.icd10cm)))
    if cancer.oncotree:
        facts.append(Fact(explain("oncotree", "OncoTree"), ", ".join(cancer.oncotree)))
    checked = date(cancer.checked) if cancer.checked else ""
    source = joined((source_name(cancer.source, catalog), checked))
    facts.append(Fact(_("Source"), Markup("{}. {}").format(source, _("The other names are in common use."))))
    return facts


def every_kind(snapshot: Snapshot, cancer: CancerType) -> list[KindView]:
    """Return the documents on a cancer for an exported page: its list of all documents has no filters.

    Those for every cancer are in that list.
    """
    if not exported():
        return []
    found = find_guidelines(snapshot, GuidelineQuery(cancer=cancer.slug))
    specific = tuple(each for each in found.documents if found.scopes[each.id] != "general")
    return lists.kinds(replace(found, documents=specific, gone=()), says_audience=True)


def trial_line(catalog: Catalog) -> Markup:
    """Return the number of NCI's help line for finding a trial, or nothing if the directory lacks it."""
    line = catalog.helplines.get(NCI_LINE)
    if line is None or not line.phone:
        return Markup("")
    return sentence(_("NCI helps you find one: %(number)s."), number=dial(line.phone))


def place_filled_in(found: OutwardLinks) -> Markup:
    """Say that the links to trials include the place, and offer to remove it."""
    if found.place is None:
        return Markup("")
    said = _("These links search near %(place)s. The site that you open gets this place.")
    leave_out = link(f"{asked_again(near=None)}#trials", _("Leave the place out"), class_="no-print")
    return Markup("{} {}").format(said % {"place": found.place.name}, leave_out)


def asks_place(found: OutwardLinks) -> bool:
    """Tell whether the page asks for a place for the links to trials; an exported page cannot."""
    return found.place is None and not exported()


def outward(links: Sequence[FilledLink]) -> list[Entry]:
    """Return the links to other sites."""
    return [
        Entry(
            link(each.url, each.name, hreflang="" if each.language == "en" else each.language), each.use_for
        )
        for each in links
    ]


def _if_other(code: str) -> str:
    """Return the language if it differs from the language of the page, else ""."""
    return "" if code == current_language() else code

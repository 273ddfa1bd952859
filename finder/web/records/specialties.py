"""View values of the pages of specialties: what each specialist does, and for which cancers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from finder.domain.cancers.specialists import Specialty
from finder.domain.care import GROUPS
from finder.formats.display import date, in_sentence
from finder.language import _, marked, ngettext, translate
from finder.store.read_catalog import Catalog
from finder.web.language import translate as shown
from finder.web.links import Opening, page_link, sentence
from finder.web.page.views import Entry, Fact, joined, source_name
from finder.web.reader import kept
from finder.web.records.care_sites import group_names

_ROLES = {
    "leads": marked("Usually leads the care"),
    "operates": marked("Operates"),
    "gives medicine": marked("Gives medicine"),
    "radiates": marked("Gives radiation"),
    "diagnoses": marked("Helps make the diagnosis"),
    "reads slides": marked("Reads the slides"),
    "supports": marked("May also help"),
}
#: The caption under each group's picture.
CAPTIONS = {
    "surgery": marked("The surgeon takes the tumor out."),
    "medical-oncology": marked("These drugs travel through your whole body."),
    "radiation-oncology": marked("Beams from several directions are aimed at the tumor."),
    "pathology": marked("The pathologist looks at a piece of it."),
}
#: The position of each group in the picture of the team: x and y of the center of its figure.
_TEAM = {
    "surgery": (90, 62),
    "medical-oncology": (310, 62),
    "radiation-oncology": (310, 218),
    "pathology": (90, 218),
}
#: The kinds of specialties that are shown (`tier` in data/README.md). The others are in the data only for
#: their codes.
_SHOWN_TIERS = ("A", "B", "C", "D")


@dataclass(frozen=True, slots=True)
class GroupView:
    """One of the four groups with its subspecialties."""

    slug: str
    name: Markup
    what: str
    caption: str
    kinds: tuple[Entry, ...]
    #: The label of the list of `kinds`, with their number.
    kinds_label: str


@dataclass(frozen=True, slots=True)
class RoleList:
    """The cancers in which a specialist has one role."""

    label: str
    cancers: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A specialist in the picture of the team, with the position of the figure."""

    name: str
    x: int
    y: int


def subspecialties(catalog: Catalog, group: str) -> list[Specialty]:
    """Return the subspecialties of a group that can be searched for."""
    return [
        each
        for each in catalog.specialties.values()
        if each.searchable and each.kind == "subspecialty" and group in each.groups
    ]


def entries(found: Iterable[Specialty]) -> tuple[Entry, ...]:
    """Return specialties as links, each with what these doctors do."""
    return tuple(
        Entry(page_link(f"/specialties/{each.slug}", shown(each.name)), shown(each.what)) for each in found
    )


def groups(catalog: Catalog) -> list[GroupView]:
    """Return the four groups with their subspecialties."""
    return [
        GroupView(
            group,
            page_link(f"/specialties/{group}", shown(each.name)),
            joined((shown(each.what), shown(each.when)), " "),
            _(CAPTIONS[group]),
            kinds := entries(subspecialties(catalog, group)),
            _kinds_label(len(kinds)),
        )
        for group in GROUPS
        if (each := catalog.specialties[group])
    ]


def _kinds_label(count: int) -> str:
    said = ngettext(
        "%(count)s kind of doctor in this group", "%(count)s kinds of doctors in this group", count
    )
    return said % {"count": count}


def others(catalog: Catalog) -> tuple[Entry, ...]:
    """Return the specialties of others who help; they cannot be searched for."""
    return entries(
        each for each in catalog.specialties.values() if not each.searchable and each.tier in _SHOWN_TIERS
    )


def team(catalog: Catalog) -> list[Member]:
    """Return the four groups with their positions around the patient in the picture."""
    return [Member(translate(catalog.specialties[slug].name), x, y) for slug, (x, y) in _TEAM.items()]


def kind(specialty: Specialty, catalog: Catalog) -> Markup:
    """Return the kind of a specialty: one of the four groups, a subspecialty, or others who help."""
    if specialty.kind != "group" and specialty.groups:
        links = [
            page_link(f"/specialties/{each}", in_sentence(translate(catalog.specialties[each].name)))
            for each in specialty.groups
        ]
        return Markup("{} {}").format(_("A specialist in"), joined(links))
    if specialty.kind == "group":
        said = _("One of the four %(a)sspecialist groups%(end)s")
    else:
        said = _("One of the %(a)sothers who help%(end)s")
    return sentence(said, a=Opening(kept("/specialties")))


def plain_words(specialty: Specialty) -> Markup:
    """Return when to see this specialist, and a plain word for one."""
    words = _("Also called %(names)s.") % {"names": translate(specialty.one)}
    return joined((shown(specialty.when), words), " ")


def search_hint(specialty: Specialty, catalog: Catalog) -> str:
    """Return a note on what a search for a subspecialty can and cannot find; "" for a group."""
    if specialty.kind == "group":
        return ""
    said = _(
        "We don't know which places have one of these doctors. The list shows places with %(groups)s. Ask"
        " when you call."
    )
    return said % {"groups": group_names(specialty.groups, catalog)}


def roles(roles: Mapping[str, str], catalog: Catalog) -> list[RoleList]:
    """Return the cancers that a specialty treats, by role."""
    lists = [
        RoleList(
            _(label),
            tuple(
                page_link(f"/cancers/{slug}", shown(catalog.cancers[slug].name))
                for slug, own in roles.items()
                if own == role
            ),
        )
        for role, label in _ROLES.items()
    ]
    return [each for each in lists if each.cancers]


def codes(specialty: Specialty, catalog: Catalog) -> list[Fact]:
    """Return the codes of a specialty, and the source of its description."""
    nucc = [Fact(_("NUCC taxonomy"), ", ".join(specialty.nucc))] if specialty.nucc else []
    checked = date(specialty.checked) if specialty.checked else ""
    source = joined((source_name(specialty.source, catalog), checked))
    return [*nucc, Fact(_("Description"), source)]

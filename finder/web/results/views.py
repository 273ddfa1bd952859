"""View values around the results: rings of distance, tabs, and forms to narrow the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from finder import language
from finder.domain.answers import Proposal, Result, Results, is_unknown
from finder.domain.cancers.specialists import VolumeStudy
from finder.domain.kinds import CARE_SITES, Kind
from finder.formats.display import UNKNOWN
from finder.language import _, marked, number
from finder.search.filters import FILTERS, SHOW, YES
from finder.search.filters import Filter as SearchFilter
from finder.search.questions import NearQuery
from finder.store.near import RINGS
from finder.store.read_catalog import Catalog
from finder.web.addresses import arguments, asked_again
from finder.web.context import current_catalog, site
from finder.web.language import translate as shown
from finder.web.links import link, page_link
from finder.web.page.views import Option, joined
from finder.web.reader import hidden


@dataclass(frozen=True, slots=True)
class Ring:
    """A range of distances with its results; if it has none, the heading says so."""

    heading: str
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """A link that narrows or switches the list: label, address, and whether it is active."""

    label: str
    address: str
    current: bool
    language: str = ""


def rings(answer: Results) -> list[Ring]:
    """Return the results by ring, then those that may not treat the patients of the search.

    On page 1, one heading covers the empty rings before the first result.
    """
    found: list[Ring] = []
    unknown = tuple(each for each in answer.results if is_unknown(each, answer.understood))
    treating = answer.results[: len(answer.results) - len(unknown)]
    inner = 0
    for radius in (*RINGS, None):
        here = tuple(
            each for each in treating if inner <= each.miles and (radius is None or each.miles < radius)
        )
        if here:
            found.append(Ring(_heading(inner, radius), here))
        inner = radius or inner
    first = treating[0].miles if treating else 0.0
    if answer.page == 1 and (empty := max((r for r in RINGS if r <= first), default=0)):
        found.insert(0, Ring(_("Within %(miles)s miles: none. The nearest:") % {"miles": empty}, ()))
    if unknown and answer.understood.patients:
        found.append(Ring(_(UNKNOWN[answer.understood.patients]), unknown))
    return found


def _heading(inner: int, outer: int | None) -> str:
    if outer is None:
        return _("More than %(miles)s miles") % {"miles": inner}
    if inner:
        return _("%(inner)s to %(outer)s miles") % {"inner": inner, "outer": outer}
    return _("Within %(miles)s miles") % {"miles": outer}


def show_filters(query: NearQuery) -> list[Filter]:
    """Return the filters above the list. With no choice, the list is for the age group of the cancer."""
    current = query.filters.get("show")
    labels = {None: marked("All places")} | {value: label for value, label in SHOW.items() if value != "all"}
    return [
        Filter(
            _(label),
            asked_again(show=value, page=None),
            current == value or (value is None and current == "all"),
        )
        for value, label in labels.items()
    ]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The form that narrows a list: fields, check boxes, and hidden fields with the rest of the query."""

    fields: tuple[Field, ...]
    checks: tuple[Field, ...]
    hidden: tuple[tuple[str, str], ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class SpecialtyRow:
    """The number of clinicians of one specialty within each radius."""

    name: Markup
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpecialtyCounts:
    """A table of the number of clinicians by specialty and distance."""

    columns: tuple[str, ...]
    rows: tuple[SpecialtyRow, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form that narrows a list: `value` is the current value, `options` the allowed ones."""

    name: str
    label: str
    placeholder: str
    options: tuple[Option, ...]
    value: str | tuple[str, ...]
    is_check: bool
    is_many: bool


def narrowing(query: NearQuery, live: bool = False) -> Narrowing:
    """Return the form with a field for each filter that applies to every kind in the list.

    For a `live` list they are the filters that the NPI Registry knows about.
    """
    fields = [
        _field(each, query)
        for each in FILTERS
        if set(query.kinds) <= set(each.kinds) and (each.is_live or not live)
    ]
    given = arguments()
    kept = [(name, value) for name in _KEPT for value in given.get(name, ())]
    kinds = [("kind", value) for value in given.get("kind", ())]
    return Narrowing(
        tuple(each for each in fields if not each.is_check),
        tuple(each for each in fields if each.is_check),
        (*kept, *kinds, *hidden()),
        any(each.value for each in fields),
    )


def by_specialty(answer: Results, catalog: Catalog) -> SpecialtyCounts | None:
    """Return the number of clinicians by specialty and distance, or None if nothing was counted."""
    if not answer.by_specialty:
        return None
    within = _("Within %(radius)s miles")
    return SpecialtyCounts(
        tuple(within % {"radius": radius} for radius in answer.within),
        tuple(
            SpecialtyRow(
                link(asked_again(specialty=slug, page=None), shown(catalog.specialties[slug].name)),
                tuple(map(number, counts.values())),
            )
            for slug, counts in answer.by_specialty.items()
        ),
    )


def _field(each: SearchFilter, query: NearQuery) -> Field:
    value = query.filters.get(each.name, () if each.many else "")
    values = each.values or {}
    if each.many:  # "all" is only for addresses; the form has a box for each value
        value = tuple(values) if "all" in value else value
        values = {key: label for key, label in values.items() if key != "all"}
    return Field(
        each.name,
        _(each.label),
        _(each.written) if each.written else "",
        tuple(
            Option(
                key,
                _word(each, key, label),
                current=key in value if each.many else key == value,
            )
            for key, label in values.items()
        ),
        value,
        each.values is YES,
        each.many,
    )


def _word(each: SearchFilter, key: str, label: str) -> str:
    """Return the label of a value; for a check box it is the label of the filter."""
    if each.values is YES:
        return _(each.label)
    return _(label) if label else group_name(key)


def group_name(slug: str) -> str:
    """Return the name of a specialist group."""
    return language.translate(current_catalog().specialties[slug].name)


#: The tabs, by the kind they ask for; None is the first tab, with centers and programs.
_TABS = {
    None: marked("Centers and programs"),
    Kind.CLINICIAN: marked("Specialists"),
    Kind.HOSPITAL: marked("Hospital teams"),
    Kind.CLINIC: marked("Clinics"),
}
#: The parameters that the form to narrow a list keeps.
_KEPT = ("near", "cancer", "specialty", "miles", "live")
#: The parameters that apply to one list only; switching to another list removes them.
_OWN = ("page", *(each.name for each in FILTERS))


def tabs(query: NearQuery, others: Sequence[Filter]) -> list[Filter]:
    """Return the tabs, without those that can have no results, and `others`. Empty if there is only one."""
    counts = current_catalog().counts
    there = {
        None: True,
        Kind.CLINICIAN: bool(counts["clinicians"] or site().live),
        Kind.HOSPITAL: bool(counts["hospitals"]),
        Kind.CLINIC: bool(counts["clinics"]),
    }
    found = [
        Filter(_(label), asked_again(kind=kind, **dict.fromkeys(_OWN)), _is_list(query, kind))
        for kind, label in _TABS.items()
        if there[kind]
    ]
    found += others
    return found if len(found) > 1 else []


def all_kinds_address() -> str:
    """Return the address of this search without filters, kind and page."""
    return asked_again(kind=None, **dict.fromkeys(_OWN))


def _is_list(query: NearQuery, kind: Kind | None) -> bool:
    return query.kinds == ((kind,) if kind else CARE_SITES)


def page_address(page: int) -> str:
    """Return the address of another page of this list."""
    return asked_again(page=page if page > 1 else None)


def volume_line(study: VolumeStudy | None, to: str | None) -> Markup:
    """Return the advice to ask how often a treatment is done, with a link to the studies."""
    if study is None:
        return Markup("")
    return joined((shown(study.advice), link(to, _("What studies found"), class_="no-print")), " ")


def proposal(each: Proposal) -> Markup:
    """Return a doctor to ask for, with a link to the search for them, or else to what they do."""
    if each.specialty:
        return link(asked_again(specialty=each.specialty.slug, page=None), shown(each.doctor))
    return (
        page_link(f"/specialties/{each.slug}", shown(each.doctor))
        if each.slug
        else escape(shown(each.doctor))
    )

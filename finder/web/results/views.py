"""The parts of the results page that are worked out, not looked up: rings, filters, wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from finder import language
from finder.domain.answers import Result, Results, Understood
from finder.domain.kinds import CARE_SITES, PROVIDERS, Kind
from finder.formats.display import in_sentence
from finder.language import _, format_list, marked, ngettext, nmarked, number
from finder.search.fields import READER
from finder.search.filters import FILTERS, SHOW, YES
from finder.search.filters import Filter as SearchFilter
from finder.search.questions import NearQuery
from finder.store.near import RINGS
from finder.web.addresses import address, arguments, asked_again, local
from finder.web.context import known, site

#: The list of documents: there audience and language are filters, not the reader's alone.
GUIDELINES = "/guidelines"


@dataclass(frozen=True, slots=True)
class Ring:
    """A band of distance with its places; a band without places says so."""

    heading: str
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to narrow the list: its label, its address, and whether it is on."""

    label: str
    address: str
    current: bool


def rings(answer: Results) -> list[Ring]:
    """Return the page's places under rings of distance. Empty rings before the first place are named once."""
    found: list[Ring] = []
    inner = 0
    for radius in (*RINGS, None):
        here = tuple(
            each for each in answer.results if inner <= each.miles and (radius is None or each.miles < radius)
        )
        if here:
            found.append(Ring(_heading(inner, radius), here))
        inner = radius or inner
    first = answer.results[0].miles if answer.results else 0.0
    if answer.page == 1 and (empty := max((r for r in RINGS if r <= first), default=0)):
        found.insert(0, Ring(_("Within %(miles)s miles: none. The nearest:") % {"miles": empty}, ()))
    return found


def _heading(inner: int, outer: int | None) -> str:
    if outer is None:
        return _("More than %(miles)s miles") % {"miles": inner}
    if inner:
        return _("%(inner)s to %(outer)s miles") % {"inner": inner, "outer": outer}
    return _("Within %(miles)s miles") % {"miles": outer}


def show_filters(query: NearQuery) -> list[Filter]:
    """Return the filters above the list. Without a choice the list is that for the cancer's patients."""
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
class Field:
    """A field of the form that narrows a list: `value` is what was asked, `options` what it can be."""

    name: str
    label: str
    placeholder: str
    options: tuple[tuple[str, str], ...]
    value: str | tuple[str, ...]
    is_check: bool
    is_many: bool


def narrowing(query: NearQuery) -> list[Field]:
    """Return a field for each filter that is known of all that is listed."""
    return [_field(each, query) for each in FILTERS if set(query.kinds) <= set(each.kinds)]


def _field(each: SearchFilter, query: NearQuery) -> Field:
    value = query.filters.get(each.name, () if each.many else "")
    values = each.values or {}
    if each.many:  # "all" is for addresses: a form has a box for each
        value = tuple(values) if "all" in value else value
        values = {key: label for key, label in values.items() if key != "all"}
    return Field(
        each.name,
        _(each.label),
        _(each.written) if each.written else "",
        tuple((key, _(label) if label else group_name(key)) for key, label in values.items()),
        value,
        each.values is YES,
        each.many,
    )


def group_name(slug: str) -> str:
    """Return the name of a specialist group."""
    return language.translate(known().specialties[slug].name)


#: What a list holds, counted: the words for one and for several.
_COUNTED = {
    "place": nmarked("%(count)s place", "%(count)s places"),
    "specialist": nmarked("%(count)s specialist", "%(count)s specialists"),
    "clinic": nmarked("%(count)s clinic", "%(count)s clinics"),
    "hospital": nmarked("%(count)s hospital", "%(count)s hospitals"),
    "result": nmarked("%(count)s result", "%(count)s results"),
}
#: What an empty list says: on a page past its end, live, within a distance, anywhere.
_NONE = {
    "place": (
        marked("No place on this page"),
        marked("No place was found"),
        marked("No place within %(miles)s miles"),
        marked("No place is known"),
    ),
    "specialist": (
        marked("No specialist on this page"),
        marked("No specialist was found"),
        marked("No specialist within %(miles)s miles"),
        marked("No specialist is known"),
    ),
    "clinic": (
        marked("No clinic on this page"),
        marked("No clinic was found"),
        marked("No clinic within %(miles)s miles"),
        marked("No clinic is known"),
    ),
    "hospital": (
        marked("No hospital on this page"),
        marked("No hospital was found"),
        marked("No hospital within %(miles)s miles"),
        marked("No hospital is known"),
    ),
    "result": (
        marked("No result on this page"),
        marked("No result was found"),
        marked("No result within %(miles)s miles"),
        marked("No result is known"),
    ),
}
#: The lists of an answer, by the kind asked for; None is the first page of all.
_TABS = {
    None: marked("Centers and programs"),
    Kind.CLINICIAN: marked("Specialists"),
    Kind.HOSPITAL: marked("Hospital teams"),
    Kind.CLINIC: marked("Clinics"),
}
#: What was asked of one list alone.
_OWN = ("page", *(each.name for each in FILTERS))


def tabs(query: NearQuery) -> list[Filter]:
    """Return the lists that answer the question, those of people and hospitals where there are any."""
    counts = known().counts
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
    return found if len(found) > 1 else []


def all_kinds_address() -> str:
    """Return the address of this question without anything that narrows it."""
    return asked_again(kind=None, **dict.fromkeys(_OWN))


def _is_list(query: NearQuery, kind: Kind | None) -> bool:
    return query.kinds == ((kind,) if kind else CARE_SITES)


#: What a list of one kind holds; a list of places holds several kinds.
_NOUNS = {
    CARE_SITES: "place",
    (Kind.HOSPITAL,): "hospital",
    (Kind.CLINIC,): "clinic",
    (Kind.CLINICIAN,): "specialist",
    PROVIDERS: "specialist",
}


def noun_of(kinds: Sequence[Kind]) -> str:
    """Return what a list of these kinds holds: a key of the counts and of what an empty list says."""
    in_order = tuple(kind for kind in Kind if kind in kinds)
    if set(kinds) & set(PROVIDERS):
        return _NOUNS.get(in_order, "result")
    return _NOUNS.get(in_order, "place")


def how_many(noun: str, count: int) -> str:
    """Return a count of what a list holds, in words: "368 places"."""
    one, many = _COUNTED[noun]
    return ngettext(one, many, count) % {"count": number(count)}


def none_here(noun: str, answer: Results, query: NearQuery) -> str:
    """Return the heading of a list that holds nothing, and why it does not."""
    on_page, found, within, known_at_all = _NONE[noun]
    if answer.page > 1:
        return _(on_page)
    if answer.live:
        return _(found)
    return _(within) % {"miles": number(query.miles)} if query.miles else _(known_at_all)


def whom(read: Understood) -> str:
    """Return what the search is for, in words: "Surgery or pathology for pancreatic cancer"."""
    told = [language.translate(each.name) for each in read.specialties]
    names = format_list([told[0], *map(in_sentence, told[1:])], "or") if told else ""
    if not read.cancer:
        return names or _("Cancer care")
    cancer = in_sentence(language.translate(read.cancer.name))
    if not names:
        return _("Cancer care for %(cancer)s") % {"cancer": cancer}
    return _("%(specialists)s for %(cancer)s") % {"specialists": names, "cancer": cancer}


def page_address(page: int) -> str:
    """Return the address of another page of this list."""
    return asked_again(page=page if page > 1 else None)


_READER = tuple(each.name for each in READER)
#: What an address of a page may hold and the same list as data may not.
_PAGE_ONLY = ("pick", "map")


def twin(form: str) -> str:
    """Return the address of this list as JSON or CSV. Who reads it changes nothing but the page."""
    path = local(f"/api/v1{request.path}") + (".csv" if form == "csv" else "")
    values = {
        name: texts
        for name, texts in arguments().items()
        if name not in _PAGE_ONLY and (name not in _READER or request.path == GUIDELINES)
    }
    return address(path, values)

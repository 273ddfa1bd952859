"""The words for a list of results: how many, for whom, and that there are none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from finder.domain.answers import Results, Understood
from finder.domain.kinds import CARE_SITES, PROVIDERS, Kind
from finder.domain.places import Place
from finder.formats.display import in_sentence
from finder.language import _, format_list, marked, ngettext, nmarked, number, translate
from finder.search.questions import NearQuery

#: The noun for the results of a list, as (singular, plural).
_COUNTED = {
    "place": nmarked("%(count)s place", "%(count)s places"),
    "specialist": nmarked("%(count)s specialist", "%(count)s specialists"),
    "clinic": nmarked("%(count)s clinic", "%(count)s clinics"),
    "hospital": nmarked("%(count)s hospital", "%(count)s hospitals"),
    "result": nmarked("%(count)s result", "%(count)s results"),
}
#: The heading of an empty list: past the last page, live, within a distance, at any distance.
_NONE = {
    "place": (
        marked("No place on this page"),
        marked("No place was found"),
        marked("No place within %(miles)s miles"),
        marked("We don't know of any place"),
    ),
    "specialist": (
        marked("No specialist on this page"),
        marked("No specialist was found"),
        marked("No specialist within %(miles)s miles"),
        marked("We don't know of any specialist"),
    ),
    "clinic": (
        marked("No clinic on this page"),
        marked("No clinic was found"),
        marked("No clinic within %(miles)s miles"),
        marked("We don't know of any clinic"),
    ),
    "hospital": (
        marked("No hospital on this page"),
        marked("No hospital was found"),
        marked("No hospital within %(miles)s miles"),
        marked("We don't know of any hospital"),
    ),
    "result": (
        marked("No result on this page"),
        marked("No result was found"),
        marked("No result within %(miles)s miles"),
        marked("We have no results"),
    ),
}
#: The noun for a list of these kinds; "place" covers several kinds.
_NOUNS = {
    CARE_SITES: "place",
    (Kind.HOSPITAL,): "hospital",
    (Kind.CLINIC,): "clinic",
    (Kind.CLINICIAN,): "specialist",
    PROVIDERS: "specialist",
}

#: What a list holds, without and with a cancer.
_LISTED = {
    CARE_SITES: (marked("Cancer centers and hospitals"), marked("Hospitals for %(cancer)s")),
    (Kind.HOSPITAL,): (marked("Hospitals and their specialists"), marked("Hospitals and their specialists")),
    (Kind.CLINIC,): (marked("Cancer clinics"), marked("Clinics for %(cancer)s")),
    (Kind.CLINICIAN,): (marked("Cancer doctors"), marked("Doctors for %(cancer)s")),
    PROVIDERS: (marked("Cancer doctors and clinics"), marked("Doctors and clinics for %(cancer)s")),
}
_MIXED = marked("Hospitals and cancer doctors"), marked("Hospitals and doctors for %(cancer)s")


def in_order(kinds: Sequence[Kind]) -> tuple[Kind, ...]:
    """Return kinds in the order of the tables."""
    return tuple(kind for kind in Kind if kind in kinds)


def is_mixed(kinds: Sequence[Kind]) -> bool:
    """Return whether a list holds doctors or clinics beside places of care."""
    return bool(set(kinds) & set(PROVIDERS)) and not set(kinds) <= set(PROVIDERS)


def noun_of(kinds: Sequence[Kind]) -> str:
    """Return the noun for a list of these kinds: a key of _COUNTED and _NONE."""
    return _NOUNS.get(in_order(kinds), "result" if set(kinds) & set(PROVIDERS) else "place")


def how_many(noun: str, count: int) -> str:
    """Return a count with its noun: "368 places"."""
    one, many = _COUNTED[noun]
    return ngettext(one, many, count) % {"count": number(count)}


def none_here(noun: str, answer: Results, query: NearQuery) -> str:
    """Return the heading of an empty list, which says why it is empty."""
    on_page, found, within, known_at_all = _NONE[noun]
    if answer.page > 1:
        return _(on_page)
    if answer.live:
        return _(found)
    return _(within) % {"miles": number(query.miles)} if query.miles else _(known_at_all)


def town(place: Place) -> str:
    """Return the name of a place without its ZIP code: "Bozeman, MT"."""
    return re.sub(r" [0-9]{5}$", "", place.name)


def listed(read: Understood, query: NearQuery) -> str:
    """Return what a list holds, and no more: "Hospitals for pancreatic cancer".

    Doctors of a specialty are named by it: "Surgery for pancreatic cancer".
    """
    if query.kinds == (Kind.CLINICIAN,) and read.specialties:
        return whom(read)
    alone, for_cancer = _LISTED.get(
        in_order(query.kinds), _MIXED if is_mixed(query.kinds) else _LISTED[CARE_SITES]
    )
    return _(for_cancer) % {"cancer": in_sentence(cancer_name(read))} if read.cancer else _(alone)


def cancer_name(read: Understood) -> str:
    """Return the name of the cancer; of one whose kind is not known yet, without saying so."""
    if read.cancer is None:
        return ""
    name = translate(read.cancer.name)
    return name.rpartition(",")[0] or name if read.kinds else name


def whom(read: Understood) -> str:
    """Return what the search is for: "Surgery or pathology for pancreatic cancer"."""
    told = [translate(each.name) for each in read.specialties]
    names = format_list([told[0], *map(in_sentence, told[1:])], "or") if told else ""
    if not read.cancer:
        return names or _("Cancer care")
    cancer = in_sentence(cancer_name(read))
    if not names:
        return _("Cancer care for %(cancer)s") % {"cancer": cancer}
    return _("%(specialists)s for %(cancer)s") % {"specialists": names, "cancer": cancer}

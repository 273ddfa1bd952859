"""View values of the filters above a list: chips that open a few choices, and active ones to take off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from finder.domain.kinds import CARE_SITES, PROVIDERS, Kind
from finder.formats.display import in_sentence
from finder.language import _, marked, number, translate
from finder.search.answer import Answer
from finder.search.fields import ORDERS
from finder.search.filters import FILTERS, SEXES, SHOW, TEAMS
from finder.web.addresses import arguments, asked_again
from finder.web.context import current_catalog
from finder.web.reader import hidden

#: The distances that a chip offers, in miles.
MILES = (25, 50, 100, 250)
#: The parameters that the form in a chip keeps.
_OTHERS = ("near", "cancer", "specialty", "miles", "live", "kind", *(each.name for each in FILTERS))
#: What an active filter that is on or off is called.
_SWITCHES = {"assignment": marked("Accepts Medicare"), "telehealth": marked("Video visits")}
#: What the words of a filter are called in front of them.
_WORDS = {"name": marked("Name: %(words)s"), "hospital": marked("Works at: %(words)s")}


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of a chip: its label, how many results it leaves if that is known, and its address."""

    label: str
    count: str
    address: str


@dataclass(frozen=True, slots=True)
class Words:
    """A field for words in a chip: the form sends it with the rest of the search."""

    name: str
    label: str
    placeholder: str
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A chip: `choices` or fields for `words` open below its label; with an `address` it is a link alone.

    A chip that is `on` is an active filter, and its address is the list without it.
    """

    label: str
    on: bool = False
    address: str = ""
    choices: tuple[Choice, ...] = ()
    words: tuple[Words, ...] = ()


def active(answer: Answer) -> list[Chip]:
    """Return the active filters, each with the address of the list without it."""
    query = answer.query
    found: list[Chip] = []
    if query.miles:
        label = _("Within %(miles)s miles") % {"miles": number(query.miles)}
        found.append(_taken_off(label, "miles"))
    if query.kinds not in (CARE_SITES, (Kind.CLINICIAN,)):
        found += [_taken_off(_(kind.label), "kind") for kind in query.kinds[:1] if len(query.kinds) == 1]
    found += [_taken_off(label, name) for name, label in _filters(answer)]
    return found


def orders(answer: Answer) -> list[Chip]:
    """Return the chip with the order of a list of places, to switch it."""
    if answer.query.kinds != CARE_SITES:
        return []
    choices = [
        Choice(_(label), "", asked_again(order=order, page=None))
        for order, label in ORDERS.items()
        if order != answer.order
    ]
    return [Chip(_(ORDERS[answer.order]), choices=tuple(choices))]


def active_specialties(answer: Answer) -> list[Chip]:
    """Return the specialties that were asked for, each with the address of the search without it."""
    asked = answer.results.understood.specialties
    return [
        Chip(
            translate(each.name),
            on=True,
            address=asked_again(
                specialty=[other.slug for other in asked if other != each] or None,
                kind=[kind.value for kind in answer.query.kinds],
                page=None,
            ),
        )
        for each in asked
    ]


def within(answer: Answer) -> dict[int, str]:
    """Return how many results are within each of the distances that a chip offers, if it is known."""
    found = answer.results.within
    return {miles: number(found[miles]) if miles in found else "" for miles in MILES}


def offered(answer: Answer, counts: Mapping[int, str]) -> list[Chip]:
    """Return the filters that the reader may add to this list, with how many are within each distance."""
    people = bool(set(PROVIDERS) & set(answer.query.kinds))
    parts = (
        _distances(answer, counts),
        *(
            (_specialties(answer), *_switches(answer), _sexes(answer), _words(answer), _clinics(answer))
            if people
            else (_sorts_of_place(answer), _teams(answer))
        ),
    )
    return [each for each in parts if each]


def _taken_off(label: str, name: str) -> Chip:
    return Chip(label, on=True, address=asked_again(**{name: None, "page": None}))


def _filters(answer: Answer) -> Iterator[tuple[str, str]]:
    for name, value in answer.query.filters.items():
        match name:
            case "show":
                if value != "all":
                    yield name, _(SHOW[value])
            case "sex":
                yield name, _(SEXES[value])
            case "team":
                yield name, ", ".join(_team(each) for each in value)
            case "name" | "hospital":
                yield name, _(_WORDS[name]) % {"words": value}
            case _:
                yield name, _(_SWITCHES[name])


def _team(value: str) -> str:
    label = TEAMS[value]
    return _(label) if label else translate(current_catalog().specialties[value].name)


def _distances(answer: Answer, counts: Mapping[int, str]) -> Chip | None:
    if answer.query.miles:
        return None
    words = _("Within %(miles)s miles")
    choices = [
        Choice(words % {"miles": miles}, count, asked_again(miles=miles, page=None))
        for miles, count in counts.items()
    ]
    return Chip(_("Any distance"), choices=tuple(choices))


def _sorts_of_place(answer: Answer) -> Chip | None:
    if answer.query.kinds != CARE_SITES or answer.query.filters.get("show", "all") != "all":
        return None
    choices = [
        Choice(_(label), "", asked_again(show=value, page=None))
        for value, label in SHOW.items()
        if value != "all"
    ]
    if current_catalog().counts["hospitals"]:
        to = asked_again(kind=Kind.HOSPITAL.value, team="all", show=None, page=None)
        choices.append(Choice(_("Hospitals with all four specialties"), "", to))
    return Chip(_("All places"), choices=tuple(choices))


def _teams(answer: Answer) -> Chip | None:
    chosen = answer.query.filters.get("team", ())
    if answer.query.kinds != (Kind.HOSPITAL,) or "all" in chosen:
        return None
    choices = tuple(
        Choice(_team(each), "", asked_again(team=each if each == "all" else [*chosen, each], page=None))
        for each in TEAMS
        if each not in chosen
    )
    return Chip(_("Has all of"), choices=choices)


def _specialties(answer: Answer) -> Chip | None:
    counts, within = answer.results.by_specialty, max(answer.results.within, default=0)
    if answer.results.understood.specialties or not counts:
        return None
    names = current_catalog().specialties
    choices = [
        Choice(
            translate(names[slug].name),
            number(of[within]) if within in of else "",
            asked_again(specialty=slug, page=None),
        )
        for slug, of in counts.items()
    ]
    return Chip(_("All specialties"), choices=tuple(choices))


def _switches(answer: Answer) -> list[Chip]:
    if not _allows("assignment", answer):
        return []
    return [
        Chip(_(label), address=asked_again(**{name: "yes", "page": None}))
        for name, label in _SWITCHES.items()
        if name not in answer.query.filters
    ]


def _sexes(answer: Answer) -> Chip | None:
    if "sex" in answer.query.filters or not _allows("sex", answer):
        return None
    choices = [Choice(_(label), "", asked_again(sex=value, page=None)) for value, label in SEXES.items()]
    return Chip(_("Women or men"), choices=tuple(choices))


def _words(answer: Answer) -> Chip | None:
    fields = [
        Words(each.name, _(each.label), _(each.written) if each.written else "", _rest(each.name))
        for each in FILTERS
        if each.name in _WORDS and each.name not in answer.query.filters and _allows(each.name, answer)
    ]
    return Chip(_("Name or hospital"), words=tuple(fields)) if fields else None


def _clinics(answer: Answer) -> Chip | None:
    if answer.query.kinds != (Kind.CLINICIAN,) or not current_catalog().counts["clinics"]:
        return None
    return Chip(_("Clinics"), address=asked_again(kind=Kind.CLINIC.value, sex=None, page=None))


def _rest(without: str) -> tuple[tuple[str, str], ...]:
    """Return this search as hidden fields, without the field of a form."""
    given = arguments()
    rest = [(name, text) for name in _OTHERS if name != without for text in given.get(name, ()) if text]
    return (*rest, *hidden())


def _allows(name: str, answer: Answer) -> bool:
    """Tell whether a filter applies to every kind in the list; for a live list, to what the registry says."""
    each = next(each for each in FILTERS if each.name == name)
    return set(answer.query.kinds) <= set(each.kinds) and (each.is_live or not answer.results.live)


def in_words(chips: list[Chip]) -> str:
    """Return the active filters for a heading: "within 25 miles, women"."""
    return ", ".join(in_sentence(each.label) for each in chips)

"""What to do with the name of a place of care that is typed for a cancer or for a place: "Sloan Ketering"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from urllib.parse import urlencode

from rapidfuzz import fuzz

from finder.domain.kinds import CARE_SITES, Kind
from finder.domain.names import CareName
from finder.domain.places import Place
from finder.errors import BadQuery, Choice, Fault, Unsure
from finder.geo.city_names import city_key
from finder.language import _
from finder.place_words import COMMON, GENERIC, words_of_place, words_of_town
from finder.plain_text import normalize
from finder.store import read_places
from finder.store.connect import Connection
from finder.store.names.find_names import centers, records_of_words
from finder.words.care_names import Fit, Found, by_town, find_care_names, own_words, town_of, written

#: The shortest word that may be the beginning of one, where a name is not asked for.
BEGUN = 5
#: Towns of places with a name that are offered, and towns of a similar name beside them.
TOWNS, SIMILAR = 5, 3
#: Words that a place of care has, but no town: "Moffit cancer center" is not a misspelled Clarence Center.
OF_CARE = GENERIC - {"center"}
#: How alike a town and a text are, of 100, if the town is meant.
TOWN_LIKENESS = 75


def named_place(
    connection: Connection, text: str, kinds: Collection[Kind] = (*CARE_SITES, Kind.HOSPITAL, Kind.CLINIC)
) -> BadQuery | None:
    """Return what to do with the name of a place of care in place of a cancer, or None if it is no such name.

    `about` is the page of the place, or the list of all with the name.
    """
    found = _sure(connection, text)
    names = [each for each in found.names if each.kind in kinds]
    if not names:
        return None
    closest = _closest(names, text)
    one = f"/{closest[0].kind.record(closest[0].key)}"
    page = one if len(closest) == 1 else f"/find?{urlencode({'name': text.strip()})}"
    reason = _("“%(name)s” is a place of care, not a cancer type.") % {"name": text.strip()}
    hint = _("Open its page below. To search near you, type a cancer type or leave it empty.")
    return BadQuery(Fault("cancer", reason, hint, about=page))


def with_towns_of_names(connection: Connection, text: str, error: BadQuery) -> BadQuery:
    """Return the error of a place that was not found, with the towns of the places of care of that name."""
    fault = error.faults[0]
    if isinstance(error, Unsure):
        return _or_center(connection, text, fault) or error
    found = _sure(connection, text)
    names = [each for each in found.names if not _is_town(text, each) and _is_known(connection, each)]
    if not names:
        return BadQuery(fault)
    typed = set(words_of_place(text)).difference(words_of_town("", names[0].state))
    is_of_care = not typed.isdisjoint(OF_CARE)
    if found.fit is not Fit.WHOLE and fault.choices and len(typed - GENERIC) == 1 and not is_of_care:
        return BadQuery(fault)
    closest = _closest(names, text)
    others = [each for each in names if each not in closest]
    towns = [_in_town(of_town[0]) for of_town in by_town([*closest, *others]).values()][:TOWNS]
    if len(by_town(closest)) == 1:
        reason = _("%(name)s is in %(town)s.") % {"name": written(closest[0]), "town": town_of(closest[0])}
        hint = _("Search near there, or type another city or ZIP code.")
    else:
        reason = _("There are places called “%(name)s” in several towns.") % {"name": text.strip()}
        hint = _("Choose one to search near there, or type another city or ZIP code.")
    return BadQuery(Fault(fault.field, reason, hint, _unique([*towns, *fault.choices[:SIMILAR]])))


def or_center(connection: Connection, text: str, found: Place) -> Unsure | None:
    """Return the question whether a town or the cancer center of its name is meant: Dartmouth."""
    reason = _("There is a town and a cancer center called %(name)s.") % {"name": text.strip()}
    choice = Choice(found.name, found.name)
    return _or_center(connection, text, Fault("near", reason, _("Which one do you mean?"), (choice,)))


def _or_center(connection: Connection, text: str, fault: Fault) -> Unsure | None:
    """Return the question which of several places is meant, with the town of a center of that very name."""
    words = _telling(text)
    if COMMON.issuperset(words) or len(records_of_words(connection, words)) < len(words):
        return None
    having = [each for each in centers(connection) if set(words) <= set(each.words)]
    called = [each for each in having if not own_words(each, text)]
    if not called or _is_town(text, called[0]):
        return None
    # "City of Hope" is first of all a center, and only then one of the towns called Hope.
    mine, is_long = _in_town(called[0]), len(words_of_place(text)) > 1
    choices = (mine, *fault.choices) if is_long else (*fault.choices, mine)
    return Unsure(Fault(fault.field, fault.reason, fault.hint, _unique(choices)))


def _sure(connection: Connection, text: str) -> Found:
    """Return the names that a text must mean, though a name was not asked for."""
    found = find_care_names(connection, text)
    if not found.is_alone or found.fit is Fit.PARTLY:
        return Found()
    if found.fit is Fit.BEGINS and min(map(len, _telling(text))) < BEGUN:
        return Found()
    return found


def _closest(names: Sequence[CareName], text: str) -> list[CareName]:
    """Return the names with the fewest other words; a center shares its name with its sites: it is meant."""
    centers = [each for each in names if each.kind is Kind.CENTER] or list(names)
    fewest = min(own_words(each, text) for each in centers)
    return [each for each in centers if own_words(each, text) == fewest]


def _telling(text: str) -> list[str]:
    """Return the words of a text that tell one name from another."""
    return [word for word in words_of_place(text) if word not in GENERIC]


def _is_town(text: str, each: CareName) -> bool:
    """Return whether a text is nearly the name of its town, with or without the state: Bostn."""
    state = words_of_town("", each.state)
    words, town = [word for word in normalize(text).split() if word not in state], normalize(each.city)
    if len(words) > len(town.split()) and set(words) > set(town.split()):  # "Mayo Rochester"
        return False
    return fuzz.ratio(" ".join(words), town) >= TOWN_LIKENESS


def _is_known(connection: Connection, each: CareName) -> bool:
    """Return whether its town can be typed: a file may misspell it."""
    return bool(read_places.cities_named(connection, city_key(each.city), each.state))


def _unique(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    found: dict[str, Choice] = {}
    for each in choices:
        found.setdefault(each.value, each)
    return tuple(found.values())


def _in_town(each: CareName) -> Choice:
    return Choice(town_of(each), f"{town_of(each)} ({written(each)})")
